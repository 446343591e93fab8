"""Which claims a rule need be held against at all: those that share a matter with each other.

Of a thing of which thousands of claims are made, most pairs are of nothing that a rule compares. What a rule asks of
each claim by itself, and what it asks to be the same in both, are a claim's matters; the rule itself then compares.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.amounts import is_estimate, is_for, place_of, whose
from detente.registry.contradictions.days import DENIED
from detente.registry.contradictions.roles import ROUND
from detente.registry.contradictions.rule import Rule, actors_in
from detente.registry.contradictions.times import time_of

__all__ = ["MATTERS", "held_against"]

Matters = frozenset[Hashable]
Sides = tuple[Matters, Matters]
"""The matters of a claim as the one that is held against others, and as one of these others."""
NONE: Matters = frozenset()


def held_against(rule: Rule, claims: Sequence[Assertion]) -> Iterator[tuple[int, int]]:
    """Yield the places of claims that a rule may set against each other, each pair once, in their order."""
    sides = [MATTERS[rule.compare](rule, one) for one in claims]
    as_one, as_other = _places([one for one, _ in sides]), _places([other for _, other in sides])
    for number, (one, other) in enumerate(sides):
        behind: set[int] = set()
        for matters, places in ((one, as_other), (other, as_one)):
            for matter in matters:
                there = places.get(matter, ())
                behind.update(there[bisect_right(there, number) :])
        for at in sorted(behind):
            yield number, at


def _places(every: Sequence[Matters]) -> Mapping[Hashable, Sequence[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for number, matters in enumerate(every):
        for matter in matters:
            found[matter].append(number)
    return found


def _both(matters: Matters) -> Sides:
    return matters, matters


def _of_kind(rule: Rule, one: Assertion) -> Sides:
    """Both are claimed facts of one of the rule's kinds."""
    return _both(frozenset({one.what}) if one.what in rule.what and one.is_claimed_fact else NONE)


def _denied(rule: Rule, one: Assertion) -> Sides:
    """One is a claimed fact and the other denied, of one kind; and of one value where the rule names no others."""
    if one.what in rule.not_what or (rule.what and one.what not in rule.what):
        return NONE, NONE
    matters: Matters = frozenset({(one.what, "" if rule.values else one.value or "")})
    return matters if one.is_claimed_fact else NONE, matters if one.standing in DENIED else NONE


def _opposed(rule: Rule, one: Assertion) -> Sides:
    """The same is in one role and in its opposite; of a meeting, by its number or on its day."""
    if not one.is_claimed_fact:
        return NONE, NONE
    meetings = _meetings(one) if rule.meeting else [None]
    mine, theirs = (
        frozenset(
            (number, who, meeting)
            for number, roles in enumerate(rule.roles)
            for who in actors_in(one, (roles[side],))
            for meeting in meetings
        )
        for side in (0, 1)
    )
    return mine, theirs


def _meetings(one: Assertion) -> list[str | None]:
    span = time_of(one)
    numbered = [one.value.casefold()] if one.value and ROUND.search(one.value) else []
    return [*numbered, *([f"on {span.first}"] if one.day is not None and span.is_one_day else [])]


def _states(rule: Rule, one: Assertion) -> Sides:
    """One is of the rule's kinds, the other of those that stand against them, of the same in the rule's part."""
    if not one.is_claimed_fact:
        return NONE, NONE
    matters: Matters = frozenset(actors_in(one, rule.part_roles)) if rule.part else frozenset({None})
    return matters if one.what in rule.what else NONE, matters if one.what in rule.against else NONE


def _amounts(rule: Rule, one: Assertion) -> Sides:
    """Both are figures of one quantity."""
    if one.what not in rule.what or not one.is_claimed_fact or one.amount is None or not is_for(rule, one):
        return NONE, NONE
    return _both(frozenset({(one.what, one.amount.unit, place_of(one), one.value or "", whose(one))}))


def _estimates(rule: Rule, one: Assertion) -> Sides:
    """Both are figures in one unit of one place, and at least one is an estimate."""
    if one.what not in rule.what or not is_estimate(one) or one.amount is None or not is_for(rule, one):
        return NONE, NONE
    matters: Matters = frozenset({(one.what, one.amount.unit, place_of(one))})
    return matters, NONE if one.is_claimed_fact else matters


def _to_come(rule: Rule, one: Assertion) -> Sides:
    """One is told as still to come, the other as there."""
    is_there = one.what in rule.against and one.is_claimed_fact
    return frozenset({None}) if one.what in rule.what else NONE, frozenset({None}) if is_there else NONE


MATTERS: Mapping[str, Callable[[Rule, Assertion], Sides]] = {
    "once": _of_kind, "denied": _denied, "opposed": _opposed, "states": _states, "amounts": _amounts,
    "estimates": _estimates, "rivals": _of_kind, "to_come": _to_come,
}  # fmt: skip
"""By what a rule compares with: the matters of a claim. Claims that the rule sets against each other share one."""
