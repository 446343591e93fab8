"""The table under a report: every date, place, quantity, damage and drop, with its words and what they were read as."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.exchange.page_words import Json, days_as_iso, figure_in_words

__all__ = ["Detail", "view_details"]

EXCERPT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One line: what kind of words, the words, what they were read as and why, or how surely."""

    layer: str
    kind: str
    words: str
    read_as: str
    why: str
    country: str | None = None


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
    for item in reading.get("quantities") or ():
        yield _quantity(item, text)
    for item in reading.get("damage") or ():
        why = "text lost or altered on its way here"
        yield Detail(layer="damage", kind="damage", words=_words(item, text), read_as=item["kind"], why=why)
    for item in reading.get("drops") or ():
        words, why = _words(item, text), item["reason"]
        yield Detail(layer="drops", kind="left out", words=words, read_as=f"by {item['stage']}", why=why)


def _place(place: Json, text: str) -> Detail:
    count = place.get("candidates")
    sure = place.get("precision") or "not located"
    return Detail(
        layer="places",
        kind="place",
        words=_words(place, text),
        read_as=place["name"],
        why=f"{sure}, {count} candidate{'s' if count > 1 else ''}" if count else sure,
        country=place.get("country"),
    )


def _quantity(quantity: Json, text: str) -> Detail:
    unit, qualifier = quantity.get("unit"), quantity.get("qualifier")
    figure = figure_in_words(quantity)
    return Detail(
        layer="quantities",
        kind=quantity["kind"],
        words=_words(quantity, text),
        read_as=f"{figure} {unit}" if unit else figure,
        why=f"“{qualifier}”" if qualifier else "as printed",
    )


def _words(item: Json, text: str) -> str:
    line = " ".join(text[item["start"] : item["end"]].split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + " …"
