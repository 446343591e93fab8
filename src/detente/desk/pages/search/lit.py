"""Where in a report's text the words stand that are searched for, with what stands around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.knowledge.spellings import KeyedWord, keyed_words
from detente.store import Words

__all__ = ["Passage", "Stretch", "hits_in", "passages_in"]

LONGEST_TEXT = 200_000
"""Characters of a text in which words are lit: of a longer one the beginning."""
AROUND, MOST_PASSAGES = 110, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Characters ``[start, end)`` of a text as they stand there, and whether they were searched for."""

    text: str
    start: int
    end: int
    lit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a text around what was searched for."""

    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join("".join(one.text for one in self.stretches).split())

    @property
    def first(self) -> Stretch:
        """The first of what was searched for."""
        return next(one for one in self.stretches if one.lit)


def passages_in(text: str, asked: Sequence[Sequence[Words]]) -> tuple[Passage, ...]:
    """Return the first few passages in which words stand that are asked for."""
    groups: list[list[tuple[int, int]]] = []
    for start, end in hits_in(text, asked):
        if groups and start - groups[-1][-1][1] <= AROUND:
            groups[-1].append((start, end))
        elif len(groups) == MOST_PASSAGES:
            break
        else:
            groups.append([(start, end)])
    return tuple(_passage(text, group) for group in groups)


def hits_in(text: str, asked: Sequence[Sequence[Words]]) -> Iterator[tuple[int, int]]:
    """Yield where words stand that are asked for, in the order of the text; none overlaps another."""
    words = list(keyed_words(text[:LONGEST_TEXT]))
    ways = [way for group in asked for way in group]
    past = 0
    for at, word in enumerate(words):
        if at < past:
            continue
        size = max((len(way.keys) for way in ways if _stands(way, words, at)), default=0)
        if size:
            past = at + size
            yield word.start, words[past - 1].end


def _stands(way: Words, words: Sequence[KeyedWord], at: int) -> bool:
    if at + len(way.keys) > len(words):
        return False
    *before, last = way.keys
    own = words[at + len(before)].key
    is_last = own.startswith(last) if way.open else own == last
    return is_last and all(words[at + n].key == key for n, key in enumerate(before))


def _passage(text: str, hits: Sequence[tuple[int, int]]) -> Passage:
    first, last = max(0, hits[0][0] - AROUND), min(len(text), hits[-1][1] + AROUND)
    if first:
        first = min(hits[0][0], text.find(" ", first, hits[0][0]) + 1 or first)
    if last < len(text):
        last = max(hits[-1][1], text.rfind(" ", hits[-1][1], last))
    stretches: list[Stretch] = []
    past = first
    for start, end in [*hits, (last, last)]:
        if past < start:
            stretches.append(Stretch(text=text[past:start], start=past, end=start, lit=False))
        if start < end:
            stretches.append(Stretch(text=text[start:end], start=start, end=end, lit=True))
        past = end
    return Passage(stretches=tuple(stretches))
