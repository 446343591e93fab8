"""Marks whoever takes part or speaks and whom no name, noun phrase or pronoun has marked: they are mentioned too."""

from collections.abc import Iterable, Iterator

from detente.core.spans import Span
from detente.knowledge.agents import agent_nouns, word_list
from detente.reading.heads import AMOUNTS, root_of, standing_for, whole_of
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
OTHERS = word_list("other_people")
PAPERS = word_list("papers")
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


def find_parties(ground: Ground, drafts: Iterable[Draft], reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each party of a coding, and each source that is heard, whose head word heads no draft yet.

    Nothing tells the kind of a party, but that a bare number is of people ("50 wounded"); its country what stands
    before its head does ("*Syrian* villages"). An amount stands for what it counts, half a name for the whole.
    """
    heads: set[int] = set()
    over: dict[int, list[Draft]] = {}
    for draft in drafts:
        _mark(draft, heads, over)
    for span, trigger in _takers(reading):
        speaks = trigger is None
        words = ground.parse.words_in(span.start, span.end)
        head = standing_for(ground.parse, root_of(ground.parse, words)) if words else None
        if head is None or ground.parse.words[head].pos not in NOMINAL or head in heads:
            continue
        if whole_of(ground.parse, words, heads.__contains__, trigger) is not None:
            continue
        within = [d for word in words for d in over.get(word, ()) if d.kind in SPEAKERS]
        if speaks and within and not _is_wider(ground, head, within):
            continue
        kind = _kind_of(ground, head) if speaks else _kind_of_many(ground, head)
        made = _party(ground, words, head, kind=kind)
        _mark(made, heads, over)
        yield made


def _mark(draft: Draft, heads: set[int], over: dict[int, list[Draft]]) -> None:
    """Note a draft by its head word and by every word that it holds."""
    heads.add(draft.head)
    for word in range(draft.first, draft.past):
        over.setdefault(word, []).append(draft)


def _is_wider(ground: Ground, head: int, within: Iterable[Draft]) -> bool:
    """Say whether a source is more than the state named in it: "United States *military* reports that ..."."""
    body = agent_nouns().classes.get(ground.parse.words[head].lemma.lower()) == "body"
    return body and all(d.kind == "state" and d.past <= head for d in within)


def _kind_of(ground: Ground, head: int) -> EntityKind | None:
    """Return what a common noun that speaks stands for: a person or several, unless papers speak by it."""
    word = ground.parse.words[head]
    if agent_nouns().classes.get(word.lemma.lower()) == "body":
        return "organisation"
    if word.pos != "NOUN" or word.lemma.lower() in PAPERS:
        return None
    return "group" if word.tag in PLURAL_TAGS else "person"


def _kind_of_many(ground: Ground, head: int) -> EntityKind | None:
    """Return a group for a number or an amount that goes without a noun: "50 wounded", "three others"."""
    word = ground.parse.words[head]
    return "group" if word.pos == "NUM" or word.lemma.lower() in AMOUNTS or word.text.lower() in OTHERS else None


def _party(ground: Ground, words: range, head: int, *, kind: EntityKind | None = None) -> Draft:
    return Draft(
        first=words[0],
        past=max(words[-1], head) + 1,
        head=head,
        kind=kind,
        form="noun",
        country=one_country(countries_in(ground, range(words[0], head))),
        plural=ground.parse.words[head].tag in PLURAL_TAGS,
    )


def _takers(reading: Reading) -> Iterator[tuple[Span, Span | None]]:
    """Yield the words of parties, with what they take part in, and of sources, with nothing."""
    for coding in reading.codings:
        yield from ((span, coding.trigger) for span in (*coding.actors, *coding.recipients))
    for saying in reading.sayings:
        if saying.source is not None and saying.confidence >= HEARD:
            yield saying.source, None
