"""What was read in a report as tables: claims, events, quantities, dates, places, and what was left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Reads
from detente.desk.pages.documents.found import Found, find_report, parts_of, title_of
from detente.desk.pages.said.deeds import deed_text, event_text, number_text
from detente.desk.pages.said.telling import standing_cell
from detente.desk.pages.said.witness import in_own_voice
from detente.display.language import say
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.display.witness import publisher_of
from detente.exchange.detail_words import figure_in_words, place_in_words, precision_in_words
from detente.exchange.page_added import with_added
from detente.exchange.page_entries import Lookup
from detente.exchange.page_items import PartyView
from detente.exchange.page_text import Paragraph
from detente.exchange.page_words import days_as_iso, how_said, outline
from detente.registry.evidence import Evidence

__all__ = ["router", "sheets_of"]

router = APIRouter()
Json = Mapping[str, Any]
OUTLINES: Mapping[str, Certainty] = {"told": "told", "claimed": "claimed", "unsure": "unsure", "undone": "undone"}


@router.get("/documents/{document}/values")
def show_values(asked: Reads, document: str, *, part: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    """Show what was read in a report, or in a part of a long one, as tables."""
    found = find_report(asked, document)
    parts = parts_of(found)
    number = min(part, len(parts))
    return asked.page(
        "document_values.html.j2", title=say("As tables: %(title)s", title=title_of(found.view)),
        sheets=sheets_of(found, parts[number - 1]), found=found, part=number, parts=len(parts),
    )  # fmt: skip


def sheets_of(found: Found, paragraphs: Sequence[Paragraph]) -> list[Sheet]:
    """Return what was read in some paragraphs of a report, layer by layer."""
    if not found.is_read:
        return []
    told = _Told(found, paragraphs)
    return [_claims(told), _events(told), _quantities(told), _dates(told), _places(told), _left_out(told)]


class _Told:
    """A report's reading, with what people added, of which a stretch is asked for."""

    def __init__(self, found: Found, paragraphs: Sequence[Paragraph]) -> None:
        self.reading = with_added(found.reading)
        self.reading["events"] = [*(found.reading.get("events") or ()), *self.reading["added"].get("events", ())]
        self.look = Lookup(self.reading)
        self.document, self.view = found.view.id, found.view
        self.first = paragraphs[0].start if paragraphs else 0
        self.last = paragraphs[-1].end if paragraphs else 0

    def within(self, layer: str, part: str | None = None) -> Iterator[tuple[int, Json]]:
        """Yield the records of a layer that begin in the stretch, with their numbers."""
        for number, one in enumerate(self.reading.get(layer) or (), start=1):
            span = one[part] if part else one
            if self.first <= span["start"] < self.last:
                yield number, one

    def words(self, *spans: Json | None) -> tuple[Evidence, ...]:
        """Return the words at spans as evidence; what has none is left out."""
        told = ((self.look.words(span), span) for span in spans if span)
        return tuple(
            Evidence(words=words, document=self.document, start=span["start"], end=span["end"])
            for words, span in told
            if words.strip()
        )

    def parties(self, spans: Iterable[Json]) -> Cell:
        """Return a cell of whom words stand for."""
        some = list(spans)
        text = ", ".join(map(_named, self.look.parties(some)))
        return Cell(text=text, words=self.words(*some), blank=say("not found in the text"))


def _named(party: PartyView) -> str:
    return f"{party.label} ({party.country})" if party.country else party.label


def _trend(told: _Told, claim: Json) -> Cell:
    blank = say("none claimed")
    return cell(claim.get("trend"), certainty="claimed", words=told.words(claim["content"]), blank=blank)


def _when(date: Json) -> Cell:
    return cell(days_as_iso(date) or None, note=date.get("rule") or "", blank=say("not found in the text"))


def _claims(told: _Told) -> Sheet:
    rows = []
    for _, claim in told.within("claims", "content"):
        parts = claim.get("parts") or (claim["content"],)
        source = claim.get("source")
        rows.append(Row(id=claim["id"], cells=(
            told.parties([source]) if source else Cell(blank=say("nobody named")),
            told.parties(claim.get("via") or ()) if claim.get("via") else Cell(blank=say("directly")),
            cell(how_said(claim)),
            _trend(told, claim),
            Cell(text=" … ".join(map(told.look.words, parts)), words=told.words(*parts)),
        )))  # fmt: skip
    columns = (
        Column(id="who", title=say("who says it")), Column(id="through", title=say("through whom")),
        Column(id="how", title=say("how")), Column(id="trend", title=say("trend")),
        Column(id="said", title=say("what is said")),
    )  # fmt: skip
    return _sheet("claims", say("What is said"), columns, rows)


