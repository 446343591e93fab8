"""The stage that makes candidates of codings: whoever the model names as a party is looked up among the entities."""

from collections.abc import Iterable, Iterator, Mapping

from detente.core.spans import Span, covers, hull, overlaps
from detente.knowledge.agents import word_list
from detente.knowledge.cameo import default_cameo
from detente.knowledge.plover import Vocabulary, plover
from detente.reading.clauses import clause_around
from detente.reading.heads import root_of, standing_for, whole_of
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Candidate, Coding, Drop, Mention, Party

__all__ = ["MakeCandidates"]

FORCE = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
CLEARING = word_list("clearing")
EXPLOSIVES = word_list("explosives")


class MakeCandidates:
    """Gives each coding its entities, its CAMEO code and its clause as evidence."""

    name, version = "candidates", "4"
    needs: tuple[str, ...] = ("sentences", "parse", "codings", "mentions", "entities")
    adds = "candidates"

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """Use this vocabulary, by default the package's own."""
        self._plover = vocabulary or plover()

    def __call__(self, reading: Reading, /) -> Iterator[Candidate | Drop]:
        """Yield candidates in order of their triggers, and a drop for each coding that cannot be one."""
        entity = {m: e.id for e in reading.entities for m in e.mentions}
        for coding in reading.codings:
            actors = _parties(reading, coding.actors, entity, coding.trigger)
            recipients = _parties(reading, coding.recipients, entity, coding.trigger)
            actors, recipients = _without_halves(reading, actors, recipients)
            if _clears_explosives(reading.parsed(), coding):
                start, end = coding.trigger.start, coding.trigger.end
                yield Drop(start=start, end=end, stage=self.name, reason="clears mines, which no type stands for")
            elif actors or recipients:
                yield self._candidate(reading, coding, actors, recipients)
            else:
                start, end = coding.trigger.start, coding.trigger.end
                yield Drop(start=start, end=end, stage=self.name, reason=f"{coding.type} without a party")

    def _candidate(
        self, reading: Reading, coding: Coding, actors: tuple[Party, ...], recipients: tuple[Party, ...]
    ) -> Candidate:
        parse = reading.parsed()
        at = _deciding_word(parse, coding.trigger)
        return Candidate(
            type=coding.type,
            mode=coding.mode,
            contexts=coding.contexts,
            cameo=default_cameo(coding.type, coding.mode, coding.contexts),
            trigger=coding.trigger,
            trigger_word=coding.trigger.start if at is None else parse.words[at].start,
            actors=actors,
            recipients=recipients,
            evidence=_evidence(parse, coding, at),
            confidence=round(coding.confidence, 2),
            status=coding.status,
        )


def _clears_explosives(parse: Parse, coding: Coding) -> bool:
    """Say whether what was taken for force is the clearing of mines or the like: "clear mines", "defused a bomb"."""
    at = _deciding_word(parse, coding.trigger)
    if coding.type not in FORCE or at is None or parse.words[at].lemma.lower() not in CLEARING:
        return False
    objects = (*parse.children(at, "dobj", "nsubjpass"), *(k for k in parse.children(at, "compound", "amod")))
    named = {parse.words[k].lemma.lower() for o in objects for k in parse.subtree(o)}
    return bool(named & EXPLOSIVES)


def _parties(reading: Reading, spans: Iterable[Span], entity: dict[int, str], trigger: Span) -> tuple[Party, ...]:
    """Return a party for each span that a mention stands in, each entity once."""
    found: dict[str, Party] = {}
    for span in spans:
        index = _mention_for(reading, span, entity, trigger)
        if index is not None:
            found.setdefault(entity[index], Party(start=span.start, end=span.end, entity=entity[index]))
    return tuple(found.values())


def _without_halves(
    reading: Reading, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Leave out the shorter of an actor and a recipient in one mention: half of a name does nothing to the other."""
    dropped = {
        min((a, r), key=lambda party: party.end - party.start)
        for a in actors
        for r in recipients
        if a.entity == r.entity and any(covers(m, a) and covers(m, r) for m in reading.mentions)
    }
    return tuple(a for a in actors if a not in dropped), tuple(r for r in recipients if r not in dropped)


def _mention_for(reading: Reading, span: Span, entity: Mapping[int, str], trigger: Span) -> int | None:
    """Return the mention that a party's words are: the one with its head word, else the longest that shares words."""
    parse = reading.parsed()
    words = parse.words_in(span.start, span.end)
    if words:
        headed = reading.mention_at(parse.words[standing_for(parse, root_of(parse, words))].start)
        if headed in entity:
            return headed
        whole = whole_of(parse, words, lambda i: reading.mention_at(parse.words[i].start) in entity, trigger)
        if whole is not None:
            return reading.mention_at(parse.words[whole].start)
    near = [i for i, m in enumerate(reading.mentions) if i in entity and overlaps(m, span)]
    return max(near, key=lambda i: (covers(span, reading.mentions[i]), _length(reading.mentions[i])), default=None)


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def _deciding_word(parse: Parse, trigger: Span) -> int | None:
    """Return the word of a trigger that governs the others: the verb of "opened fire"."""
    words = parse.words_in(trigger.start, trigger.end)
    if not words:
        return parse.word_at(trigger.start)
    return next((i for i in words if parse.words[i].head not in words or parse.words[i].head == i), words[0])


def _evidence(parse: Parse, coding: Coding, at: int | None) -> Span:
    """Return the clause that tells of an event, with its trigger and all its parties."""
    parts = [coding.trigger, *coding.actors, *coding.recipients]
    if at is None:
        return hull(parts)
    return hull([clause_around(parse, at), *parts])
