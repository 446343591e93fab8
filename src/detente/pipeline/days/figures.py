"""Published figures that people brought, by their days, with what each corrects or is corrected by."""

from collections.abc import Iterable, Sequence

from detente.pipeline.days.weeks import Weeks
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["FigureDays", "of_days"]


class FigureDays:
    """The figures of one ceasefire."""

    def __init__(self, figures: Sequence[Violation]) -> None:
        """Hold the figures, in their order."""
        self.figures = figures
        self._weeks, self._undated = Weeks[int](), list[int]()
        self._at = {one.id: n for n, one in enumerate(figures)}
        self._beside: dict[int, list[int]] = {}
        for n, one in enumerate(figures):
            if one.interval is None:
                self._undated.append(n)
            else:
                self._weeks.put(n, one.interval.first, one.interval.last)
            old = self._at.get(one.supersedes or "")
            if old is not None:
                self._beside.setdefault(n, []).append(old)
                self._beside.setdefault(old, []).append(n)

    def of_days(self, interval: Interval) -> list[Violation]:
        """Return the figures of some days or of none, with those that correct them and that they correct."""
        found = {n for n in self._weeks.near(interval.first, interval.last) if _is_of(self.figures[n], interval)}
        new = {*found, *self._undated}
        while new:
            found |= new
            new = {beside for n in new for beside in self._beside.get(n, ())} - found
        return [self.figures[n] for n in sorted(found)]


def of_days(violations: Iterable[Violation], interval: Interval) -> tuple[Violation, ...]:
    """Return of what is told that which is of some days or of none, with what corrects it and what it corrects."""
    given = tuple(violations)
    kept = {one.id for one in given if one.interval is None or _is_of(one, interval)}
    pairs = {(one.id, one.supersedes) for one in given if one.supersedes is not None}
    known = {one.id for one in given}
    while more := {one for pair in pairs if kept & set(pair) for one in pair} & known - kept:
        kept |= more
    return tuple(one for one in given if one.id in kept)


def _is_of(one: Violation, interval: Interval) -> bool:
    return one.interval is not None and one.interval.overlaps(interval)
