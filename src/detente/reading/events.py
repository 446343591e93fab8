"""Puts events together: each candidate with its standing, quad class and score, and its own place and date."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.core.spans import HasSpan, Span
from detente.knowledge.agents import word_list
from detente.knowledge.plover import Vocabulary, plover
from detente.reading.event_dates import Calendar
from detente.reading.lowering import lowered_in
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Candidate, Drop, Event, Place, Standing
from detente.reading.scenes import STRUCK, scene_of

__all__ = ["AssembleEvents"]

CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj"})
HAPPENING = word_list("happening")
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVES = frozenset({"that", "which"})
NESTED = frozenset({"VERB", "AUX"})


class Ground:
    """What all events of a reading are assembled on: its parse, and its places and dates by where they stand."""

    def __init__(self, reading: Reading) -> None:
        """Index a reading's places and dates."""
        self.parse = reading.parsed()
        self.triggers = frozenset(c.trigger_word for c in reading.candidates)
        self._places, self._place_spans = reading.places, Nearby(reading.places)
        self.calendar = Calendar(reading)

    def places_in(self, words: Iterable[int]) -> Iterator[tuple[int, Place]]:
        """Yield the places that stand among these words, each with its index."""
        for stretch in self._stretch(words):
            yield from ((k, self._places[k]) for k in self._place_spans.within(stretch))

    def _stretch(self, words: Iterable[int]) -> tuple[Span, ...]:
        found = tuple(words)
        return (self.parse.span_of(found),) if found else ()


class AssembleEvents:
    """Makes events of candidates, and drops what tells the same thing twice."""

    name, version = "events", "4"
    needs = ("sentences", "parse", "damage", "dates", "places", "claims", "candidates", "standings")
    adds = "events"

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """Use this vocabulary, by default the package's own."""
        self._plover = vocabulary or plover()

    def __call__(self, reading: Reading, /) -> Iterator[Event | Drop]:
        """Yield events in order of the text, with ids V1, V2 ...; a drop for each duplicate."""
        told: set[tuple[object, ...]] = set()
        ground = Ground(reading)
        number = 0
        for candidate, standing in zip(reading.candidates, reading.standings, strict=True):
            key = _same(reading, candidate, standing)
            if key in told:
                trigger = candidate.trigger
                reason = f"{candidate.type} told twice in one sentence"
                yield Drop(start=trigger.start, end=trigger.end, stage=self.name, reason=reason)
                continue
            told.add(key)
            number += 1
            yield _lowered(self._event(f"V{number}", candidate, standing, ground), reading)

    def _event(self, name: str, candidate: Candidate, standing: Standing, ground: Ground) -> Event:
        words = _clause_words(ground.parse, candidate, ground.triggers)
        return Event(
            id=name,
            type=candidate.type,
            mode=candidate.mode,
            contexts=candidate.contexts,
            cameo=candidate.cameo,
            quad=self._plover.quad(candidate.type),
            score=self._plover.score(candidate.type, candidate.mode),
            actors=candidate.actors,
            recipients=candidate.recipients,
            trigger=candidate.trigger,
            place=scene_of(ground.parse, ground.places_in(words), candidate, words),
            date=ground.calendar.date_of(candidate, standing.status),
            status=standing.status,
            status_rule=standing.rule,
            claim=standing.claim,
            evidence=candidate.evidence,
            confidence=candidate.confidence,
        )


def _lowered(event: Event, reading: Reading) -> Event:
    """Return an event, less sure where its trigger, its parties, its place or their sentences are damaged."""
    place = None if event.place is None else reading.places[event.place]
    confidence, kinds = lowered_in(reading, event.confidence, event.trigger, *event.actors, *event.recipients, place)
    return replace(event, confidence=confidence, lowered_by=kinds) if kinds else event


def _same(reading: Reading, candidate: Candidate, standing: Standing) -> tuple[object, ...]:
    """Return what makes two codings the same: one sentence, type, parties, standing and claim."""
    return (
        reading.sentence_of(candidate.trigger),
        candidate.type,
        candidate.mode,
        frozenset(p.entity for p in candidate.actors),
        frozenset(p.entity for p in candidate.recipients),
        standing.status,
        standing.claim,
    )


def _clause_words(parse: Parse, candidate: Candidate, triggers: frozenset[int]) -> dict[int, int]:
    """Return the words of the trigger's own clause, each with its distance from the trigger in the tree.

    Other clauses and other events within it are left out: their places and dates are their own. Where the trigger is
    what goes off or kills ("a bombing kills 14 in Kabul"), the words of that verb are its own too.
    """
    start = parse.word_at(candidate.trigger_word)
    if start is None:
        return {}
    queue = [start, *(i for i in parse.words_in(candidate.trigger.start, candidate.trigger.end) if i != start)]
    over = parse.words[start].head
    if (
        parse.words[start].dep in SUBJECTS
        and parse.words[over].lemma.lower() in HAPPENING
        and parse.words[over].start not in triggers
    ):
        queue.append(over)
    found = dict.fromkeys(queue, 0)
    while queue:
        at = queue.pop(0)
        for child in parse.children(at):
            other = _opens_clause(parse, child) and not (at == start and _adds_harm(parse, child, candidate))
            if child not in found and not other and parse.words[child].start not in triggers:
                found[child] = found[at] + 1
                queue.append(child)
    return found


def _adds_harm(parse: Parse, i: int, candidate: Candidate) -> bool:
    """Say whether a verb tells more of the same harm: "kill ten *and wound* five", "a bombing *that killed* ten"."""
    word = parse.words[i]
    subjects = parse.children(i, *SUBJECTS)
    joined = word.dep == "conj" and not subjects
    told = word.dep == "relcl" and any(parse.words[s].text.lower() in RELATIVES for s in subjects)
    return candidate.type in STRUCK and word.lemma.lower() in HAPPENING and (joined or told)


def _opens_clause(parse: Parse, i: int) -> bool:
    word = parse.words[i]
    return word.dep in CLAUSAL or (word.dep == "conj" and word.pos in NESTED)


def _touch(a: HasSpan, b: HasSpan) -> bool:
    return a.start < b.end and b.start < a.end
