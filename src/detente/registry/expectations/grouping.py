"""Which tellings are of one expectation.

They are where they are of one kind and nothing told by both differs: the days overlap, the place and the thing that
they are about are the same, and all who have a part in one have a part in the other (or both are about the same kept
thing). What is promised is so by the same, and told in like words as well. They have to come out near one another.
Persons put together and take apart.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from detente.registry.assertions.assertion import Assertion, Day
from detente.registry.expectations.changes import PLANNED
from detente.registry.expectations.clause import ABOUT
from detente.registry.expectations.expectation import Decision

__all__ = ["WORDED", "actors_of", "are_one", "days_exclude", "deed_of", "differences", "grouped", "likeness"]

NEAR = dt.timedelta(days=120)
"""How far apart two tellings may come out where one of them has no day."""
ALIKE = 0.4
"""Share of the words of the shorter of two promises that the other has as well."""
WORDED = frozenset({"promise", "deadline"})
"""What is one only where it is told in like words."""
PAIRED = frozenset({"together", "apart"})
NO_ACTORS = frozenset({PLANNED, ABOUT})
"""Roles of what has a part and is nobody."""
LONG = 4
"""Letters from which a word tells what is promised."""


def grouped(told: Iterable[Assertion], decisions: Sequence[Decision] = ()) -> list[tuple[Assertion, ...]]:
    """Return tellings put together, by when they came out; the order given does not matter."""
    groups: list[list[Assertion]] = []
    said = _decided(decisions)
    pairs = {pair: decision.deed == "together" for pair, decision in said.items()}
    for one in sorted(told, key=_order):
        home = _home(one, groups, pairs)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return [tuple(group) for group in _joined(groups, said)]


def are_one(one: Assertion, other: Assertion) -> bool:
    """Say whether two tellings are of one expectation, by the rule alone."""
    if one.what != other.what or days_exclude(one.day, other.day) or _places_differ(one, other):
        return False
    if one.voice is not None and one.voice == other.voice and one.named == other.named:
        return True  # copies of one text
    if one.subject and other.subject and one.subject != other.subject:
        return False
    if one.what in WORDED:
        return _are_of_same(one, other) and _are_near(one, other) and likeness(deed_of(one), deed_of(other)) >= ALIKE
    same = one.subject is not None and one.subject == other.subject
    return (same or _are_of_same(one, other)) and _are_near(one, other)


def differences(one: Assertion, other: Assertion) -> tuple[str, ...]:
    """Return in what two tellings differ that a person puts together, in words."""
    told = {
        f"a {one.what} and a {other.what}": one.what != other.what,
        "nobody has a part in both": not actors_of(one) & actors_of(other),
        "the days told for them exclude each other": days_exclude(one.day, other.day),
        "the places told differ": _places_differ(one, other),
    }
    return tuple(words for words, differ in told.items() if differ)


def deed_of(one: Assertion) -> str:
    """Return the words of what is promised, without those who promise it, who are compared by themselves."""
    words = one.named
    for part in one.parts:
        words = words.replace(part.name, " ")
    return words


def _are_of_same(one: Assertion, other: Assertion) -> bool:
    """Say whether all who have a part in one of them have a part in the other, and somebody has."""
    mine, theirs = actors_of(one), actors_of(other)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def actors_of(one: Assertion) -> frozenset[str]:
    """Return who has a part, by the actor's id or by name."""
    return frozenset(part.actor or part.name.casefold() for part in one.parts if part.role not in NO_ACTORS)


def days_exclude(one: Day | None, other: Day | None) -> bool:
    """Say whether two days share none; an end that is open, or a day that is not told, excludes nothing."""
    if one is None or other is None:
        return False
    return _is_before(one, other) or _is_before(other, one)


def likeness(one: str, other: str) -> float:
    """Return which share of the words of the shorter of two texts the other has; inflections count as one word."""
    mine, theirs = _stems(one), _stems(other)
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


def _is_before(one: Day, other: Day) -> bool:
    return one.last is not None and other.first is not None and one.last < other.first


@functools.lru_cache(maxsize=65_536)
def _stems(words: str) -> frozenset[str]:
    return frozenset(
        re.sub(r"(?:ing|ed|es|s|al)$", "", word) for word in re.findall(rf"[a-z]{{{LONG},}}", words.casefold())
    )


def _places_differ(one: Assertion, other: Assertion) -> bool:
    return bool(one.where and other.where and one.where.words.casefold() != other.where.words.casefold())


def _are_near(one: Assertion, other: Assertion) -> bool:
    if one.day and other.day and one.day.last and other.day.last:
        return True  # days that overlap are told by both
    if one.published is None or other.published is None:
        return one.subject is not None and one.subject == other.subject
    return abs(dt.date.fromisoformat(one.published) - dt.date.fromisoformat(other.published)) <= NEAR


def _home(
    one: Assertion, groups: list[list[Assertion]], pairs: Mapping[frozenset[str], bool]
) -> list[Assertion] | None:
    """Return the first group every telling of which is of the same expectation."""
    for group in groups:
        if all(pairs.get(frozenset({one.id, each.id}), are_one(one, each)) for each in group):
            return group
    return None


def _decided(decisions: Sequence[Decision]) -> dict[frozenset[str], Decision]:
    """Return what people said of pairs of tellings; the last word counts."""
    said = sorted((d for d in decisions if d.deed in PAIRED and d.other), key=lambda d: d.made_at)
    return {frozenset({d.telling, d.other or ""}): d for d in said}


def _joined(groups: list[list[Assertion]], said: Mapping[frozenset[str], Decision]) -> list[list[Assertion]]:
    """Return the groups, those put together that a person said to be one, whatever the rule says of their others.

    Where somebody said later of two tellings that they are apart, what would bring them together is taken back.
    """
    wanted = sorted((d.made_at, sorted(pair)) for pair, d in said.items() if d.deed == "together")
    for made_at, pair in wanted:
        homes = [group for group in groups if any(one.id in pair for one in group)]
        ids = {one.id for group in homes for one in group}
        if any(d.deed == "apart" and d.made_at > made_at and apart <= ids for apart, d in said.items()):
            continue
        for other in homes[1:]:
            homes[0].extend(other)
            groups.remove(other)
    return [sorted(group, key=_order) for group in groups]


def _order(one: Assertion) -> tuple[str, str]:
    return one.published or one.known_at or "", one.id
