"""Figures of violations that a report passes on: "14 times since Monday", "at least 30 violations in 24 hours"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from detente.core.ids import hash_parts
from detente.incidents.families import FAMILIES
from detente.incidents.names import stems_of_name
from detente.incidents.saying import claim_over
from detente.registry.ceasefires.claimants import column_of_doer, column_of_speaker
from detente.registry.ceasefires.classing import class_near
from detente.registry.ceasefires.report import OF_FORCE, TOLD, TRUCE, Json, Report, Speaker
from detente.registry.ceasefires.told.days import days_at, is_before
from detente.registry.ceasefires.violation import Violation
from detente.registry.count import Count

__all__ = ["Figure", "alleged_after", "count_of", "counts_rounds", "figures_of", "recorder_before"]

RECORDS = re.compile(
    r"\s*(?:\w+ly )?(?:has |have |had )?(?:\w+ly )?"
    r"(?:record|register|count|document|not|log|observ|monitor|list)\w*\s",
    re.IGNORECASE,
)
BY = re.compile(r"\b(?:by|from|of|committed by)\s+(?:the\s+)?$", re.IGNORECASE)
PARTS = re.compile(r"[,;:(]|\b(?:including|among|of which|while|but)\b", re.IGNORECASE)
NO_FIGURE = frozenset({"denied", "rejected", "doubted", "hoped", "believed", "promised", "expected", "threatened"})
"""Moods in which a number is not said to be one of what was."""
UNSORTED = frozenset({"other", "weapons"})
"""Kinds of numbers of which only their words say what they count: "one crossing", "one drone flight"."""
FOLLOWING = re.compile(r" \w+\b")
LEADING_NOT = re.compile(r"^not ", re.IGNORECASE)
BARE = re.compile(r"\d[\d,.]*")
"""A number that says of nothing what it counts: "between 10 and 16 June it recorded 2"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with the event that it is told of, None where it is of none."""

    event: str | None
    made: Violation


def figures_of(report: Report, known: Mapping[str, Violation]) -> Iterator[Figure]:
    """Yield the figures of a report; `known` are its violations by the events that they were read from."""
    before: Figure | None = None
    for figure in _figures(report, known):
        before = _of_the_same(report, figure, before) if before else figure
        yield before


def _of_the_same(report: Report, figure: Figure, before: Figure) -> Figure:
    """Return a figure; a bare number of no class counts what the same body's figure just before it counts."""
    made, known = figure.made, before.made
    if made.kind is not None or made.claimant is None or made.claimant != known.claimant:
        return figure
    start, last = made.evidence[0].start or 0, known.evidence[0].end or 0
    is_next = last <= start and not report.has_sentence_between(last, start)
    if not is_next or made.count is None or not BARE.fullmatch(made.count.words):
        return figure
    return replace(figure, made=replace(made, kind=known.kind, clauses=known.clauses))


def _figures(report: Report, known: Mapping[str, Violation]) -> Iterator[Figure]:
    for quantity in report.reading["quantities"]:
        count = count_of(quantity) if _counts_violations(report, quantity) else None
        if count is None or is_before(report, quantity["start"]) or _is_negated(report, quantity):
            continue
        claim = report.claims.get(quantity.get("claim") or "")
        claim = claim or claim_over(report.reading, quantity["start"], quantity["end"])
        recorder = recorder_before(report, quantity["start"])
        claim = None if recorder else claim  # what somebody recorded is told by all of the sentence
        speaker = recorder or report.speaker(claim)
        near = known.get(quantity.get("event") or "")
        if speaker.mood in NO_FIGURE or not _may_be(report, quantity, near):
            continue
        if near or _is_of_it(report, quantity, speaker):
            made = _figure(report, quantity, count, speaker, claim, near)
            yield Figure(event=quantity.get("event"), made=made)


def count_of(quantity: Json) -> Count | None:
    """Return the number of a quantity with its words; None where it is no number of things."""
    exact, low, high = quantity["value"], quantity["low"], quantity["high"]
    bounds = (exact, exact) if exact is not None else (low, high)
    if any(bound is not None and (bound < 0 or bound != int(bound)) for bound in bounds):
        return None
    first, last = (None if bound is None else int(bound) for bound in bounds)
    if first is not None and last is not None and first > last:
        return None
    return Count(low=first, high=last, words=quantity["text"], qualifier=quantity["qualifier"])


def _is_negated(report: Report, quantity: Json) -> bool:
    """Say whether a number is told to be none of it: "12 times and not 21"."""
    first = max(0, quantity["start"] - len("not "))
    words: str = report.reading["text"][first : quantity["start"] + len("not ")]
    return "not " in words.lower()


def _corrected_in(report: Report, quantity: Json) -> Count | None:
    """Return the one number that the sentence of a figure says it was not, None where it says so of none or several."""
    sentence = report.sentence_at(quantity["start"])
    others = [
        other
        for other in report.reading["quantities"]
        if sentence["start"] <= other["start"] < sentence["end"] and other["kind"] == quantity["kind"]
    ]
    denied = [other for other in others if _is_negated(report, other)]
    count = count_of(denied[0]) if len(denied) == 1 and len(others) == 2 else None  # noqa: PLR2004 - what it is and was
    if count is None or (count.qualifier or "not").lower() != "not":
        return None
    return replace(count, qualifier=None, words=LEADING_NOT.sub("", count.words))


