"""Published figures that are told more than once: in a body's own table, and by the reports that pass it on.

The same claimant, class, days and number are one figure, however often it is told. Where the body corrects it, what
passed the earlier one on is corrected with it. A body corrects itself in a report as well: "2 times and not 20 times".
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from detente.registry.ceasefires.violation import Violation

__all__ = ["differing", "replaced_by", "told_once", "with_corrections"]

Figure = tuple[object, ...]


def told_once(figures: Iterable[Violation]) -> list[Violation]:
    """Return figures without those that say again what one before says."""
    return list({_figure(one): one for one in reversed(list(figures))}.values())[::-1]


def replaced_by(given: Iterable[Violation]) -> dict[str, str]:
    """Return ids by ids of what replaces them: of what a later one corrects, and of what only passes such a one on."""
    every = list(given)
    found = {one.supersedes: one.id for one in every if one.supersedes is not None}
    if not found:
        return {}
    gone = {_figure(one): found[one.id] for one in every if one.id in found and one.origin == "published"}
    days = {_days(one) for one in every if one.id in found}  # of other days, nothing is what is gone
    passed = (one for one in every if one.origin == "published" and one.supersedes is None and _days(one) in days)
    return {one.id: gone[_figure(one)] for one in passed if _figure(one) in gone} | found


def differing(figures: Sequence[Violation]) -> Iterator[str]:
    """Yield the figures beside which another number stands for the same days; one that is told twice is there once."""
    held = Counter(map(_whose, figures))
    yield from (one.id for one in figures if one.interval is not None and held[_whose(one)] > 1)


def _days(one: Violation) -> tuple[dt.date, dt.date] | None:
    return None if one.interval is None else (one.interval.first, one.interval.last)


def _whose(one: Violation) -> tuple[object, ...]:
    """Return by whom, where and of which days a figure is."""
    days = _days(one)
    name = one.claimant_name if one.claimant is None else ""
    return one.claimant, name, tuple(sorted(where.words for where in one.where)), days


def with_corrections(given: Sequence[Violation]) -> tuple[Violation, ...]:
    """Return what is given; a figure that its claimant says is told in place of another says which it replaces.

    Only a claimant's own earlier figure of the same side, class, place and days is replaced, and none that a table
    corrects already.
    """
    if not any(one.instead_of for one in given):
        return tuple(given)
    replaced = {one.supersedes for one in given if one.supersedes}
    gone = {_figure(one) for one in given if one.id in replaced}
    earlier: dict[Figure, list[Violation]] = {}
    for one in given:
        if one.origin == "published" and one.claimant is not None and _figure(one) not in gone:
            earlier.setdefault(_figure(one), []).append(one)
    return tuple(_correcting(one, earlier) for one in given)


def _correcting(one: Violation, earlier: Mapping[Figure, Sequence[Violation]]) -> Violation:
    """Return a figure with the one that it replaces: of several that tell it, the one that came out first."""
    if one.instead_of is None or one.claimant is None or one.supersedes or one.interval is None:
        return one
    told = earlier.get(_figure(replace(one, count=one.instead_of)), ())
    before = [old for old in told if (old.published or "") <= (one.published or "") and old.id != one.id]
    return replace(one, supersedes=min(before, key=_came_out).id) if before else one


def _came_out(one: Violation) -> tuple[str, str]:
    return one.published or "", one.id


def _figure(one: Violation) -> Figure:
    """Return what makes two figures one; where no days or no number are told, nothing does but the entry itself."""
    if one.interval is None or one.count is None or (one.count.low is None and one.count.high is None):
        return (one.id,)
    days, count = one.interval, one.count
    about = (one.claimant, one.claimant_name if one.claimant is None else "", one.alleged, one.kind, one.harm)
    where = tuple(sorted(place.words or "" for place in one.where))
    return (*about, where, days.first, days.last, count.low, count.high, count.is_round)
