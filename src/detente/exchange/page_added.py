"""What people added to a report, as entries of the page: beside the machine's, each with who coded it, when and why."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from detente.exchange.detail_words import figure_in_words
from detente.exchange.page_entries import Lookup, introduce, view_claim, view_event
from detente.exchange.page_items import Added, Coded, EventView
from detente.exchange.page_marks import marks_of
from detente.exchange.page_text import Mark
from detente.exchange.page_words import Json, days_in_words

__all__ = ["marks_of_added", "view_added", "with_added"]

BROUGHT = ("entities", "mentions", "places", "quantities")
OWN = frozenset("tc")
"""The letters of an addition's own words among the marks: what was done, what is said."""


def with_added(reading: Json) -> dict[str, Any]:
    """Return a reading in which everything that people added to it can be looked up; its "added" is never missing."""
    added = reading.get("added") or {}
    layers = {layer: [*(reading.get(layer) or ()), *added.get(layer, ())] for layer in (*BROUGHT, "claims")}
    return {**reading, **layers, "added": added}


def marks_of_added(whole: Json) -> Iterator[Mark]:
    """Yield a mark for all the words that additions stand on; a look only for their own, which is no machine's."""
    added = whole["added"]
    own = {one["id"]: f"added by {_coded(one).by}" for kind in ("claims", "events") for one in added.get(kind, ())}
    shown = {name: added.get(name, ()) for name in ("claims", "events")}
    for mark in marks_of({"places": whole["places"], "dates": whole.get("dates"), **shown}):
        if mark.token:
            is_own = mark.token[-1] in OWN
            yield replace(mark, look="h" if is_own else "", title=own[mark.token[:-1]] if is_own else "")


def view_added(whole: Json, look: Lookup, anchors: Mapping[str, str]) -> Added:
    """Return what people added to a report."""
    added = whole["added"]
    claims = [replace(view_claim(c, whole, look, anchors), coded=_coded(c)) for c in added.get("claims", ())]
    events = (_event(e, whole, look, anchors) for e in added.get("events", ()))
    return Added(claims=introduce(claims), events=tuple(events))


def _event(event: Json, whole: Json, look: Lookup, anchors: Mapping[str, str]) -> EventView:
    own = [q for q in whole["added"]["quantities"] if q.get("event") == event["id"]]
    told = tuple((f"{q['kind']}: {figure_in_words(q)}", look.words(q)) for q in own)
    return replace(view_event(event, whole, look, anchors), coded=_coded(event), told=told)


def _coded(one: Json) -> Coded:
    review = one["review"]
    day = review["at"][:10]
    coders = dict.fromkeys([*(other["coder"] for other in review["beside"]), review["coder"]])
    return Coded(
        by=" and ".join(coders), day=day, on=days_in_words({"from": day, "to": day}) or day, why=review["comment"]
    )
