"""Whether what one side says was and what the other says was not can both hold.

One rule for all rows and for both sides: two claims contradict each other only where no world has both. That there was
none, or a denial, stands against what is told of the same doer, or of anybody where it names none, at the places that
it names, on days all of which are said to have had none. That there was none of one incident of the record stands
against what is told of that incident only.
"""

from collections.abc import Collection, Iterable, Sequence

from detente.registry.ceasefires.taxonomy import Taxonomy
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["contradict"]

AGAINST = frozenset({"none", "denied"})


def contradict(one: Sequence[Violation], other: Sequence[Violation], taxonomy: Taxonomy) -> bool:
    """Say whether two sides say in one row what cannot both hold."""
    return _stands_against(one, other, taxonomy) or _stands_against(other, one, taxonomy)


def _stands_against(mine: Iterable[Violation], theirs: Iterable[Violation], taxonomy: Taxonomy) -> bool:
    """Say whether something that the one side tells to have been cannot be, by what the other says."""
    against = [one for one in theirs if one.is_zero or one.said in AGAINST]
    some = [one for one in mine if one.said == "some" and not one.is_zero and not _may_be_none(one)]
    return any(_is_excluded(one, [a for a in against if _is_of_same(one, a, taxonomy)]) for one in some)


def _may_be_none(one: Violation) -> bool:
    return one.count is not None and one.count.low == 0


def _is_of_same(one: Violation, against: Violation, taxonomy: Taxonomy) -> bool:
    """Say whether what was told lies within what is said not to have been, but for the days."""
    if against.alleged is not None and against.alleged != one.alleged:
        return False
    # by which deed nobody was harmed is told of its incident, if at all
    if against.harm is None and against.kind is not None and against.kind not in _classes_of(one.kind, taxonomy):
        return False
    if against.where and not _places(against) & _places(one):
        return False
    # who denies what is said of one's own side says seldom of which incident
    return against.incident is None or against.said == "denied" or against.incident == one.incident


def _is_excluded(one: Violation, against: Collection[Violation]) -> bool:
    """Say whether the days leave no room for it: it is of one incident with these, or all of its days are theirs."""
    if one.incident is not None and any(a.incident == one.incident for a in against):
        return True
    return one.interval is not None and _cover((a.interval for a in against), one.interval)


def _cover(intervals: Iterable[Interval | None], days: Interval) -> bool:
    """Say whether intervals, together, have every one of these days."""
    held = sorted(one for one in intervals if one is not None and one.overlaps(days))
    reached = days.first.toordinal()
    for one in held:
        if one.first.toordinal() > reached:
            return False
        reached = max(reached, one.last.toordinal() + 1)
    return reached > days.last.toordinal()


def _classes_of(kind: str | None, taxonomy: Taxonomy) -> set[str]:
    """Return a class with the one that it is a split of; none where no class is told."""
    return {kind, taxonomy.main_class(kind)} if kind is not None and kind in taxonomy else set()


def _places(one: Violation) -> set[str]:
    return {place.words.casefold() for place in one.where}
