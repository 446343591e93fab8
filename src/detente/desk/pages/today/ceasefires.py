"""The ceasefires in a line each, both parties and the monitors in equal columns; and where only one side is heard."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from detente.desk.pages.ceasefires.statements import ORIGINS
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet
from detente.pipeline.standings import Standing
from detente.registry.ceasefires.board import Row as BoardRow
from detente.registry.ceasefires.board import Told
from detente.registry.ceasefires.one_sided import OneSided
from detente.registry.ceasefires.violation import Violation
from detente.registry.evidence import Evidence

__all__ = ["ceasefires_sheet", "one_sided_texts"]

MOST = 1
"""Kinds that a line has of each column, the gravest by the ceasefire's own list; the board has all."""


_Said = tuple[BoardRow, Told]
_Thing = tuple[bool, str]


def ceasefires_sheet(found: Sequence[Standing], days: int) -> Sheet:
    """Return a line for each ceasefire: what its sides and monitors say of its last days."""
    return Sheet(
        id="ceasefires", title=say("Ceasefires"),
        columns=(
            Column(id="ceasefire", title=say("ceasefire")),
            Column(id="one", title=say("one party says"), equal=True),
            Column(id="monitors", title=say("monitors say"), equal=True),
            Column(id="other", title=say("the other party says"), equal=True),
        ),
        rows=tuple(_row(one) for one in found),
        empty=Empty(
            means=say("No ceasefire is kept here."), now=say("One is defined by a file: see the board"),
            href="/ceasefires",
        ),
        rule=say(
            "its last %(n)s days; what a body publishes before what reports say, of one kind in all columns where "
            "each has it, else the first kind of its list; never added up; which party stands left changes by date",
            n=days,
        ),
    )  # fmt: skip


def _row(one: Standing) -> Row:
    words = {said.id: said for said in one.said}
    left, *monitors, right = one.board.columns
    names = {p.id: p.name for p in one.ceasefire.parties} | {m.id: m.name for m in one.ceasefire.monitors}
    columns = ((left,), tuple(monitors), (right,))
    said = [_said(ids, one) for ids in columns]
    lead = _lead(said)
    return Row(
        id=one.ceasefire.id,
        cells=(
            _named(one),
            *(
                _column(ids, one, [_told(row, told, words, names) for row, told in _ordered(some, lead)], names)
                for ids, some in zip(columns, said, strict=True)
            ),
        ),
    )


def _said(ids: tuple[str, ...], standing: Standing) -> list[_Said]:
    """Return what a column says, in the order of the ceasefire's own list."""
    return [
        (row, one)
        for row in standing.board.rows
        if row.within is None
        for cell_ in row.cells
        if cell_.column in ids
        for one in _strongest(cell_.told)
    ]


def _lead(columns: Sequence[Sequence[_Said]]) -> _Thing | None:
    """Return what stands first in each column: what all have, else both parties; what they publish before reports."""
    one, _, other = (dict.fromkeys(map(_thing, said)) for said in columns)
    everybody = [set(map(_thing, said)) for said in columns if said]
    both = sorted((thing for thing in one if thing in other), key=lambda thing: thing[0])
    return min(both, key=lambda thing: (thing[0], not all(thing in said for said in everybody)), default=None)


def _ordered(said: Sequence[_Said], lead: _Thing | None) -> list[_Said]:
    return sorted(said, key=lambda one: (_thing(one) != lead, _thing(one)[0]))


def _thing(said: _Said) -> _Thing:
    """Return of what kind something is, and whether it is counted out of reports and no figure of the body's own."""
    row, told = said
    return told.origin != "published" or (told.said == "some" and told.count is None), row.id


def _named(one: Standing) -> Cell:
    first, last = one.interval.first.isoformat(), one.interval.last.isoformat()
    days = say("%(first)s to %(last)s", first=first, last=last)
    note = say("no longer in force; its last days, %(days)s", days=days) if one.is_over else days
    return Cell(text=one.ceasefire.name, value=one.ceasefire.id, href=_href(one), note=note)


def _href(one: Standing) -> str:
    return f"/ceasefires/{quote(one.ceasefire.id, safe='')}"


def _column(ids: tuple[str, ...], standing: Standing, told: Sequence[Cell], names: Mapping[str, str]) -> Cell:
    """Return what one party, or the monitors, say: who it is, the first kind with its words, the way to the others."""
    called = ", ".join(names[id_] for id_ in ids) or say("no monitors")
    if not told:
        return Cell(blank=say("%(who)s: not reported", who=called) if ids else called)
    rest = len(told) - MOST
    left = (Cell(text=say("and %(n)s more", n=rest), href=_href(standing)),) if rest > 0 else ()
    return Cell(text=called, more=(*told[:MOST], *left))


def _strongest(told: Sequence[Told]) -> Iterator[Told]:
    """Yield what is told of a kind: all that there was, and only where there is none of it that there was none."""
    some = [one for one in told if one.said == "some"]
    yield from some or told[:1]


def _told(row: BoardRow, one: Told, words: Mapping[str, Violation], names: Mapping[str, str]) -> Cell:
    by = say(" (by %(who)s)", who=names.get(one.alleged, one.alleged)) if one.alleged else ""
    return Cell(
        text=say("%(what)s: %(n)s", what=row.title, n=_number(one)) + by,
        words=_words(one, words),
        certainty="undone" if one.said == "denied" else None,
    )


def _number(one: Told) -> str:
    if one.said != "some":
        return {
            "none": say("none"), "not observed": say("not observed"), "cannot tell": say("cannot tell"),
            "denied": say("denied"),
        }[one.said]  # fmt: skip
    if one.happenings is not None:
        return say("%(n)s, %(origin)s", n=one.happenings, origin=say(ORIGINS[one.origin]))
    if one.count is None:
        return say("figures of other days")
    if one.count.low is not None and one.count.low == one.count.high:
        return say("%(n)s by its own figures", n=one.count.low)
    return say("“%(words)s”", words=one.count.words)


def _words(one: Told, words: Mapping[str, Violation]) -> tuple[Evidence, ...]:
    found = next((words[id_] for id_ in one.violations if id_ in words), None)
    return found.evidence[:1] if found else ()


def one_sided_texts(found: Sequence[Standing]) -> list[str]:
    """Return what is to be warned of: of each ceasefire where only one party is heard, by one rule for both."""
    return [_warning(one, heard) for one in found for heard in one.alone]


def _warning(one: Standing, heard: OneSided) -> str:
    names = {party.id: party.name for party in one.ceasefire.parties}
    told = {
        "ceasefire": one.ceasefire.name, "heard": names[heard.heard], "silent": names[heard.silent],
        "first": one.interval.first, "last": one.interval.last,
    }  # fmt: skip
    if heard.of == "words":
        return say(
            "%(ceasefire)s: from %(first)s to %(last)s reports have what %(heard)s says, and nothing "
            "that %(silent)s says.",
            **told,
        )
    return say(
        "%(ceasefire)s: the reports from %(first)s to %(last)s are from publishers on the side of "
        "%(heard)s, and none is from the side of %(silent)s.", **told,
    )  # fmt: skip
