"""A ceasefire in words: what it rests on, between whom it is, who watches, where, and what breaches which clause."""

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.registry.ceasefires.definition import Basis, Ceasefire, Monitor, Order, Party, Stretch
    from detente.registry.evidence import Evidence
    from detente.store import EntryView

from detente.cli.printable import printable

__all__ = ["ORDERS", "definition_lines", "row_of", "titled", "wrapped"]

ORDERS: "dict[Order, str]" = {
    "alternating": "another party stands left each day, by the first day shown",
    "as written": "the party written first stands left",
    "turned": "the party written last stands left",
}
LEAST = 20
"""Columns below which a line is not cut any further."""


def wrapped(line: str, width: int) -> list[str]:
    """Return a line as lines of so many columns, set in as it is; what is not printable is shown as such."""
    clean = printable(line)
    if len(clean) <= width:
        return [clean]
    indent = " " * (len(clean) - len(clean.lstrip()))
    hanging = indent + ("  " if indent else "")
    return textwrap.wrap(clean, max(width, LEAST), initial_indent="", subsequent_indent=hanging) or [""]


def row_of(ceasefire: "Ceasefire", entry: "EntryView") -> dict[str, Any]:
    """Return a ceasefire as a row of a list."""
    return {
        "id": ceasefire.id,
        "name": ceasefire.name,
        "parties": ", ".join(party.name for party in ceasefire.parties),
        "monitors": ", ".join(monitor.name for monitor in ceasefire.monitors) or None,
        "from": ceasefire.first,
        "to": ceasefire.last,
        "invented": ceasefire.invented,
        "revision": entry.revision,
        "by": entry.author,
    }


def titled(one: "Party | Monitor") -> str:
    """Return a party or a monitor by its id and its name."""
    return one.name if one.id == one.name else f"{one.id} ({one.name})"


def definition_lines(ceasefire: "Ceasefire") -> list[str]:
    """Return what a ceasefire's file says, as lines for people."""
    return list(_lines(ceasefire))


def _lines(ceasefire: "Ceasefire") -> Iterator[str]:
    invented = " (invented: an example)" if ceasefire.invented else ""
    yield f"{ceasefire.name}{invented}"
    yield f"from {ceasefire.first or 'a day that is not told'} to {ceasefire.last or 'now, as far as is known'}"
    yield "Parties:"
    for party in ceasefire.parties:
        yield f"  {titled(party)}{_also(party.names)}{_countries(party.countries)}"
        if party.press:
            yield f"    its press: {', '.join(party.press)}"
    yield "Monitors:" if ceasefire.monitors else "Monitors: none is named"
    for monitor in ceasefire.monitors:
        yield from _monitor(monitor)
    yield "Rests on:"
    for basis in ceasefire.bases:
        yield from _basis(basis, ceasefire)
    if ceasefire.stretches:
        yield "Where:"
        yield from map(_stretch, ceasefire.stretches)
    for one in ceasefire.suspensions:
        yield f"Did not hold {one.interval.first} to {one.interval.last}, by {one.claimant}: “{one.words}”"
    yield from _taxonomy(ceasefire)
    yield f"Order of the columns: {ORDERS[ceasefire.order]}"


def _monitor(monitor: "Monitor") -> Iterator[str]:
    yield f"  {titled(monitor)}{_also(monitor.names)}"
    if monitor.staff:
        staff = ", ".join(f"{state} {'not told' if n is None else n}" for state, n in sorted(monitor.staff.items()))
        yield f"    staff: {staff}"
    if monitor.equal_staff is not None:
        yield f"    said to be staffed {'equally' if monitor.equal_staff else 'unequally'}"
    yield from _evidence(monitor.evidence)


def _basis(basis: "Basis", ceasefire: "Ceasefire") -> Iterator[str]:
    date = f", {basis.date}" if basis.date else ""
    yield f"  {basis.title}{date}{_also(basis.names)} (by {basis.claimant or 'the desk'})"
    yield from _evidence(basis.evidence)
    for clause in basis.clauses:
        yield f"    {clause.id}: “{clause.words}”"
        breaches = ", ".join(ceasefire.taxonomy[kind].many for kind in clause.breached_by)
        yield f"      breached by {breaches}" if breaches else "      no class is said to breach it"


def _stretch(stretch: "Stretch") -> str:
    drawn = "" if stretch.geometry is None else ", drawn"
    return (
        f"  {stretch.id}: {stretch.name} ({stretch.kind}{drawn}){_also(stretch.names)}{_countries(stretch.countries)}"
    )


def _taxonomy(ceasefire: "Ceasefire") -> Iterator[str]:
    taxonomy = ceasefire.taxonomy
    yield f"Classes: {taxonomy.name} ({taxonomy.id}); counted are {taxonomy.counted}"
    for kind in taxonomy.classes:
        clauses = ", ".join(ceasefire.clauses_of(kind.id))
        split = f", a split of {kind.within}" if kind.within else ""
        breaches = f"breaches {clauses}" if clauses else "breaches no clause"
        yield f"  {kind.id}: {kind.many}{split}; {breaches}"


def _evidence(evidence: "tuple[Evidence, ...]") -> Iterator[str]:
    for one in evidence:
        where = ", ".join(filter(None, (one.source, one.document and f"document {one.document[:10]}", one.by)))
        yield f"    “{one.words}” ({where})"


def _also(names: tuple[str, ...]) -> str:
    return f", also called {', '.join(names)}" if names else ""


def _countries(countries: tuple[str, ...]) -> str:
    return f" [{', '.join(countries)}]" if countries else ""
