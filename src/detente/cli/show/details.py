"""What `detente show` shows of entities, places, dates and quantities, row by row."""

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.reading.records import Interval
    from detente.store import DateView, EntityView, Known, PlaceView, QuantityView, Record, SourceView

__all__ = ["date_rows", "days", "entity_rows", "place_rows", "quantity_rows", "source_in_words"]


def source_in_words(source: "SourceView | None") -> str | None:
    """Return who says it, with the country."""
    if source is None:
        return None
    name = source.name or source.words.exact
    return f"{name} ({source.country})" if source.country else name


def days(date: "Interval | DateView") -> str:
    """Return an interval as ISO days."""
    if date.first == date.last:
        return str(date.first)
    return f"{date.first or '…'} to {date.last or '…'}"


def entity_rows(
    record: "Record", *, document: str | None, country: str | None, known_on: "Known", **_only: str | None
) -> Iterable[dict[str, Any]]:
    """Return entities, with what is inferred of them and from what."""
    from detente.store import entities

    return map(_entity_row, entities(record, document=document, country=country, known_on=known_on))


def _entity_row(entity: "EntityView") -> dict[str, Any]:
    perhaps = entity.perhaps
    return {
        "document": entity.document_id,
        "name": entity.name,
        "kind": entity.kind,
        "country": entity.country,
        "sectors": " ".join(entity.sectors) or None,
        "office": entity.role,
        "inferred from": entity.inferred,
        "perhaps": perhaps and f"{perhaps.name} ({perhaps.rule})",
    }


def place_rows(
    record: "Record", *, document: str | None, country: str | None, known_on: "Known", **_only: str | None
) -> Iterable[dict[str, Any]]:
    """Return places, with how exactly and how surely they are known."""
    from detente.store import places

    return map(_place_row, places(record, document=document, country=country, known_on=known_on))


def _place_row(place: "PlaceView") -> dict[str, Any]:
    from detente.exchange.detail_words import precision_in_words, sector_in_words

    told = dataclasses.asdict(place)
    return {
        "document": place.document_id,
        "sector": sector_in_words(told["sector"]),
        "place": f"{place.name} ({place.country})" if place.country else place.name,
        "precision": precision_in_words(told),
        "share": place.score,
        "in name": place.in_name,
        "words": place.words.exact,
    }


def date_rows(
    record: "Record", *, document: str | None, known_on: "Known", **_only: str | None
) -> Iterable[dict[str, Any]]:
    """Return dates, with the lengths of time that were held against them."""
    from detente.store import dates

    return map(_date_row, dates(record, document=document, known_on=known_on))


def _date_row(date: "DateView") -> dict[str, Any]:
    from detente.exchange.detail_words import check_in_words

    checks = [f"{check_in_words(c.agrees)}: “{' '.join(c.said.exact.split())}”" for c in date.checks]
    return {
        "document": date.document_id,
        "when": days(date) if date.first or date.last else None,
        "rule": date.rule,
        "held against it": "; ".join(checks) or None,
        "words": date.words.exact,
    }


def quantity_rows(
    record: "Record", *, document: str | None, known_on: "Known", **_only: str | None
) -> Iterable[dict[str, Any]]:
    """Return quantities, with what they count, of which event and by whose claim."""
    from detente.store import hidden_ids, quantities

    hidden = hidden_ids(record, known_on=known_on)
    for one in quantities(record, document=document, known_on=known_on):
        of_event = one.event is not None and one.event.id in hidden
        row = _quantity_row(one)
        yield row | {name: None for name, is_so in (("of", of_event), ("claimed by", one.claim_id in hidden)) if is_so}


def _quantity_row(quantity: "QuantityView") -> dict[str, Any]:
    from detente.exchange.detail_words import figure_as_said

    event = quantity.event
    return {
        "document": quantity.document_id,
        "kind": f"{quantity.kind}, {quantity.told_as.exact}" if quantity.told_as else quantity.kind,
        "figure": figure_as_said(dataclasses.asdict(quantity)).replace("\u202f", ","),
        "qualifier": quantity.qualifier,
        "counts": quantity.counted,
        "of": event and ", ".join(filter(None, (event.type, event.mode, event.status))),
        "claimed by": _claimant(quantity),
        "words": quantity.words.exact,
    }


def _claimant(quantity: "QuantityView") -> str | None:
    """Return whose claim a quantity stands in; None where it is told in the publisher's own voice."""
    if quantity.claim_id is None:
        return None
    return source_in_words(quantity.source) or "somebody not named"