def _events(told: _Told) -> Sheet:
    claims = {claim["id"]: claim for claim in told.reading.get("claims") or ()}
    rows = [Row(id=one["id"], cells=_event(told, one, claims)) for _, one in told.within("events", "trigger")]
    columns = (
        Column(id="who_says", title=say("who says it")), Column(id="type", title=say("what was done")),
        Column(id="status", title=say("reported as"), term="reported-as"), Column(id="who", title=say("who did it")),
        Column(id="to_whom", title=say("to whom")), Column(id="where", title=say("where")),
        Column(id="when", title=say("when")),
        Column(id="sure", title=say("confidence"), numeric=True, term="confidence"),
    )  # fmt: skip
    return _sheet("events", say("Who did what to whom"), columns, rows)


def _event(told: _Told, event: Json, claims: Mapping[str, Json]) -> tuple[Cell, ...]:
    source = claims.get(event.get("claim") or "", {}).get("source")
    unnamed = say("somebody not named") if event.get("claim") in claims else in_own_voice(publisher_of(told.view))
    places, index = told.reading.get("places") or (), event.get("place")
    place = places[index] if index is not None and index < len(places) else None
    kind = event_text(event, told.look.words(event.get("evidence") or event["trigger"]))
    status = standing_cell(event["status"]) if event.get("status") else Cell(blank=say("not found in the text"))
    return (
        told.parties([source]) if source else Cell(text=unnamed),
        Cell(
            text=kind, value=event["type"], words=told.words(event["trigger"]), certainty=OUTLINES.get(outline(event)),
            href=f"/events/{told.document}/{event['id']}",
        ),
        replace(status, note=event.get("rule") or "", words=told.words(event.get("evidence"))),
        told.parties(event.get("actors") or ()),
        told.parties(event.get("recipients") or ()),
        Cell(text=place_in_words(place),
            words=told.words(place)) if place else Cell(blank=say("not found in the text")),
        _when(event.get("date") or {}),
        cell(event.get("confidence"), blank=say("coded by people")),
    )  # fmt: skip


def _quantities(told: _Told) -> Sheet:
    events = {event["id"]: event for event in told.reading["events"]}
    rows = []
    for number, one in told.within("quantities"):
        event = events.get(one.get("event") or "")
        of = (
            Cell(text=deed_text(event["type"]), value=event["type"], href=f"/events/{told.document}/{event['id']}")
            if event
            else Cell(blank="–")
        )
        rows.append(Row(id=f"Q{number}", cells=(
            cell(number_text(one["kind"])), Cell(text=figure_in_words(one), words=told.words(one)),
            cell(one.get("counted"), blank="–"), of,
        )))  # fmt: skip
    columns = (
        Column(id="kind", title=say("quantity of")), Column(id="read_as", title=say("read as")),
        Column(id="counts", title=say("counts")), Column(id="event", title=say("of which event")),
    )  # fmt: skip
    return _sheet("quantities", say("Quantities"), columns, rows)


def _dates(told: _Told) -> Sheet:
    rows = [
        Row(id=f"D{number}", cells=(
            Cell(text=days_as_iso(one) or "", words=told.words(one), blank=say("not resolved")), cell(one.get("rule")),
        ))
        for number, one in told.within("dates")
    ]  # fmt: skip
    columns = (Column(id="days", title=say("days")), Column(id="rule", title=say("read by the rule")))
    return _sheet("dates", say("Dates"), columns, rows)


def _places(told: _Told) -> Sheet:
    rows = [
        Row(id=f"P{number}", cells=(
            Cell(text=place_in_words(one), words=told.words(one)),
            cell(one.get("country"), blank=say("none")), cell(precision_in_words(one)),
        ))
        for number, one in told.within("places")
    ]  # fmt: skip
    columns = (
        Column(id="place", title=say("place")), Column(id="country", title=say("country")),
        Column(id="precision", title=say("how exactly")),
    )  # fmt: skip
    return _sheet("places", say("Places"), columns, rows)


def _left_out(told: _Told) -> Sheet:
    rows = [
        Row(id=f"{kind}{number}", cells=(
            cell(name), Cell(text=told.look.words(one), words=told.words(one)),
            cell(one.get("kind") or one.get("stage")),
            cell(one.get("reason"), blank=say("text lost or altered on its way here")),
        ))
        for kind, name, layer in (("X", say("damage"), "damage"), ("L", say("left out"), "drops"))
        for number, one in told.within(layer)
    ]  # fmt: skip
    columns = (
        Column(id="what", title=say("what")), Column(id="words", title=say("words")),
        Column(id="by", title=say("kind or stage")), Column(id="why", title=say("why")),
    )  # fmt: skip
    return _sheet("left_out", say("Damage, and what was left out"), columns, rows)


def _sheet(id_: str, title: str, columns: tuple[Column, ...], rows: Sequence[Row]) -> Sheet:
    nothing = Empty(means=say("Nothing of this was found in the text here. That does not say that there was nothing."))
    return Sheet(id=id_, title=title, columns=columns, rows=tuple(rows), empty=nothing)
