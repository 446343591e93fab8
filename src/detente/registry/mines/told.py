"""What a reading tells around words of mines: who says so, who does it, where, when and how many."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.core.errors import EvidenceError
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.mines.area import Area, area_in
from detente.registry.mines.records import Body
from detente.registry.mines.words import Words
from detente.registry.where import Locality

__all__ = ["Told", "area_of", "count_of"]

Json = Mapping[str, Any]
SUBJECT = re.compile(r"\s*(?:the\s+|a\s+|an\s+|its\s+|their\s+)?", re.IGNORECASE)
AT_WHOM = re.compile(r"\b(?:to|into|at|for|against)\s+(?:(?:the|a|an|its|their)\s+)?$", re.IGNORECASE)
"""What stands before one to whom a thing is done, and who does not do it."""
OF_WHOM = re.compile(r"\s+of\s+(?:the\s+)?(?:[A-Z][\w']+\s+)?")
IT = re.compile(r"(?:that\s+)?(?:it|we)\s", re.IGNORECASE)
MOST_GAP = 60
"""Characters that may stand between two who do a thing together, or between a preposition's end and its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A reading, with what is looked up again and again. `plain` is its text with straight apostrophes."""

    reading: Json
    document: str
    words: Words
    text: str = field(init=False)
    plain: str = field(init=False)
    entities: dict[str, Json] = field(init=False)
    mentions: list[Json] = field(init=False)
    quantities: list[Json] = field(init=False)

    def __post_init__(self) -> None:
        """Look up once what every sentence needs."""
        put = object.__setattr__
        put(self, "text", self.reading["text"])
        put(self, "plain", self.reading["text"].replace("\u2019", "'"))
        put(self, "entities", {one["id"]: one for one in self.reading["entities"]})
        put(self, "quantities", sorted(self.reading["quantities"], key=lambda one: int(one["start"])))
        put(self, "mentions", list(_outermost(self.reading["mentions"])))

    def claim_at(self, offset: int) -> Json | None:
        """Return the narrowest claim whose content has a place of the text, None where nobody is quoted."""
        around = [c for c in self.reading["claims"] if c["content"]["start"] <= offset < c["content"]["end"]]
        return min(around, key=lambda c: c["content"]["end"] - c["content"]["start"], default=None)

    def name_of(self, source: Json | None) -> str | None:
        """Return the name of a claim's source, or its words."""
        if source is None:
            return None
        known = self.entities.get(source["entity"] or "")
        return str(known["name"]) if known else self.text[source["start"] : source["end"]]

    def who(self, offset: int) -> dict[str, Any]:
        """Return the fields that say who says what stands at a place of the text, and through whom."""
        claim = self.claim_at(offset)
        if claim is None:
            return {"claimant": None, "via": (), "confidence": None}
        via = tuple(name for source in claim["via"] if (name := self.name_of(source)))
        return {"claimant": self.name_of(claim["source"]), "via": via, "confidence": claim["confidence"]}

    def evidence(self, *spans: tuple[int, int]) -> tuple[Evidence, ...]:
        """Return the words at these places of the text."""
        return tuple(
            Evidence(words=self.text[start:end], document=self.document, start=start, end=end)
            for start, end in spans
            if self.text[start:end].strip()
        )

    def names_person(self, start: int, end: int) -> bool:
        """Say whether the words at a place of the text name a person."""
        return any(
            one["kind"] == "person" and one["form"] == "name" and one["start"] < end and start < one["end"]
            for one in self.reading["mentions"]
        )

    def bodies_before(self, since: int, act: int) -> tuple[Body, ...]:
        """Return those who do a thing: the last that are named before it, and who does it together with them."""
        named = [m for m in self.mentions if since <= m["start"] and m["end"] <= act and m["form"] != "pronoun"]
        named = [m for m in named if not self._names_work(m)]
        named = [m for m in named if m["kind"] in self.words.body_kinds and not self._is_place(m, since)]
        named = [m for m in named if not AT_WHOM.search(self.plain, max(since, m["start"] - 24), m["start"])]
        named = [m for at, m in enumerate(named) if not (at and self._belongs(named[at - 1], m))]
        found: list[Json] = []
        for one in reversed(named):
            if found and not self._joined(one["end"], found[0]["start"]):
                break
            found.insert(0, one)
        return tuple(self._bodies(found))

    def bodies_behind(self, act: int, end: int) -> tuple[Body, ...]:
        """Return those by whom a thing is done, where the words behind it say "by"."""
        for one in self.mentions:
            if act <= one["start"] and one["end"] <= end and one["kind"] in self.words.body_kinds:
                before = self.plain[act : one["start"]].lower().split()[-2:]
                if "by" in before and one["form"] != "pronoun":
                    return tuple(self._bodies([one]))
        return ()

    def begins_with_body(self, start: int, end: int) -> bool:
        """Say whether the words from a place of the text on begin with a body, by name or by a noun."""
        for one in self.mentions:
            if start <= one["start"] < end and one["kind"] in self.words.body_kinds and one["form"] != "pronoun":
                return (
                    bool(SUBJECT.fullmatch(self.plain, start, one["start"])) and "," not in self.plain[one["end"] : end]
                )
        return False

    def speaker_as_doer(self, offset: int) -> tuple[Body, ...]:
        """Return the claimant of what begins with a pronoun for a body ("said it had removed"), with the pronoun."""
        claim = self.claim_at(offset)
        said = IT.match(self.plain, claim["content"]["start"], offset) if claim else None
        name = self.name_of(claim["source"]) if claim and said else None
        return (Body(name=name, words=said[0].strip()),) if name and said else ()

    def _belongs(self, first: Json, second: Json) -> bool:
        """Say whether a body is only whose another one is ("a team of the Northmark police")."""
        return OF_WHOM.fullmatch(self.plain, first["end"], second["start"]) is not None

    def _names_work(self, mention: Json) -> bool:
        """Say whether what passes for a body's name is the word for a kind of work ("EOD spot tasks")."""
        found = self.words.specific.find(self.plain, mention["start"], mention["end"] + MOST_GAP)
        return any(one.start <= mention["start"] and mention["end"] <= one.end for one in found)

    def _bodies(self, found: Sequence[Json]) -> Iterator[Body]:
        at = 0
        while at < len(found):
            last = at
            while last + 1 < len(found) and self.text[found[last]["end"] : found[last + 1]["start"]] == " ":
                last += 1  # "the country's mine agency DEMCO" is one, told twice
            words = self.text[found[at]["start"] : found[last]["end"]]
            known = self.entities.get(found[at]["entity"] or "")
            name = str(known["name"]) if known and last == at else words
            yield Body(name=name, country=known["country"] if known else None, words=words)
            at = last + 1

    def _joined(self, start: int, end: int) -> bool:
        gap = self.plain[start:end].lower().replace(",", " ")
        return len(gap) <= MOST_GAP and all(word in self.words.joining for word in gap.split())

    def places(self, start: int, end: int) -> tuple[Locality, ...]:
        """Return where it is said to be, in the words of the text: places behind a preposition, never a point."""
        inside = [m for m in self.mentions if start <= m["start"] and m["end"] <= end]
        kinds = self.words.place_kinds
        found = [m for m in inside if m["kind"] in kinds and self._is_place(m, start)]
        return tuple(dict.fromkeys(Locality(words=self.text[m["start"] : m["end"]]) for m in found))

    def _is_place(self, mention: Json, since: int) -> bool:
        """Say whether a preposition before a name makes it a place, or one that it stands behind ("Sall, Velm,")."""
        behind = self.plain[mention["end"] : mention["end"] + 1]
        last = next((m for m in self.mentions if m["end"] == mention["start"] - 2), None)
        if last and behind in (",", ".", ")", "") and self.plain[last["end"] : mention["start"]] == ", ":
            return self._is_place(last, since)
        before = self.plain[max(since, mention["start"] - 24) : mention["start"]].rstrip().lower()
        before = before.removesuffix(" the").removesuffix(" eastern").removesuffix(" western")
        return any(place.end == len(before) for place in self.words.prepositions.find(before))

    def days(self, start: int, end: int) -> Interval | None:
        """Return the days that are named at a place of the text, where both ends are known and only one is named."""
        named = [d for d in self.reading["dates"] if start <= d["start"] and d["end"] <= end and d["from"] and d["to"]]
        spans = {(d["from"][:10], d["to"][:10]) for d in named}
        if len(spans) != 1:
            return None
        return _interval(named[0]["from"], named[0]["to"], named[0]["text"])

    def since(self, start: int, end: int, last: str | None) -> Interval | None:
        """Return the days of a running total: from the day named at these words to the report's own."""
        for one in self.reading["dates"]:
            if one["start"] < end and start < one["end"] and one["from"]:
                return _interval(one["from"], one["to"] or last, one["text"])
        return None


