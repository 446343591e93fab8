"""Events that a reader gives, from its readings: made now, or made before and kept in a file."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.core.errors import UsageError
from detente.core.spans import Span
from detente.documents.packet import Packet
from detente.evaluate.claims import GivenClaim
from detente.evaluate.collect import rows_of
from detente.evaluate.details import GivenParty, GivenPlace, GoldQuantity
from detente.evaluate.gold import GoldDocument, Json, one_of
from detente.evaluate.party import mention_of_party
from detente.knowledge.plover import plover
from detente.pipeline.outcomes import lines_of
from detente.reading.records import CLAIM_MODES, STATUSES

__all__ = ["Given", "GivenEvent", "load_readings", "make_readings", "take_given"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEvent:
    """An event as a reading has it; what it lacks is None or empty."""

    type: str
    trigger: Span | None
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    status: str | None
    mode: str | None
    contexts: tuple[str, ...]
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The events given for one document. `refused` where there is no reading of it, or an error in its place."""

    events: tuple[GivenEvent, ...] = ()
    claims: tuple[GivenClaim, ...] = ()
    links: tuple[tuple[Span, ...], ...] = ()
    """For each link that was coded, the other mentions of what its words are linked to."""
    places: tuple[GivenPlace, ...] = ()
    quantities: tuple[GoldQuantity, ...] = ()
    parties: tuple[GivenParty | None, ...] = ()
    """For each party that was coded, the entity over its words, None where there is none."""
    refused: bool = False


def make_readings(
    documents: Sequence[GoldDocument], *, workers: int = 1, advance: Callable[[int], object] = bool
) -> Iterator[Given]:
    """Read the documents as `detente read` does and yield what is given for each, in order."""
    packets = (Packet(name=d.id, suffix=".jsonl", data=_packed(d)) for d in documents)
    for document, line in zip(documents, lines_of(packets, workers=workers), strict=True):
        yield _given(json.loads(line.data), document, document.id)
        advance(line.taken)


def load_readings(path: Path) -> dict[str, tuple[str, Json]]:
    """Return the readings in a file that `detente read` wrote, by id, each with its line.

    Raises `UsageError`.
    """
    readings: dict[str, tuple[str, Json]] = {}
    for where, row in rows_of(path):
        if str(row.get("id")) in readings:
            message = f"{where}: there is a reading of {row.get('id')!r} already; keep one"
            raise UsageError(message)
        readings[str(row.get("id"))] = where, row
    return readings


def take_given(
    documents: Sequence[GoldDocument], readings: dict[str, tuple[str, Json]], *, path: Path
) -> Iterator[Given]:
    """Yield what readings made before give for each document, in order.

    Raises `UsageError` where none of the documents has a reading, or a reading is of another text.
    """
    if documents and not any(d.id in readings for d in documents):
        message = f"{path} holds a reading of none of the {len(documents):,} documents, such as {documents[0].id!r}"
        raise UsageError(message)
    for document in documents:
        where, row = readings.get(document.id, ("", {"error": None}))
        yield _given(row, document, where)


def _packed(document: GoldDocument) -> bytes:
    return json.dumps({"id": document.id, "text": document.text, "published": document.published}).encode()


def _given(row: Json, document: GoldDocument, where: str) -> Given:
    if "error" in row:
        return Given(refused=True)
    if not isinstance(row.get("text"), str):
        raise _fault(where, "there is no `text`")
    if row.get("text") != document.text:
        message = f"{where}: this reading of {document.id!r} is of another text than was coded; read it again"
        raise UsageError(message)
    events = _list(row, "events", where)
    return Given(
        events=tuple(_event(e, document.text, f"{where}: event {n}") for n, e in enumerate(events, 1)),
        claims=tuple(_claims(row, document.text, where)) if document.claims is not None else (),
        links=tuple(_links(row, document, where)) if document.links is not None else (),
        places=tuple(_places(row, document.text, where)) if document.places is not None else (),
        quantities=tuple(_quantities(row, document.text, where)) if document.quantities is not None else (),
        parties=tuple(_parties(row, document, where)),
    )


def _places(row: Json, text: str, where: str) -> Iterator[GivenPlace]:
    for place in _list(row, "places", where):
        span = _span(place, text, where)
        if span is not None:
            told = {field: place.get(field) for field in ("country", "lat", "lon", "precision")}
            yield GivenPlace(start=span.start, end=span.end, **told)


def _quantities(row: Json, text: str, where: str) -> Iterator[GoldQuantity]:
    for quantity in _list(row, "quantities", where):
        span = _span(quantity, text, where)
        if span is not None:
            told = {field: quantity.get(field) for field in ("kind", "value", "low", "high", "unit")}
            words = (quantity["qualifier"],) if quantity.get("qualifier") else ()
            yield GoldQuantity(start=span.start, end=span.end, qualifiers=words, **told)


