"""Makes accounts of a reading's events, in the form in which the reading contract gives it."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from detente.core.ids import hash_parts
from detente.documents.copies.rarity import rarity_of
from detente.incidents.account import NO_HAPPENING, NOT_SO, Account, Nearness, Side, Told, Ways, When, Where
from detente.incidents.deeds import deeds_of, is_general
from detente.incidents.hours import part_of_day, says_another
from detente.incidents.stems import Stems, names_of, read_stems, stems_with
from detente.knowledge.named_by_day import is_making, names_by_day

__all__ = ["accounts_of", "keyed_events"]

Json = Mapping[str, Any]

RADIUS = {"point": 1.0, "city": 5.0, "line": 20.0, "district": 30.0, "admin1": 120.0, "region": 300.0, "country": 500.0}
"""Kilometres around the point of a place of each precision in which what happened there may lie."""
LOCAL = frozenset({"point", "city", "district", "line"})
"""Precisions that tell one town's happenings from another's."""
CLOSE = frozenset({"minute", "day"})
MOST_WORDS = 200
DATELINE = 40
"""Characters that a first sentence needs, to be more than a dateline."""
DATELINED = re.compile(r"\s*[^\Wa-z]{3,}[^.!?\n]{0,60}")
"""What stands before the day of a dateline."""
DATELINE_ENDS = frozenset(".:)-\u2013\u2014")
BEFORE = 40
"""Characters before a trigger in which the word before it is looked for."""
DEFINITE, INDEFINITE = frozenset({"the", "this", "that", "these", "those"}), frozenset({"a", "an"})
RAREST, RARE_NAME, OF_PARTY = 11, 8, 4
"""Bits from which a word is one that hardly another report has, a name tells places apart, and a party's word tells."""
LEAD = 400
"""Characters of a text in which its first sentence is looked for."""


def accounts_of(reading: Json, *, document: str, voice: str | None = None) -> Iterator[Account]:
    """Yield an account for every event of a reading that somebody says to have happened, or to be about to.

    `reading` has the form of the reading contract; `voice` names the text that the document is a copy of, if it is one.
    """
    made = _Made(reading=reading, document=document)
    for event, key in keyed_events(reading, document=document):
        if event["status"] not in NO_HAPPENING:
            yield _account(made, event, key=key, voice=voice or document)


def keyed_events(reading: Json, *, document: str) -> Iterator[tuple[Json, str]]:
    """Yield every event of a reading with the key that an account of it has."""
    seen: dict[tuple[int, int], int] = {}
    for event in reading["events"]:
        at = (event["trigger"]["start"], event["trigger"]["end"])
        number = seen[at] = seen.get(at, -1) + 1
        yield event, event.get("key") or account_key(document, *at, number)  # what was reviewed keeps the key it had


