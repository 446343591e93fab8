"""The traps of published figures: totals that classes do not add up to, overlapping periods, corrections.

Nothing is mended: what does not fit is told, with the rows or figures it is about. A later figure of the same claimant,
class and period takes an earlier one's place, and both stay.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.registry.ceasefires.corrections import order_corrections
from detente.registry.ceasefires.figures_table import PrintedTotal, Table
from detente.registry.ceasefires.repeats import replaced_by
from detente.registry.ceasefires.taxonomy import Taxonomy
from detente.registry.ceasefires.violation import Violation
from detente.registry.count import Count

__all__ = ["Trap", "correct_earlier", "find_corrected", "find_traps"]

TrapKind = Literal[
    "total differs", "explosions added", "periods overlap", "splits exceed", "days ahead", "corrected since"
]
EXPLOSION = "explosion"
_Split = tuple[str | None, str | None, str, dt.date, dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """Something in figures that does not fit: what, in words, and the ids of the figures it is about."""

    kind: TrapKind
    said: str
    figures: tuple[str, ...]


def find_traps(table: Table, taxonomy: Taxonomy, *, today: dt.date) -> tuple[Trap, ...]:
    """Return what does not fit in a table's figures."""
    traps = [
        *_totals(table, taxonomy),
        *_splits(table.figures, taxonomy),
        *_overlaps(table.figures),
        *_ahead(table.figures, today),
    ]
    return tuple(traps)


def correct_earlier(new: Sequence[Violation], kept: Iterable[Violation]) -> tuple[Violation, ...]:
    """Return new figures, each saying which one of the same claimant, class, place and period it replaces."""
    found = {one.id: one for one in order_corrections(kept, new)}
    return tuple(found[one.id] for one in new)


def find_corrected(new: Sequence[Violation], kept: Sequence[Violation]) -> tuple[Trap, ...]:
    """Return which new figures do not stand, for one that is kept already was corrected later."""
    there = {one.id: one for one in kept}
    replaced = replaced_by(order_corrections(kept, new))
    return tuple(_passed(one, there[by]) for one in new if (by := replaced.get(one.id)) in there)


def _passed(one: Violation, by: Violation) -> Trap:
    on = f"corrected on {one.revised}" if one.revised else "without a day of its correction"
    words = one.count.words if one.count else "no number"
    said = (
        f"{_titled(one)}: {words}, {on}, does not stand: {by.count.words if by.count else 'no number'} is the "
        f"correction of {by.revised}; where it is the later one, give its day in the column that `revised` names"
    )
    return Trap(kind="corrected since", said=said, figures=(one.id, by.id))


def _totals(table: Table, taxonomy: Taxonomy) -> Iterator[Trap]:
    """Yield where a printed total is not what the classes come to."""
    held: defaultdict[tuple[object, ...], list[Violation]] = defaultdict(list)
    for one in table.figures:
        if one.kind in taxonomy.total and one.interval is not None:
            held[one.claimant, one.alleged, one.interval.first, one.interval.last].append(one)
    for total in table.totals:
        some = held.get((total.claimant, total.alleged, total.interval.first, total.interval.last), [])
        if some:
            yield from _held_against(total, some)


def _held_against(total: PrintedTotal, some: Sequence[Violation]) -> Iterator[Trap]:
    counts = {str(one.kind): one.count for one in some if one.count is not None}
    if not all(count.is_exact for count in counts.values()) or not total.count.is_exact:
        return
    numbers = {kind: int(count.low or 0) for kind, count in counts.items()}
    printed, added = int(total.count.low or 0), sum(numbers.values())
    if printed == added:
        return
    days = f"{total.interval.first} to {total.interval.last}"
    ids = tuple(one.id for one in some)
    explosions = numbers.get(EXPLOSION, 0)
    if explosions and printed == added + explosions:
        said = (
            f"row {total.row}: {days}: {printed} is printed as the total, and counts the {explosions} explosions twice"
        )
        yield Trap(kind="explosions added", said=said, figures=ids)
    elif explosions and printed == added - explosions:
        said = (
            f"row {total.row}: {days}: {printed} is printed as the total without the {explosions} explosions; "
            "do not add them to a total that holds them"
        )
        yield Trap(kind="explosions added", said=said, figures=ids)
    else:
        said = f"row {total.row}: {days}: the classes add up to {added}, and {printed} is printed as the total"
        yield Trap(kind="total differs", said=said, figures=ids)


def _splits(figures: Sequence[Violation], taxonomy: Taxonomy) -> Iterator[Trap]:
    """Yield where the splits of a class come to more than the class."""
    held: defaultdict[_Split, list[Violation]] = defaultdict(list)
    whole: dict[_Split, Violation] = {}
    for one in figures:
        if one.kind is not None and one.interval is not None:
            key = (one.claimant, one.alleged, taxonomy.main_class(one.kind), one.interval.first, one.interval.last)
            if taxonomy[one.kind].within is None:
                whole[key] = one
            else:
                held[key].append(one)
    for key, some in held.items():
        if key in whole and _least(some) > _most(whole[key].count):
            said = f"{key[3]} to {key[4]}: what {key[2]} is split into comes to {_least(some)}, more than all of it"
            yield Trap(kind="splits exceed", said=said, figures=(whole[key].id, *(one.id for one in some)))


def _least(some: Iterable[Violation]) -> int:
    return sum((one.count.low or 0) for one in some if one.count is not None)


def _most(count: Count | None) -> float:
    return float("inf") if count is None or count.high is None else count.high


def _overlaps(figures: Sequence[Violation]) -> Iterator[Trap]:
    """Yield figures of one claimant and class whose days overlap without being the same."""
    held: defaultdict[tuple[object, ...], list[Violation]] = defaultdict(list)
    for one in figures:
        if one.interval is not None:
            places = tuple(where.words for where in one.where)
            held[one.claimant, one.alleged, one.kind, one.harm, places].append(one)
    for some in held.values():
        ordered = sorted(some, key=lambda one: (one.interval.first, one.interval.last, one.id))  # type: ignore[union-attr]
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 :]:
                if one.interval is None or other.interval is None or not one.interval.overlaps(other.interval):
                    break
                if (one.interval.first, one.interval.last) != (other.interval.first, other.interval.last):
                    said = f"{_titled(one)} and for {_days(other)}: they share days, and are not added up"
                    yield Trap(kind="periods overlap", said=said, figures=(one.id, other.id))


def _titled(one: Violation) -> str:
    return f"{one.claimant} gives {one.kind or one.harm} for {_days(one)}"


def _days(one: Violation) -> str:
    return "no days" if one.interval is None else f"{one.interval.first} to {one.interval.last}"


def _ahead(figures: Sequence[Violation], today: dt.date) -> Iterator[Trap]:
    for one in figures:
        if one.interval is not None and one.interval.last > today:
            said = f"{one.claimant} gives {one.kind or one.harm} to {one.interval.last}, which is still to come"
            yield Trap(kind="days ahead", said=said, figures=(one.id,))
        if one.revised is not None and one.revised > today:
            said = f"{_titled(one)} is said to be corrected on {one.revised}, which is still to come"
            yield Trap(kind="days ahead", said=said, figures=(one.id,))
