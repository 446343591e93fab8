"""The grammatical parse of a document, as plain records: no stage needs to know which parser made it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from detente.core.spans import Span

__all__ = ["Name", "Parse", "Word"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One token. `head` is the index of its governor in `Parse.words` (its own index for a root).

    `pos` is the universal tag (NOUN, VERB, PROPN, ...), `tag` the Penn tag, `dep` the ClearNLP label (nsubj, dobj,
    nsubjpass, agent, pobj, ...). `sentence` is the index of the sentence it stands in.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that the parser's recogniser marked, with its OntoNotes label (PERSON, ORG, GPE, NORP, FAC, ...)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """All words of a document in order, with the tree over them, and the names marked in it."""

    words: tuple[Word, ...]
    names: tuple[Name, ...] = ()
    _children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    _first: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index children by governor and words by sentence."""
        children: list[list[int]] = [[] for _ in self.words]
        n_sentences = self.words[-1].sentence + 1 if self.words else 0
        first = [len(self.words)] * (n_sentences + 1)
        for i, word in enumerate(self.words):
            if word.head != i:
                children[word.head].append(i)
            first[word.sentence] = min(first[word.sentence], i)
        for k in range(n_sentences - 1, -1, -1):  # a sentence without words starts where the next one does
            first[k] = min(first[k], first[k + 1])
        object.__setattr__(self, "_children", tuple(map(tuple, children)))
        object.__setattr__(self, "_first", tuple(first))

    def children(self, i: int, *deps: str) -> tuple[int, ...]:
        """Return the words governed by word `i`, in order; only those with one of `deps` where any are given."""
        if not deps:
            return self._children[i]
        return tuple(c for c in self._children[i] if self.words[c].dep in deps)

    def subtree(self, i: int) -> list[int]:
        """Return word `i` and everything under it, in order of the text."""
        found, stack = [], [i]
        while stack:
            k = stack.pop()
            found.append(k)
            stack.extend(self._children[k])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """Yield the governors of word `i`, nearest first."""
        while self.words[i].head != i:
            i = self.words[i].head
            yield i

    def sentence_words(self, sentence: int) -> range:
        """Return the indices of the words of a sentence."""
        if sentence >= len(self._first) - 1:
            return range(0)
        return range(self._first[sentence], self._first[sentence + 1])

    def words_in(self, start: int, end: int) -> range:
        """Return the indices of the words that lie wholly within ``[start, end)``."""
        lo = self._bisect(start)
        hi = lo
        while hi < len(self.words) and self.words[hi].end <= end:
            hi += 1
        return range(lo, hi)

    def word_at(self, offset: int) -> int | None:
        """Return the index of the word that starts at or holds `offset`, if there is one."""
        i = self._bisect(offset)
        if i < len(self.words) and self.words[i].start == offset:
            return i
        if i and self.words[i - 1].start <= offset < self.words[i - 1].end:
            return i - 1
        return None

    def span_of(self, indices: Sequence[int]) -> Span:
        """Return the span from the first to the last of the words `indices`."""
        return Span(min(self.words[i].start for i in indices), max(self.words[i].end for i in indices))

    def _bisect(self, offset: int) -> int:
        lo, hi = 0, len(self.words)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.words[mid].start < offset:
                lo = mid + 1
            else:
                hi = mid
        return lo
