"""What mentions are found on: the words of a document, with known names and recognised names laid over them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.knowledge.agents import AgentNouns
from detente.knowledge.matcher import FoundName, KnownName, NameMatcher
from detente.reading.parse import Parse
from detente.reading.reading import Reading

__all__ = ["Ground", "KnownSpan", "Seen", "lay_ground"]

UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff]")
"""Characters without width, which copying leaves in a text."""
HYPHENED = 2
"""Words that a prefix and its hyphen take up."""


@dataclass(frozen=True, slots=True)
class KnownSpan:
    """A known name over the words ``[first, past)``."""

    first: int
    past: int
    known: KnownName


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The words of a document; `known` and `labels` are by word index."""

    text: str
    parse: Parse
    known: dict[int, KnownSpan]
    """For every word that a known name covers, that name."""
    labels: dict[int, tuple[str, int, int]]
    """For every word that the recogniser marked: label, first word and the word past the last."""

    def words(self, first: int, past: int) -> str:
        """Return the text from word `first` up to word `past`."""
        return self.text[self.parse.words[first].start : self.parse.words[past - 1].end]

    def root(self, first: int, past: int) -> int:
        """Return the syntactic head of the words ``[first, past)``: the last one governed from without."""
        words = self.parse.words
        for i in range(past - 1, first - 1, -1):
            governor = words[i].head
            if (governor == i or not first <= governor < past) and words[i].dep not in {"punct", "case"}:
                return i
        return past - 1

    def label(self, first: int, past: int) -> str | None:
        """Return the recogniser's label where one of its names covers exactly or wholly these words."""
        found = self.labels.get(past - 1)
        if found is None or self.labels.get(first) != found:
            return None
        return found[0]

    def known_in(self, first: int, past: int) -> list[KnownSpan]:
        """Return the known names that lie wholly within the words ``[first, past)``, in order."""
        found: list[KnownSpan] = []
        for i in range(first, past):
            span = self.known.get(i)
            if span and span.first == i and span.past <= past:
                found.append(span)
        return found


@dataclass(slots=True)
class Seen:
    """Words that a mention already covers, so that later rules leave them alone."""

    covered: set[int]

    def take(self, first: int, past: int) -> None:
        """Mark the words ``[first, past)`` as covered."""
        self.covered.update(range(first, past))

    def free(self, first: int, past: int) -> bool:
        """Say whether none of the words ``[first, past)`` is covered."""
        return self.covered.isdisjoint(range(first, past))


def lay_ground(reading: Reading, matcher: NameMatcher, nouns: AgentNouns) -> Ground:
    """Lay known names and the recogniser's names over the words of a reading."""
    parse = reading.parsed()
    return Ground(
        text=reading.text,
        parse=parse,
        known=_known_by_word(parse, _find_known(reading.text, matcher), nouns),
        labels=_labels_by_word(parse),
    )


def _find_known(text: str, matcher: NameMatcher) -> Sequence[FoundName]:
    """Find known names as if no characters without width stood in or beside them."""
    if not UNSEEN.search(text):
        return matcher.find(text)
    seen = [i for i, c in enumerate(text) if not UNSEEN.match(c)]
    found = matcher.find(UNSEEN.sub("", text))
    past = [*seen[1:], len(text)]
    return [FoundName(*_with_unseen(text, seen[n.start], past[n.end - 1]), n.known) for n in found]


def _with_unseen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a name with what stands unseen before it; `end` takes in what stands unseen behind it already."""
    while start and UNSEEN.match(text[start - 1]):
        start -= 1
    return start, end


def _known_by_word(parse: Parse, found: Sequence[FoundName], nouns: AgentNouns) -> dict[int, KnownSpan]:
    """Map words to known names, which must start and end where words do and stay in one sentence."""
    by_word: dict[int, KnownSpan] = {}
    for name in found:
        indices = parse.words_in(name.start, name.end)
        if not indices or parse.words[indices[0]].start != name.start:
            continue
        if parse.words[indices[0]].sentence != parse.words[indices[-1]].sentence or _is_parted(
            parse, indices[0], nouns
        ):
            continue
        span = KnownSpan(indices[0], indices[-1] + 1, name.known)
        by_word.update(dict.fromkeys(indices, span))
    return by_word


def _is_parted(parse: Parse, first: int, nouns: AgentNouns) -> bool:
    """Say whether a prefix parts a name from what follows: "pro-Russian forces" are not Russia's."""
    words = parse.words
    if first < HYPHENED or words[first - 1].text != "-" or words[first - 1].end != words[first].start:
        return False
    return words[first - 2].text.lower() in nouns.apart


def _labels_by_word(parse: Parse) -> dict[int, tuple[str, int, int]]:
    by_word: dict[int, tuple[str, int, int]] = {}
    for name in parse.names:
        indices = parse.words_in(name.start, name.end)
        while indices and parse.words[indices[0]].tag in {"DT", "POS", "''", "``"}:
            indices = indices[1:]
        while indices and parse.words[indices[-1]].tag == "POS":
            indices = indices[:-1]
        if indices:
            by_word.update(dict.fromkeys(indices, (name.label, indices[0], indices[-1] + 1)))
    return by_word
