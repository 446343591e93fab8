"""Violations as a table: who says it, what, in which words, of which days, by what method."""

from collections.abc import Collection, Iterable, Sequence

from detente.desk.pages.ceasefires.statements import SAID
from detente.display.ceasefires.names import Names, by_whom, days_iso, number_words, thing_words, who_says
from detente.display.language import mark, say
from detente.display.prose import clip
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import Violation
from detente.registry.evidence import Evidence

__all__ = ["KINDS_OF_ORIGIN", "quoted", "said_words", "violation_cells", "violation_columns", "violation_sheet"]

MOST_WORDS = 3
"""Pieces of words that one cell leads to."""
KINDS_OF_ORIGIN = {
    "report": mark("report"),
    "published": mark("published figure"),
    "observer": mark("observer’s form"),
}


def violation_sheet(
    id_: str,
    title: str,
    said: Iterable[Violation],
    ceasefire: Ceasefire,
    names: Names,
    *,
    empty: Empty,
    more: str | None = None,
    doubted: Collection[str] = (),
) -> Sheet:
    """Return violations as a table, each with who says it first; `doubted` are the ids of those in doubt."""
    return Sheet(
        id=id_,
        title=title,
        columns=violation_columns(),
        rows=tuple(Row(id=one.id[:20], cells=violation_cells(one, ceasefire, names, doubted=doubted)) for one in said),
        empty=empty,
        more=more,
    )


def violation_columns() -> tuple[Column, ...]:
    """Return the columns of a table of violations."""
    return (
        Column(id="who", title=say("who says it")),
        Column(id="words", title=say("in which words")),
        Column(id="what", title=say("what")),
        Column(id="by", title=say("said to be done")),
        Column(id="days", title=say("days")),
        Column(id="origin", title=say("from")),
        Column(id="method", title=say("method")),
    )


def violation_cells(
    one: Violation, ceasefire: Ceasefire, names: Names, *, doubted: Collection[str] = ()
) -> tuple[Cell, ...]:
    """Return the cells of one violation; `doubted` are the ids of those that stand doubted."""
    in_doubt = one.id in doubted
    return (
        cell(who_says(one, names)),
        quoted(one.evidence),
        Cell(text=": ".join(filter(None, (thing_words(one, ceasefire), said_words(one)))),
             note=say("doubted in review") if in_doubt else "", certainty="unsure" if in_doubt else _certainty(one),
             href=f"/incidents/{one.incident}" if one.incident else None),
        cell(by_whom(one.alleged, names)) if one.alleged else Cell(blank=say("not reported who did it")),
        cell(days_iso(one.interval), note=", ".join(where.words for where in one.where[:2])) if one.interval
        else Cell(blank=say("days not reported")),
        cell(say(KINDS_OF_ORIGIN[one.origin]), note=one.published or ""),
        cell(one.method) if one.method else Cell(blank=say("not reported")),
    )  # fmt: skip


def quoted(held: Sequence[Evidence]) -> Cell:
    """Return the words that something stands on, the first of them in full view, as a cell that leads to them."""
    first = held[0]
    written = say("written down by %(who)s", who=", ".join(filter(None, (first.by, first.source)))) if first.by else ""
    every = " … ".join(dict.fromkeys(one.words for one in held))
    return Cell(text=f"“{clip(every)}”", value=every, words=tuple(held[:MOST_WORDS]), note=written)


def said_words(one: Violation) -> str:
    """Return what is said: a number, that there was none, that no number is told; of one happening, nothing."""
    if one.is_zero:
        return say(SAID["none"])
    if one.said in SAID:
        return say(SAID[one.said])
    if one.count:
        return number_words(one.count)
    return "" if one.origin == "report" and one.harm is None else say("reported, no number")


def _certainty(one: Violation) -> Certainty:
    if one.said == "cannot tell":
        return "unsure"
    return "told" if one.origin == "observer" else "claimed"
