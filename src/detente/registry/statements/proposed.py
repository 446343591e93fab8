"""Phrases that a speaker uses again and again, found by machine: proposed to the desk, and followed only by its word.

Runs of words in quotations of one speaker that recur on several days in different utterances. What is a name or an
office, what begins or ends in a small word, and what everybody says is none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.documents.copies.profile import read_profile
from detente.documents.copies.words import stem_of
from detente.knowledge.files import read_toml
from detente.registry.statements.ledger import Heard, Line

__all__ = ["ProposedPhrase", "propose_phrases"]

SHORTEST, LONGEST = 3, 9
LEAST_BITS = 14
"""What the words of a phrase that are no names weigh together at least."""
LEAST_WORDS = 2
FEWEST_DAYS = 2
WORDS = "statements/small.toml"
SMALL = frozenset(read_toml(WORDS)["lists"]["words"])
PLAIN = tuple(read_toml(WORDS)["lists"]["plain"])
"""Words of office and matter: a run of words that holds them is no phrase of its speaker's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPhrase:
    """Words that a speaker says again, and the sayings that have them, one an utterance, in the order of their days."""

    speaker: str
    words: str
    sayings: tuple[Heard, ...]
    weight: int

    @property
    def days(self) -> tuple[str, ...]:
        """On which days it was said, each once."""
        return tuple(sorted({day for one in self.sayings if (day := one.day or one.published)}))


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of words of one utterance, and what those weigh that are no names."""

    words: tuple[str, ...]
    weight: int


def propose_phrases(lines: Iterable[Line]) -> tuple[ProposedPhrase, ...]:
    """Return phrases that recur, those of most days first, then the weightiest."""
    by_speaker: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.speaker is not None and line.fullest.quotation is not None and line.days:
            by_speaker[line.speaker].append(line)
    found = [one for speaker, own in by_speaker.items() for one in _of_speaker(speaker, own)]
    return tuple(sorted(found, key=lambda one: (-len(one.days), -one.weight, one.speaker, one.words)))


def _of_speaker(speaker: str, lines: list[Line]) -> Iterator[ProposedPhrase]:
    said: defaultdict[tuple[str, ...], dict[str, Line]] = defaultdict(dict)
    weights: dict[tuple[str, ...], int] = {}
    for line in lines:
        for run in _runs(line.fullest.words):
            said[run.words][line.id] = line
            weights[run.words] = run.weight
    often = {words: own for words, own in said.items() if len({line.days[0] for line in own.values()}) >= FEWEST_DAYS}
    for words, own in often.items():
        if not _is_in_longer(words, set(own), often):
            sayings = sorted(
                (line.fullest for line in own.values()), key=lambda one: (one.day or one.published or "", one.document)
            )
            yield ProposedPhrase(speaker=speaker, words=" ".join(words), sayings=tuple(sayings), weight=weights[words])


def _runs(text: str) -> Iterator[_Run]:
    """Yield the runs of words of a quotation that may be phrases."""
    profile = read_profile(text)
    for sentence in profile.sentences:
        words = tuple(word for _, _, word in profile.words[sentence.first : sentence.last])
        for size in range(SHORTEST, LONGEST + 1):
            for at in range(len(words) - size + 1):
                run = words[at : at + size]
                own = [w for w in run if w not in SMALL and stem_of(w) not in sentence.names]
                weight = sum(sentence.bits.get(stem_of(word), 0) for word in set(own))
                ends = run[0] in SMALL or run[-1] in SMALL
                if not ends and len(set(own)) >= LEAST_WORDS and weight >= LEAST_BITS and not _is_plain(run):
                    yield _Run(run, weight)


def _is_plain(run: tuple[str, ...]) -> bool:
    told = f" {' '.join(run)} "
    return any(f" {plain} " in told for plain in PLAIN)


def _is_in_longer(words: tuple[str, ...], own: set[str], often: dict[tuple[str, ...], dict[str, Line]]) -> bool:
    """Whether a longer phrase holds these words, and is said wherever they are."""
    plain = f" {' '.join(words)} "
    return any(
        len(longer) > len(words) and plain in f" {' '.join(longer)} " and own <= set(others)
        for longer, others in often.items()
    )
