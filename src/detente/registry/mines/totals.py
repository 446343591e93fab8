"""Running totals that a body publishes, beside the figures of the same body for periods: what does not fit, in words.

Nothing is mended. Where the periods leave days open, or somebody said "about", there is nothing to compare, which is
said as well. Figures of different claimants, kinds, places or starting days are never put together.
"""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from detente.registry.mines.garbles import Printed, garbles_of
from detente.registry.mines.periods import Periods, days_told, periods_of
from detente.registry.mines.records import MineFigure

__all__ = ["Difference", "Reconciled", "reconcile_totals"]

DifferenceKind = Literal[
    "total falls", "total differs", "period exceeds total", "periods overlap", "units differ", "two totals of a day"
]
DAY = dt.timedelta(days=1)
ROUNDING = 1e-6
"""The part of an area within which two sums of its units are the same."""
MOST = 12
"""Figures whose words are told one by one."""
Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What does not fit: in words, with the ids of the figures and, where they stood in a table, their rows.

    `likely` says, in words, what may have been printed wrongly; that is a guess, and no figure is changed for it.
    """

    kind: DifferenceKind
    said: str
    figures: tuple[str, ...]
    rows: tuple[int, ...] = ()
    likely: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What does not fit, what is to be noted though it may fit, and what could not be compared, with the reason."""

    differences: tuple[Difference, ...]
    remarks: tuple[Difference, ...]
    not_compared: tuple[str, ...]


def reconcile_totals(figures: Iterable[MineFigure]) -> Reconciled:
    """Return how the running totals of each claimant and kind fit its figures for periods."""
    every = list(figures)
    replaced = {one.supersedes for one in every}
    groups: dict[tuple[str, str, str], list[MineFigure]] = defaultdict(list)
    for one in every:
        if one.id not in replaced and one.interval is not None:
            groups[(_who(one), one.what, "; ".join(place.words for place in one.where))].append(one)
    found: list[Difference] = []
    remarks: list[Difference] = []
    open_: list[str] = []
    for (who, what, where), members in sorted(groups.items()):
        label = f"{members[0].claimant if who else 'the report itself'}, {what}{f' ({where})' if where else ''}"
        periods = periods_of(members)
        remarks += _units(label, members)
        found += _overlaps(label, periods.every)
        for totals in _by_start(members):
            found += _steps(label, totals, periods, open_)
            found += _larger(label, totals, periods)
    return Reconciled(differences=tuple(found), remarks=tuple(remarks), not_compared=tuple(open_))


def _who(one: MineFigure) -> str:
    """Return whose figure it is: only a claimant's own figures are comparable."""
    return " ".join((one.claimant or "").casefold().split())


def _by_start(members: Iterable[MineFigure]) -> Iterator[list[MineFigure]]:
    """Yield the running totals that count from the same day, in the order of the days they reach."""
    starts: dict[dt.date, list[MineFigure]] = defaultdict(list)
    for one in members:
        if one.running:
            starts[days_told(one)[0]].append(one)
    for _, totals in sorted(starts.items()):
        yield sorted(totals, key=days_told)


def _steps(label: str, totals: Sequence[MineFigure], periods: Periods, open_: list[str]) -> Iterator[Difference]:
    """Yield what does not fit between each total and the one before it, with the periods that lie between."""
    earlier: MineFigure | None = None
    for total in totals:
        first, last = days_told(total)
        since = first if earlier is None else days_told(earlier)[1] + DAY
        if earlier is not None and days_told(earlier)[1] == last:
            if _apart(_bounds(earlier), _bounds(total)):
                said = f"{label}: two totals to {last}, {_words(earlier)!r} and {_words(total)!r}"
                yield _difference("two totals of a day", said, (earlier, total))
            continue
        if earlier is not None and _is_less(_bounds(total), _bounds(earlier)):
            said = f"{label}: the total falls from {_words(earlier)!r} to {_words(total)!r} on {last}"
            yield _difference("total falls", said, (earlier, total), _garbles(earlier, total, ()))
        between = _tiles(periods, since, last)
        if between is None:
            open_.append(f"{label}: from {since} to {last} the figures for periods leave days open, or overlap")
            yield from _too_much(label, earlier, total, periods, since)
        else:
            yield from _sum(label, earlier, total, between, open_)
        earlier = total


def _sum(
    label: str, earlier: MineFigure | None, total: MineFigure, between: Sequence[MineFigure], open_: list[str]
) -> Iterator[Difference]:
    parts = [*([earlier] if earlier else []), *between]
    added, printed = _added([_bounds(one) for one in parts]), _bounds(total)
    if None in (*added, *printed):
        open_.append(f"{label}: {_words(total)!r}, or what it is made of, has no exact figure")
    elif _apart(added, printed):
        said = f"{label}: {_joined(parts)} make {_range(added)}{_unit(total)}, printed is “{_words(total)}”"
        yield _difference("total differs", said, (*parts, total), _garbles(earlier, total, between))


