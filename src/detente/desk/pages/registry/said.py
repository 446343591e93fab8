"""Everything that is said of a thing, as a sheet: who says it, what, how it is told, of which days, in which words."""

from collections.abc import Sequence
from dataclasses import replace

from detente.desk.pages.registry.claims import (
    MOST_WORDS,
    certainty_of,
    days_of,
    kind_words,
    parts_words,
    said_by,
    told_as,
    told_words,
    value_words,
)
from detente.desk.pages.registry.cut import behind
from detente.desk.pages.said.witness import report_href
from detente.display.language import say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.assertions.assertion import Assertion

__all__ = ["AT_ONCE", "said_sheet"]

AT_ONCE = 20
"""Claims on a page at once."""
LONG = 60
"""Characters from which what is told is not repeated where the words beside it have it."""


def said_sheet(
    said: Sequence[Assertion],
    *,
    empty: Empty,
    title: str = "",
    id_: str = "said",
    after: str | None = None,
    at: str | None = None,
    with_named: bool = False,
) -> Sheet:
    """Return what is said as a sheet; `at` is the address of the page, to which the next rows are added.

    `with_named` is whether what it is said of has a column of its own.
    """
    shown, last = behind(said, after, lambda one: one.id, most=AT_ONCE)
    columns = [
        Column(id="who", title=say("who says it")),
        Column(id="what", title=say("what")),
        Column(id="standing", title=say("reported as"), term="reported-as"),
        Column(id="days", title=say("days"), tight=True),
        Column(id="parts", title=say("who takes part")),
        Column(id="words", title=say("in these words")),
    ]
    if with_named:
        columns.insert(1, Column(id="of", title=say("about what")))
    return Sheet(
        id=id_, title=title or say("All that is said of it"), columns=tuple(columns),
        rows=tuple(_row(one, with_named=with_named) for one in shown), empty=empty,
        more=f"{at}{'&' if '?' in at else '?'}after={last}#{id_}" if at and last else None,
    )  # fmt: skip


def _row(one: Assertion, *, with_named: bool) -> Row:
    told = value_words(one)
    words = told_words(one)
    is_in_words = len(told) > LONG and told in words
    what = kind_words(one.what)
    what = say("%(kind)s: %(told)s", kind=what, told=told) if told and not is_in_words else what
    cells = [
        Cell(text=said_by(one.claimant), note=_origin(one), href=report_href(one)),
        Cell(text=what, certainty=certainty_of(one), note=one.note or ""),
        cell(told_as(one)),
        cell(days_of(one.day) or None),
        _parts(one),
        Cell(text=clip(words, 200), value=words, words=one.evidence[:MOST_WORDS]),
    ]
    if with_named:
        cells.insert(1, cell(one.named))
    return Row(id=one.id[:16], cells=tuple(cells))


def _origin(one: Assertion) -> str:
    """Return where the desk has it from, where it is no report; of a report its day."""
    if one.origin == "watch":
        return say("stated in the watch")
    if one.origin == "person":
        return say("written down by %(who)s", who=one.evidence[0].by)
    return say("report of %(day)s", day=one.published) if one.published else say("report without a day")


def _parts(one: Assertion) -> Cell:
    roles = dict.fromkeys(part.role for part in one.parts)
    first, *others = [Cell(text=parts_words(role, one.parts_of(role))) for role in roles] or [Cell()]
    return replace(first, more=tuple(others))
