"""One event of one report: every field with its words and its rule, who says it, what people say of its coding."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.pages.documents.beside import Beside, beside_of, verdict_in_words
from detente.desk.pages.documents.found import Found, find_report, title_of
from detente.desk.pages.said.deeds import contexts_text, event_text, number_text
from detente.desk.pages.said.telling import standing_cell
from detente.desk.pages.said.witness import in_own_voice
from detente.desk.refusals import Refused, not_here
from detente.display.language import say
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.display.witness import publisher_of
from detente.exchange.detail_words import figure_in_words, inferred_in_words, place_in_words, precision_in_words
from detente.exchange.page_added import with_added
from detente.exchange.page_entries import Lookup
from detente.exchange.page_words import days_as_iso, how_said, outline
from detente.knowledge.plover import plover
from detente.registry.evidence import Evidence
from detente.review.added import ADDED
from detente.review.records import Review
from detente.store import accounts_called, hidden_keys, reviews

__all__ = ["router"]

router = APIRouter()
Json = Mapping[str, Any]
KEY, LOCAL = re.compile(r"[0-9a-f]{32}"), re.compile(r"[A-Z]+[0-9]{1,7}")
OUTLINES: Mapping[str, Certainty] = {"told": "told", "claimed": "claimed", "unsure": "unsure", "undone": "undone"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An event with the report that it stands in."""

    found: Found
    reading: Json
    event: Json
    look: Lookup

    def words(self, *spans: Json | None) -> tuple[Evidence, ...]:
        told = ((self.look.words(span), span) for span in spans if span)
        return tuple(
            Evidence(words=words, document=self.found.view.id, start=span["start"], end=span["end"])
            for words, span in told
            if words.strip()
        )

    @property
    def claim(self) -> Json | None:
        own = self.event.get("claim")
        return next((one for one in self.reading.get("claims") or () if one["id"] == own), None)


@router.get("/events/{key}")
def lead_to_event(asked: Reads, key: str) -> Response:
    """Lead from an event's key, which every reading that finds it keeps, to the event as it is read now."""
    account = accounts_called(asked.record, [key]).get(key) if KEY.fullmatch(key) else None
    if account is None or key in hidden_keys(asked.record):
        raise _no_event()
    known = f"?known={asked.known}" if asked.known else ""
    return asked.back(f"/events/{account.document}/{account.event}{known}")


@router.get("/events/{document}/{local}")
def show_event(asked: Reads, document: str, local: str) -> Response:
    """Show one event of a report by its id in the reading."""
    told = _find(find_report(asked, document), local)
    beside = beside_of(asked, document).get(local)
    kind = plover().types.get(told.event["type"])
    return asked.page(
        "event.html.j2", title=_title(told),
        sheets=[_says(told), _fields(told), _numbers(told), _reviews(asked, told, beside)],
        found=told.found, event=told.event, beside=beside, report=title_of(told.found.view),
        means=kind.means if kind else "", code=_code(told),
        evidence=next(iter(told.words(told.event.get("evidence") or told.event["trigger"]))),
    )  # fmt: skip


def _no_event() -> Refused:
    message = say("No event of this address is kept here, or it is not released to you, or it is coded blind now.")
    return not_here(message, now=say("Look through the incidents"), href="/incidents")


def _find(found: Found, local: str) -> _Told:
    reading = with_added(found.reading)
    every = [*(found.reading.get("events") or ()), *reading["added"].get("events", ())]
    event = next((one for one in every if one["id"] == local), None) if LOCAL.fullmatch(local) else None
    if event is None:
        raise _no_event()
    return _Told(found=found, reading=reading, event=event, look=Lookup(reading))


def _title(told: _Told) -> str:
    called = _called(told)
    return called[:1].upper() + called[1:]


def _called(told: _Told) -> str:
    return event_text(told.event, told.look.words(told.event.get("evidence") or told.event["trigger"]))


def _code(told: _Told) -> str:
    return " ".join(filter(None, (told.event["type"], told.event.get("mode"))))


def _says(told: _Told) -> Sheet:
    """Return who says that it was so, and through whom the report has it."""
    claim = told.claim
    if claim is None:
        own = publisher_of(told.found.view)
        rows = [Row(id="own", cells=(
            cell(in_own_voice(own)), Cell(blank=say("directly")),
            Cell(blank=say("nothing is quoted")), Cell(blank="–"),
        ))]  # fmt: skip
    else:
        source, via = claim.get("source"), claim.get("via") or ()
        parts = claim.get("parts") or (claim["content"],)
        rows = [Row(id=claim["id"], cells=(
            _party(told, source, say("somebody not named")),
            _parties(told, via, say("directly")),
            Cell(text=" … ".join(map(told.look.words, parts)), words=told.words(*parts)),
            Cell(text=how_said(claim), words=told.words(claim.get("cue"))),
        ))]  # fmt: skip
    columns = (
        Column(id="who", title=say("who says it")), Column(id="through", title=say("through whom")),
        Column(id="said", title=say("what is said")), Column(id="how", title=say("how")),
    )  # fmt: skip
    return Sheet(
        id="says", title=say("Who says it"), columns=columns, rows=tuple(rows), empty=Empty(means=say("Nobody."))
    )


def _party(told: _Told, span: Json | None, blank: str) -> Cell:
    return _parties(told, [span] if span else [], blank)


def _parties(told: _Told, spans: Sequence[Json], blank: str) -> Cell:
    some = told.look.parties(spans)
    text = ", ".join(f"{one.label} ({one.country})" if one.country else one.label for one in some)
    return Cell(text=text, words=told.words(*spans), blank=blank)


