"""Pairs of actors as a sheet, those of whom most is told first."""

from collections.abc import Sequence
from urllib.parse import quote

from detente.desk.pages.relations.words import iso
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.relations import Counted
from detente.registry.relations.parties import Party

__all__ = ["pair_href", "pair_id", "pairs_of", "pairs_sheet"]


def pair_href(one: str, other: str) -> str | None:
    """Return the address of a pair; None of a name that no address can hold."""
    if "/" in one + other or {one, other} & {"", ".", ".."}:
        return None
    return f"/relations/{quote(one, safe='')}/{quote(other, safe='')}"


def pair_id(one: Counted) -> str:
    """Return by what a pair is known in a list."""
    return f"{one[0].id} {one[1].id}"


def pairs_of(found: Sequence[Counted], who: str) -> tuple[Counted, ...]:
    """Return the pairs of which one is called so; all where nobody is asked for."""
    asked = " ".join(who.casefold().split())
    return tuple(one for one in found if not asked or any(_is_called(party, asked) for party in one[:2]))


def _is_called(party: Party, asked: str) -> bool:
    return asked == party.id.casefold() or asked in party.name.casefold()


def pairs_sheet(shown: Sequence[Counted], *, narrowed: bool, more: str | None) -> Sheet:
    """Return pairs as a table; happenings are counted, not reports, and what nobody tells is blank."""
    none = say("No two actors deal with one another in the reports of this record.")
    return Sheet(
        id="pairs", title=say("Pairs of actors"), more=more,
        columns=(
            Column(id="one", title=say("one")),
            Column(id="other", title=say("the other")),
            Column(id="cooperation", title=say("cooperation"), numeric=True),
            Column(id="conflict", title=say("conflict"), numeric=True),
            Column(id="from", title=say("from"), tight=True),
            Column(id="to", title=say("to"), tight=True),
        ),
        rows=tuple(_row(one) for one in shown),
        empty=Empty(
            means=say("Nobody called so deals with anybody here."), now=say("Show all"), href="/relations", of="found"
        )
        if narrowed
        else Empty(means=none, now=say("See which reports there are"), href="/documents", of="found"),
        rule=say(
            "incidents that somebody reports as having happened or going on, each counted once, "
            "however many reports have it; a blank says that none is reported"
        ),
    )  # fmt: skip


def _row(one: Counted) -> Row:
    first, second, count = one
    href = pair_href(first.id, second.id)
    return Row(
        id=quote(pair_id(one)),
        cells=(
            Cell(text=first.name, value=first.id, href=href),
            Cell(text=second.name, value=second.id, href=href),
            cell(count.cooperation or None),
            cell(count.conflict or None),
            cell(iso(count.since)),
            cell(iso(count.until)),
        ),
    )
