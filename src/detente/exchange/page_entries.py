"""A claim or an event of a report as an entry of the page: with the words of it, and of whom it speaks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from detente.exchange.damage_words import lowered_by
from detente.exchange.detail_words import inferred_in_words, place_in_words, precision_in_words, share_in_words
from detente.exchange.page_items import ClaimView, EventView, PartyView
from detente.exchange.page_words import Json, days_as_iso, days_in_words, how_said, outline, standing

__all__ = ["Lookup", "introduce", "view_claim", "view_event"]

EXCERPT = 44
"""Characters of a claim's content quoted beside the text, so that it is found without a script and on paper."""


class Lookup:
    """A reading's entities and words, found by id and by span."""

    def __init__(self, reading: Json) -> None:
        """Look entities and words up in `reading`."""
        self.text: str = reading.get("text") or ""
        self.entities: dict[str, Json] = {e["id"]: e for e in reading.get("entities") or ()}
        self.statements: dict[str, Json] = {s["claim"]: s for s in reading.get("statements") or ()}
        self.dates: list[Json] = reading.get("dates") or []

    def words(self, span: Json | None) -> str:
        """Return the words at a span; none where there is no span."""
        return self.text[span["start"] : span["end"]] if span else ""

    def party(self, span: Json | None) -> PartyView | None:
        """Return whom the words at a span stand for."""
        if span is None:
            return None
        entity = self.entities.get(span.get("entity") or "")
        if entity is None:
            return PartyView(name=self.words(span), quoted=True)
        return PartyView(
            name=entity["name"],
            country=entity.get("country"),
            sectors=tuple(entity.get("sectors") or ()),
            role=entity.get("role"),
            members=tuple(self.entities[m]["name"] for m in entity.get("members") or () if m in self.entities),
            inferred=inferred_in_words(entity),
        )

    def parties(self, spans: Iterable[Json]) -> tuple[PartyView, ...]:
        """Return whom the words at some spans stand for, in their order."""
        return tuple(p for p in map(self.party, spans) if p)


def view_claim(claim: Json, reading: Json, look: Lookup, anchors: Mapping[str, str]) -> ClaimView:
    """Return a claim of a reading as the page shows it; `anchors` are where its words stand on the page."""
    content = claim["content"]
    return ClaimView(
        id=claim["id"],
        anchor=anchors.get(claim["id"] + "c", ""),
        speaker=look.party(claim.get("source")),
        via=look.parties(claim.get("via") or ()),
        cue=look.words(claim.get("cue")) or None,
        excerpt=_excerpt(" … ".join(look.words(part) for part in claim.get("parts") or (content,))),
        how=how_said(claim),
        trend=claim.get("trend"),
        figures=tuple(
            look.words(q)
            for q in reading.get("quantities") or ()
            if content["start"] <= q["start"] and q["end"] <= content["end"]
        ),
        confidence=claim.get("confidence"),
        lowered=lowered_by(claim, reading),
        **_circumstances(look.statements.get(claim["id"], {}), look),
    )


def _circumstances(statement: Json, look: Lookup) -> dict[str, Any]:
    """Return in which office, where, to whom, when and about whom a claim was made, where the report tells."""
    date = statement.get("date")
    return {
        "office": look.words(statement.get("office")) or None,
        "venue": look.words(statement.get("venue")) or None,
        "audience": look.parties(statement.get("audience") or ()),
        "when": None if date is None or date >= len(look.dates) else days_in_words(look.dates[date]),
        "about": tuple(dict.fromkeys(look.parties(statement.get("topics") or ()))),
        "stances": tuple((s["leaning"], p) for s in statement.get("stances") or () if (p := look.party(s))),
    }


def _excerpt(words: str) -> str:
    line = " ".join(words.split()).strip('“”"«»„ ')
    if len(line) <= EXCERPT:
        return line
    return line[:EXCERPT].rsplit(" ", 1)[0].rstrip(",;:.–") + "\u00a0…"


def view_event(event: Json, reading: Json, look: Lookup, anchors: Mapping[str, str]) -> EventView:
    """Return an event of a reading as the page shows it; `anchors` are where its words stand on the page."""
    claim = next((c for c in reading.get("claims") or () if c["id"] == event.get("claim")), None)
    speaker = look.party(claim.get("source")) or PartyView(name="somebody not named") if claim else None
    places = reading.get("places") or ()
    index = event.get("place")
    place = places[index] if index is not None and index < len(places) else None
    date = event.get("date")
    return EventView(
        id=event["id"],
        anchor=anchors.get(event["id"] + "t", ""),
        type=event["type"],
        mode=event.get("mode"),
        outline=outline(event),
        standing=standing(event, speaker.label if speaker else None),
        rule=event.get("rule"),
        actors=look.parties(event.get("actors") or ()),
        recipients=look.parties(event.get("recipients") or ()),
        trigger=look.words(event["trigger"]),
        where=place_in_words(place) if place else None,
        precision=_how_exactly(place) if place else None,
        when=days_in_words(date),
        when_iso=days_as_iso(date),
        when_rule=date.get("rule") if date else None,
        status=event.get("status") or "not read out",
        speaker=speaker,
        confidence=event.get("confidence"),
        lowered=lowered_by(event, reading),
    )


def _how_exactly(place: Json) -> str:
    share = share_in_words(place.get("score"))
    return precision_in_words(place) + (f", {share}" if share else "")


def introduce(claims: Sequence[ClaimView]) -> tuple[ClaimView, ...]:
    """Mark the first claim of each speaker, beside which the page gives the speaker's office."""
    first = {c.speaker: c.id for c in reversed(claims)}
    return tuple(replace(c, introduces=first[c.speaker] == c.id) for c in claims)