def _fields(told: _Told) -> Sheet:
    columns = (
        Column(id="field", title=say("field")),
        Column(id="value", title=say("read as")),
        Column(id="rule", title=say("by which rule")),
    )
    return Sheet(
        id="fields", title=say("What was read"), columns=columns, rows=tuple(_field_rows(told)),
        empty=Empty(means=say("Nothing.")),
    )  # fmt: skip


def _field_rows(told: _Told) -> Iterator[Row]:
    event = told.event
    look = OUTLINES.get(outline(event))
    yield _field(
        "what",
        say("what was done"),
        Cell(text=_called(told), value=_code(told), words=told.words(event["trigger"]), certainty=look),
    )
    yield _field("status", say("reported as"), _status(told), event.get("rule"))
    for id_, name in (("actors", say("who did it")), ("recipients", say("to whom"))):
        spans = event.get(id_) or ()
        yield _field(id_, name, _parties(told, spans, say("not found in the text")), _inferred(told, spans))
    places, index = told.reading.get("places") or (), event.get("place")
    place = places[index] if index is not None and index < len(places) else None
    where = (
        Cell(text=place_in_words(place), words=told.words(place)) if place else Cell(blank=say("not found in the text"))
    )
    yield _field("place", say("where"), where, precision_in_words(place) if place else None)
    date = event.get("date") or {}
    yield _field(
        "date",
        say("when"),
        Cell(text=days_as_iso(date) or "", words=_day_words(told), blank=say("not found in the text")),
        date.get("rule"),
    )
    yield _field(
        "contexts", say("on which matters"), cell(contexts_text(event.get("contexts") or ()), blank=say("none"))
    )
    yield _field("cameo", say("CAMEO code"), cell(event.get("cameo"), blank=say("none")))
    yield _field(
        "confidence", say("how sure the machine is"), cell(event.get("confidence"), blank=say("coded by people"))
    )


def _status(told: _Told) -> Cell:
    status = told.event.get("status")
    words = told.words(told.event.get("evidence"))
    return replace(standing_cell(status), words=words) if status else Cell(blank=say("not found in the text"))


def _field(id_: str, name: str, value: Cell, rule: str | None = None) -> Row:
    return Row(id=id_, cells=(cell(name), value, cell(rule, blank="–")))


def _inferred(told: _Told, spans: Sequence[Json]) -> str | None:
    entities = (told.look.entities.get(span.get("entity") or "") for span in spans)
    return "; ".join(dict.fromkeys(why for one in entities if one and (why := inferred_in_words(one)))) or None


def _day_words(told: _Told) -> tuple[Evidence, ...]:
    """Return the words of its day: a date in its evidence that names the same days by the same rule."""
    day, evidence = told.event.get("date"), told.event.get("evidence")
    if not day or not evidence:
        return ()
    within = (one for one in told.look.dates if evidence["start"] <= one["start"] and one["end"] <= evidence["end"])
    return told.words(*(one for one in within if all(one.get(k) == day.get(k) for k in ("from", "to", "rule"))))


def _numbers(told: _Told) -> Sheet:
    rows = [
        Row(id=str(number), cells=(
            cell(number_text(one["kind"])), Cell(text=figure_in_words(one), words=told.words(one)),
            cell(one.get("counted"), blank="–"),
            cell(one.get("qualifier"), blank="–"),
        ))
        for number, one in enumerate(told.reading.get("quantities") or (), start=1)
        if one.get("event") == told.event["id"]
    ]  # fmt: skip
    columns = (
        Column(id="kind", title=say("number of")), Column(id="read_as", title=say("read as")),
        Column(id="counts", title=say("counts")), Column(id="qualifier", title=say("how exact")),
    )  # fmt: skip
    means = say("No number is given for it. That is “not reported”, and not none.")
    return Sheet(
        id="numbers", title=say("Numbers given for it"), columns=columns, rows=tuple(rows), empty=Empty(means=means)
    )


def _reviews(asked: Asked, told: _Told, beside: Beside | None) -> Sheet:
    key = beside.key if beside else None
    shown = () if key is None or key in hidden_keys(asked.record) else reviews(
        asked.record, document=told.found.view.id, known_on=asked.known_on.at
    )  # fmt: skip
    rows = [
        Row(id=one.id[:10], cells=(
            cell(one.coder), cell(one.at.strftime("%Y-%m-%d %H:%M")), cell(verdict_in_words(one)),
            cell(_corrected(one), blank="–"),
            cell(one.comment, blank="–"),
        ))
        for one in shown
        if one.subject.key == key
    ]  # fmt: skip
    columns = (
        Column(id="who", title=say("who")), Column(id="at", title=say("when (UTC)")),
        Column(id="verdict", title=say("says")),
        Column(id="fields", title=say("what it should be")), Column(id="why", title=say("why")),
    )  # fmt: skip
    means = say("Nobody has reviewed this coding yet: it is as the machine read it.")
    return Sheet(
        id="reviews",
        title=say("What people say of this coding"),
        columns=columns,
        rows=tuple(rows),
        empty=Empty(means=means),
    )


def _corrected(review: Review) -> str | None:
    """Return what a review says that fields should be."""
    told = [_said(name, field.value) for name, field in sorted(review.fields.items()) if name != ADDED]
    return "; ".join(told) or None


def _said(name: str, value: object) -> str:
    return f"{name}: {', '.join(map(str, value)) if isinstance(value, list | tuple) else value}"