def _counts_violations(report: Report, quantity: Json) -> bool:
    """Say whether a number is one of violations: by its kind, or since who records gives it of a class."""
    if quantity["kind"] == "violations":
        return not counts_rounds(report, quantity)
    if quantity["kind"] not in UNSORTED or recorder_before(report, quantity["start"]) is None:
        return False
    text, end = report.reading["text"], quantity["end"]
    behind = FOLLOWING.match(text, end)
    within = (quantity["start"], behind.end() if behind else end)
    return class_near(report.ceasefire.taxonomy, text, within, within=within) is not None


def counts_rounds(report: Report, quantity: Json) -> bool:
    """Say whether a number counts rounds where the taxonomy counts violations, however many rounds each has.

    "Six explosions" are then one happening and no figure of six.
    """
    taxonomy = report.ceasefire.taxonomy
    if taxonomy.disjoint or quantity["kind"] != "violations":
        return False
    told = stems_of_name(quantity["text"])
    names = (name for kind in taxonomy.classes for name in kind.units)
    counted = frozenset().union(*map(stems_of_name, names)) - stems_of_name("of at on the")
    classed = frozenset().union(*(stems_of_name(words) for kind in taxonomy.classes for words in kind.words))
    return bool(told & (classed - counted)) and not told & counted


def recorder_before(report: Report, start: int) -> Speaker | None:
    """Return whose records a sentence says that words are: "the mission recorded at least 30 violations"."""
    sentence = report.sentence_at(start)
    for mention in reversed(report.reading["mentions"]):
        if not (sentence["start"] <= mention["start"] and mention["end"] <= start):
            continue
        if RECORDS.match(report.reading["text"], mention["end"], start):
            side = report.side(mention)
            return Speaker(column=column_of_speaker(side, report.ceasefire), name=side.name)
    return None


def _may_be(report: Report, quantity: Json, near: Violation | None) -> bool:
    """Say whether what a figure is told of may have been: it is no plan, no fear, not denied, and no other truce's."""
    if near is not None:
        return near.said == "some"
    event = next((e for e in report.reading["events"] if e["id"] == quantity.get("event")), None)
    return event is None or (event["status"] in TOLD and FAMILIES.get(event["type"]) not in OF_FORCE)


def _is_of_it(report: Report, quantity: Json, speaker: Speaker) -> bool:
    """Say whether a figure is of this ceasefire: a party or a monitor says so, or a report that names both parties."""
    if speaker.column is not None:
        return True
    sentence = report.sentence_at(quantity["start"])
    sides = [(mention, report.side(mention)) for mention in report.reading["mentions"]]
    within = [side for m, side in sides if sentence["start"] <= m["start"] < sentence["end"]]
    named = {report.party_named(side) for _, side in sides}
    if any(report.is_stranger(side) for side in within if side.name != speaker.name):
        return False
    return bool(TRUCE.search(report.words(sentence))) and all(party.id in named for party in report.ceasefire.parties)


def _figure(
    report: Report, quantity: Json, count: Count, speaker: Speaker, claim: Json | None, near: Violation | None
) -> Violation:
    ceasefire, start, end = report.ceasefire, quantity["start"], quantity["end"]
    sentence = report.sentence_at(start)
    held = claim["content"] if claim and claim["content"]["start"] >= sentence["start"] else sentence
    within = (held["start"], min(held["end"], sentence["end"]))
    clause = _clause_of(report.reading["text"], (start, end), within)
    kind = class_near(ceasefire.taxonomy, report.reading["text"], (start, end), within=clause)
    interval = near.interval if near else None
    alleged = (near.alleged, near.alleged_words) if near else alleged_after(report, end, within[1])
    return Violation(
        id=hash_parts("told figure", ceasefire.id, report.document, str(start), str(end), *_accuser(quantity)),
        ceasefire=ceasefire.id,
        origin="published",
        said="none" if count.is_none else "some",
        claimant=speaker.column,
        claimant_name=speaker.name,
        via=speaker.via,
        alleged=alleged[0],
        alleged_words=alleged[1],
        kind=kind,
        clauses=ceasefire.clauses_of(kind) if kind else (),
        count=count,
        instead_of=_corrected_in(report, quantity),
        interval=interval or days_at(report, start, end, claim["id"] if claim else None),
        where=near.where if near else (),
        mood=speaker.mood,
        evidence=(*report.evidence({"start": start, "end": end}), *report.evidence(sentence)),
        incident=near.incident if near else None,
        confidence=near.confidence if near else None,
    )


def _accuser(quantity: Json) -> Iterator[str]:
    """Yield who gives a number, where two who accuse each other both do."""
    if "accuser" in quantity:
        yield quantity["accuser"]


def _clause_of(text: str, at: tuple[int, int], within: tuple[int, int]) -> tuple[int, int]:
    """Return the clause that a figure stands in: what is said of a part of it beyond says nothing of all."""
    before = [match.end() for match in PARTS.finditer(text, within[0], at[0])]
    after = PARTS.search(text, at[1], within[1])
    return (max(before, default=within[0]), after.start() if after else within[1])


def alleged_after(report: Report, end: int, last: int, *, by: re.Pattern[str] = BY) -> tuple[str | None, str | None]:
    """Return the party behind what says by whom, after a figure or what there was none of, with its words."""
    for mention in report.reading["mentions"]:
        if end <= mention["start"] < last and by.search(report.reading["text"], end, mention["start"]):
            column = column_of_doer(report.side(mention), report.ceasefire)
            if column is not None:
                return column, report.words(mention)
    return None, None
