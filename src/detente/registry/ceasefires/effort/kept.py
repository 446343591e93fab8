"""Which effort stands of what was written down: a later telling takes the earlier one's place, and both stay.

Two tell of the same where monitor, team, kind, place and time are the same. What one table tells twice of the same is
two watches, or a slip: both stay, and the hours are then known between bounds only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from detente.registry.ceasefires.effort.effort import Effort

__all__ = ["replace_earlier", "replaced_by", "standing"]


def replace_earlier(told: Sequence[Effort], kept: Iterable[Effort]) -> tuple[Effort, ...]:
    """Return what is new of what a table or a person tells, each with what it takes the place of.

    What is kept already is not new: taken for a correction of what corrects it, it would undo that.
    """
    there = tuple(kept)
    known, again = {one.id for one in there}, {one.id for one in told}
    earlier: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in standing(there):
        if one.id not in again:
            earlier[_about(one)].append(one.id)
    return tuple(
        replace(one, supersedes=tuple(sorted(earlier[_about(one)]))) if _about(one) in earlier else one
        for one in told
        if one.id not in known
    )


def standing(efforts: Iterable[Effort]) -> tuple[Effort, ...]:
    """Return those whose place no other has taken."""
    every = tuple(efforts)
    gone = replaced_by(every)
    return tuple(one for one in every if one.id not in gone)


def replaced_by(efforts: Iterable[Effort]) -> Mapping[str, str]:
    """Return by their ids what was replaced, and by which."""
    return {old: one.id for one in efforts for old in one.supersedes}


def _about(one: Effort) -> tuple[object, ...]:
    days = one.interval
    place = tuple(where.words for where in one.where)
    return (one.monitor_name, one.observer, one.kind, days.first, days.last, one.begins, one.ends, place)
