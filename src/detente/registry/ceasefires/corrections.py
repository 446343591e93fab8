"""Which published figure corrects which: by the day on which its body corrected it, whenever it was brought.

Of figures of one claimant, class, place and days with different numbers each takes the place of the one before. Which
comes before is worked out anew each time, so that a correction that is brought late finds its place.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from detente.registry.ceasefires.violation import Violation

__all__ = ["order_corrections"]

Key = tuple[object, ...]
Brought = tuple[bool, str, int]
"""Whether a figure is kept only now, when it was kept, and how many it followed then."""


def order_corrections(kept: Iterable[Violation], new: Iterable[Violation] = ()) -> tuple[Violation, ...]:
    """Return figures as given, each saying which one it replaces; one that says the same again replaces none.

    One whose day of correction nobody tells is older than all that tell theirs, and among its like in the order in
    which they were brought, those that are `new` last.
    """
    held: defaultdict[Key, list[Violation]] = defaultdict(list)
    brought = _brought(known := tuple(kept), news := tuple(new))
    every = (*known, *news)
    for one in every:
        held[_about(one)].append(one)
    made = {one.id: one for some in held.values() for one in _chained(some, brought)}
    return tuple(made[one.id] for one in every)


def _chained(some: Sequence[Violation], brought: Mapping[str, Brought]) -> Iterator[Violation]:
    own = {one.id for one in some}
    before: Violation | None = None
    for one in sorted(some, key=lambda each: (_corrected_on(each, some, brought), brought[each.id])):
        if before is not None and _number(before) != _number(one):
            yield replace(one, supersedes=before.id)
            before = one
        else:
            # what it corrects of other days or classes is nobody's in this group
            yield replace(one, supersedes=None) if one.supersedes in own else one
            before = before or one


def _corrected_on(one: Violation, some: Sequence[Violation], brought: Mapping[str, Brought]) -> dt.date:
    """Return the day on which a figure was corrected; a copy that tells none has that of what it says again."""
    if one.revised is not None:
        return one.revised
    same = (
        other.revised
        for other in some
        if other.revised and _number(other) == _number(one) and brought[other.id] < brought[one.id]
    )
    return max(same, default=dt.date.min)


def _brought(kept: Sequence[Violation], new: Sequence[Violation]) -> dict[str, Brought]:
    """Return in what order figures were brought; of those kept at one moment a later one names the one it followed."""
    followed = {one.id: one.supersedes for one in kept}
    known: dict[str, Brought] = {one.id: (False, one.known_at or "", _steps(one.id, followed)) for one in kept}
    return {one.id: (True, "", n) for n, one in enumerate(new)} | known


def _steps(id_: str, followed: Mapping[str, str | None]) -> int:
    seen = {id_}
    before = followed[id_]
    while before is not None and before not in seen:
        seen.add(before)
        before = followed.get(before)
    return len(seen)


def _number(one: Violation) -> Key:
    count = one.count
    return (None,) if count is None else (count.low, count.high, count.is_round)


def _about(one: Violation) -> Key:
    days = one.interval and (one.interval.first, one.interval.last)
    return (one.claimant, one.alleged, one.kind, one.harm, days, tuple(where.words for where in one.where))
