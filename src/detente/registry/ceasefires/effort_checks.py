"""What does not fit in a table of effort: told, and never mended."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.effort import Effort

__all__ = ["Misfit", "find_misfits"]

DAY_HOURS = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """Something in what was told that does not fit, in words; `efforts` are those it is about."""

    kind: str
    said: str
    efforts: tuple[str, ...]


def find_misfits(efforts: Sequence[Effort], *, today: dt.date) -> tuple[Misfit, ...]:
    """Return what does not fit of effort that was told together."""
    return (*_ahead(efforts, today), *_too_long(efforts), *_overlapping(efforts))


def _ahead(efforts: Sequence[Effort], today: dt.date) -> Iterator[Misfit]:
    for one in efforts:
        if one.interval.last > today:
            yield Misfit(kind="days that lie ahead", said=f"{_named(one)}: nobody has watched yet", efforts=(one.id,))


def _too_long(efforts: Sequence[Effort]) -> Iterator[Misfit]:
    """Yield cameras and drones with more hours than all of them could run."""
    for one in efforts:
        most = one.count.high if one.count else None
        if one.kind not in ("camera", "drone") or one.hours is None or most is None:
            continue
        if one.hours.low > (longest := DAY_HOURS * one.interval.days * most):
            said = f"{_named(one)}: {one.hours.low:g} hours, and {most} of them have {longest:g}"
            yield Misfit(kind="more hours than there are", said=said, efforts=(one.id,))


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
