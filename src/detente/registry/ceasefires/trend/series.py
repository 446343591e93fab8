"""Which series there are among figures: one for each claimant, class, alleged side and area, and none across two."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from detente.registry.ceasefires.effort.effort import Effort
from detente.registry.ceasefires.effort.watched import Watched
from detente.registry.ceasefires.series import About, Series, series_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["all_series", "area_of", "find_break"]

_Whose = tuple[str, str, str | None, str | None, str | None]
"""Of which ceasefire, whose, of what, by whom and where, as `About` has it."""


def all_series(
    figures: Iterable[Violation],
    *,
    efforts: Sequence[Effort] = (),
    within: Interval | None = None,
    watched: Watched | None = None,
) -> Iterator[tuple[Series, str | None]]:
    """Yield every series that figures give, by claimant, class, side and area, each with what breaks it, if anything.

    `watched` is all effort whatever its days, in place of `efforts` within the interval.
    Figures of somebody without a column of its own are in none: nobody can say that two of them are one claimant's.
    """
    published = [one for one in figures if one.origin == "published" and one.claimant is not None]
    held: defaultdict[_Whose, list[Violation]] = defaultdict(list)
    where = {one.id: _whose(one) for one in published}
    for one in published:
        held[where[one.id]].append(one)
        # what a figure corrects is told as corrected in its own series, also where the new one is in another
        if one.supersedes in where and where[one.supersedes] != where[one.id]:
            held[where[one.supersedes]].append(one)
    given = Watched(efforts) if watched is None else watched
    for whose in sorted(held, key=_order):
        series = series_of(held[whose], _about(whose), within=within, watched=given)
        if series.points or series.left_out:
            yield series, find_break(held[whose], series)


def find_break(figures: Iterable[Violation], series: Series) -> str | None:
    """Return that the figures of a series were not counted in one way, None where nobody says so."""
    shown = {point.figure for point in series.points}
    methods = sorted({one.method for one in figures if one.id in shown and one.method is not None})
    if len(methods) < 2:  # noqa: PLR2004 - two ways of counting are no one way
        return None
    return f"they are counted in {len(methods)} ways ({'; '.join(methods)}): no trend goes across"


def area_of(one: Violation) -> str | None:
    """Return the words of a figure's place, None where it is of the whole."""
    return "; ".join([where.words for where in one.where]) or None if one.where else None


def _whose(one: Violation) -> _Whose:
    return one.ceasefire, one.claimant or "", one.kind or one.harm, one.alleged, area_of(one)


def _about(whose: _Whose) -> About:
    ceasefire, claimant, kind, alleged, area = whose
    return About(ceasefire=ceasefire, claimant=claimant, kind=kind, alleged=alleged, area=area)


def _order(whose: _Whose) -> tuple[str, str, str, str]:
    _, claimant, kind, alleged, area = whose
    return kind or "", area or "", alleged or "", claimant
