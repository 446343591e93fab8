"""Claims that exclude each other by who has which part, and rival ones that may both hold."""

import re

from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Why
from detente.registry.contradictions.rule import Rule, actors_in
from detente.registry.contradictions.times import begun, state_span, time_of

__all__ = ["opposed", "rivals"]

ROUND = re.compile(r"\d|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.IGNORECASE)
"""What numbers a round: "the next round" is another one in another report."""


def opposed(rule: Rule, one: Assertion, other: Assertion, parties: frozenset[str]) -> Why | None:
    """Say why somebody cannot have both of two roles: at one meeting, of one day, or once one of them lasts."""
    del parties
    if not (one.is_claimed_fact and other.is_claimed_fact):
        return None
    for role, opposite in rule.roles:
        both = actors_in(one, (role,)) & actors_in(other, (opposite,))
        if both:
            who = ", ".join(sorted(both))
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


def rivals(rule: Rule, one: Assertion, other: Assertion, parties: frozenset[str]) -> Why | None:
    """Say that two claims differ in a value or in who has a part, and may both hold."""
    del parties
    if not (rule.both_are(one, other) and one.is_claimed_fact and other.is_claimed_fact):
        return None
    if rule.part:
        mine, theirs = actors_in(one, rule.part_roles), actors_in(other, rule.part_roles)
        differ = bool(mine and theirs) and mine != theirs
        told = f"{', '.join(sorted(mine))}; {', '.join(sorted(theirs))}"
    else:
        differ = bool(one.value and other.value) and (one.value or "").casefold() != (other.value or "").casefold()
        told = "; ".join(sorted((one.value or "", other.value or "")))
    return Why(relation="rival", words=f"{one.what}: they differ ({told}), and may both hold") if differ else None
