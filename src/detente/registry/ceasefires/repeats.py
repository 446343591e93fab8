"""Published figures that are told more than once: in a body's own table, and by the reports that pass it on.

The same claimant, class, days and number are one figure, however often it is told. Where the body corrects it, what
passed the earlier one on is corrected with it.
"""

from collections.abc import Iterable

from detente.registry.ceasefires.violation import Violation

__all__ = ["replaced_by", "told_once"]

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


def _figure(one: Violation) -> Figure:
    """Return what makes two figures one; where no days or no number are told, nothing does but the entry itself."""
    if one.interval is None or one.count is None or (one.count.low is None and one.count.high is None):
        return (one.id,)
    days, count = one.interval, one.count
    about = (one.claimant, one.claimant_name if one.claimant is None else "", one.alleged, one.kind, one.harm)
    where = tuple(sorted(place.words or "" for place in one.where))
    return (*about, where, days.first, days.last, count.low, count.high, count.is_round)
