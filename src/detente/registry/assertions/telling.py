"""A report as the registries ask for it: what is named where, who says it, of which day, in what standing.

It is a reading in the contract's form, with what is looked up again and again; every room reads its assertions out of
it by rules of its own.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, get_args

from detente.core.ids import hash_parts
from detente.incidents.account import Side
from detente.incidents.saying import claim_over, side_named
from detente.registry.assertions.actors import Actor, actor_of, called
from detente.registry.assertions.assertion import Assertion, Claimant, Day, Part, Room, Standing
from detente.registry.assertions.naming import Kept, Named, named_in
from detente.registry.evidence import Evidence

__all__ = ["SPEAKING", "UNNAMED", "Json", "Span", "Telling"]

Json = Mapping[str, Any]
Span = tuple[int, int]
"""Where words stand in the text, `[start, end)`."""
UNNAMED = "the report, whose publisher is not told"
"""Whose voice a report is of which no publisher is told: two such reports need not be of one."""
SPEAKING = frozenset({"we", "i", "us", "our", "my"})
"""Words by which speakers call themselves: nobody's name."""
MOODS: Mapping[str, Standing] = {"hoped": "hoped", "believed": "expected", "expected": "expected", "denied": "denied"}
"""What a claim's mood makes of what is claimed, where no event has a status of its own."""
STANDINGS = frozenset(get_args(Standing))


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A reading with the desk's actors and the kept things that it may speak of; `document` is the id of its text.

    `voice` is the text that it is a copy of (itself, mostly), `known_at` when the record got to know it.
    """

    reading: Json
    document: str
    actors: Sequence[Actor] = ()
    things: Sequence[Kept] = ()
    voice: str | None = None
    known_at: str | None = None

    @cached_property
    def text(self) -> str:
        """The text."""
        return str(self.reading["text"])

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Where it speaks of kept things, in the order of the text."""
        return named_in(self.reading, self.things)

    @cached_property
    def entities(self) -> Mapping[str, Json]:
        """Its entities by id."""
        return {entity["id"]: entity for entity in self.reading["entities"]}

    @property
    def published(self) -> str | None:
        """The day it came out, where exactly one is known."""
        told = self.reading["published"] or {}
        return told["from"] if told.get("from") and told.get("from") == told.get("to") else None

    def words(self, start: int, end: int) -> str:
        """Return the words there, with single spaces."""
        return " ".join(self.text[start:end].split())

    def sentences(self) -> Iterator[Span]:
        """Yield where its sentences stand."""
        return ((one["start"], one["end"]) for one in self.reading["sentences"])

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that holds an offset, all of the text where none does."""
        sentences: Sequence[Json] = self.reading["sentences"]
        number = bisect_right(sentences, offset, key=lambda one: one["start"]) - 1
        return (sentences[number]["start"], sentences[number]["end"]) if number >= 0 else (0, len(self.text))

    def things_in(self, span: Span) -> tuple[Named, ...]:
        """Return where a span of the text speaks of kept things."""
        return tuple(one for one in self.named if span[0] <= one.start and one.end <= span[1])

    def layer_in(self, layer: str, span: Span) -> tuple[Json, ...]:
        """Return what a layer of the reading (mentions, dates, quantities, places) has in a span, in its order."""
        found = [one for one in self.reading[layer] if span[0] <= one["start"] and one["end"] <= span[1]]
        return tuple(sorted(found, key=lambda one: (one["start"], -one["end"])))

    def events_in(self, span: Span) -> tuple[Json, ...]:
        """Return the events whose trigger stands in a span."""
        return tuple(e for e in self.reading["events"] if span[0] <= e["trigger"]["start"] < span[1])

    def evidence(self, *spans: Span) -> tuple[Evidence, ...]:
        """Return the words at these places as evidence."""
        return tuple(
            Evidence(words=self.text[start:end], document=self.document, start=start, end=end)
            for start, end in spans
            if self.text[start:end].strip()
        )

    def side(self, mention: Json) -> Side:
        """Return whom a mention (or anything with start, end and entity) speaks of."""
        words = self.text[mention["start"] : mention["end"]]
        return replace(side_named(self.reading, mention), said=" ".join(words.split()) or None)

    def side_of(self, entity: Json) -> Side:
        """Return an entity of the reading as whom it is."""
        return _side_of(entity)

    def part(self, role: str, mention: Json, *, value: str | None = None) -> Part:
        """Return the part that whoever a mention speaks of has."""
        side = self.side(mention)
        return Part(
            role=role, name=called(side, self.actors), actor=actor_of(side, self.actors), value=value,
            evidence=self.evidence((mention["start"], mention["end"])),
        )  # fmt: skip

    def members(self, role: str, mention: Json) -> tuple[Part, ...]:
        """Return the parts of all that a mention stands for: of each of "the two countries", where it is known who."""
        entity = self.entities.get(mention.get("entity") or "")
        members = [self.entities[one] for one in (entity or {}).get("members", ()) if one in self.entities]
        if not members:
            return (self.part(role, mention),)
        words = self.evidence((mention["start"], mention["end"]))
        sides = [_side_of(one) for one in members]
        return tuple(Part(role=role, name=s.name, actor=actor_of(s, self.actors), evidence=words) for s in sides)

    def claimant(self, start: int, end: int) -> Claimant:
        """Return who says the words there: whoever is quoted, else the outlet in its own voice."""
        claim = claim_over(self.reading, start, end)
        source = claim["source"] if claim else None
        via = tuple(self.side(one).name for one in claim["via"]) if claim else ()
        mood = claim.get("mood") if claim else None
        if source is None:
            return replace(self.voice_of_report(), via=via, mood=mood)
        side = self.side(source)
        if side.name.casefold() in SPEAKING:
            return Claimant(name=f"whoever says “{side.name.lower()}” in the report", via=via, mood=mood)
        name = called(side, self.actors)
        return Claimant(
            name=name, actor=actor_of(side, self.actors), via=via, mood=mood,
            said=side.said if name not in {side.name, side.said} else None,
        )  # fmt: skip

    def voice_of_report(self) -> Claimant:
        """Return who says what the report tells in its own voice."""
        return Claimant(name=self.reading.get("publisher") or UNNAMED, is_publisher=True)

    def standing(self, start: int, end: int, *, default: Standing = "happened") -> Standing:
        """Return in what standing the words are told: as the event there has it, else as the claim's mood has it."""
        claim = claim_over(self.reading, start, end)
        mood = MOODS.get((claim or {}).get("mood") or "")
        if mood is not None:
            return mood
        inside = [e for e in self.reading["events"] if start <= e["trigger"]["start"] and e["trigger"]["end"] <= end]
        status = inside[0]["status"] if inside else default
        return status if status in STANDINGS else default

    def day_of(self, date: Json | None) -> Day | None:
        """Return a date of the reading as a day, None where there is none."""
        if date is None:
            return None
        words = self.text[date["start"] : date["end"]] if "start" in date else None
        return Day(
            first=date["from"], last=date["to"], precision=date.get("precision"), words=words, rule=date.get("rule")
        )

    def day_in(self, span: Span, *, near: int) -> Day | None:
        """Return the date in a span that stands nearest to an offset, None where none does."""
        dates = self.layer_in("dates", span)
        return self.day_of(min(dates, key=lambda one: abs(one["start"] - near), default=None))

    def assertion(
        self, room: Room, what: str, *, named: Named | Span, subject: str | None = None, at: Span, **told: Any
    ) -> Assertion:
        """Return an assertion made by the words `at`; who makes it, and its standing, are those of these words.

        `named` is what it is about: a kept thing, or words that name what is not kept. Whatever else is `told` of it
        (parts, day, where, value, amount, standing, note, ...) goes into it as it is.
        """
        words = (named.start, named.end) if isinstance(named, Named) else named
        of = named.id if isinstance(named, Named) else subject
        sentence = self.sentence_at(at[0])
        return Assertion(
            id=hash_parts("assertion", self.document, room, what, of or "", *map(str, (*at, *words))),
            room=room, subject=of, named=self.words(*words), what=what,
            claimant=told.pop("claimant", None) or self.claimant(*at),
            standing=told.pop("standing", None) or self.standing(*at),
            evidence=told.pop("evidence", None) or self.evidence(sentence),
            document=self.document, voice=self.voice or self.document, published=self.published,
            known_at=self.known_at, **told,
        )  # fmt: skip


def _side_of(entity: Json) -> Side:
    return Side(name=entity["name"], kind=entity["kind"], country=entity["country"], sectors=tuple(entity["sectors"]))
