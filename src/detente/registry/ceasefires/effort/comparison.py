"""A monitor's figures of two intervals held against each other, for its hours on watch: counts may follow these."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.comparison import Comparison, compare
from detente.registry.ceasefires.effort.effort import Effort
from detente.registry.ceasefires.series import About, Series, series_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["Held", "hold_intervals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What comes of holding two intervals against each other, and of which figures."""

    about: About
    comparison: Comparison


def hold_intervals(
    violations: Iterable[Violation],
    efforts: Iterable[Effort],
    *,
    monitors: Sequence[str],
    earlier: Interval,
    later: Interval,
) -> tuple[Held, ...]:
    """Return a comparison for each thing of which a monitor published figures in either interval."""
    figures = [one for one in violations if one.origin == "published" and one.claimant in monitors]
    within = [one for one in figures if one.interval and any(map(one.interval.overlaps, (earlier, later)))]
    done = tuple(efforts)
    return tuple(
        Held(about=about, comparison=_compared(series_of(within, about, efforts=done), earlier, later))
        for about in _abouts(within)
    )


def _abouts(figures: Iterable[Violation]) -> Iterator[About]:
    """Yield what figures are of, each once: by monitor, class, alleged side and area."""
    found = {
        (
            str(one.claimant),
            one.kind or one.harm or "",
            one.alleged or "",
            "; ".join(w.words for w in one.where),
        ): About(
            ceasefire=one.ceasefire,
            claimant=str(one.claimant),
            kind=one.kind or one.harm,
            alleged=one.alleged,
            area="; ".join(where.words for where in one.where) or None,
        )
        for one in figures
    }
    yield from (found[key] for key in sorted(found))


def _compared(series: Series, earlier: Interval, later: Interval) -> Comparison:
    """Compare by hours on watch only: where they are not known, a fall may be a fall of watching."""
    if series.unit == "hours" or not series.points:
        return compare(series, earlier, later)
    reason = f"{series.unit_reason}, so that counts may follow them"
    return Comparison(outcome="cannot tell", reason=reason, earlier=earlier, later=later)
