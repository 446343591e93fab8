"""Figures that exclude each other: of one kind, one unit, of the same parties and the same days."""

from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Why
from detente.registry.contradictions.rule import Names, Rule
from detente.registry.contradictions.times import state_span

__all__ = ["amounts", "estimates", "is_estimate", "is_for", "place_of", "whose"]


def amounts(rule: Rule, one: Assertion, other: Assertion, known: Names) -> Why | None:
    """Say why two figures cannot both hold, or that they differ; bounds that overlap never exclude each other.

    Figures of two periods are two figures, and what grows may be more later.
    """
    del known
    if not (rule.both_are(one, other) and one.is_claimed_fact and other.is_claimed_fact):
        return None
    if one.amount is None or other.amount is None or not _is_of_same(one, other) or not is_for(rule, one):
        return None
    if one.amount.count.may_equal(other.amount.count):
        return _rival(one, other) if rule.rival else None
    if (rule.period and (one.day or other.day) and not _is_of_one_day(one, other)) or (
        rule.grows and _may_have_grown(one, other)
    ):
        return None
    told = " and ".join(sorted((_figure(one), _figure(other))))
    if not rule.varies or _is_of_one_day(one, other):
        return Why(relation="contradiction", words=f"{one.what}: {told} exclude each other")
    return Why(relation="tension", words=f"{one.what}: {told} both hold only if it changed in between")


def estimates(rule: Rule, one: Assertion, other: Assertion, known: Names) -> Why | None:
    """Say that two figures of what something may come to differ: both may be made."""
    del known
    if not (rule.both_are(one, other) and is_estimate(one) and is_estimate(other)):
        return None
    if one.amount is None or other.amount is None or one.amount.unit != other.amount.unit:
        return None
    if not (is_for(rule, one) and is_for(rule, other)) or (one.is_claimed_fact and other.is_claimed_fact):
        return None
    return _rival(one, other) if place_of(one) == place_of(other) else None


def is_estimate(one: Assertion) -> bool:
    """Say whether a figure is of what is, or of what is to come."""
    return one.is_claimed_fact or one.standing in {"expected", "planned"}


def is_for(rule: Rule, one: Assertion) -> bool:
    """Say whether a figure is of a value that the rule is for."""
    return not rule.only or (one.value or "") in rule.only


def _rival(one: Assertion, other: Assertion) -> Why | None:
    """Say that two figures differ, and may both hold."""
    if one.amount is None or other.amount is None:
        return None
    mine, theirs = one.amount.count, other.amount.count
    if (mine.low, mine.high) == (theirs.low, theirs.high):
        return None
    words = f"{one.what}: they differ ({'; '.join(sorted((_figure(one), _figure(other))))}), and may both hold"
    return Why(relation="rival", words=words, sides=((one.id, _figure(one)), (other.id, _figure(other))))


def _figure(one: Assertion) -> str:
    return f"“{one.amount.count.words}”" if one.amount else ""


def place_of(one: Assertion) -> str:
    """Return where a figure is of, as it is told."""
    return one.where.words.casefold() if one.where else ""


def whose(one: Assertion) -> frozenset[tuple[str, str]]:
    """Return who has which part in what a figure is of."""
    return frozenset((part.role, part.actor or part.name.casefold()) for part in one.parts)


def _may_have_grown(one: Assertion, other: Assertion) -> bool:
    """Say whether the later of two figures may be the greater one; so where it is not known which is later."""
    mine, theirs = state_span(one), state_span(other)
    if mine is None or theirs is None or one.amount is None or other.amount is None:
        return True
    if not mine.excludes(theirs):
        return mine != theirs
    earlier, later = (one, other) if mine.is_before(theirs) else (other, one)
    least = earlier.amount.count.low if earlier.amount else None
    most = later.amount.count.high if later.amount else None
    return least is None or most is None or least <= most


def _is_of_same(one: Assertion, other: Assertion) -> bool:
    """Say whether both are of one quantity: kind, unit, who it is of and where."""
    unit = one.amount.unit if one.amount else None
    own = other.amount.unit if other.amount else None
    return (
        unit == own
        and place_of(one) == place_of(other)
        and (one.value or "") == (other.value or "")
        and whose(one) == whose(other)
    )


def _is_of_one_day(one: Assertion, other: Assertion) -> bool:
    """Say whether both are told of the same days."""
    mine, theirs = state_span(one), state_span(other)
    if one.day is not None or other.day is not None:
        return one.day is not None and other.day is not None and mine is not None and mine == theirs
    return mine is not None and mine == theirs
