"""Effort that was written down beside what observers' forms show of the same days: an hour on watch counts once.

A monitor's table says how long it watched, and its observers' forms show parts of that. Forms of days of which nobody
wrote anything down are effort of their own.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.effort.effort import Effort
from detente.registry.interval import Interval

__all__ = ["ByOrigin", "split_by_origin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByOrigin:
    """Effort by how it may be added up.

    `base` is what was written down, with forms of other days. `held` are forms that show parts of it: of the monitor as
    a whole, or of the same observer. `unsure` are forms of other observers than those of whom it was written down: they
    may belong to a team that stands there, or not.
    """

    base: tuple[Effort, ...]
    held: tuple[Effort, ...]
    unsure: tuple[Effort, ...]


def split_by_origin(some: Sequence[Effort]) -> ByOrigin:
    """Return effort of one monitor, by one means, by how it may be added up."""
    written = [one for one in some if not one.is_shown_by_form]
    shown = [one for one in some if one.is_shown_by_form]
    spans = [(other.interval.first, other.interval.last, other.observer) for other in written]
    beside = {one.id: _covering(spans, one.interval) for one in shown}
    held = [one for one in shown if None in beside[one.id] or one.observer in beside[one.id]]
    known = {one.id for one in held}
    unsure = [one for one in shown if beside[one.id] and one.id not in known]
    base = (*written, *(one for one in shown if not beside[one.id]))
    return ByOrigin(base=base, held=tuple(held), unsure=tuple(unsure))


def _covering(spans: Sequence[tuple[dt.date, dt.date, str | None]], days: Interval) -> set[str | None]:
    """Return the observers, None for a monitor as a whole, of whom something was written down of all these days."""
    first, last = days.first, days.last
    return {observer for began, ended, observer in spans if began <= first and last <= ended}
