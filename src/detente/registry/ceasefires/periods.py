"""Which of a claimant's figures can stand in a row: one for each period, and no day in two of them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.registry.interval import Interval

__all__ = ["Period", "choose_periods"]

Period = tuple[Interval, int, str]
"""Days, how many, and the id of the figure that says so."""
_Best = tuple[int, int, "tuple[int, _Best] | None"]
"""Days and periods of a choice, its last period, and the choice that stands before that."""


def choose_periods(usable: Sequence[Period], left_out: dict[str, str]) -> list[Period]:
    """Return figures whose days do not overlap: those that cover most days, then those that are most.

    Why the others are not chosen is written into `left_out`, by id.
    """
    ordered = sorted(_without_rivals(usable, left_out), key=lambda one: (one[0].last, one[0].first, one[2]))
    lasts = [days.last for days, _, _ in ordered]
    best: list[_Best] = [(0, 0, None)]
    for at, (days, _, _) in enumerate(ordered):
        before = best[bisect_left(lasts, days.first)]
        taken: _Best = (before[0] + days.days, before[1] + 1, (at, before))
        best.append(max(best[-1], taken, key=lambda one: one[:2]))
    chosen = [ordered[at] for at in sorted(_taken(best[-1]))]
    kept = {id_ for _, _, id_ in chosen}
    for days, _, id_ in ordered:
        if id_ not in kept:
            over = next(other for held, _, other in chosen if held.overlaps(days))
            left_out[id_] = f"its days overlap those of {over}, which is in the series"
    return chosen


def _taken(best: _Best) -> Iterator[int]:
    link = best[2]
    while link is not None:
        yield link[0]
        link = link[1][2]


def _without_rivals(usable: Sequence[Period], left_out: dict[str, str]) -> Iterator[Period]:
    """Yield one figure for each period, none where two differ and neither corrects the other."""
    held: dict[Interval, list[Period]] = {}
    for one in usable:
        held.setdefault(replace(one[0], words=None), []).append(one)
    for some in held.values():
        if len({number for _, number, _ in some}) > 1:
            for _, _, id_ in some:
                left_out[id_] = (
                    "the same claimant gives other figures for the same days, and says of none that it stands"
                )
            continue
        yield some[0]
        for _, _, id_ in some[1:]:
            left_out[id_] = f"it says again what {some[0][2]} says"
