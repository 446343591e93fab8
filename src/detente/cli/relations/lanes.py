"""The relations of two actors as a table of eighty columns: a lane of cooperation above one of conflict."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.registry.relations.happenings import Happening, Way
    from detente.registry.relations.parties import Party
    from detente.registry.relations.timeline import Row, Timeline

__all__ = ["days_told", "timeline_lines"]

SIGNS: "dict[Way, str]" = {"first to second": ">", "second to first": "<", "both": "=", "unclear": "?"}
MOST = 20
"""Happenings that are listed of each kind; JSON has all."""
BAR = 6
OTHER = "other"


def timeline_lines(found: "Timeline", *, with_words: bool) -> Iterator[str]:
    """Yield a timeline as lines: what it is, the two lanes, by whose word it is told, and what stands apart."""
    first, second = found.pair.first, found.pair.second
    yield f"{_titled(first)} and {_titled(second)}, by {found.by}"
    yield f"> {first.name} deals so with {second.name}; < {second.name} with {first.name};"
    yield "= both with one another; ? reports differ about who with whom. . nothing told."
    yield "Happenings are counted, not reports; reports: texts that name both, or either;"
    yield f"copies once. Scores: {found.table}."
    yield ""
    if not found.rows:
        yield "nothing is told that is counted, and no report names both"
    most = max((lane.total for row in found.rows for lane in row.lanes.values()), default=0)
    for lane in ("cooperation", "conflict") if found.rows else ():
        yield from _lane_lines(found, lane, most)
        yield ""
    if any(row.period is None for row in found.rows):
        yield f"{OTHER}: no day is told or known, or more days than one {found.by} has"
    yield from _word_lines(found)
    for title, some in (
        *([("Counted", found.counted)] if with_words else []),
        ("Apart: told otherwise than as having been, and not counted", found.apart),
        ("Recalled from before, and not counted", found.recalled),
    ):
        yield from _listed(title, some)


def _titled(party: "Party") -> str:
    return party.name if party.name == party.id else f"{party.name} ({party.id})"


def _lane_lines(found: "Timeline", lane: str, most: int) -> Iterator[str]:
    signs = "".join(f"{sign:>4}" for sign in SIGNS.values())
    yield f"{lane.upper():<12}{'verbal':<16}  {'material':<16}    score         reports"
    yield f"{'':10}{signs}  {signs}{'sum':>8}{'mean':>7}{'both':>6}{'either':>7}".rstrip()
    for row in found.rows:
        yield _row_line(row.period or OTHER, row, lane, most)
    if len(found.rows) > 1:
        yield _row_line("all", found.total, lane, 0)


def _row_line(label: str, row: "Row", lane: str, most: int) -> str:
    told = row.lanes[lane]
    cells = {
        manner: "".join(f"{told.cells.get((manner, way), '.'):>4}" for way in SIGNS)
        for manner in ("verbal", "material")
    }
    scores = f"{_score(told.sum):>8}{_score(told.mean):>7}"
    bar = "#" * -(-told.total * BAR // most) if most else ""
    return f"{label:<10}{cells['verbal']}  {cells['material']}{scores}{row.both:>6}{row.either:>7} {bar}".rstrip()


def _score(value: float | None) -> str:
    if value is None:
        return "."
    return f"{value:+.1f}" if value else "0.0"


def _word_lines(found: "Timeline") -> Iterator[str]:
    """Yield by whose word what is counted is told."""
    if not found.counted:
        return
    first, second = found.pair.first.name, found.pair.second.name
    by = [one.word for one in found.counted]
    alone = f"told by {first} alone: {by.count('first')}, by {second} alone: {by.count('second')}"
    yield f"Of {len(by)} counted, {alone}, by these two alone: {by.count('first and second')}."
    yield f"Denied by somebody as well: {sum(one.denied for one in found.counted)}."


def _listed(title: str, some: "tuple[Happening, ...]") -> Iterator[str]:
    if not some:
        return
    yield ""
    yield f"{title}:"
    for one in some[:MOST]:
        said = " ".join(one.lead.said.split())
        by = f"{one.lead.claimant.name}: " if one.lead.claimant else ""
        yield f"  {days_told(one) or 'no day told'} {SIGNS[one.way]} {one.status}, {one.quad}: {by}“{said}”"
    if len(some) > MOST:
        yield f"  and {len(some) - MOST} more: --json lists all"


def days_told(one: "Happening") -> str | None:
    """Return the days of a happening; those that are only its report's say so."""
    import datetime as dt

    if one.days is None:
        return None
    first, last = (dt.date.fromordinal(day).isoformat() for day in one.days)
    days = first if first == last else f"{first} to {last}"
    return days if one.is_dated else f"{days} (the report's day)"
