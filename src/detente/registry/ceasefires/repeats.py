"""Published figures that are told more than once: in a body's own table, and by the reports that pass it on.

The same claimant, class, days and number are one figure, however often it is told. Where the body corrects it, what
passed the earlier one on is corrected with it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from detente.registry.ceasefires.violation import Violation

__all__ = ["differing", "replaced_by", "told_once"]

Figure = tuple[object, ...]


def told_once(figures: Iterable[Violation]) -> list[Violation]:
    """Return figures without those that say again what one before says."""
    return list({_figure(one): one for one in reversed(list(figures))}.values())[::-1]


def replaced_by(given: Iterable[Violation]) -> dict[str, str]:
    """Return ids by ids of what replaces them: of what a later one corrects, and of what only passes such a one on."""
    every = list(given)
    found = {one.supersedes: one.id for one in every if one.supersedes is not None}
    gone = {_figure(one): found[one.id] for one in every if one.id in found and one.origin == "published"}
    passed = (one for one in every if one.origin == "published" and one.supersedes is None)
    return {one.id: gone[_figure(one)] for one in passed if _figure(one) in gone} | found


def differing(figures: Sequence[Violation]) -> Iterator[str]:
    """Yield the figures beside which another number stands for the same days; one that is told twice is there once."""
    held = Counter(map(_whose, figures))
    yield from (one.id for one in figures if one.interval is not None and held[_whose(one)] > 1)


def _whose(one: Violation) -> tuple[object, ...]:
    """Return by whom, where and of which days a figure is."""
    days = one.interval and (one.interval.first, one.interval.last)
    name = one.claimant_name if one.claimant is None else ""
    return one.claimant, name, tuple(sorted(where.words for where in one.where)), days


def _figure(one: Violation) -> Figure:
    """Return what makes two figures one; where no days or no number are told, nothing does but the entry itself."""
    if one.interval is None or one.count is None or (one.count.low is None and one.count.high is None):
        return (one.id,)
    days, count = one.interval, one.count
    about = (one.claimant, one.claimant_name if one.claimant is None else "", one.alleged, one.kind, one.harm)
    where = tuple(sorted(place.words or "" for place in one.where))
    return (*about, where, days.first, days.last, count.low, count.high, count.is_round)
