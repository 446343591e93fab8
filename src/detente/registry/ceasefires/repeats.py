"""Published figures that are told more than once: in a body's own table, and by the reports that pass it on.

The same claimant, class, days and number are one figure, however often it is told. Where the body corrects it, what
passed the earlier one on is corrected with it.
"""

from collections.abc import Iterable, Mapping, Sequence

from detente.registry.ceasefires.violation import Violation

__all__ = ["told_once", "without_replaced"]

Figure = tuple[object, ...]


def told_once(figures: Iterable[Violation]) -> list[Violation]:
    """Return figures without those that say again what one before says."""
    return list({_figure(one): one for one in reversed(list(figures))}.values())[::-1]


def without_replaced(given: Sequence[Violation], replaced: Mapping[str, str]) -> list[Violation]:
    """Return what stands: without what a later entry replaces, nor the figures that only pass such a one on."""
    gone = {_figure(one) for one in given if one.id in replaced and one.origin == "published"}
    standing = [one for one in given if one.id not in replaced]
    return [one for one in standing if one.origin != "published" or one.supersedes or _figure(one) not in gone]


def _figure(one: Violation) -> Figure:
    """Return what makes two figures one; where no days or no number are told, nothing does but the entry itself."""
    if one.interval is None or one.count is None or (one.count.low is None and one.count.high is None):
        return (one.id,)
    days, count = one.interval, one.count
    about = (one.claimant, one.claimant_name if one.claimant is None else "", one.alleged, one.kind, one.harm)
    where = tuple(sorted(place.words or "" for place in one.where))
    return (*about, where, days.first, days.last, count.low, count.high, count.is_round)
