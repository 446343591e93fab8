"""The rules as tables: each taxonomy's, the tables of rules in data files, thresholds, versions."""

import importlib
import json
from collections.abc import Iterator, Sequence
from importlib.resources import files

from detente.core.version import VERSION
from detente.desk.pages.method.rules import RULES, numbers_of
from detente.desk.pages.method.stated import COMPARED, STATED
from detente.display.ceasefires.names import ORDERS
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.incidents.scoring import default_weights
from detente.knowledge.files import read_json, read_toml
from detente.registry.agreements.bearing import weights as bearing
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.contradictions.rules import load_rules

__all__ = [
    "blank_sheet", "contradictions_sheet", "counting_sheet", "credibility_sheet", "rules_sheet", "stages_sheet",
    "thresholds_sheet", "trend_sheet",
]  # fmt: skip

BLANKS = (
    (mark("blank"), mark("nobody said anything. This is not zero")),
    (mark("none"), mark("somebody says that there were none: a figure of its own, with its words")),
    (mark("not observed"), mark("a monitor looked, and saw none: not that there were none")),
    (mark("cannot tell"), mark("the place could not be visited or seen")),
    (mark("denied"), mark("somebody says that what the other reports was not so")),
)


def rules_sheet() -> Sheet:
    """Return every rule as a sentence, and its numbers; the rest is a page of its own."""
    return _sheet(
        "rules", say("Rules in force"),
        (("rule", say("about what")), ("says", say("rule")), ("numbers", say("numbers that it uses"))),
        [
            Row(id=one.id, cells=(
                Cell(text=say(one.title), href=f"/method/{one.id}"), cell(say(STATED[one.id])),
                cell("; ".join(f"{meaning} {number}" for meaning, number in numbers_of(one))),
            ))
            for one in RULES
        ],
    )  # fmt: skip


def counting_sheet(kept: Sequence[Ceasefire]) -> Sheet:
    """Return for each ceasefire what one is counted as, in which classes, in which order its columns stand."""
    return _sheet(
        "counting", say("What is counted, ceasefire by ceasefire"),
        (("ceasefire", say("ceasefire")), ("counted", say("one is")), ("classes", say("classes")),
         ("added", say("figures of classes")), ("order", say("columns"))),
        [
            Row(id=one.id, cells=(
                Cell(text=one.name, href=f"/ceasefires/{one.id}/definition"), cell(one.taxonomy.counted),
                cell(", ".join(each.many for each in one.taxonomy.classes if each.within is None)),
                cell(say("may be added up: a thing is in one class only") if one.taxonomy.disjoint
                     else say("are never added up: a thing may be in two")),
                cell(say(ORDERS[one.order])),
            ))
            for one in kept
        ],
        means=say("No ceasefire is kept here, so nothing is counted by classes."),
    )  # fmt: skip


def blank_sheet() -> Sheet:
    """Return what a blank means, and what is no blank."""
    rows = [Row(id=f"{n}", cells=(cell(say(what)), cell(say(means)))) for n, (what, means) in enumerate(BLANKS)]
    return _sheet("blank", say("What a blank means"), (("what", say("shown as")), ("means", say("means"))), rows)


def credibility_sheet() -> Sheet:
    """Return the rules by which a happening's credibility is graded, the first that fits first."""
    kept = read_toml("review/credibility.toml")
    return _sheet(
        "credibility", say("How credible an incident is as reported: the first rule that fits"),
        (("rule", say("where")), ("grade", say("grade")), ("means", say("means"))),
        [
            Row(id=f"{n}", cells=(cell(rule["name"]), cell(str(rule["grade"])),
                                  cell(kept["grades"][str(rule["grade"])])))
            for n, rule in enumerate(kept["rules"])
        ],
    )  # fmt: skip


def contradictions_sheet() -> Sheet:
    """Return the rules by which claims are held against each other, and how each compares."""
    return _sheet(
        "contradictions", say("Which claims are compared"),
        (("rule", say("rule")), ("room", say("about what")), ("what", say("kinds of claim")), ("how", say("compared"))),
        [
            Row(id=f"{n}", cells=(
                cell(one.id), cell(one.room or say("all")), cell(", ".join((*one.what, *one.against))),
                cell(say(COMPARED[one.compare])),
            ))
            for n, one in enumerate(load_rules())
        ],
    )  # fmt: skip


def thresholds_sheet() -> Sheet:
    """Return from where on the reader and what stands behind it take something for so."""
    return _sheet(
        "thresholds", say("From which number on the machine takes something for so"),
        (("what", say("what")), ("from", say("from")), ("version", say("version"))),
        [Row(id=f"{n}", cells=row) for n, row in enumerate(_thresholds())],
    )  # fmt: skip


def _thresholds() -> Iterator[tuple[Cell, Cell, Cell]]:
    card = json.loads((files("detente.reading.coding") / "model" / "card.json").read_text(encoding="utf-8"))
    yield cell(say("an event, by the model’s confidence")), cell(card["thresholds"]["event"]), cell(card["version"])
    yield (
        cell(say("a context of an event, by its probability")),
        cell(card["thresholds"]["contexts"]),
        cell(card["version"]),
    )
    merging = default_weights()
    yield cell(say("two accounts of one incident, by likelihood")), cell(merging.threshold), cell(merging.version)
    yield (
        cell(say("a deed that concerns a provision: proposed, never counted")),
        cell(bearing.default_weights().threshold),
        cell(),
    )


def trend_sheet() -> Sheet:
    """Return how often the measured trend's interval held the truth, in series whose trend was known."""
    rows = read_json("accuracy/trend.json")["rows"]
    return _sheet(
        "trend", say("How often the measured trend is right"),
        (("series", say("series")), ("weeks", say("weeks")), ("covers", say("interval holds the truth, of 100")),
         ("falling", say("falling said where nothing falls, of 100")), ("worst", say("in the worst setting")),
         ("too_little", say("too little to say, of 100"))),
        [
            Row(id=f"{n}", cells=tuple(
                cell(row[name]) for name in ("series", "weeks", "covers", "falling", "worst", "too_little")
            ))
            for n, row in enumerate(rows)
        ],
    )  # fmt: skip


def stages_sheet() -> Sheet:
    """Return the stages of a reading in their order, with their versions and what each is for."""
    reader = importlib.import_module("detente.pipeline.reader").default_reader()
    return _sheet(
        "stages", say("Stages of a reading"),
        (("stage", say("stage")), ("version", say("version")), ("does", say("does"))),
        [
            Row(id=one.name, cells=(cell(one.name), cell(one.version), cell((one.__doc__ or "").split("\n", 1)[0])))
            for one in reader.stages
        ]
        + [Row(id="program", cells=(cell(say("the program")), cell(VERSION), Cell()))],
    )  # fmt: skip


def _sheet(
    id_: str, title: str, columns: Sequence[tuple[str, str]], rows: Sequence[Row], *, means: str | None = None
) -> Sheet:
    return Sheet(
        id=id_, title=title, columns=tuple(Column(id=name, title=called) for name, called in columns),
        rows=tuple(rows), empty=Empty(means=means or say("There is no rule of this kind.")),
    )  # fmt: skip
