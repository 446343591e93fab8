"""What does not fit in a table of effort: told, and never mended."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.effort.effort import Effort

__all__ = ["Misfit", "find_misfits"]

DAY_HOURS = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """Something in what was told that does not fit, in words; `efforts` are those it is about."""

    kind: str
    said: str
    efforts: tuple[str, ...]


def find_misfits(efforts: Sequence[Effort], *, today: dt.date, is_by_hand: bool = False) -> tuple[Misfit, ...]:
    """Return what does not fit of effort that was told together.

    Rows of a table may sum up a whole monitor's day; a line by hand without a number is one patrol or one watch.
    """
    return (*_ahead(efforts, today), *_too_long(efforts, is_by_hand=is_by_hand), *_overlapping(efforts))


def _ahead(efforts: Sequence[Effort], today: dt.date) -> Iterator[Misfit]:
    for one in efforts:
        if one.interval.last > today:
            yield Misfit(kind="days that lie ahead", said=f"{_named(one)}: nobody has watched yet", efforts=(one.id,))


def _too_long(efforts: Sequence[Effort], *, is_by_hand: bool) -> Iterator[Misfit]:
    """Yield what has more hours than all who watched could have on its days."""
    for one in efforts:
        most = _watching(one, is_by_hand=is_by_hand)
        if one.hours is None or most is None:
            continue
        if one.hours.low > (longest := DAY_HOURS * one.interval.days * most):
            untold = "" if one.count else "; no number is told: give it, where there were several"
            have = "one has" if most == 1 else f"{most} have"
            said = f"{_named(one)}: {one.hours.low:g} hours, and on these days {have} {longest:g}{untold}"
            yield Misfit(kind="more hours than there are", said=said, efforts=(one.id,))


def _watching(one: Effort, *, is_by_hand: bool) -> int | None:
    """Return how many watched at most, None where that is open: no number is one, but of a whole monitor."""
    if one.count is not None:
        return one.count.high
    is_of_one = is_by_hand or one.observer is not None or one.kind in ("camera", "drone")
    return 1 if is_of_one else None


def _overlapping(efforts: Sequence[Effort]) -> Iterator[Misfit]:
    """Yield what is told twice of the same team and days without times: two watches, or one told twice."""
    held: defaultdict[tuple[object, ...], list[Effort]] = defaultdict(list)
    for one in efforts:
        if one.means is not None and one.begins is None:
            place = tuple(where.words for where in one.where)
            held[one.monitor_name, one.observer, one.kind, place].append(one)
    for some in held.values():
        ordered = sorted(some, key=lambda one: (one.interval.first, one.interval.last, one.id))
        for before, after in itertools.pairwise(ordered):
            if before.interval.overlaps(after.interval):
                said = (
                    f"{_named(before)} and {_named(after)}: one may hold the other; hours are known between bounds only"
                )
                yield Misfit(kind="days that overlap", said=said, efforts=(before.id, after.id))


def _named(one: Effort) -> str:
    days = one.interval
    team = f" of {one.observer}" if one.observer else ""
    span = f"{days.first}" if days.first == days.last else f"{days.first} to {days.last}"
    return f"{one.kind}{team}, {span}"
