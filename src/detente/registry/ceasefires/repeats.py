"""Published figures that are told more than once: in a body's own table, and by the reports that pass it on.

The same claimant, class, days and number are one figure, however often it is told. Where the body corrects it, what
passed the earlier one on is corrected with it. A body corrects itself in a report as well: "2 times and not 20 times".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from detente.registry.ceasefires.violation import Violation

__all__ = ["told_once", "with_corrections", "without_replaced"]

Figure = tuple[object, ...]


def told_once(figures: Iterable[Violation]) -> list[Violation]:
    """Return figures without those that say again what one before says."""
    return list({_figure(one): one for one in reversed(list(figures))}.values())[::-1]


def without_replaced(given: Sequence[Violation], replaced: Mapping[str, str]) -> list[Violation]:
    """Return what stands: without what a later entry replaces, nor the figures that only pass such a one on."""
    gone = {_figure(one) for one in given if one.id in replaced and one.origin == "published"}
    standing = [one for one in given if one.id not in replaced]
    return [one for one in standing if one.origin != "published" or one.supersedes or _figure(one) not in gone]


def with_corrections(given: Sequence[Violation]) -> tuple[Violation, ...]:
    """Return what is given; a figure that its claimant says is told in place of another says which it replaces.

    Only a claimant's own earlier figure of the same side, class, place and days is replaced, and none that a table
    corrects already.
    """
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
