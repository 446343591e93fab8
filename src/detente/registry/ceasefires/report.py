"""A report as its ceasefire asks for it: who speaks where, in which sentence, of which party, on which day."""

import datetime as dt
import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from detente.incidents.account import Side
from detente.incidents.names import stems_of_name
from detente.incidents.saying import claim_over, side_named
from detente.registry.ceasefires.claimants import column_of_doer, column_of_speaker
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.homes import column_of_publisher, owner_at_home
from detente.registry.evidence import Evidence

__all__ = ["OF_FORCE", "TOLD", "TRUCE", "Json", "Report", "Speaker"]

Json = Mapping[str, Any]

TRUCE = re.compile(r"\b(?:cease-?\s?fires?|truces?|armistices?|cessation of (?:hostilities|fire))\b", re.IGNORECASE)
OF_FORCE = frozenset({"violence", "force"})
"""Families of events that can break a ceasefire."""
TOLD = frozenset({"happened", "ongoing", "background", "alleged"})
"""Statuses of what somebody says to have been."""
NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""What stands for a country of those who have none."""
OWNING = frozenset({" ", "'s ", "’s "})
"""What stands between an owner's name and what is its own."""
OWNED = frozenset({" of ", " of the ", " in "})
"""What stands between what is a party's and the party's name: "the army of Northmark", "the ministry in Northby"."""
BEARS = re.compile(
    r"(?:an? |the |its |their )?(?:information|data|figures?|statements?|reports?|bulletins?) (?:of|from|by) (?:the )?",
    re.IGNORECASE,
)
"""What bears somebody's words, before whose they are."""
UNNAMED = "the report, whose publisher is not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says something: its column where it has one, its name, through whom, and in what mood."""

    column: str | None
    name: str
    via: tuple[str, ...] = ()
    mood: str | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """A reading in the contract's form with the ceasefire that it is asked about; `document` is the id of its text."""

    reading: Json
    document: str
    ceasefire: Ceasefire

    @cached_property
    def claims(self) -> Mapping[str, Json]:
        """Its claims by id."""
        return {claim["id"]: claim for claim in self.reading["claims"]}

    @cached_property
    def entities(self) -> Mapping[str, Json]:
        """Its entities by id."""
        return {entity["id"]: entity for entity in self.reading["entities"]}

    @cached_property
    def concerns_it(self) -> bool:
        """Whether it names a party, a monitor or a place of the ceasefire at all."""
        named = (self.side(mention) for mention in self.reading["mentions"])
        whole = {"start": 0, "end": len(self.reading["text"])}
        return (
            any(self.party_named(side) or column_of_speaker(side, self.ceasefire) for side in named)
            or any(self.stretch_of(place) for place in self.reading["places"])
            or self.stretch_in(whole) is not None
        )

    @cached_property
    def owners(self) -> Mapping[str, frozenset[str]]:
        """The names of whom an entity's mentions belong to, by its id: "Northmark" of "forces" or of "the army of".

        Of a party that no table knows, a reading finds the name and what is the party's as two.
        """
        text: str = self.reading["text"]
        found: defaultdict[str, set[str]] = defaultdict(set)
        mentions = sorted(self.reading["mentions"], key=lambda one: (one["start"], one["end"]))
        for before, after in itertools.pairwise(mentions):
            between = text[before["end"] : after["start"]]
            owner, owned = (before, after) if between in OWNING else (after, before)
            is_owner = between in OWNING or (between in OWNED and self._is_of_party(after))
            if is_owner and owned["entity"] and before["entity"] != after["entity"]:
                # "its forces" are of whom "its" stands for
                found[owned["entity"]].add(side_named(self.reading, owner).name)
        return {entity: frozenset(names) for entity, names in found.items()}

    def _is_of_party(self, span: Json) -> bool:
        return self.party_named(side_named(self.reading, span)) is not None

    def side(self, span: Json) -> Side:
        """Return whom a span speaks of, with its owner's name where no country is known and there is one owner.

        An office that nobody is told to own is that of whose publication the report is.
        """
        side = side_named(self.reading, span)
        if side.country is not None:
            return side
        owners = self.owners.get(span["entity"] or "", frozenset())
        if len(owners) == 1:
            return replace(side, name=f"{next(iter(owners))} {side.name}")
        own = None if owners else owner_at_home(side, self.reading.get("publisher"), self.ceasefire)
        return replace(side, name=f"{own} {side.name}") if own else side

    def words(self, span: Json) -> str:
        """Return the words at a span."""
        return str(self.reading["text"][span["start"] : span["end"]])

    def sentence_at(self, offset: int) -> Json:
        """Return the sentence that holds an offset, or all of the text where none does."""
        sentences: Sequence[Json] = self.reading["sentences"]
        number = bisect_right(sentences, offset, key=lambda one: one["start"]) - 1
        return sentences[number] if number >= 0 else {"start": 0, "end": len(self.reading["text"])}

    def has_sentence_between(self, first: int, last: int) -> bool:
        """Say whether a whole sentence stands between two offsets."""
        return any(first <= one["start"] and one["end"] <= last for one in self.reading["sentences"])

    def evidence(self, span: Json) -> tuple[Evidence, ...]:
        """Return the words at a span as evidence."""
        return (Evidence(words=self.words(span), document=self.document, start=span["start"], end=span["end"]),)

    def speaker(self, claim: Json | None) -> Speaker:
        """Return who makes a claim; the publisher where there is none, or nobody is told for it."""
        source = claim["source"] if claim else None
        via = tuple(
            self.words(one) if one["entity"] is None else self.name_of(one) for one in (claim or {}).get("via", ())
        )
        mood = claim.get("mood") if claim else None
        if not source:
            publisher = self.reading.get("publisher")
            column = column_of_publisher(publisher, self.ceasefire)
            return Speaker(column=column, name=publisher or UNNAMED, via=via, mood=mood)
        side = self.side(self._bearer(source))
        return Speaker(column=column_of_speaker(side, self.ceasefire), name=side.name, via=via, mood=mood)

    def _bearer(self, source: Json) -> Json:
        """Return whose words "the information of the ministry" or "a statement by the army" are: who stands in it."""
        found = BEARS.match(self.reading["text"], source["start"], source["end"])
        if found is None:
            return source
        within = [m for m in self.reading["mentions"] if found.end() <= m["start"] and m["end"] <= source["end"]]
        return min(within, key=lambda mention: mention["start"], default=source)

    def speaker_at(self, start: int, end: int) -> Speaker:
        """Return who says the words there."""
        return self.speaker(claim_over(self.reading, start, end))

    def monitor_named_before(self, first: int, last: int) -> str | None:
        """Return the monitor of the ceasefire that is named last between two offsets, None where none is."""
        monitors = {monitor.id for monitor in self.ceasefire.monitors}
        named = [
            column_of_speaker(self.side(mention), self.ceasefire)
            for mention in self.reading["mentions"]
            if first <= mention["start"] and mention["end"] <= last
        ]
        return next((column for column in reversed(named) if column in monitors), None)

    def name_of(self, source: Json) -> str:
        """Return the name of whom a span speaks of."""
        return self.side(source).name

    def sides(self, spans: Sequence[Json]) -> Iterator[Side]:
        """Yield who took part; of one that stands for several, each of them."""
        for span in spans:
            members = self.entities.get(span["entity"] or "", {}).get("members") or [span["entity"]]
            for member in members:
                yield self.side({**span, "entity": member})

    def doers(self, spans: Sequence[Json]) -> frozenset[str]:
        """Return the parties whose deed it is."""
        found = (column_of_doer(side, self.ceasefire) for side in self.sides(spans))
        return frozenset(column for column in found if column)

    def parties_of(self, spans: Sequence[Json]) -> frozenset[str]:
        """Return the parties that somebody or something belongs to: soldiers, posts and civilians as well."""
        found = (self.party_named(side) for side in self.sides(spans))
        return frozenset(party for party in found if party)

    def party_named(self, side: Side) -> str | None:
        """Return the party that a side belongs to by name or by country, None where it is neither's."""
        parties = self.ceasefire.parties
        by_name = {
            p.id for p in parties if any(stems_of_name(n) <= stems_of_name(side.name) for n in (p.name, *p.names))
        }
        found = by_name or {p.id for p in parties if side.country and side.country in p.countries}
        return found.pop() if len(found) == 1 else None

    def is_stranger(self, side: Side) -> bool:
        """Say whether somebody is of a country that is neither party's."""
        known = {country for party in self.ceasefire.parties for country in party.countries}
        return side.country is not None and side.country not in NO_STATE | known and self.party_named(side) is None

    def stretch_of(self, place: Json) -> str | None:
        """Return the id of the stretch that has a place's name, None where none has."""
        told = {stems_of_name(name) for name in (*place["name"].split(" / "), place["text"])}
        for stretch in self.ceasefire.stretches:
            if told & {stems_of_name(name) for name in (stretch.name, *stretch.names)}:
                return stretch.id
        return None

    def stretch_in(self, span: Json) -> tuple[str, str] | None:
        """Return the first name of a stretch, or of a place on it, that stands in a span, with the stretch's id."""
        words = self.words(span)
        for stretch in self.ceasefire.stretches:
            for name in (stretch.name, *stretch.names):
                if name.strip() and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words):
                    return name, stretch.id
        return None

    def published(self) -> dt.date | None:
        """Return the day on which it came out, None where that is not known to the day."""
        told = self.reading["published"]
        if not told or told["from"] is None or told["from"] != told["to"]:
            return None
        return dt.date.fromisoformat(told["from"][:10])
