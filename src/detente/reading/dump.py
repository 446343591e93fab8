"""A reading as plain JSON values, to the letter of the reading contract."""

from typing import TYPE_CHECKING, Any

from detente.core.spans import HasSpan

if TYPE_CHECKING:
    from detente.reading.reading import Reading
    from detente.reading.records import (
        Binding,
        Claim,
        DateCheck,
        DateMention,
        Entity,
        Event,
        Interval,
        Party,
        Place,
        Quantity,
        Sector,
        Source,
        Statement,
    )

__all__ = ["dump_reading"]


def dump_reading(reading: "Reading") -> dict[str, Any]:
    """Return a reading in the contract's form; some fields go beyond it."""
    text = reading.text
    owner = {i: e.id for e in reading.entities for i in e.mentions}
    links = {
        i: sure
        for e in reading.entities
        for i, sure in zip(e.mentions, e.links or (1.0,) * len(e.mentions), strict=True)
    }
    bound = {b.quantity: b for b in reading.bindings}
    document = reading.document
    published = reading.published
    return {
        "id": document.id,
        "text": text,
        "published": published
        and {
            "from": published.first,
            "to": published.last,
            "rule": published.rule,
            "start": published.span and published.span.start,
            "end": published.span and published.span.end,
        },
        "title": document.title,
        "url": document.url,
        "publisher": document.publisher,
        "language": document.language,
        "sentences": [_span(s) for s in reading.sentences],
        "entities": [_entity(e) for e in reading.entities],
        "mentions": [
            {**_words(m, text), "kind": m.kind, "form": m.form, "entity": owner.get(i), "link": links.get(i)}
            for i, m in enumerate(reading.mentions)
        ],
        "places": [_place(p, text) for p in reading.places],
        "dates": [_date(d, text) for d in reading.dates],
        "checks": [_check(c, text) for c in reading.checks],
        "quantities": [_quantity(q, text, bound.get(i)) for i, q in enumerate(reading.quantities)],
        "claims": [_claim(c) for c in reading.claims],
        "events": [_event(e) for e in reading.events],
        "statements": [_statement(s) for s in reading.statements],
        "damage": [{**_span(d), "kind": d.kind, "reason": d.reason} for d in reading.damage],
        "drops": [{**_span(d), "stage": d.stage, "reason": d.reason} for d in reading.drops],
        "stages": dict(reading.stages),
    }


def _span(span: HasSpan) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}


def _words(span: HasSpan, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def _entity(entity: "Entity") -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "country": entity.country,
        "sectors": list(entity.sectors),
        "role": entity.role,
        "inferred": entity.inferred,
        "perhaps": entity.perhaps and {"entity": entity.perhaps.entity, "rule": entity.perhaps.rule},
        "members": list(entity.members),
    }


def _place(place: "Place", text: str) -> dict[str, Any]:
    return {
        **_words(place, text),
        "name": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "precision": place.precision,
        "candidates": place.candidates,
        "score": place.score,
        "in_name": place.in_name,
        "sector": _sector(place.sector, text) if place.sector else None,
    }


def _sector(sector: "Sector", text: str) -> dict[str, Any]:
    return {
        **_words(sector, text),
        "near_km": sector.near_km,
        "far_km": sector.far_km,
        "bearing": sector.bearing,
    }


def _interval(interval: "Interval") -> dict[str, Any]:
    return {
        "from": interval.first,
        "to": interval.last,
        "precision": interval.precision,
        "rule": interval.rule,
    }


def _date(date: "DateMention", text: str) -> dict[str, Any]:
    if date.interval is None:
        return {**_words(date, text), "from": None, "to": None, "precision": None, "rule": date.rule}
    return {**_words(date, text), **_interval(date.interval)}


def _check(check: "DateCheck", text: str) -> dict[str, Any]:
    return {
        **_words(check, text),
        "said": _words(check.said, text),
        "against": [_words(span, text) for span in check.against],
        "agrees": check.agrees,
        "rule": check.rule,
    }


def _quantity(quantity: "Quantity", text: str, bound: "Binding | None") -> dict[str, Any]:
    return {
        **_words(quantity, text),
        "kind": quantity.kind,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "qualifier": quantity.qualifier,
        "counted": quantity.counted,
        "told_as": _words(quantity.told_as, text) if quantity.told_as else None,
        "event": bound.event if bound else None,
        "claim": bound.claim if bound else None,
    }


def _source(source: "Source") -> dict[str, Any]:
    return {"start": source.start, "end": source.end, "entity": source.entity}


def _claim(claim: "Claim") -> dict[str, Any]:
    return {
        "id": claim.id,
        "source": claim.source and _source(claim.source),
        "via": [_source(v) for v in claim.via],
        "cue": claim.cue and _span(claim.cue),
        "content": _span(claim.content),
        "parts": [_span(p) for p in claim.parts],
        "mode": claim.mode,
        "mood": claim.mood,
        "trend": claim.trend,
        "confidence": claim.confidence,
        "lowered_by": list(claim.lowered_by),
    }


def _statement(statement: "Statement") -> dict[str, Any]:
    return {
        "claim": statement.claim,
        "office": statement.office and _span(statement.office),
        "venue": statement.venue and _span(statement.venue),
        "audience": [_source(a) for a in statement.audience],
        "date": statement.date,
        "topics": [{**_span(t), "entity": t.entity} for t in statement.topics],
        "stances": [
            {**_span(s), "entity": s.entity, "leaning": s.leaning, "trigger": _span(s.trigger)}
            for s in statement.stances
        ],
    }


def _party(party: "Party") -> dict[str, Any]:
    return {"entity": party.entity, "start": party.start, "end": party.end}


def _event(event: "Event") -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "quad": event.quad,
        "score": event.score,
        "actors": [_party(p) for p in event.actors],
        "recipients": [_party(p) for p in event.recipients],
        "trigger": _span(event.trigger),
        "place": event.place,
        "date": event.date and _interval(event.date),
        "status": event.status,
        "rule": event.status_rule,
        "claim": event.claim,
        "evidence": _span(event.evidence),
        "confidence": event.confidence,
        "lowered_by": list(event.lowered_by),
    }
