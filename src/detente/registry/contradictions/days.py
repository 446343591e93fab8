"""Claims that exclude each other by their days."""

from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Why
from detente.registry.contradictions.rule import Names, Rule, actors_in
from detente.registry.contradictions.times import Span, begun, state_span, time_of

__all__ = ["DENIED", "denied", "once", "states", "to_come"]

MENTIONED = "mentioned"
"""The role of whoever is named beside it, and has no part in it."""
DENIED = frozenset({"denied", "negated"})


def once(rule: Rule, one: Assertion, other: Assertion, known: Names) -> Why | None:
    """Say why what happens once cannot have been on both days.

    Done by nobody who is named, or by all parties of an agreement, the whole is meant: that is done when its last party
    has done it, and no party does it later.
    """
    if not (rule.both_are(one, other) and one.is_claimed_fact and other.is_claimed_fact):
        return None
    mine, theirs = time_of(one), time_of(other)
    if not mine.excludes(theirs):
        return None
    parties = known.parties_of(one)
    by, whom = actors_in(one, rule.part_roles), actors_in(other, rule.part_roles)
    whole, theirs_whole = _is_whole(by, parties, rule), _is_whole(whom, parties, rule)
    if (whole and theirs_whole) or by & whom or (whole and mine.is_before(theirs)):
        return Why(relation="contradiction", words=f"{one.what} once: {_pair(mine, theirs)} have no day in common")
    return None


def _is_whole(by: frozenset[str], parties: frozenset[str], rule: Rule) -> bool:
    return not by or (rule.parties and bool(parties) and parties <= by)


def denied(rule: Rule, one: Assertion, other: Assertion, known: Names) -> Why | None:
    """Say why what one says to have been cannot have been by what the other says: not by then, or not on that day."""
    del known
    if one.what != other.what or one.what in rule.not_what or (rule.what and one.what not in rule.what):
        return None
    if not (one.is_claimed_fact and other.standing in DENIED) or not _are_of_same(rule, one, other):
        return None
    when, none_in = time_of(one), begun(other)
    if one.standing == "ongoing" and not (when == none_in and when.is_one_day):
        return None  # what goes on may begin or end between two days
    if not _lies_within(when, none_in):
        return None
    words = f"{_matter(one)}: told of {when.words}, and denied of {none_in.words}"
    return Why(relation="contradiction", words=words)


def _are_of_same(rule: Rule, one: Assertion, other: Assertion) -> bool:
    """Say whether a denial is of what the other says: its value, figure and place, of nobody who is named or of one.

    A rule with `values` names which value another that is denied stands against: what operates has been built.
    """
    values = (one.value or "", other.value or "")
    if (values not in rule.values) if rule.values else (values[0] != values[1]):
        return False
    if other.amount is not None and (one.amount is None or _bounds(one) != _bounds(other)):
        return False  # "not 7 billion" says nothing of 90 million
    if other.where and (one.where is None or one.where.words.casefold() != other.where.words.casefold()):
        return False
    nobody = _everybody(other)
    return not nobody or bool(nobody & _everybody(one))


def _bounds(one: Assertion) -> tuple[object, ...]:
    return (one.amount.count.low, one.amount.count.high, one.amount.unit) if one.amount else ()


def _matter(one: Assertion) -> str:
    """Return what is told, with its value and its figure."""
    figure = f"“{one.amount.count.words}”" if one.amount else None
    return ", ".join(told for told in (one.what, one.value, figure) if told)


def _lies_within(when: Span, none_in: Span) -> bool:
    """Say whether all days on which it may have been are days on which it is said not to have been."""
    if when.last is None or none_in.last is None or when.last > none_in.last:
        return False
    return none_in.first is None or (when.first is not None and when.first >= none_in.first)


def _everybody(one: Assertion) -> frozenset[str]:
    return frozenset(f"{p.role}={p.actor or p.name.casefold()}" for p in one.parts if p.role != MENTIONED)


def states(rule: Rule, one: Assertion, other: Assertion, known: Names) -> Why | None:
    """Say why two states cannot both be so: of one day they cannot; of two days only if it changed in between."""
    del known
    if not (one.is_claimed_fact and other.is_claimed_fact and _exclude(rule, one, other)):
        return None
    mine, theirs = state_span(one), state_span(other)
    if mine is None or theirs is None or not mine.is_one_day or not theirs.is_one_day:
        return None
    told = f"“{_state(one)}” of {mine.words}, “{_state(other)}” of {theirs.words}"
    if mine == theirs:
        return Why(relation="contradiction", words=f"{told}: of one day not both")
    return Why(relation="tension", words=f"{told}: both hold only if it changed in between")


def _exclude(rule: Rule, one: Assertion, other: Assertion) -> bool:
    if one.what not in rule.what or other.what not in rule.against:
        return False
    if rule.part and not actors_in(one, rule.part_roles) & actors_in(other, rule.part_roles):
        return False
    return not rule.values or (one.value or "", other.value or "") in rule.values


def _state(one: Assertion) -> str:
    return one.value or one.what


def to_come(rule: Rule, one: Assertion, other: Assertion, known: Names) -> Why | None:
    """Say that what one tells as still to come is there by what the other says."""
    del known
    if one.what not in rule.what or other.what not in rule.against or not other.is_claimed_fact:
        return None
    there, said = time_of(other), one.published
    if said is None or there.first is None or said < there.first or (there.last is not None and _is_over(other, said)):
        return None
    words = f"told on {said} as still to come, and in force since {there.first} by the registry"
    return Why(relation="tension", words=words)


def _is_over(one: Assertion, said: str) -> bool:
    """Say whether what was in force from a first to a later last day was over then; one day is its beginning."""
    day = one.day
    return day is not None and day.last is not None and day.first != day.last and day.last < said


def _pair(one: Span, other: Span) -> str:
    first, last = sorted((one, other), key=lambda span: span.last or span.first or "")
    return f"{first.words} and {last.words}"