def account_key(document: str, start: int, end: int, number: int = 0) -> str:
    """Return the id of what a document tells at these words; `number` parts events that share their trigger."""
    return hash_parts("account", document, str(start), str(end), str(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A reading as accounts are made of it, with what is looked up again and again."""

    reading: Json
    document: str
    entities: dict[str, Side] = field(init=False)
    claims: dict[str, Json] = field(init=False)
    starts: list[int] = field(init=False)
    lead: Stems = field(init=False)
    lead_deeds: frozenset[str] = field(init=False)
    report: Stems = field(init=False)
    rare: frozenset[str] = field(init=False)
    setting: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        reading = self.reading
        put = object.__setattr__
        put(self, "entities", {e["id"]: _side(e) for e in reading["entities"]})
        put(self, "claims", {c["id"]: c for c in reading["claims"]})
        put(self, "starts", [s["start"] for s in reading["sentences"]])
        put(self, "lead", stems_with(read_stems(_lead_of(reading))))
        put(self, "lead_deeds", deeds_of(self.lead.bits))
        put(self, "report", stems_with(_weightiest(read_stems(reading["text"]))))
        put(self, "rare", frozenset(s for s, bits in self.report.bits.items() if bits >= RAREST and s.isalpha()))
        named = {p["country"] for p in reading["places"]} | {e["country"] for e in reading["entities"]}
        put(self, "setting", frozenset(named - {None}))

    def words(self, span: Json) -> str:
        return str(self.reading["text"][span["start"] : span["end"]])

    def sentence_at(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)

    def sentence(self, number: int) -> Json:
        sentences: Sequence[Json] = self.reading["sentences"]
        return sentences[number] if sentences else {"start": 0, "end": len(self.reading["text"])}


def _account(made: _Made, event: Json, *, key: str, voice: str) -> Account:
    claim = made.claims.get(event["claim"] or "")
    number = made.sentence_at(event["trigger"]["start"])
    return Account(
        key=key,
        document=made.document,
        event=event["id"],
        voice=voice,
        start=event["trigger"]["start"],
        end=event["trigger"]["end"],
        sentence=number,
        type=event["type"],
        mode=event["mode"],
        contexts=tuple(event["contexts"]),
        status=event["status"],
        actors=_sides(made, event["actors"]),
        recipients=_sides(made, event["recipients"]),
        where=_where(made, event, number),
        when=_when(made, event, number),
        published=_published(made.reading),
        claimant=_claimant(made, claim),
        via=tuple(_named(made, source) for source in claim["via"]) if claim else (),
        told=tuple(_told(q) for q in made.reading["quantities"] if q.get("event") == event["id"]),
        ways=_ways(made, event, number),
        confidence=event["confidence"],
        said=made.words(event["evidence"]),
        evidence=_span(event["evidence"]),
    )


def _side(entity: Json) -> Side:
    name = entity["name"]
    return Side(
        name=name,
        kind=entity["kind"],
        country=entity["country"],
        sectors=tuple(entity["sectors"]),
        words=frozenset(read_stems(name)),
    )


def _sides(made: _Made, parties: Sequence[Json]) -> tuple[Side, ...]:
    """Return those who took part; of one that stands for several ("the two countries"), each of them."""
    by_id = {e["id"]: e for e in made.reading["entities"]}
    spans: dict[str, tuple[int, int]] = {}
    for party in parties:
        members = by_id.get(party["entity"], {}).get("members") or [party["entity"]]
        spans |= {member: _span(party) for member in members if member not in spans}
    text = made.reading["text"]
    return tuple(
        replace(made.entities[one], span=(start, end), said=text[start:end])
        for one, (start, end) in spans.items()
        if one in made.entities
    )


def _claimant(made: _Made, claim: Json | None) -> Side | None:
    return _named(made, claim["source"]) if claim and claim["source"] else None


def _named(made: _Made, source: Json) -> Side:
    """Return who a source is; one that stands for nobody known has its words for a name."""
    known = made.entities.get(source["entity"] or "")
    words = made.words(source)
    side = known or Side(name=words, kind="other", words=frozenset(read_stems(words)))
    return replace(side, span=_span(source), said=words)


def _span(words: Json) -> tuple[int, int]:
    return words["start"], words["end"]


def _where(made: _Made, event: Json, number: int) -> Where | None:
    """Return the event's place; else one of its sentence, or the last local one before it."""
    places: Sequence[Json] = made.reading["places"]
    if event["place"] is not None:
        own = _place(places[event["place"]], "told")
        if places[event["place"]]["precision"] in LOCAL:
            return own
        return next(_nearest(made, event, number, within=own.country), own)
    return next(_nearest(made, event, number), None)


def _nearest(made: _Made, event: Json, number: int, *, within: str | None = None) -> Iterator[Where]:
    """Yield the places that may be the event's, nearest first: those of its sentence, then those before it."""
    sentence = made.sentence(number)
    local = [p for p in made.reading["places"] if p["precision"] in LOCAL and not p["in_name"]]
    local = [p for p in local if within is None or p["country"] == within]
    start = event["trigger"]["start"]
    inside = [p for p in local if sentence["start"] <= p["start"] < sentence["end"]]
    yield from (_place(p, "sentence") for p in sorted(inside, key=lambda p: abs(p["start"] - start)))
    yield from (_place(p, "around") for p in reversed([p for p in local if p["start"] < sentence["start"]]))
    if within is None:
        wide = [p for p in made.reading["places"] if not p["in_name"] and p["country"] and p not in local]
        inside = [p for p in wide if sentence["start"] <= p["start"] < sentence["end"]]
        yield from (_place(p, "sentence") for p in sorted(inside, key=lambda p: abs(p["start"] - start)))
        yield from (_place(p, "around") for p in reversed([p for p in wide if p["start"] < sentence["start"]]))


def _place(place: Json, nearness: Nearness) -> Where:
    sector = place["sector"]
    return Where(
        name=place["name"],
        words=frozenset(read_stems(place["name"])),
        precision=place["precision"],
        country=place["country"],
        admin1=place["admin1"],
        geonameid=place["geonameid"],
        lat=place["lat"],
        lon=place["lon"],
        radius=RADIUS.get(place["precision"] or "", 50.0) + (sector["far_km"] if sector else 0.0),
        nearness=nearness,
        span=_span(place),
        said=place["text"],
    )


def _when(made: _Made, event: Json, number: int) -> When | None:
    """Return the event's days; else those that its sentence names, or the last that were named before it."""
    if event["date"] and (own := _days(event["date"], "told")):
        named = _naming(made, event)
        return replace(own, span=_span(named), said=named["text"]) if named else own
    sentence = made.sentence(number)
    close = [d for d in made.reading["dates"] if d["precision"] in CLOSE and d["start"] < sentence["end"]]
    close = [d for d in close if not _names_only(made, event, d)]
    inside = [d for d in close if d["start"] >= sentence["start"]]
    start = event["trigger"]["start"]
    own_ones = [d for d in inside if _may_be_own(made, event, d)]
    for date in sorted(own_ones, key=lambda d: abs(d["start"] - start)):
        if days := _days(date, "sentence"):
            return days
    before = (_days(d, "around") for d in reversed(close) if d not in own_ones)
    return next((days for days in before if days), None)


def _may_be_own(made: _Made, event: Json, date: Json) -> bool:
    """Say whether a date in an event's sentence may be the event's: not that of the report, nor that of the denying."""
    text, evidence = made.reading["text"], event["evidence"]
    if DATELINED.fullmatch(text[: date["start"]]) and text[date["end"] : date["end"] + 2].strip()[:1] in DATELINE_ENDS:
        return False
    return event["status"] not in NOT_SO or evidence["start"] <= date["start"] < evidence["end"]


def _names_only(made: _Made, event: Json, date: Json) -> bool:
    """Say whether a date only names a truce or a paper, which the event is not the making of."""
    named = names_by_day(made.reading["text"], date["start"], date["end"])
    return named and not is_making(made.words(event["trigger"]))


def _naming(made: _Made, event: Json) -> Json | None:
    """Return the nearest date of the text that names the event's days; None where they follow from several."""
    own, start = event["date"], event["trigger"]["start"]
    naming: list[Json] = [d for d in made.reading["dates"] if (d["from"], d["to"]) == (own["from"], own["to"])]
    return min(naming, key=lambda d: abs(d["start"] - start), default=None)


def _days(interval: Json, nearness: Nearness) -> When | None:
    first, last = interval["from"] or interval["to"], interval["to"] or interval["from"]
    if first is None:
        return None
    days = sorted((_ordinal(first), _ordinal(last)))
    span, said = (_span(interval), interval["text"]) if "start" in interval else (None, None)
    return When(first=days[0], last=days[1], nearness=nearness, span=span, said=said)


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day[:10]).toordinal()


def _published(reading: Json) -> tuple[int, int] | None:
    """Return the days between which a report came out, where both ends are known."""
    found = reading["published"]
    if not found or found["from"] is None or found["to"] is None:
        return None
    return _ordinal(found["from"]), _ordinal(found["to"])


def _told(quantity: Json) -> Told:
    exact = quantity["value"]
    low = exact if exact is not None else quantity["low"]
    high = exact if exact is not None else quantity["high"]
    return Told(kind=quantity["kind"], low=low, high=high, words=quantity["text"], span=_span(quantity))


def _ways(made: _Made, event: Json, number: int) -> Ways:
    text = made.words(made.sentence(number))
    sentence, names, trigger = read_stems(text), names_of(text), frozenset(read_stems(made.words(event["trigger"])))
    before = made.reading["text"][max(0, event["trigger"]["start"] - BEFORE) : event["trigger"]["start"]]
    last = before.lower().split()[-2:]
    return Ways(
        trigger=trigger,
        deeds=deeds_of(trigger),
        general=is_general(trigger),
        definite=any(word in DEFINITE or word.endswith(("'s", "\u2019s")) for word in last),
        indefinite=any(word in INDEFINITE for word in last),
        actors=_party_words(_sides(made, event["actors"])),
        recipients=_party_words(_sides(made, event["recipients"])),
        sentence=stems_with(sentence),
        names=names,
        rare_names=frozenset(name for name in names if sentence.get(name, 0) >= RARE_NAME),
        figures=frozenset(stem for stem in sentence if stem.isdigit()),
        lead=made.lead,
        lead_deeds=made.lead_deeds,
        report=made.report,
        rare=made.rare,
        setting=made.setting,
        hours=part_of_day(text),
        another=says_another(text),
    )


def _party_words(sides: Sequence[Side]) -> frozenset[str]:
    return frozenset(word for side in sides for word in side.words if rarity_of(word) >= OF_PARTY)


def _lead_of(reading: Json) -> str:
    sentences = reading["sentences"]
    first = next((s for s in sentences if s["end"] - s["start"] > DATELINE), None)  # past a dateline
    return f"{reading.get('title') or ''}\n{reading['text'][: first['end'] if first else LEAD][:LEAD]}"


def _weightiest(bits: dict[str, int]) -> dict[str, int]:
    """Return the words that tell most, so many that a long report weighs no more than a short one."""
    return dict(sorted(bits.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS])
