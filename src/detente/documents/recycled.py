"""Paragraphs that earlier reports had already: background, and nothing that happened now."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from detente.documents.copies.profile import Profile, Sentence, read_profile
from detente.documents.copies.sentences import paragraphs_of
from detente.documents.copies.words import combine, hash_word

__all__ = ["Recycled", "marks_of", "recycled_paragraphs", "sentence_marks"]

LEAST_WORDS = 8
"""Words of a sentence that is recognised; shorter ones are said by everybody."""
SHARE = 0.7
"""Share of a paragraph's words that stand in sentences of earlier reports where it is background."""
SORTS = 3
"""Sorts that plain words fall into by their hash; a word put for another changes two of them at most."""
LEAST_BITS = 30
"""Bits that a mark must tell."""
COMMON = 3
"""Words that tell less are left out: articles and prepositions come and go."""

Earlier = TypeVar("Earlier", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recycled(Generic[Earlier]):
    """A paragraph of a text that earlier reports had, and which those are, in the order in which `seen` named them."""

    start: int
    end: int
    earlier: tuple[Earlier, ...]
    share: float


def sentence_marks(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return the marks of a text's sentences as (start, end, 63 bits), up to three for one.

    All figures and names of a sentence are in each of its marks, and of its plain words a third. Two sentences share a
    mark that are the same but for a word or so; never two that differ in a figure or a name.
    """
    return marks_of(read_profile(text))


def marks_of(profile: Profile) -> tuple[tuple[int, int, int], ...]:
    """Return the marks of the sentences of a text whose words are known, as `sentence_marks` does."""
    return tuple((s.start, s.end, mark) for s in profile.sentences for mark in _marks(s))


def recycled_paragraphs(text: str, seen: Callable[[int], tuple[Earlier, ...]]) -> tuple[Recycled[Earlier], ...]:
    """Return the paragraphs that are mostly sentences of earlier reports; `seen` names the reports that have a mark."""
    sentences = [(sentence, _earlier(sentence, seen)) for sentence in read_profile(text).sentences]
    found = []
    at = 0
    for start, end in paragraphs_of(text):
        own: dict[Earlier, None] = {}
        words = known = 0
        while at < len(sentences) and sentences[at][0].start < end:
            sentence, earlier = sentences[at]
            words += len(sentence.words)
            known += len(sentence.words) if earlier else 0
            own |= earlier
            at += 1
        if own and known >= SHARE * words:
            found.append(Recycled(start=start, end=end, earlier=tuple(own), share=known / words))
    return tuple(found)


def _earlier(sentence: Sentence, seen: Callable[[int], tuple[Earlier, ...]]) -> dict[Earlier, None]:
    return dict.fromkeys(report for mark in _marks(sentence) for report in seen(mark))


def _marks(sentence: Sentence) -> tuple[int, ...]:
    """Return the marks of a sentence, in ascending order; none of a short one."""
    if len(sentence.words) < LEAST_WORDS:
        return ()
    fixed: list[str] = []
    sorts: list[list[str]] = [[] for _ in range(SORTS)]
    for stem, bits in sorted(sentence.bits.items()):
        if stem in sentence.names or stem[0].isdigit():
            fixed.append(stem)
        elif bits > COMMON:
            sorts[hash_word(stem) % SORTS].append(stem)
    marks = {
        _mark(fixed, sort, number) for number, sort in enumerate(sorts) if _bits(sentence, fixed + sort) >= LEAST_BITS
    }
    return tuple(sorted(marks)) or (combine(tuple(map(hash_word, sentence.words))),)


def _mark(fixed: list[str], sort: list[str], number: int) -> int:
    return combine((number, *map(hash_word, fixed), 0, *map(hash_word, sort)))


def _bits(sentence: Sentence, stems: list[str]) -> int:
    return sum(sentence.bits[stem] for stem in stems)
