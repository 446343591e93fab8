"""Which words of a report are marked, and for what: the layers that the page underlines.

A token is an item's id and one letter for the part its words play: of a claim, its source (s), who passed it on (v),
the cue (q) and the content (c); of an event, the trigger (t), actors (a), recipients (r), place (p), day (d) and
evidence (e).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.exchange.detail_words import figure_as_said, place_in_words, precision_in_words, share_in_words
from detente.exchange.page_text import Mark, name_hidden
from detente.exchange.page_words import Json, days_in_words

__all__ = ["marks_of"]


def marks_of(reading: Json) -> Iterator[Mark]:
    """Yield a mark for all the words that a reading stands on."""
    for claim in reading.get("claims") or ():
        yield from _marks_of_claim(claim)
    for event in reading.get("events") or ():
        yield from _marks_of_event(event, reading)
    for date in reading.get("dates") or ():
        yield _mark(date, "d", title=f"date: {days_in_words(date) or 'not resolved'}; {date['rule']}")
    for place in reading.get("places") or ():
        yield from _marks_of_place(place)
    for quantity in reading.get("quantities") or ():
        yield _mark(quantity, "n", title=f"{quantity['kind']}: {figure_as_said(quantity)}")
    for damage in reading.get("damage") or ():
        yield _mark(damage, "x", title=_damage(damage))


def _damage(damage: Mapping[str, Any]) -> str:
    reason = damage.get("reason")
    return f"damage: {damage['kind']}" + (f" ({reason})" if reason else "")


def _marks_of_place(place: Json) -> Iterator[Mark]:
    """Yield a place's words, and those of distance and direction before it."""
    share = share_in_words(place.get("score"))
    title = f"place: {place_in_words(place)}; {precision_in_words(place)}" + (f", {share}" if share else "")
    yield _mark(place, "p", title=title)
    if place.get("sector"):
        yield _mark(place["sector"], "p", title=title)


def _mark(span: Mapping[str, Any], look: str, *, token: str = "", title: str = "") -> Mark:
    return Mark(start=span["start"], end=span["end"], look=look, token=token, title=name_hidden(title))


def _marks_of_claim(claim: Json) -> Iterator[Mark]:
    for part in claim.get("parts") or (claim["content"],):
        yield _mark(part, "c", token=claim["id"] + "c")
    if claim.get("source"):
        yield _mark(claim["source"], "s", token=claim["id"] + "s")
    for link in claim.get("via") or ():
        yield _mark(link, "s", token=claim["id"] + "v")
    if claim.get("cue"):
        yield _mark(claim["cue"], "q", token=claim["id"] + "q")


def _marks_of_event(event: Json, reading: Json) -> Iterator[Mark]:
    yield _mark(event["trigger"], "t", token=event["id"] + "t")
    for role, letter in (("actors", "a"), ("recipients", "r")):
        for party in event.get(role) or ():
            yield _mark(party, "a", token=event["id"] + letter)
    places, index = reading.get("places") or (), event.get("place")
    if index is not None and index < len(places):
        yield _mark(places[index], "p", token=event["id"] + "p")
    yield from _marks_of_day(event, reading.get("dates") or ())
    if event.get("evidence"):
        yield _mark(event["evidence"], "", token=event["id"] + "e")


def _marks_of_day(event: Json, dates: Iterable[Json]) -> Iterator[Mark]:
    """Yield the words of an event's day: a date in its evidence that names the same days by the same rule."""
    day, evidence = event.get("date"), event.get("evidence")
    if not day or not evidence:
        return
    for date in dates:
        inside = evidence["start"] <= date["start"] and date["end"] <= evidence["end"]
        if inside and all(date.get(k) == day.get(k) for k in ("from", "to", "rule")):
            yield _mark(date, "d", token=event["id"] + "d")