def _parties(row: Json, document: GoldDocument, where: str) -> Iterator[GivenParty | None]:
    """Yield for each coded party the entity of the mention that is its head's."""
    mentions, entities = _mentions(row, document.text, where), {str(e.get("id")): e for e in row.get("entities") or []}
    owner = {span: entity for entity, spans in mentions.items() for span in spans}
    for party in document.parties:
        best = mention_of_party(document.text, party.at, list(owner))
        entity = entities.get(owner[best]) if best else None
        yield _party(entity) if entity else None


def _party(entity: Json) -> GivenParty:
    by_table = str(entity.get("inferred") or "").startswith("table of")
    return GivenParty(country=entity.get("country"), sectors=tuple(entity.get("sectors") or ()), by_table=by_table)


def _fault(where: str, what: str) -> UsageError:
    return UsageError(f"{where}: {what}; --readings takes readings as `detente read` prints them")


def _list(row: Any, field: str, where: str) -> list[Any]:
    value = row.get(field) if isinstance(row, dict) else None
    if not isinstance(value, list):
        raise _fault(where, f"there is no list of `{field}`")
    return value


def _event(row: Any, text: str, where: str) -> GivenEvent:
    actors, recipients = (_list(row, field, where) for field in ("actors", "recipients"))
    contexts = _list(row, "contexts", where) if row.get("contexts") is not None else []
    vocabulary = plover()
    kind = one_of(row.get("type"), vocabulary.types, "type", where)
    return GivenEvent(
        type=kind,
        trigger=_span(row.get("trigger"), text, where),
        actors=_spans(actors, text, where),
        recipients=_spans(recipients, text, where),
        status=one_of(row.get("status"), (None, *STATUSES), "status", where),
        mode=one_of(row.get("mode"), (None, *vocabulary.types[kind].modes), f"mode of {kind}", where),
        contexts=tuple(one_of(c, vocabulary.contexts, "context", where) for c in contexts),
        confidence=_confidence(row.get("confidence"), where),
    )


def _claims(row: Json, text: str, where: str) -> Iterator[GivenClaim]:
    """Yield the claims of a reading; one without a content that stands somewhere is none."""
    mentions, members = _mentions(row, text, where), _members(row)
    for n, claim in enumerate(_list(row, "claims", where), 1):
        here = f"{where}: claim {n}"
        content = _span(claim.get("content"), text, here)
        if content is None:
            continue
        source = claim.get("source")
        entity = str(source.get("entity")) if isinstance(source, dict) else ""
        named = [s for e in (entity, *members.get(entity, ())) for s in mentions.get(e, ())]
        mode = one_of(claim.get("mode"), CLAIM_MODES, "mode of a claim", here)
        yield GivenClaim(source=_span(source, text, here), content=content, mode=mode, named=tuple(named))


def _mentions(row: Json, text: str, where: str) -> dict[str, list[Span]]:
    """Return the mentions of every entity of a reading."""
    mentions: dict[str, list[Span]] = {}
    for mention in row.get("mentions") or []:
        span = _span(mention, text, where)
        if span is not None and mention.get("entity") is not None:
            mentions.setdefault(str(mention["entity"]), []).append(span)
    return mentions


def _members(row: Json) -> dict[str, tuple[str, ...]]:
    return {str(e.get("id")): tuple(map(str, e.get("members") or ())) for e in row.get("entities") or []}


def _links(row: Json, document: GoldDocument, where: str) -> Iterator[tuple[Span, ...]]:
    """Yield for each coded link the other mentions of the entity, and its members', that the same words end with."""
    mentions, members = _mentions(row, document.text, where), _members(row)
    owner = {span: entity for entity, spans in mentions.items() for span in spans}
    for link in document.links or ():
        own = [s for s in owner if s.end == link.at.end and s.start >= link.at.start]
        entity = owner[max(own, key=lambda s: s.end - s.start)] if own else ""
        every = [s for e in (entity, *members.get(entity, ())) for s in mentions.get(e, ())]
        yield tuple(s for s in every if s not in own)


def _confidence(value: Any, where: str) -> float | None:
    if value is not None and (type(value) not in {int, float} or not 0 <= value <= 1):
        raise _fault(where, f"the confidence {str(value)[:40]!r} is no number from 0 to 1")
    return None if value is None else float(value)


def _spans(rows: list[Any], text: str, where: str) -> tuple[Span, ...]:
    return tuple(span for row in rows if (span := _span(row, text, where)) is not None)


def _span(row: Any, text: str, where: str) -> Span | None:
    """Return a span; None for one that stands nowhere, without offsets or from 0 to 0."""
    ends = [row.get("start", 0), row.get("end", 0)] if isinstance(row, dict) else [0, 0] if row is None else []
    if ends == [0, 0]:
        return None
    if [type(end) for end in ends] != [int, int] or not 0 <= ends[0] < ends[1] <= len(text):
        what = f"{str(row)[:60]} is no span of its text: start and end with 0 <= start < end <= {len(text):,}"
        raise _fault(where, what)
    return Span(*ends)
