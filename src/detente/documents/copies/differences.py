"""What differs between two copies, sentence by sentence: kept, changed, or told in one alone, with spans in both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.documents.copies.profile import Profile, Sentence, read_profile
from detente.documents.copies.telling import ALIKE, find_told
from detente.documents.word_diff import match_words

__all__ = ["Difference", "DifferenceKind", "differences"]

DifferenceKind = Literal["kept", "changed", "only in one", "only in other"]
Words = Sequence[tuple[int, int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words of two texts that stand for one another, as `[start, end)`; None where the text has none of them."""

    kind: DifferenceKind
    one: tuple[int, int] | None
    other: tuple[int, int] | None


def differences(one: str, other: str) -> tuple[Difference, ...]:
    """Return what two texts share and in what they differ, in the order of `one`, then what only `other` tells.

    Sentences are laid beside those that tell the same, wherever they stand, and compared word by word.
    """
    mine, its = read_profile(one), read_profile(other)
    found = [
        difference
        for ours, theirs in _groups(mine, its)
        for difference in _within(_words(mine, ours), _words(its, theirs))
    ]
    return tuple(sorted(found, key=_place))


def _place(difference: Difference) -> tuple[bool, tuple[int, int], tuple[int, int]]:
    nowhere = (0, 0)
    return difference.one is None, difference.one or nowhere, difference.other or nowhere


def _groups(one: Profile, other: Profile) -> Iterator[tuple[list[Sentence], list[Sentence]]]:
    """Yield sentences that tell the same: mostly one beside one, or those that another was cut into."""
    edges = [
        (at, told.at) for at, told in enumerate(find_told(one, other)) if told.at is not None and told.share >= ALIKE
    ]
    edges += [
        (told.at, at) for at, told in enumerate(find_told(other, one)) if told.at is not None and told.share >= ALIKE
    ]
    root = list(range(len(one.sentences) + len(other.sentences)))
    for at, its in edges:
        a, b = _root(root, at), _root(root, len(one.sentences) + its)
        root[max(a, b)] = min(a, b)
    members: dict[int, tuple[list[Sentence], list[Sentence]]] = {}
    for number, sentence in enumerate((*one.sentences, *other.sentences)):
        group = members.setdefault(_root(root, number), ([], []))
        group[number >= len(one.sentences)].append(sentence)
    yield from members.values()


def _root(root: list[int], at: int) -> int:
    while root[at] != at:
        root[at] = at = root[root[at]]
    return at


def _words(profile: Profile, sentences: Sequence[Sentence]) -> Words:
    return [word for sentence in sentences for word in profile.words[sentence.first : sentence.last]]


def _within(one: Words, other: Words) -> Iterator[Difference]:
    """Yield what two groups of words have in common, and what stands between that."""
    at = its = 0
    ends = (len(one), len(other), 0)
    for here, there, length in [*match_words([w for _, _, w in one], [w for _, _, w in other]), ends]:
        if at < here or its < there:
            kind: DifferenceKind = "only in other" if at == here else "only in one" if its == there else "changed"
            yield Difference(kind=kind, one=_span(one, at, here), other=_span(other, its, there))
        if length:
            yield Difference(
                kind="kept", one=_span(one, here, here + length), other=_span(other, there, there + length)
            )
        at, its = here + length, there + length


def _span(words: Words, first: int, last: int) -> tuple[int, int] | None:
    return (words[first][0], words[last - 1][1]) if first < last else None
