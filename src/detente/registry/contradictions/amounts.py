"""Figures that exclude each other: of one kind, one unit, of the same parties and the same days."""

from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Why
from detente.registry.contradictions.rule import Rule
from detente.registry.contradictions.times import state_span

__all__ = ["amounts"]


def amounts(rule: Rule, one: Assertion, other: Assertion, parties: frozenset[str]) -> Why | None:
    """Say why two figures cannot both hold, or that they differ; bounds that overlap never exclude each other."""
    del parties
    if not (rule.both_are(one, other) and one.is_claimed_fact and other.is_claimed_fact):
        return None
    if one.amount is None or other.amount is None or not _is_of_same(one, other):
        return None
    told = " and ".join(sorted((f"“{one.amount.count.words}”", f"“{other.amount.count.words}”")))
    if one.amount.count.may_equal(other.amount.count):
        differ = rule.rival and (one.amount.count.low, one.amount.count.high) != (
            other.amount.count.low, other.amount.count.high,
        )  # fmt: skip
        return Why(relation="rival", words=f"{one.what}: {told} differ, and may both hold") if differ else None
    if not rule.varies or _is_of_one_day(one, other):
        return Why(relation="contradiction", words=f"{one.what}: {told} exclude each other")
    return Why(relation="tension", words=f"{one.what}: {told} both hold only if it changed in between")


def _is_of_same(one: Assertion, other: Assertion) -> bool:
    """Say whether both are of one quantity: kind, unit, and who it is of."""
    unit = one.amount.unit if one.amount else None
    own = other.amount.unit if other.amount else None
    whose = [frozenset((part.role, part.actor or part.name.casefold()) for part in each.parts) for each in (one, other)]
    return unit == own and (one.value or "") == (other.value or "") and whose[0] == whose[1]


def _is_of_one_day(one: Assertion, other: Assertion) -> bool:
    """Say whether both are told of the same days."""
    mine, theirs = state_span(one), state_span(other)
    if one.day is not None or other.day is not None:
        return one.day is not None and other.day is not None and mine is not None and mine == theirs
    return mine is not None and mine == theirs
