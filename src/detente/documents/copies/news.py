"""What two texts tell each of its own beside what they share word for word: other news over one background."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from detente.documents.copies.profile import LONGEST_HEADING, Profile, Sentence
from detente.documents.copies.telling import ALIKE, Told

__all__ = ["News", "differ_in_news", "read_news"]

VERBATIM = 0.85
"""Share of the words of what is told again that stands in common runs, from which on it was taken over as it was."""
MOSTLY_KEPT = 0.8
"""Where either text has less of its own beside what was taken over, it takes its lead, or a short text, to say more."""
BACKGROUND = 120
"""Words that a background has at most which is known without the leads of the texts."""
LEAST_WORDS, LEAST_BESIDE = 4, 6
"""Words of a sentence that tells news, and of all such sentences of a text whose lead is not among them."""
OWN_LEAD = 0.4
"""Share of a lead's weight that stands anywhere in the other text, below which the other tells something else."""
REPLACED = 2
"""Figures and names in the place of others that make other news of a sentence: one may be a correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What one text has of its own beside another's words.

    `kept` is the share of its weight in sentences that the other has too, `shared` how many words they have, `verbatim`
    how much of these stands in common runs; `own` says that it has other sentences, `news` how many words those have
    that are no corrections. `leads` says that its first sentence is one of them, `lead_unknown` that hardly a word of
    it stands in the other text.
    """

    kept: float
    verbatim: float
    shared: int
    own: bool
    news: int
    leads: bool
    lead_unknown: bool


def differ_in_news(one: News, other: News) -> bool:
    """Say whether two texts share a passage word for word and each tells something else beside it."""
    both = (one, other)
    if min(news.verbatim for news in both) < VERBATIM or not all(news.own for news in both):
        return False
    if max(news.kept for news in both) < MOSTLY_KEPT or all(news.lead_unknown for news in both):
        return True
    short = min(news.shared for news in both) <= BACKGROUND
    return short and all(news.leads or news.news >= LEAST_BESIDE for news in both)


def read_news(profile: Profile, told: Sequence[Told], other: Profile, covered: Sequence[int]) -> News:
    """Return what a text has of its own; `covered` says of each of its words whether it stands in a common run."""
    sentences = profile.sentences
    kept = _kept(sentences, told, covered)
    prose = _prose(sentences)
    own = [at for at in prose if at not in kept]
    news = {at for at in own if not told[at].other or _is_refilled(sentences[at], told[at], other)}
    lead = prose[0] if prose else -1
    shared = sum(len(sentences[at].words) for at in kept)
    return News(
        kept=sum(_weight(sentences[at]) for at in kept) / max(1, sum(map(_weight, sentences))),
        verbatim=sum(_covered(sentences[at], covered) for at in kept) / max(1, shared),
        shared=shared,
        own=bool(own),
        news=sum(len(sentences[at].words) for at in news),
        leads=lead in news,
        lead_unknown=lead in news and _known(sentences[lead], other) < OWN_LEAD,
    )


def _kept(sentences: Sequence[Sentence], told: Sequence[Told], covered: Sequence[int]) -> set[int]:
    """Return which sentences the other text tells: word for word, or in others by one that is not taken itself."""
    taken = {at for at, one in enumerate(told) if not one.other and _is_taken(sentences[at], covered)}
    places = {told[at].at for at in taken}
    return taken | {at for at, one in enumerate(told) if one.share >= ALIKE and not one.other and one.at not in places}


def _is_taken(sentence: Sentence, covered: Sequence[int]) -> bool:
    return _covered(sentence, covered) >= VERBATIM * len(sentence.words)


def _covered(sentence: Sentence, covered: Sequence[int]) -> int:
    return sum(covered[sentence.first : sentence.last])


def _prose(sentences: Sequence[Sentence]) -> list[int]:
    """Return which sentences tell something: a text begins behind its headings, lines without a stop."""
    body = dropwhile(lambda at: _is_heading(sentences[at]), range(len(sentences)))
    return [at for at in body if len(sentences[at].words) >= LEAST_WORDS]


def _is_heading(sentence: Sentence) -> bool:
    return not sentence.stopped and len(sentence.words) <= LONGEST_HEADING


def _is_refilled(sentence: Sentence, told: Told, other: Profile) -> bool:
    """Say whether a sentence is in the other text with other figures and names, and not one of them corrected."""
    match = other.sentences[told.at or 0]
    return len((sentence.figures | sentence.names) - match.bits.keys()) >= REPLACED


def _weight(sentence: Sentence) -> int:
    return sum(sentence.bits.values())


def _known(sentence: Sentence, other: Profile) -> float:
    """Return the share of a sentence's weight that stands anywhere in another text."""
    known = set().union(*(one.bits for one in other.sentences))
    return sum(bits for stem, bits in sentence.bits.items() if stem in known) / max(1, _weight(sentence))