def count_of(quantity: Json) -> Count | None:
    """Return how many a quantity says, None where its bounds cannot be a count."""
    exact = quantity["value"]
    low, high = (quantity["low"], quantity["high"]) if exact is None else (exact, exact)
    if any(bound is not None and bound != int(bound) for bound in (low, high)):
        return None
    whole = [None if bound is None else int(bound) for bound in (low, high)]
    try:
        return Count(low=whole[0], high=whole[1], words=quantity["text"], qualifier=quantity["qualifier"])
    except EvidenceError:
        return None


def area_of(quantity: Json) -> Area | None:
    """Return the ground that a quantity says, None where it can be no ground."""
    exact = quantity["value"]
    low, high = (quantity["low"], quantity["high"]) if exact is None else (exact, exact)
    try:
        return area_in(quantity["unit"], low, high, words=quantity["text"], qualifier=quantity["qualifier"])
    except EvidenceError:
        return None


def _interval(first: str, last: str | None, words: str) -> Interval | None:
    if last is None:
        return None
    ends = dt.date.fromisoformat(first[:10]), dt.date.fromisoformat(last[:10])
    return Interval(first=ends[0], last=ends[1], words=words) if ends[0] <= ends[1] else None


def _outermost(mentions: Sequence[Json]) -> Iterator[Json]:
    """Yield the mentions that stand within no other."""
    end = -1
    for one in sorted(mentions, key=lambda m: (m["start"], -m["end"])):
        if one["end"] > end:
            yield one
            end = one["end"]
