"""The events of a reading as rows: who did what to whom, where and when, how many, and by whose word."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from detente.reading.reading import Reading
from detente.reading.records import Claim, DateMention, Event, Interval, Place, Quantity
from detente.runs.row_parts import Row, Told, party_of, words_at

__all__ = ["event_rows"]


def event_rows(told: Told) -> Iterator[Row]:
    """Yield a row an event, in the order of the reading; of what a place, date or claim lacks nothing stands in it."""
    reading = told.reading
    claims = {claim.id: claim for claim in reading.claims}
    counted: defaultdict[str, list[Row]] = defaultdict(list)
    for binding in reading.bindings:
        if binding.event is not None:
            counted[binding.event].append(_quantity(reading.quantities[binding.quantity], reading.text))
    for event in reading.events:
        place = None if event.place is None else reading.places[event.place]
        yield {
            **_own(told, event),
            **(_place(place, reading.text) if place else {}),
            **_date(reading, event),
            "quantities": counted[event.id],
            **(_claim(told, claims[event.claim]) if event.claim else {}),
        }


def _own(told: Told, event: Event) -> Row:
    text = told.reading.text
    return {
        "event": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": event.contexts,
        "cameo": event.cameo,
        "quad": event.quad,
        "score": event.score,
        "status": event.status,
        "status_rule": event.status_rule,
        "actors": [party_of(told, party) for party in event.actors],
        "recipients": [party_of(told, party) for party in event.recipients],
        **words_at(event.trigger, text, front="trigger_"),
        **words_at(event.evidence, text, front="evidence_"),
        "confidence": event.confidence,
        "lowered_by": event.lowered_by,
    }


def _quantity(quantity: Quantity, text: str) -> Row:
    return {
        "kind": quantity.kind,
        "value": _figure(quantity.value),
        "low": _figure(quantity.low),
        "high": _figure(quantity.high),
        "unit": quantity.unit,
        "qualifier": quantity.qualifier,
        "counted": quantity.counted,
        **words_at(quantity, text),
    }


def _figure(value: float | None) -> float | None:
    """Return a number as a table holds it; None for a whole number of so many digits that none does."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None


def _place(place: Place, text: str) -> Row:
    return {
        "place_name": place.name,
        "place_geonameid": place.geonameid,
        "place_lat": place.lat,
        "place_lon": place.lon,
        "place_country": place.country,
        "place_admin1": place.admin1,
        "place_precision": place.precision,
        "place_candidates": place.candidates,
        **words_at(place, text, front="place_"),
    }


def _claim(told: Told, claim: Claim) -> Row:
    return {
        "claim": claim.id,
        "claim_mode": claim.mode,
        "claim_mood": claim.mood,
        "claim_source": claim.source and party_of(told, claim.source),
        "claim_via": [party_of(told, source) for source in claim.via],
    }


def _date(reading: Reading, event: Event) -> Row:
    days = event.date
    if days is None:
        return {}
    return {
        "date_from": days.first,
        "date_to": days.last,
        "date_precision": days.precision,
        "date_rule": days.rule,
        **words_at(_words_of_date(reading, event, days), reading.text, front="date_"),
    }


def _words_of_date(reading: Reading, event: Event, days: Interval) -> DateMention | None:
    """Return the words that an event's days come from: of those in its trigger's sentence the nearest to the trigger.

    An event keeps its days and not which words gave them; the stage that chose them looks in that sentence only.
    """
    own = reading.sentence_of(event.trigger)
    found = (d for d in reading.dates if d.interval and _gives(d.interval, days) and reading.sentence_of(d) == own)
    return min(found, key=lambda d: abs(d.start - event.trigger.start), default=None)


def _gives(named: Interval, days: Interval) -> bool:
    """Say whether days are those that words name, or what "before" or "by" them leaves."""
    if named == days:
        return True
    if days.first is not None or named.first is None or not days.rule.endswith(f" then: {named.rule}"):
        return False
    return days.last == named.last or days.last == _day_before(named.first)


def _day_before(day: str) -> str | None:
    first = date.fromisoformat(day)
    return str(first - timedelta(days=1)) if first > date.min else None
