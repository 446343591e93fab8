"""The tables under a report: dates, places, quantities and the rest, with their words and what they were read as."""

from collections.abc import Iterator, Mapping

from detente.exchange.detail_words import (
    check_in_words,
    figure_in_words,
    inferred_in_words,
    place_in_words,
    precision_in_words,
    share_in_words,
)
from detente.exchange.page_items import Check, ClaimView, Detail, EventView, Figure
from detente.exchange.page_words import Json, days_as_iso

__all__ = ["view_checks", "view_details", "view_figures"]

EXCERPT = 80


def view_details(reading: Json) -> tuple[Detail, ...]:
    """Return the lines of the table, layer by layer, in the order of the text."""
    text = reading.get("text") or ""
    return tuple(_lines(reading, text))


def _lines(reading: Json, text: str) -> Iterator[Detail]:
    for item in reading.get("dates") or ():
        days = days_as_iso(item) or "not resolved"
        yield Detail(layer="dates", kind="date", words=_words(item, text), read_as=days, why=item["rule"])
    for item in reading.get("places") or ():
        yield _place(item, text)
    yield from _inferred(reading, text)
    for item in reading.get("damage") or ():
        why = item.get("reason") or "text lost or altered on its way here"
        yield Detail(layer="damage", kind="damage", words=_words(item, text), read_as=item["kind"], why=why)
    for item in reading.get("drops") or ():
        words, why = _words(item, text), item["reason"]
        yield Detail(layer="drops", kind="left out", words=words, read_as=f"by {item['stage']}", why=why)


def _place(place: Json, text: str) -> Detail:
    count = place.get("candidates")
    told = [precision_in_words(place), share_in_words(place.get("score"))]
    told += [f"{count} candidate{'s' if count > 1 else ''}" if count and place.get("precision") else None]
    told += ["in a name" if place.get("in_name") else None]
    return Detail(
        layer="places",
        kind="place",
        words=_words(_with_sector(place), text),
        read_as=place_in_words(place),
        why=", ".join(part for part in told if part),
        country=place.get("country"),
    )


def _with_sector(place: Json) -> Json:
    """Return where a place stands together with the words of distance and direction before it."""
    sector = place.get("sector")
    return {"start": sector["start"] if sector else place["start"], "end": place["end"]}


def _inferred(reading: Json, text: str) -> Iterator[Detail]:
    """Yield who has a country or sectors that no words of theirs give, and who may be somebody else as well."""
    entities = reading.get("entities") or ()
    names = {e["id"]: e["name"] for e in entities}
    words = {m.get("entity"): _words(m, text) for m in reversed(reading.get("mentions") or ())}
    for entity in entities:
        perhaps, inferred, said = entity.get("perhaps"), inferred_in_words(entity), words.get(entity["id"])
        if inferred:
            told = " ".join((entity.get("country") or "–", *(entity.get("sectors") or ())))
            yield Detail(layer="inferred", kind="party", words=said or entity["name"], read_as=told, why=inferred)
        if perhaps:
            other = f"perhaps {names.get(perhaps['entity'], 'another')}"
            why = perhaps["rule"]
            yield Detail(layer="inferred", kind="party", words=said or entity["name"], read_as=other, why=why)


def view_figures(reading: Json, claims: Mapping[str, ClaimView], events: Mapping[str, EventView]) -> tuple[Figure, ...]:
    """Return the quantities of a report, each with what it counts, of which event and in whose claim."""
    text = reading.get("text") or ""
    return tuple(
        Figure(
            kind=item["kind"],
            words=_words(item, text),
            read_as=" ".join(filter(None, (figure_in_words(item), item.get("unit")))),
            qualifier=item.get("qualifier"),
            counts=item.get("counted"),
            told_as=_words(item["told_as"], text) if item.get("told_as") else None,
            event=events.get(item.get("event") or ""),
            claim=claims.get(item.get("claim") or ""),
        )
        for item in reading.get("quantities") or ()
    )


def view_checks(reading: Json) -> tuple[Check, ...]:
    """Return the lengths of time that a report states and what each was held against, in the order of the text."""
    text = reading.get("text") or ""
    return tuple(
        Check(
            outcome=check_in_words(item["agrees"]),
            said=_words(item["said"], text),
            against=tuple(_words(span, text) for span in item["against"]),
            rule=item["rule"],
        )
        for item in reading.get("checks") or ()
    )


def _words(item: Json, text: str) -> str:
    line = " ".join(text[item["start"] : item["end"]].split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + " …"
