"""Paragraphs that earlier reports had already: background, and nothing that happened now."""

import functools
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Generic, TypeVar

from detente.documents.copies.profile import Profile, Sentence, read_profile
from detente.documents.copies.sentences import paragraphs_of
from detente.documents.copies.words import combine, hash_word, words_of

__all__ = ["Recycled", "marks_of", "recycled_paragraphs", "sentence_marks"]

LEAST_WORDS = 8
"""Words of a sentence that is recognised; shorter ones are said by everybody."""
SHARE = 0.7
"""Share of a paragraph's words that stand in sentences of earlier reports where it is background."""
SORTS = 3
"""Sorts that plain words fall into by their hash; a word put for another changes two of them at most."""
LEAST_BITS = 30
"""Bits that a mark must tell."""
HEAVIEST = 4
"""Weightiest words of a short sentence by which its like is looked for: all but one of them stand in that too."""
LEAST_OF_ALL = 45
"""Bits that a sentence tells in all, so that its like is looked for; less is a phrase that everybody uses."""
ALIKE = 0.75
"""Share of the weight of the words of each of two sentences that the other has, if they tell the same."""
MOST_LOOKED_AT = 20
"""Reports whose sentences are looked at for one sentence."""
COMMON = 3
"""Words that tell less are left out: articles and prepositions come and go."""

Earlier = TypeVar("Earlier", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recycled(Generic[Earlier]):
    """Sentences in a row that earlier reports had, and which those are, in the order in which `seen` named them.

    `share` is how much of their paragraph's words is told before; where all is, they are the whole paragraph.
    """

    start: int
    end: int
    earlier: tuple[Earlier, ...]
    share: float


def sentence_marks(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return the marks of a text's sentences as (start, end, 63 bits), up to three for one.

    All figures and names of a sentence are in each of its marks, and of its plain words a third. Two sentences share a
    mark that are the same but for a word or so; never two that differ in a figure or a name. A short one has hints
    beside: three of its weightiest words together, which many sentences share; the words decide then.
    """
    return marks_of(read_profile(text))


def marks_of(profile: Profile) -> tuple[tuple[int, int, int], ...]:
    """Return the marks of the sentences of a text whose words are known, as `sentence_marks` does."""
    return tuple((s.start, s.end, mark) for s in profile.sentences for mark in (*_marks(s), *_hints(s)))


def recycled_paragraphs(
    text: str,
    seen: Callable[[int], tuple[Earlier, ...]],
    text_of: Callable[[Earlier], str] | None = None,
) -> tuple[Recycled[Earlier], ...]:
    """Return what earlier reports had of the paragraphs that are mostly theirs; `seen` names who has a mark.

    That is the whole paragraph, or, where it has new sentences as well, the sentences that recur. Short sentences have
    no mark: they are sought in the texts of the reports that have the others, and are new where no text is at hand.
    """
    of_report = functools.cache(lambda report: read_profile(text_of(report)).sentences if text_of else ())
    sentences = [(sentence, _earlier(sentence, seen, of_report)) for sentence in read_profile(text).sentences]
    found: list[Recycled[Earlier]] = []
    at = 0
    for start, end in paragraphs_of(text):
        first = at
        while at < len(sentences) and sentences[at][0].start < end:
            at += 1
        found += _within(_with_short(sentences[first:at], text_of), start, end)
    return tuple(found)


def _with_short(
    sentences: list[tuple[Sentence, dict[Earlier, None]]], text_of: Callable[[Earlier], str] | None
) -> list[tuple[Sentence, dict[Earlier, None]]]:
    """Return the sentences of a paragraph with the reports that have the short ones, among those that have another."""
    reports = dict.fromkeys(report for _, earlier in sentences for report in earlier)
    if text_of is None or not any(len(s.words) < LEAST_WORDS for s, _ in sentences):
        return sentences
    told = {report: _in_a_row([word for _, _, word in words_of(text_of(report))]) for report in reports}
    return [
        (s, {r: None for r in reports if _in_a_row(s.words) in told[r]} if len(s.words) < LEAST_WORDS else earlier)
        for s, earlier in sentences
    ]


def _in_a_row(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _within(
    sentences: Sequence[tuple[Sentence, dict[Earlier, None]]], start: int, end: int
) -> Iterator[Recycled[Earlier]]:
    """Yield the sentences of one paragraph that recur, those in a row together."""
    words = sum(len(sentence.words) for sentence, _ in sentences)
    known = sum(len(sentence.words) for sentence, earlier in sentences if earlier)
    if not known or known < SHARE * words:
        return
    rows = [list(row) for recurs, row in groupby(sentences, key=_recurs) if recurs]
    whole = len(rows) == 1 and len(rows[0]) == len(sentences)
    for row in rows:
        own: dict[Earlier, None] = {}
        for _, earlier in row:
            own |= earlier
        first, last = (start, end) if whole else (row[0][0].start, row[-1][0].end)
        yield Recycled(start=first, end=last, earlier=tuple(own), share=known / words)


def _recurs(one: tuple[Sentence, dict[Earlier, None]]) -> bool:
    return bool(one[1])


def _earlier(
    sentence: Sentence,
    seen: Callable[[int], tuple[Earlier, ...]],
    of_report: Callable[[Earlier], tuple[Sentence, ...]],
) -> dict[Earlier, None]:
    found = dict.fromkeys(report for mark in _marks(sentence) for report in seen(mark))
    hinted = Counter(report for mark in _hints(sentence) for report in seen(mark) if report not in found)
    likely = [report for report, _ in hinted.most_common(MOST_LOOKED_AT)]
    found |= {report: None for report in likely if any(_are_alike(sentence, other) for other in of_report(report))}
    return found


def _hints(sentence: Sentence) -> tuple[int, ...]:
    """Return marks by which the like of a short sentence is looked for; none of one that has enough of its own."""
    if len(sentence.words) < LEAST_WORDS or len(_marks(sentence)) > 1 or _weight(sentence) < LEAST_OF_ALL:
        return ()
    heaviest = sorted(sentence.bits, key=lambda stem: (-sentence.bits[stem], stem))[:HEAVIEST]
    return tuple(sorted(_mark([], sorted(some), SORTS) for some in combinations(heaviest, HEAVIEST - 1)))


def _are_alike(one: Sentence, other: Sentence) -> bool:
    """Say whether two sentences tell the same: of either's words the other has nearly all, and each figure and name."""
    if one.names != other.names or _figures(one) != _figures(other):
        return False
    shared = sum(bits for stem, bits in one.bits.items() if bits > COMMON and stem in other.bits)
    return shared >= ALIKE * max(_weight(one), _weight(other))


def _weight(sentence: Sentence) -> int:
    return sum(bits for bits in sentence.bits.values() if bits > COMMON)


def _figures(sentence: Sentence) -> frozenset[str]:
    return frozenset(stem for stem in sentence.bits if stem[0].isdigit())


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
