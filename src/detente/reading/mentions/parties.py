"""Marks whoever takes part or speaks and whom no name, noun phrase or pronoun has marked: they are mentioned too."""

from collections.abc import Iterable, Iterator

from detente.core.spans import Span
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground
from detente.reading.mentions.titles import countries_in, one_country
from detente.reading.reading import Reading

__all__ = ["find_parties"]

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET", "VERB", "X"})
HEARD = 0.5
"""How sure the model has to be of a claim for its source to be marked."""
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


def find_parties(ground: Ground, drafts: Iterable[Draft], reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each party of a coding, and each source that is heard, whose head word heads no draft yet.

    Its kind nothing tells; its country what stands before its head does ("*Syrian* villages").
    """
    headed = {draft.head for draft in drafts}
    for span in _takers(reading):
        words = ground.parse.words_in(span.start, span.end)
        head = ground.root(words[0], words[-1] + 1) if words else None
        if head is None or head in headed or ground.parse.words[head].pos not in NOMINAL:
            continue
        headed.add(head)
        yield Draft(
            first=words[0],
            past=words[-1] + 1,
            head=head,
            kind=None,
            form="noun",
            country=one_country(countries_in(ground, range(words[0], head))),
            plural=ground.parse.words[head].tag in PLURAL_TAGS,
        )


def _takers(reading: Reading) -> Iterator[Span]:
    for coding in reading.codings:
        yield from (*coding.actors, *coding.recipients)
    yield from (s.source for s in reading.sayings if s.source is not None and s.confidence >= HEARD)
