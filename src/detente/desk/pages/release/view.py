"""What the page of releases shows: how much is released to whom, of which outlet and kind, and what since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from detente.desk.pages.release.naming import kind_href
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.releases import GO_ALONG, NEVER
from detente.store import Holding, Level

__all__ = [
    "TO",
    "Held",
    "Option",
    "kinds_sheet",
    "levels_sheet",
    "offered",
    "outlets_sheet",
    "released_ones",
]

MOST_OUTLETS = 100
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


def released_ones(held: Held) -> Held:
    """Return only that of which something is released: what can be taken back."""
    outlets, kinds = (
        tuple(one for one in some if one.public or one.parties) for some in (held.outlets, held.kinds)
    )  # fmt: skip
    return Held(outlets=outlets, kinds=kinds)


def offered(held: Held) -> Options:
    """Return what can be released together, the most first; what is kept under nothing is not offered."""
    outlets = tuple(Option(value=f"outlet {one.name}", called=one.name) for one in held.outlets if one.name)
    kinds = tuple(
        Option(value=f"kind {one.under} {one.name}", called=say("%(kind)s of %(of)s", kind=one.name, of=one.under))
        for one in held.kinds
        if one.name not in (*WHOLE, *NEVER, *GO_ALONG) and one.under and " " not in one.under
    )
    groups = (
        (say("Reports"), (Option(value="all", called=say("all reports")),) if held.outlets else ()),
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
    href = f"/release/reports?{urlencode({'outlet': one.name})}" if one.name else None
    name = Cell(text=one.name or "", href=href, blank=say("no publisher named"))
    return Row(id=str(number), cells=(name, cell(one.forms or None, blank="–"), *_counts([one])))


def kinds_sheet(held: Held) -> Sheet:
    """Return how much of each kind of entry is released to whom."""
    return Sheet(
        id="entries",
        title=say("Entries by kind"),
        columns=(Column(id="kind", title=say("kind")), Column(id="under", title=say("kept under")), *_numbers()),
        rows=tuple(
            Row(
                id=str(n),
                cells=(
                    Cell(text=one.name or "", href=kind_href(one.name or "", one.under or "")),
                    cell(one.under),
                    *_counts([one]),
                ),
            )
            for n, one in enumerate(held.kinds[:MOST_OUTLETS], start=1)
        ),
        empty=Empty(means=say("Nobody wrote anything down: no ceasefire, no watch, no figure.")),
        rule=_first(len(held.kinds)),
    )


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
