"""Marks whoever takes part or speaks and whom no name, noun phrase or pronoun has marked: they are mentioned too."""

from collections.abc import Iterable, Iterator

from detente.core.spans import Span
from detente.knowledge.agents import word_list
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground
from detente.reading.mentions.titles import countries_in, one_country
from detente.reading.reading import Reading
from detente.reading.records import EntityKind

__all__ = ["find_parties"]

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET", "VERB", "X"})
HEARD = 0.5
"""How sure the model has to be of a claim for its source to be marked."""
SPEAKERS = frozenset({"person", "organisation", "group", "state"})
"""Kinds of mentions beside which a source needs no mention of its own: it is they who speak."""
PAPERS = word_list("papers")
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


def find_parties(ground: Ground, drafts: Iterable[Draft], reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each party of a coding, and each source that is heard, whose head word heads no draft yet.

    Nothing tells the kind of a party; its country what stands before its head does ("*Syrian* villages").
    """
    marked = list(drafts)
    for span, speaks in _takers(reading):
        words = ground.parse.words_in(span.start, span.end)
        head = ground.root(words[0], words[-1] + 1) if words else None
        if head is None or ground.parse.words[head].pos not in NOMINAL or any(d.head == head for d in marked):
            continue
        if speaks and any(d.kind in SPEAKERS and d.first <= words[-1] and words[0] < d.past for d in marked):
            continue
        marked.append(_party(ground, words, head, kind=_kind_of(ground, head) if speaks else None))
        yield marked[-1]


def _kind_of(ground: Ground, head: int) -> EntityKind | None:
    """Return what a common noun that speaks stands for: a person or several, unless papers speak by it."""
    word = ground.parse.words[head]
    if word.pos != "NOUN" or word.lemma.lower() in PAPERS:
        return None
    return "group" if word.tag in PLURAL_TAGS else "person"


def _party(ground: Ground, words: range, head: int, *, kind: EntityKind | None = None) -> Draft:
    return Draft(
        first=words[0],
        past=words[-1] + 1,
        head=head,
        kind=kind,
        form="noun",
        country=one_country(countries_in(ground, range(words[0], head))),
        plural=ground.parse.words[head].tag in PLURAL_TAGS,
    )


def _takers(reading: Reading) -> Iterator[tuple[Span, bool]]:
    """Yield the words of parties and, said to be so, of sources."""
    for coding in reading.codings:
        yield from ((span, False) for span in (*coding.actors, *coding.recipients))
    for saying in reading.sayings:
        if saying.source is not None and saying.confidence >= HEARD:
            yield saying.source, True