def _too_much(
    label: str, earlier: MineFigure | None, total: MineFigure, periods: Periods, since: dt.date
) -> Iterator[Difference]:
    """Yield where the total before and periods that leave days open make more than the total.

    Of periods that share days each is held against it alone. One that is more without the total before, and a total
    that is less than that, are told of apart.
    """
    last = days_told(total)[1]
    within = [one for one in periods.between(since, last) if since <= days_told(one)[0] and days_told(one)[1] <= last]
    apart = all(days_told(one)[1] < days_told(after)[0] for one, after in pairwise(within))
    before = [] if earlier is None else [earlier]
    if earlier is not None and _is_less(_bounds(total), _bounds(earlier)):
        return
    for some in [within] if apart else [[one] for one in within]:
        if len(some) == 1 and (not before or _is_less(_bounds(total), _bounds(some[0]))):
            continue
        parts = [*before, *some]
        low = sum(low for low, _ in map(_bounds, parts) if low is not None)
        if some and _is_less(_bounds(total), (low, None)):
            said = f"{label}: {_joined(parts)} make at least {low:,.10g}{_unit(total)}, printed is “{_words(total)}”"
            yield _difference("total differs", said, (*parts, total))


def _larger(label: str, totals: Sequence[MineFigure], periods: Periods) -> Iterator[Difference]:
    """Yield each period that says more than the first total that has it within."""
    since, until = days_told(totals[0])[0], days_told(totals[-1])[1]
    for one in periods.between(since, until):
        first, last = days_told(one)
        if first < since or last > until:
            continue
        around = totals[bisect_left(totals, last, key=lambda total: days_told(total)[1])]
        if _is_less(_bounds(around), _bounds(one)):
            said = f"{label}: {_words(one)!r} from {first} to {last} is more than the total {_words(around)!r}"
            yield _difference("period exceeds total", said, (one, around))


def _overlaps(label: str, periods: Sequence[MineFigure]) -> Iterator[Difference]:
    for one, after in pairwise(periods):
        if days_told(after)[0] <= days_told(one)[1]:
            until, since = days_told(one)[1], days_told(after)[0]
            said = f"{label}: {_words(one)!r} to {until} and {_words(after)!r} from {since} share days"
            yield _difference("periods overlap", said, (one, after))


def _units(label: str, members: Sequence[MineFigure]) -> Iterator[Difference]:
    units = {one.area.unit or "no unit" for one in members if one.area}
    if len(units) > 1:
        said = f"{label}: sizes are given in {' and '.join(sorted(units))}"
        yield _difference("units differ", said, [one for one in members if one.area])


def _tiles(periods: Periods, first: dt.date, last: dt.date) -> list[MineFigure] | None:
    """Return the periods that cover these days, each once; None where they do not."""
    found, due = [], first
    for one in periods.between(first, last):
        start, end = days_told(one)
        if start != due or end > last:
            return None
        found.append(one)
        due = end + DAY
    return found if found and due == last + DAY else None


def _bounds(one: MineFigure) -> Bounds:
    """Return between what bounds a figure lies; what is only about so has none."""
    told = one.count or one.area
    if told is None or (told.low == told.high and told.qualifier is not None):
        return None, None
    return told.low, told.high


def _added(parts: Sequence[Bounds]) -> Bounds:
    lows, highs = [low for low, _ in parts], [high for _, high in parts]
    low = None if None in lows else sum(bound for bound in lows if bound is not None)
    high = None if None in highs else sum(bound for bound in highs if bound is not None)
    return low, high


def _is_less(one: Bounds, other: Bounds) -> bool:
    """Say whether one is surely less than the other."""
    return one[1] is not None and other[0] is not None and one[1] < other[0] - abs(other[0]) * ROUNDING


def _apart(one: Bounds, other: Bounds) -> bool:
    return _is_less(one, other) or _is_less(other, one)


def _words(one: MineFigure) -> str:
    told = one.count or one.area
    return told.words if told else "no figure"


def _joined(parts: Sequence[MineFigure]) -> str:
    """Return the words of figures, of many the first and last."""
    words = [_words(one) for one in parts]
    return " and ".join(words if len(words) <= MOST else [*words[:2], f"{len(words) - 3:,} more", words[-1]])


def _unit(one: MineFigure) -> str:
    """Return the unit in which sums of such figures are told: ground is added up in square metres."""
    return " m2" if one.area else ""


def _range(bounds: Bounds) -> str:
    low, high = (f"{bound:,.10g}" if bound is not None else "?" for bound in bounds)
    return low if low == high else f"{low} to {high}"


def _garbles(earlier: MineFigure | None, total: MineFigure, between: Sequence[MineFigure]) -> tuple[str, ...]:
    """Return the ways in which one figure printed wrongly would explain the difference."""
    before = _printed(earlier) if earlier else None
    whole, parts = _printed(total), [_printed(one) for one in between]
    if whole is None or (earlier and before is None):
        return ()
    known = [one for one in parts if one is not None]
    return garbles_of(before, whole, known) if len(known) == len(parts) else ()


def _printed(one: MineFigure) -> Printed | None:
    low, high = _bounds(one)
    return (
        Printed(words=_words(one), value=low, is_area=one.area is not None) if low is not None and low == high else None
    )


def _difference(
    kind: DifferenceKind, said: str, about: Sequence[MineFigure], likely: tuple[str, ...] = ()
) -> Difference:
    rows = tuple(one.row for one in about if one.row is not None)
    return Difference(kind=kind, said=said, figures=tuple(one.id for one in about), rows=rows, likely=likely)
