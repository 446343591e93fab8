"""Copies joined into voices: whoever prints one text is one voice, and a digest of several texts joins none of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["MOSTLY", "Pair", "join_voices"]

MOSTLY = 0.5
"""Share of either text that the other tells from which on two are one voice whatever else they are copies of."""

Pair = tuple[str, str, float, float]
"""Two texts, and the share of the first that the second tells, and of the second that the first tells."""


def join_voices(pairs: Iterable[Pair]) -> Mapping[str, str]:
    """Return for each text that has copies the name of its voice, the least of its texts.

    Where one share is small, that text is the
    whole and the other a part: cut from it, or one of several that it brings together. Parts that have nothing to do
    with one another are no cuts of one text, so they and the whole keep their own voices.
    """
    given = sorted(pair if pair[0] < pair[1] else (pair[1], pair[0], pair[3], pair[2]) for pair in pairs)
    return {text: name for some in _apart(given) for text, name in _joined(some).items()}


def _apart(given: Iterable[Pair]) -> Iterable[list[Pair]]:
    """Return pairs in lots that have no text in common: whether parts hang together is asked within each alone."""
    groups = _Groups()
    for one, other, *_ in given:
        groups.join(one, other)
    lots: dict[str, list[Pair]] = defaultdict(list)
    for pair in given:
        lots[groups.find(pair[0])].append(pair)
    return lots.values()


def _joined(given: Sequence[Pair]) -> Mapping[str, str]:
    groups = _Groups()
    for one, other, one_share, other_share in given:
        groups.find(one)
        groups.find(other)
        if min(one_share, other_share) >= MOSTLY:
            groups.join(one, other)
    for whole, parts in sorted(_parts(given, groups).items()):
        if _hang_together(parts, given, groups):
            for part in sorted(parts):
                groups.join(whole, part)
    return {text: groups.find(text) for text in groups.above}


class _Groups:
    """Texts in groups, each called by the least of its texts."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}

    def find(self, text: str) -> str:
        """Return the name of a text's group."""
        above = self.above.setdefault(text, text)
        while above != self.above[above]:
            # in two steps: in one, the name would be bound before what it stands for is looked up, and cut a chain
            self.above[above] = self.above[self.above[above]]
            above = self.above[above]
        return above

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        first, second = sorted((self.find(one), self.find(other)))
        self.above[second] = first


def _parts(given: Iterable[Pair], groups: _Groups) -> dict[str, set[str]]:
    """Return by the group of each whole the groups of its parts."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other, one_share, other_share in given:
        if min(one_share, other_share) < MOSTLY:
            whole, part = (one, other) if one_share < other_share else (other, one)
            if groups.find(whole) != groups.find(part):
                found[groups.find(whole)].add(groups.find(part))
    return found


def _hang_together(parts: set[str], given: Iterable[Pair], groups: _Groups) -> bool:
    """Say whether parts are joined by copies among themselves, however many steps apart."""
    own = _Groups()
    for part in parts:
        own.find(part)
    for one, other, *_ in given:
        first, second = groups.find(one), groups.find(other)
        if first in parts and second in parts:
            own.join(first, second)
    return len({own.find(part) for part in parts}) == 1
