"""Claims that exclude each other by who has which part, and rival ones that may both hold."""

import re

from detente.incidents.names import stems_of_name
from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Why
from detente.registry.contradictions.rule import Names, Rule, actors_in, told_names
from detente.registry.contradictions.times import begun, state_span, time_of

__all__ = ["ROUND", "opposed", "rivals"]

SMALL = frozenset({"a", "an", "the", "of", "on", "by", "and", "for", "in", "to", "that", "this", "its", "their"})
ROUND = re.compile(r"\d|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.IGNORECASE)
"""What numbers a round: "the next round" is another one in another report."""


def opposed(rule: Rule, one: Assertion, other: Assertion, known: Names) -> Why | None:
    """Say why somebody cannot have both of two roles: at one meeting, of one day, or once one of them lasts."""
    if not (one.is_claimed_fact and other.is_claimed_fact):
        return None
    for role, opposite in rule.roles:
        both = actors_in(one, (role,)) & actors_in(other, (opposite,))
        if both:
            who = told_names((one, other), (role, opposite), both, known)
            return _of_roles(rule, one, other, f"{who} is told to be {role} and to be {opposite}")
    return None


def _of_roles(rule: Rule, one: Assertion, other: Assertion, told: str) -> Why | None:
    if rule.meeting:
        meeting = _meeting(one, other)
        return Why(relation="contradiction", words=f"{told} at the meeting {meeting}") if meeting else None
    if rule.lasting:
        return _once_done(one, other, told)
    return _of_a_day(one, other, told)


def _once_done(one: Assertion, other: Assertion, told: str) -> Why | None:
    done, not_yet = time_of(one), begun(other)
    if done.last is None or not_yet.last is None or done.last > not_yet.last:
        return None
    return Why(relation="contradiction", words=f"{told}: done on {done.words}, not by {not_yet.last}")


def _of_a_day(one: Assertion, other: Assertion, told: str) -> Why | None:
    mine, theirs = state_span(one), state_span(other)
    if mine is None or theirs is None:
        return None
    if mine == theirs and mine.is_one_day:
        return Why(relation="contradiction", words=f"{told} of {mine.words}")
    if mine.excludes(theirs):
        words = f"{told}, of {mine.words} and of {theirs.words}: both hold only if it changed in between"
        return Why(relation="tension", words=words)
    return None


def _meeting(one: Assertion, other: Assertion) -> str | None:
    """Return the meeting that both are of: its round, or its one day; None where it may be two."""
    if one.where and other.where and one.where.words.casefold() != other.where.words.casefold():
        return None
    if one.day and other.day and time_of(one).excludes(time_of(other)):
        return None
    if one.value and other.value and ROUND.search(one.value):
        return f"“{one.value}”" if one.value.casefold() == other.value.casefold() else None
    mine, theirs = time_of(one), time_of(other)
    dated = one.day is not None and other.day is not None and mine == theirs and mine.is_one_day
    return f"of {mine.words}" if dated else None


def rivals(rule: Rule, one: Assertion, other: Assertion, known: Names) -> Why | None:
    """Say that two claims differ in a value or in who has a part, and may both hold.

    A value told in general words that fit the name of another is not another: "a memorandum" may be the one named.
    """
    if not (rule.both_are(one, other) and one.is_claimed_fact and other.is_claimed_fact):
        return None
    if rule.part:
        mine, theirs = actors_in(one, rule.part_roles), actors_in(other, rule.part_roles)
        differ = bool(mine and theirs) and mine != theirs
        told = [told_names((each,), rule.part_roles, who, known) for each, who in ((one, mine), (other, theirs))]
    else:
        differ = bool(one.value and other.value) and not _may_be_one(one.value or "", other.value or "", known)
        told = [known.name_of(each.value or "") for each in (one, other)]
    if not differ:
        return None
    words = f"{one.what}: they differ ({'; '.join(sorted(told))}), and may both hold"
    return Why(relation="rival", words=words, sides=((one.id, told[0]), (other.id, told[1])))


def _may_be_one(one: str, other: str, known: Names) -> bool:
    """Say whether all words of one value are in a name of the other; two ids are two."""
    if one in known.names and other in known.names:
        return one == other
    mine, theirs = ([stems_of_name(name) - SMALL for name in known.names.get(each, (each,))] for each in (one, other))
    return any(a <= b or b <= a for a in mine for b in theirs if a and b)
