"""What the page shows of one report: its paragraphs, and beside them who says and does what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from detente.exchange.damage_words import lowered_by
from detente.exchange.detail_words import inferred_in_words, place_in_words, precision_in_words, share_in_words
from detente.exchange.intake_items import Background, CameIn
from detente.exchange.page_details import view_checks, view_details, view_figures
from detente.exchange.page_items import ClaimView, EventView, PartyView, ReportView, Row
from detente.exchange.page_marks import marks_of
from detente.exchange.page_text import Paragraph, Segment, cut_text, find_paragraphs
from detente.exchange.page_words import (
    Json,
    days_as_iso,
    days_in_words,
    how_said,
    outline,
    published_as_iso,
    published_in_words,
    standing,
)

__all__ = ["view_report"]

EXCERPT = 44
"""Characters of a claim's content quoted beside the text, so that it is found without a script and on paper."""


class _Lookup:
    """A reading's entities and words, found by id and by span."""

    def __init__(self, reading: Json) -> None:
        self.text: str = reading.get("text") or ""
        self.entities: dict[str, Json] = {e["id"]: e for e in reading.get("entities") or ()}
        self.statements: dict[str, Json] = {s["claim"]: s for s in reading.get("statements") or ()}
        self.dates: list[Json] = reading.get("dates") or []

    def words(self, span: Json | None) -> str:
        return self.text[span["start"] : span["end"]] if span else ""

    def party(self, span: Json | None) -> PartyView | None:
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
        return tuple(p for p in map(self.party, spans) if p)


def view_report(reading: Json, *, number: int, longest: int, came: CameIn | None = None) -> ReportView:
    """Return what the page shows of a reading; of its text the first `longest` characters. `came` says how it came."""
    look = _Lookup(reading)
    paragraphs = find_paragraphs(look.text, longest)
    cells = _anchored(cut_text(look.text, paragraphs, marks_of(reading)), number)
    anchors = _anchors(cells)
    claims = _introduce([_claim(c, reading, look, anchors) for c in reading.get("claims") or ()])
    events = tuple(_event(e, reading, look, anchors) for e in reading.get("events") or ())
    published = reading.get("published")
    title, name = _text(reading.get("title")), _text(reading.get("name") or reading.get("id"))
    return ReportView(
        number=number,
        title=title or name or f"report {number}",
        id=name if title else None,
        publisher=reading.get("publisher"),
        language=reading.get("language"),
        url=_web_address(reading.get("url")),
        added_at=_text(reading.get("added_at")),
        published=published_in_words(published),
        published_iso=published_as_iso(published),
        published_rule=published.get("rule") if published else None,
        rows=tuple(_noted(_rows(reading, look, paragraphs, cells, claims, events), paragraphs, came)),
        claims=claims,
        events=events,
        details=view_details(reading),
        figures=view_figures(reading, {c.id: c for c in claims}, {e.id: e for e in events}),
        checks=view_checks(reading),
        length=len(look.text.rstrip()),
        shown=paragraphs[-1].end if paragraphs else 0,
        came=came,
    )


def _text(value: object) -> str | None:
    return str(value) if value else None


def _web_address(url: str | None) -> str | None:
    """Let through an address of the web, and nothing that a browser would run."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def _anchored(cells: list[list[Segment]], number: int) -> list[list[Segment]]:
    """Give the first segment of every token an id to link to."""
    seen: set[str] = set()
    anchored = []
    for cell in cells:
        row = []
        for segment in cell:
            fresh = {t for t in segment.tokens if t[-1] in "ct"} - seen
            seen |= fresh
            row.append(segment.at(f"w{number}-{segment.start}") if fresh else segment)
        anchored.append(row)
    return anchored


def _anchors(cells: list[list[Segment]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for segment in (s for cell in cells for s in cell):
        for token in segment.tokens:
            found.setdefault(token, segment.anchor)
    return found


def _claim(claim: Json, reading: Json, look: _Lookup, anchors: Mapping[str, str]) -> ClaimView:
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


def _circumstances(statement: Json, look: _Lookup) -> dict[str, Any]:
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


def _event(event: Json, reading: Json, look: _Lookup, anchors: Mapping[str, str]) -> EventView:
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


def _rows(
    reading: Json,
    look: _Lookup,
    paragraphs: Sequence[Paragraph],
    cells: Sequence[Sequence[Segment]],
    claims: Sequence[ClaimView],
    events: Sequence[EventView],
) -> Iterator[Row]:
    contents = [(c["content"], look.party(c.get("source"))) for c in reading.get("claims") or ()]
    for paragraph, segments in zip(paragraphs, cells, strict=True):
        here = {s.anchor for s in segments if s.anchor}
        said = _follow([c for c in claims if c.anchor in here])
        done = tuple(e for e in events if e.anchor in here)
        voice = next((p for span, p in contents if span["start"] <= paragraph.start < span["end"]), None)
        yield Row(segments=segments, close=paragraph.close, claims=said, events=done, voice=voice)


def _noted(rows: Iterable[Row], paragraphs: Sequence[Paragraph], came: CameIn | None) -> Iterator[Row]:
    """Note beside each paragraph what of it was told before."""
    before: Sequence[Background] = came.background if came else ()
    for row, paragraph in zip(rows, paragraphs, strict=True):
        here = next((b for b in before if b.start < paragraph.end and paragraph.start < b.end), None)
        yield replace(row, before=here) if here else row


def _introduce(claims: Sequence[ClaimView]) -> tuple[ClaimView, ...]:
    """Mark the first claim of each speaker, beside which the page gives the speaker's office."""
    first = {c.speaker: c.id for c in reversed(claims)}
    return tuple(replace(c, introduces=first[c.speaker] == c.id) for c in claims)


def _follow(claims: Sequence[ClaimView]) -> tuple[ClaimView, ...]:
    """Mark the claims whose speaker the one before already names."""
    earlier = (None, *claims)
    return tuple(
        c.following() if b and c.speaker and (c.speaker, c.via) == (b.speaker, b.via) else c
        for b, c in zip(earlier, claims, strict=False)
    )
