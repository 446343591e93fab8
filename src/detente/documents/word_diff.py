"""What changed between two wordings of one text, word by word, in time that grows with their length."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.documents.copies.words import words_of

__all__ = ["Block", "BlockKind", "WordDiff", "match_words", "word_diff"]

BlockKind = Literal["kept", "changed", "only in old", "only in new"]
STEPS = (5, 2, 1)
"""Words of a run by which longer stretches are laid side by side, where it stands once in each."""
SMALL = 40_000
"""Pairs of words up to which two stretches are compared word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Words that were kept, changed, left out or put in: `[start, end)` in either text; empty where there are none."""

    kind: BlockKind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDiff:
    """Two texts, the blocks that make them up, and which words stand for which (by their starts and ends)."""

    old: str
    new: str
    blocks: tuple[Block, ...]
    kept: tuple[tuple[int, int, int, int], ...]
    """Every word that was kept: start and end in the old text, start and end in the new, in order."""

    def new_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the words of ``[start, end)`` of the old text stand in the new one, or None if one is gone.

        The words must still follow one another; marks around them come along where they are the same.
        """
        first = bisect_left(self.kept, start, key=lambda word: word[1] - 1)
        last = bisect_left(self.kept, end, key=lambda word: word[0])
        words = self.kept[first:last]
        if not words or not self._is_whole(words, start, end):
            return None
        begin = self._before(words[0], start)
        stop = self._after(words[-1], end)
        return (begin, stop) if begin < stop else None

    def _is_whole(self, words: Sequence[tuple[int, int, int, int]], start: int, end: int) -> bool:
        """Say whether no word of the span is missing, and none was put between them."""
        old, new = self.old[start:end], self.new[words[0][2] : words[-1][3]]
        return len(words_of(old)) == len(words) == len(words_of(new))

    def _before(self, word: tuple[int, int, int, int], start: int) -> int:
        shift = start - word[0]
        at = word[2] + shift
        same = at >= 0 and self.old[min(start, word[0]) : word[0]] == self.new[min(at, word[2]) : word[2]]
        return min(at, word[3] - 1) if same else word[2]

    def _after(self, word: tuple[int, int, int, int], end: int) -> int:
        at = word[3] + end - word[1]
        same = at <= len(self.new) and self.old[word[1] : max(end, word[1])] == self.new[word[3] : max(at, word[3])]
        return max(at, word[2] + 1) if same else word[3]


def word_diff(old: str, new: str) -> WordDiff:
    """Return what was kept, changed, left out and put in; case, accents and marks between words change nothing."""
    olds, news = words_of(old), words_of(new)
    matches = match_words([word for _, _, word in olds], [word for _, _, word in news])
    kept = tuple(
        (*olds[one + step][:2], *news[other + step][:2]) for one, other, length in matches for step in range(length)
    )
    return WordDiff(old=old, new=new, blocks=tuple(_blocks(olds, news, matches)), kept=kept)


def _blocks(
    olds: Sequence[tuple[int, int, str]], news: Sequence[tuple[int, int, str]], matches: Sequence[tuple[int, int, int]]
) -> Iterator[Block]:
    one = other = 0
    for at, its, length in [*matches, (len(olds), len(news), 0)]:
        if one < at or other < its:
            kind: BlockKind = "only in new" if one == at else "only in old" if other == its else "changed"
            yield _block(kind, olds, news, (one, at), (other, its))
        if length:
            yield _block("kept", olds, news, (at, at + length), (its, its + length))
        one, other = at + length, its + length


def _block(
    kind: BlockKind,
    olds: Sequence[tuple[int, int, str]],
    news: Sequence[tuple[int, int, str]],
    one: tuple[int, int],
    other: tuple[int, int],
) -> Block:
    (old_start, old_end), (new_start, new_end) = _span(olds, *one), _span(news, *other)
    return Block(kind=kind, old_start=old_start, old_end=old_end, new_start=new_start, new_end=new_end)


def _span(words: Sequence[tuple[int, int, str]], first: int, last: int) -> tuple[int, int]:
    """Return where words stand; of none, the place behind the word before."""
    if first < last:
        return words[first][0], words[last - 1][1]
    at = words[first - 1][1] if first else 0
    return at, at


def match_words(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the stretches that two lists of words have in common, in order: where in each, and how many."""
    pairs = sorted(_matched(one, other, (0, len(one), 0, len(other)), 0))
    joined: list[tuple[int, int, int]] = []
    for at, its, length in pairs:
        if joined and joined[-1][0] + joined[-1][2] == at and joined[-1][1] + joined[-1][2] == its:
            joined[-1] = (*joined[-1][:2], joined[-1][2] + length)
        else:
            joined.append((at, its, length))
    return joined


Area = tuple[int, int, int, int]


def _matched(one: Sequence[str], other: Sequence[str], area: Area, step: int) -> Iterator[tuple[int, int, int]]:
    """Yield what is common in an area: its ends, then what stands once in both, then what lies between that."""
    head = _same_ends(one, other, area, 1)
    a, a_end, b, b_end = area[0] + head, area[1], area[2] + head, area[3]
    tail = _same_ends(one, other, (a, a_end, b, b_end), -1)
    a_end, b_end = a_end - tail, b_end - tail
    yield from ((at, its, length) for at, its, length in ((area[0], area[2], head), (a_end, b_end, tail)) if length)
    if a == a_end or b == b_end:
        return
    if (a_end - a) * (b_end - b) <= SMALL:
        yield from _compared(one, other, (a, a_end, b, b_end))
    elif step < len(STEPS):
        anchors = _anchors(one, other, (a, a_end, b, b_end), STEPS[step])
        for at, its in [*anchors, (a_end, b_end)]:
            if at < a or its < b:
                continue
            yield from _matched(one, other, (a, at, b, its), step + 1)
            if at < a_end and its < b_end:
                yield at, its, 1
            a, b = at + 1, its + 1


def _same_ends(one: Sequence[str], other: Sequence[str], area: Area, way: int) -> int:
    """Return how many words are the same from the area's start on, or backwards from its end."""
    most = min(area[1] - area[0], area[3] - area[2])
    a, b = (area[0], area[2]) if way > 0 else (area[1] - 1, area[3] - 1)
    count = 0
    while count < most and one[a + way * count] == other[b + way * count]:
        count += 1
    return count


def _compared(one: Sequence[str], other: Sequence[str], area: Area) -> Iterator[tuple[int, int, int]]:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one[area[0] : area[1]], other[area[2] : area[3]], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield area[0] + block.a, area[2] + block.b, block.size


def _anchors(one: Sequence[str], other: Sequence[str], area: Area, length: int) -> list[tuple[int, int]]:
    """Return where runs stand that each has once, the most that keep their order."""
    mine = _once(one, area[0], area[1], length)
    its = _once(other, area[2], area[3], length)
    pairs = sorted((at, its[run]) for run, at in mine.items() if run in its)
    return _rising(pairs)


def _once(words: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for at in range(start, end - length + 1):
        run = tuple(words[at : at + length])
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of `pairs` whose second places rise as the first do."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        rank = bisect_left(ends, place)
        ends[rank : rank + 1], last[rank : rank + 1] = [place], [at]
        before.append(last[rank - 1] if rank else -1)
    chain: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
