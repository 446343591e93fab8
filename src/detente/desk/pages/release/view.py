"""What the page of releases shows: how much is released to whom, of which outlet and kind, and what since when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from detente.desk.language import mark, say
from detente.desk.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.releases import NEVER
from detente.store import Holding, Level, Standing

__all__ = [
    "AT_ONCE",
    "TO",
    "Held",
    "Option",
    "kinds_sheet",
    "levels_sheet",
    "offered",
    "outlets_sheet",
    "standing_sheet",
]

AT_ONCE, MOST_OUTLETS = 30, 100
MOST_OFFERED = 400
TO: dict[Level, str] = {"public": mark("everybody"), "parties": mark("the parties"), "internal": mark("the desk only")}
"""To whom each level shows something."""
WHOLE = ("ceasefire", "watch")
"""Kinds of entries that are released with all that is kept under them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How much the record has of each outlet and of each kind of entry, and to whom it is released."""

    outlets: tuple[Holding, ...]
    kinds: tuple[Holding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that can be released together: its value in the form, and what it is called."""

    value: str
    called: str


Options = tuple[tuple[str, tuple[Option, ...]], ...]
"""What can be released together, by what it is."""


def offered(held: Held) -> Options:
    """Return what can be released together, the most first; what is kept under nothing is not offered."""
    outlets = tuple(Option(value=f"outlet {one.name}", called=one.name) for one in held.outlets if one.name)
    kinds = tuple(
        Option(value=f"kind {one.under} {one.name}", called=say("%(kind)s of %(of)s", kind=one.name, of=one.under))
        for one in held.kinds
        if one.name not in (*WHOLE, *NEVER) and one.under and " " not in one.under
    )
    groups = (
        (say("Reports"), (Option(value="all", called=say("all reports")),)),
        (say("A ceasefire, and what is kept under it"), _whole(held, "ceasefire")),
        (say("A watch, and what is kept under it"), _whole(held, "watch")),
        (say("Reports of a publisher"), outlets[:MOST_OFFERED]),
        (say("Entries of a kind"), kinds[:MOST_OFFERED]),
    )
    return tuple((title, some) for title, some in groups if some)


def _whole(held: Held, kind: str) -> tuple[Option, ...]:
    found = sorted(one.under for one in held.kinds if one.name == kind and one.under)
    return tuple(Option(value=f"{kind} {under}", called=under) for under in found)


def levels_sheet(held: Held) -> Sheet:
    """Return how many reports and entries are released to whom."""
    rows = (("reports", say("reports"), held.outlets), ("entries", say("entries"), held.kinds))
    total = sum(one.total for some in (held.outlets, held.kinds) for one in some)
    return Sheet(
        id="levels",
        title=say("Released to whom"),
        columns=(Column(id="what", title=""), *_numbers()),
        rows=tuple(Row(id=id_, cells=(cell(title), *_counts(some))) for id_, title, some in rows) if total else (),
        empty=Empty(means=say("Nothing is kept here that could be released.")),
        rule=say("each report and entry stands in one column, by the last word on it whose time has come"),
    )


def outlets_sheet(held: Held) -> Sheet:
    """Return how much of each outlet is released to whom."""
    return Sheet(
        id="outlets",
        title=say("Reports by publisher"),
        columns=(
            Column(id="outlet", title=say("publisher")),
            Column(id="forms", title=say("observers’ forms"), numeric=True),
            *_numbers(),
        ),
        rows=tuple(_outlet_row(n, one) for n, one in enumerate(held.outlets[:MOST_OUTLETS], start=1)),
        empty=Empty(means=say("No report is kept here.")),
        rule=_first(len(held.outlets)),
    )  # fmt: skip


def _outlet_row(number: int, one: Holding) -> Row:
    name = Cell(text=one.name or "", blank=say("no publisher named"))
    return Row(id=str(number), cells=(name, cell(one.forms or None, blank="–"), *_counts([one])))


def kinds_sheet(held: Held) -> Sheet:
    """Return how much of each kind of entry is released to whom."""
    return Sheet(
        id="entries",
        title=say("Entries by kind"),
        columns=(Column(id="kind", title=say("kind")), Column(id="under", title=say("kept under")), *_numbers()),
        rows=tuple(
            Row(id=str(n), cells=(cell(one.name), cell(one.under), *_counts([one])))
            for n, one in enumerate(held.kinds[:MOST_OUTLETS], start=1)
        ),
        empty=Empty(means=say("Nobody wrote anything down: no ceasefire, no watch, no figure.")),
        rule=_first(len(held.kinds)),
    )


def standing_sheet(found: Sequence[Standing], *, at: dt.datetime, more: str | None) -> Sheet:
    """Return what is released, to whom, since when, by whom and why."""
    return Sheet(
        id="released",
        title=say("What is released"),
        columns=(
            Column(id="what", title=say("what")),
            Column(id="of", title=say("of")),
            Column(id="to", title=say("to")),
            Column(id="shown", title=say("shown")),
            Column(id="author", title=say("by")),
            Column(id="reason", title=say("why")),
        ),
        rows=tuple(_standing_row(one, at) for one in found),
        empty=Empty(
            means=say("Nothing is released: all of it is seen by the desk only."),
            now=say("Release something above."), href="#act",
        ),
        more=more,
    )  # fmt: skip


def _standing_row(one: Standing, at: dt.datetime) -> Row:
    when = one.visible_from.strftime("%Y-%m-%d %H:%M")
    comes = one.visible_from > at
    href = f"/documents/{one.subject}" if one.kind == "document" else None
    return Row(
        id=one.subject[:16],
        cells=(
            Cell(text=one.called, href=href, note="" if href else one.subject[:10]),
            cell(one.under),
            Cell(text=say(TO[one.level]), value=one.level, href=f"/release?named={one.subject}#one"),
            Cell(
                text=say("from %(when)s UTC", when=when) if comes else say("since %(when)s UTC", when=when),
                value=one.visible_from.isoformat(),
            ),
            cell(one.author),
            cell(one.reason),
        ),
    )  # fmt: skip


def _numbers() -> tuple[Column, ...]:
    return (
        Column(id="public", title=say("everybody"), numeric=True),
        Column(id="parties", title=say("the parties only"), numeric=True),
        Column(id="internal", title=say("the desk only"), numeric=True),
        Column(id="total", title=say("all"), numeric=True),
    )


def _counts(some: Sequence[Holding]) -> tuple[Cell, ...]:
    public, parties, total = (sum(getattr(one, name) for one in some) for name in ("public", "parties", "total"))
    return cell(public), cell(parties), cell(total - public - parties), cell(total)


def _first(number: int) -> str:
    return "" if number <= MOST_OUTLETS else say("the %(most)s with the most of %(n)s", most=MOST_OUTLETS, n=number)
