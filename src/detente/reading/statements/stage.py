"""The stage that adds to each claim the circumstances in which it was made, as far as the text tells them."""

from collections.abc import Iterator

from detente.core.spans import Span, covers, overlaps
from detente.knowledge.leanings import leaning_of
from detente.reading.claims.attribution import Attribution
from detente.reading.claims.grammar import noun_phrase
from detente.reading.nearby import Nearby
from detente.reading.reading import Reading
from detente.reading.records import Claim, Event, Source, Stance, Statement, Topic
from detente.reading.statements.circumstances import Circumstances

__all__ = ["FindStatements"]

STANDING = frozenset({"happened", "ongoing", "planned"})
OFFICE_REACH = 120
"""Code points before a name in which the words of its office stand."""


class FindStatements:
    """Tells of each claim with a source: the speaker's office, venue, audience, date, topics and stances.

    Each has its own words; what the text does not tell stays empty. Venue, audience and date are those of the saying,
    not of what is said.
    """

    name, version = "statements", "2"
    needs: tuple[str, ...] = ("parse", "dates", "mentions", "entities", "attributions", "claims", "events")
    adds = "statements"

    def __call__(self, reading: Reading, /) -> Iterator[Statement]:
        """Yield a statement for each claim that somebody makes, in order of the claims."""
        known = _Known(reading)
        for claim, attribution in zip(reading.claims, reading.attributions, strict=True):
            if claim.source is not None:
                yield _statement(known, claim, claim.source, attribution)


class _Known:
    """What is looked up for every claim of one reading: circumstances, mentions by place, offices, events by actor."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.around = Circumstances(reading)
        self.mentioned = Nearby(reading.mentions)
        self._offices: dict[str, Span | None] = {}
        self.done_by: dict[str, list[Event]] = {}
        for event in reading.events:
            for entity in dict.fromkeys(p.entity for p in event.actors):
                self.done_by.setdefault(entity, []).append(event)

    def office(self, entity: str | None) -> Span | None:
        """Return the words of somebody's office."""
        if entity is None:
            return None
        if entity not in self._offices:
            self._offices[entity] = _office(self.reading, entity)
        return self._offices[entity]


def _statement(known: _Known, claim: Claim, source: Source, attribution: Attribution) -> Statement:
    reading, told = known.reading, known.around.of(claim, attribution)
    return Statement(
        claim=claim.id,
        office=known.office(source.entity),
        venue=told.venue,
        audience=tuple(_named(reading, word) for word in told.audience),
        date=told.date,
        topics=tuple(_topics(known, claim, source, told.topics)),
        stances=tuple(_stances(known, claim, source)),
    )


def _named(reading: Reading, word: int) -> Source:
    """Return the noun phrase around a word, and the entity that it stands for."""
    span = noun_phrase(reading.parsed(), word)
    return Source(start=span.start, end=span.end, entity=_entity_at(reading, reading.parsed().words[word].start))


def _entity_at(reading: Reading, offset: int) -> str | None:
    index = reading.mention_at(offset)
    entity = None if index is None else reading.entity_of_mention(index)
    return None if entity is None else entity.id


def _office(reading: Reading, entity: str) -> Span | None:
    """Return the words of an office: the fullest that the text gives, the first of those."""
    told = [m for i in reading.entity(entity).mentions if (m := reading.mentions[i]).role]
    mention = max(told, key=lambda m: (len(m.role or ""), -m.start), default=None)
    if mention is None or mention.role is None:
        return None
    low = max(0, mention.start - OFFICE_REACH)
    at = reading.text.rfind(mention.role, low, mention.end)
    return None if at < 0 else Span(at, at + len(mention.role))


def _topics(known: _Known, claim: Claim, source: Source, about: tuple[int, ...]) -> Iterator[Topic]:
    """Yield what is spoken about: what the cue says so of, then whoever and whatever the words mention, each once."""
    reading = known.reading
    seen: set[str] = {source.entity} if source.entity else set()
    for word in about:
        named = _named(reading, word)
        if named.entity is None or named.entity not in seen:
            seen.update({named.entity} if named.entity else ())
            yield Topic(start=named.start, end=named.end, entity=named.entity)
    for index in (i for part in claim.parts or (claim.content,) for i in known.mentioned.within(part)):
        mention, entity = reading.mentions[index], reading.entity_of_mention(index)
        if mention.form != "pronoun" and entity is not None and entity.id not in seen:
            seen.add(entity.id)
            yield Topic(start=mention.start, end=mention.end, entity=entity.id)


def _stances(known: _Known, claim: Claim, source: Source) -> Iterator[Stance]:
    """Yield for or against whom the speaker stands, by what he does in these words or in saying them."""
    seen: set[tuple[str, str]] = set()
    for event in known.done_by.get(source.entity or "", ()):
        leaning = leaning_of(event.type, event.mode)
        if leaning is None or not _is_of(claim, event):
            continue
        for party in event.recipients:
            if party.entity != source.entity and (party.entity, leaning) not in seen:
                seen.add((party.entity, leaning))
                yield Stance(
                    start=party.start, end=party.end, entity=party.entity, leaning=leaning, trigger=event.trigger
                )


def _is_of(claim: Claim, event: Event) -> bool:
    """Say whether a deed is done by the words of a claim, or told in them."""
    done_by = claim.cue is not None and overlaps(claim.cue, event.trigger) and event.status == "happened"
    return done_by or (event.claim == claim.id and covers(claim.content, event.trigger) and event.status in STANDING)
