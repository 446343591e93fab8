"""An event or a claim of a reading as fields, the way a person corrects them."""

from collections.abc import Mapping
from typing import Any

from detente.core.spans import Span
from detente.reading.records import QUANTITY_KINDS
from detente.review.keys import claim_keys
from detente.review.records import Field, Kind

__all__ = ["coded_fields", "laid_over", "same_field"]

Json = Mapping[str, Any]
BY_SPAN = frozenset({"actors", "recipients", "via", "place", "source", "cue", "content", "trigger"})
"""Fields whose value is the words at their spans."""


def coded_fields(kind: Kind, coded: Json, *, reading: Json, document: str) -> dict[str, Field]:
    """Return every field of an event or a claim as the reading has it."""
    return _event(coded, reading, document) if kind == "event" else _claim(coded, reading["text"])


def same_field(name: str, one: Field, other: Field) -> bool:
    """Say whether two fields say the same: the same words for what words tell, the same value for the rest."""
    if name in BY_SPAN:
        return sorted(one.spans) == sorted(other.spans)
    if name == "contexts":
        return set(one.value or ()) == set(other.value or ())
    return bool(one.value == other.value)


def laid_over(before: Mapping[str, Field], corrected: Mapping[str, Field]) -> dict[str, Field]:
    """Return the fields of a coding with those that a person corrected in their places."""
    return {**before, **corrected}


def _at(*spans: Json | None) -> tuple[Span, ...]:
    return tuple(Span(s["start"], s["end"]) for s in spans if s)


def _words(text: str, *spans: Json | None) -> Field:
    found = _at(*spans)
    return Field(value=[s.text_in(text) for s in found], spans=found) if found else Field()


def _event(event: Json, reading: Json, document: str) -> dict[str, Field]:
    text, trigger, evidence = reading["text"], _at(event["trigger"]), _at(event["evidence"])
    date = event["date"]
    keys = dict(
        zip((c["id"] for c in reading["claims"]), claim_keys(reading["claims"], document=document), strict=True)
    )
    said = {c["id"]: c["content"] for c in reading["claims"]}
    return {
        "type": Field(value=event["type"], spans=trigger),
        "mode": Field(value=event["mode"], spans=trigger if event["mode"] else ()),
        "contexts": Field(value=sorted(event["contexts"]), spans=trigger) if event["contexts"] else Field(),
        "status": Field(value=event["status"], spans=evidence),
        "trigger": _words(text, event["trigger"]),
        "actors": _words(text, *event["actors"]),
        "recipients": _words(text, *event["recipients"]),
        "place": _words(text, None if event["place"] is None else reading["places"][event["place"]]),
        "date": Field(value={"from": date["from"], "to": date["to"]}, spans=_date_words(date, reading))
        if date
        else Field(),
        "claim": Field(value=keys[event["claim"]], spans=_at(said[event["claim"]])) if event["claim"] else Field(),
        **{kind: found for kind in QUANTITY_KINDS if (found := _number(event, kind, reading))},
    }


def _date_words(date: Json, reading: Json) -> tuple[Span, ...]:
    return _at(*[d for d in reading["dates"] if d["from"] == date["from"] and d["to"] == date["to"]][:1])


def _number(event: Json, kind: str, reading: Json) -> Field | None:
    found = next((q for q in reading["quantities"] if q["kind"] == kind and q.get("event") == event["id"]), None)
    if found is None:
        return None
    exact = found["value"]
    ends = (exact, exact) if exact is not None else (found["low"], found["high"])
    low, high = (None if end is None else float(end) for end in ends)
    return Field(value={"low": low, "high": high}, spans=_at(found))


def _claim(claim: Json, text: str) -> dict[str, Field]:
    own = _at(claim["cue"] or claim["content"])
    return {
        "source": _words(text, claim["source"]),
        "via": _words(text, *claim["via"]),
        "cue": _words(text, claim["cue"]),
        "content": _words(text, claim["content"]),
        **{name: Field(value=claim[name], spans=own) if claim[name] else Field() for name in ("mode", "mood", "trend")},
    }
