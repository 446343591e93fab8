"""Puts events together: each candidate with its standing, quad class and score, and its own place and date."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.core.spans import HasSpan, Span
from detente.knowledge.plover import Vocabulary, plover
from detente.reading.lowering import lowered_in
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Candidate, DateMention, Drop, Event, Interval, Place, Standing

__all__ = ["AssembleEvents"]

PLACING = frozenset(
    {"in", "at", "near", "on", "around", "outside", "off", "inside", "across", "along", "over", "throughout"}
)
CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj"})
FARTHEST_PLACE, FARTHEST_DATE = 4, 2
"""Steps in the tree from the trigger: "in the city of X" is four, "on Friday" two; what hangs deeper is another's."""
NESTED = frozenset({"VERB", "AUX"})


class Ground:
    """What all events of a reading are assembled on: its parse, and its places and dates by where they stand."""

    def __init__(self, reading: Reading) -> None:
        """Index a reading's places and dates."""
        self.parse = reading.parsed()
        self.triggers = frozenset(c.trigger_word for c in reading.candidates)
        self._places, self._place_spans = reading.places, Nearby(reading.places)
        self._dates, self._date_spans = reading.dates, Nearby(reading.dates)

    def places_in(self, words: Iterable[int]) -> Iterator[tuple[int, Place]]:
        """Yield the places that stand among these words, each with its index."""
        for stretch in self._stretch(words):
            yield from ((k, self._places[k]) for k in self._place_spans.within(stretch))

    def dates_in(self, words: Iterable[int]) -> Iterator[DateMention]:
        """Yield the dates that stand among these words."""
        for stretch in self._stretch(words):
            yield from (self._dates[k] for k in self._date_spans.within(stretch))

    def _stretch(self, words: Iterable[int]) -> tuple[Span, ...]:
        found = tuple(words)
        return (self.parse.span_of(found),) if found else ()


class AssembleEvents:
    """Makes events of candidates, and drops what tells the same thing twice."""

    name, version = "events", "2"
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
            place=_place(ground, candidate, words),
            date=_date(ground, candidate, words),
            status=standing.status,
            status_rule=standing.rule,
            claim=standing.claim,
            evidence=candidate.evidence,
            confidence=candidate.confidence,
        )


def _lowered(event: Event, reading: Reading) -> Event:
    """Return an event, less sure where its trigger, its parties or its sentence are damaged."""
    parties = (*event.actors, *event.recipients)
    confidence, kinds = lowered_in(reading, event.confidence, event.trigger, *parties)
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

    Other clauses and other events within it are left out: their places and dates are their own.
    """
    start = parse.word_at(candidate.trigger_word)
    if start is None:
        return {}
    queue = [start, *(i for i in parse.words_in(candidate.trigger.start, candidate.trigger.end) if i != start)]
    found = dict.fromkeys(queue, 0)
    while queue:
        at = queue.pop(0)
        for child in parse.children(at):
            if child not in found and not _opens_clause(parse, child) and parse.words[child].start not in triggers:
                found[child] = found[at] + 1
                queue.append(child)
    return found


def _opens_clause(parse: Parse, i: int) -> bool:
    word = parse.words[i]
    return word.dep in CLAUSAL or (word.dep == "conj" and word.pos in NESTED)


def _place(ground: Ground, candidate: Candidate, words: dict[int, int]) -> int | None:
    """Return the place that the clause puts the event at: behind "in", "at", "near", and no party's name."""
    parties = (*candidate.actors, *candidate.recipients)
    best: tuple[int, int] | None = None
    for index, place in ground.places_in(words):
        if place.in_name or any(_touch(place, p) for p in parties):
            continue
        depth = _depth(ground.parse, place, words)
        if depth is not None and (best is None or depth < best[0]):
            best = (depth, index)
    return None if best is None else best[1]


def _depth(parse: Parse, place: HasSpan, words: dict[int, int]) -> int | None:
    """Return how far from the trigger a place hangs, None where it is not put behind a preposition of place."""
    inside = [i for i in parse.words_in(place.start, place.end) if i in words]
    if not inside:
        return None
    head = min(inside, key=lambda i: words[i])
    at = head
    while parse.words[at].dep in {"appos", "conj", "compound", "nmod", "poss"} and parse.words[at].head in words:
        at = parse.words[at].head
    word = parse.words[at]
    if word.dep != "pobj" or parse.words[word.head].text.lower() not in PLACING:
        return None
    return words[head] if words[head] <= FARTHEST_PLACE else None


def _touch(a: HasSpan, b: HasSpan) -> bool:
    return a.start < b.end and b.start < a.end


def _date(ground: Ground, candidate: Candidate, words: dict[int, int]) -> Interval | None:
    """Return the days that the clause itself names for the event; never the day of publication."""
    parties = (*candidate.actors, *candidate.recipients)
    found: list[tuple[int, DateMention]] = []
    for date in ground.dates_in(words):
        inside = [words[i] for i in ground.parse.words_in(date.start, date.end) if i in words]
        near = bool(inside) and min(inside) <= FARTHEST_DATE
        if date.interval is not None and near and not any(_touch(date, p) for p in parties):
            found.append((min(inside), date))
    return min(found, key=lambda f: f[0])[1].interval if found else None
