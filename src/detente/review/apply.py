"""Lays reviews over a reading in the contract's form: rejected is left out, corrected counts as corrected.

What the machine read is kept beside it, under "machine", and who says otherwise under "review".
"""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from detente.core.spans import Span, overlaps
from detente.knowledge.plover import plover
from detente.reading.records import QUANTITY_KINDS
from detente.review.added import ADDED, is_added, known_keys, new_one
from detente.review.keys import claim_keys, event_keys
from detente.review.records import KINDS, Field, Kind, Review, pack_fields
from detente.review.standing import standing_reviews

__all__ = ["apply_review", "cut_loose", "lay_standing", "review_view"]

Json = dict[str, Any]
SIDES = ("actors", "recipients")


def apply_review(reading: Mapping[str, Any], reviews: Iterable[Review], *, document: str) -> Json:
    """Return a reading as people left it; the one given stays as it is.

    `document` is the id of the document in the record. Reviews of other documents change nothing. An event or claim
    that was reviewed has "review"; one that was corrected has "machine", with what the machine read in the fields that
    differ now. An event ("A1") or a claim ("AC1") that a person added has null there. What was rejected stands under
    "rejected", with its kind. Words that no entity of the reading has make a new one ("R1"). Every event and claim has
    its "key", as it was before anything of it was corrected.
    """
    own = (review for review in reviews if review.subject.document == document)
    return lay_standing(reading, standing_reviews(own), document=document)


def lay_standing(reading: Mapping[str, Any], standing: Mapping[str, Review], *, document: str) -> Json:
    """Return a reading with the verdicts that count, by key, laid over it as `apply_review` does."""
    if not standing:
        return dict(reading)
    made: Json = copy.deepcopy(dict(reading))
    added = {kind: _added(kind, made, standing, document) for kind in KINDS}
    claims = [*_reviewed("claim", made, claim_keys(made["claims"], document=document), standing), *added["claim"]]
    events = [*_reviewed("event", made, event_keys(made["events"], document=document), standing), *added["event"]]
    by_key = {claim["key"]: claim["id"] for claim in claims}
    for event in events:
        if "review" in event:
            _correct_event(event, made, standing[event["key"]].fields, by_key)
    for claim in claims:
        if "review" in claim:
            _correct_claim(claim, made, standing[claim["key"]].fields)
    for one in (*added["claim"], *added["event"]):
        one["machine"] = None
    made["events"], made["claims"] = events, claims
    cut_loose(made)
    return made


def review_view(review: Review) -> Json:
    """Return a verdict as JSON has it."""
    return {
        "id": review.id,
        "verdict": review.verdict,
        "coder": review.coder,
        "at": review.at.isoformat(),
        "comment": review.comment,
        "fields": pack_fields(review.fields),
        "settles": review.settles,
        "beside": [{"id": r.id, "coder": r.coder, "fields": sorted(r.fields)} for r in review.beside],
    }


def _reviewed(kind: Kind, made: Json, keys: list[str], standing: Mapping[str, Review]) -> list[Json]:
    """Return the events or claims that nobody rejected, each with its key; note the others as rejected."""
    kept: list[Json] = []
    for key, one in zip(keys, made[f"{kind}s"], strict=True):
        review = standing.get(key)
        if review is not None and review.verdict == "reject":
            made.setdefault("rejected", []).append({"kind": kind, "machine": one, "review": review_view(review)})
            continue
        kept.append(one | {"key": key} | ({"review": review_view(review)} if review is not None else {}))
    return kept


def _added(kind: Kind, made: Json, standing: Mapping[str, Review], document: str) -> list[Json]:
    """Return the events or claims that a person coded where the reading has none, with nothing said of them yet."""
    known = known_keys(kind, made, document=document)
    found = [r for key, r in standing.items() if r.subject.kind == kind and is_added(r) and key not in known]
    return [
        new_one(review, made, number) | {"key": review.subject.key, "review": review_view(review)}
        for number, review in enumerate(found, 1)
    ]


def _correct_event(event: Json, made: Json, fields: Mapping[str, Field], claims: Mapping[str, str]) -> None:
    """Put a person's fields in the place of the machine's, which are kept under "machine"."""
    machine: Json = {}
    for name, field in fields.items():
        if name == ADDED:
            continue
        if name in QUANTITY_KINDS:
            machine.setdefault("quantities", []).extend(_count(made, event["id"], name, field))
        else:
            machine[name], event[name] = event[name], _value(name, field, made, claims)
    if "trigger" in fields:
        machine["evidence"] = event["evidence"]
        event["evidence"] = _reaching(event["evidence"], fields["trigger"].spans[0])
    if {"type", "mode"} & fields.keys():
        machine |= {name: event[name] for name in ("quad", "score", "cameo")}
        score = plover().score(event["type"], event["mode"])
        event |= {"quad": plover().quad(event["type"]), "score": score, "cameo": None}
    if fields:
        event["machine"] = machine


def _value(name: str, field: Field, made: Json, claims: Mapping[str, str]) -> Any:
    """Return what a field of an event is in the contract's form."""
    first = field.spans[0] if field.spans else None
    if name in SIDES:
        return [{"entity": _entity_at(made, span), "start": span.start, "end": span.end} for span in field.spans]
    if name == "place":
        return _place_at(made, first) if first else None
    if name == "date":
        return _interval(field)
    if name == "claim":
        return claims.get(field.value or "")
    if name == "contexts":
        return list(field.value or ())
    return _span(first) if name == "trigger" and first else field.value


def _correct_claim(claim: Json, made: Json, fields: Mapping[str, Field]) -> None:
    told = {name: field for name, field in fields.items() if name != ADDED}
    machine = {name: claim[name] for name in told}
    for name, field in told.items():
        sources = [{**_span(span), "entity": _entity_at(made, span)} for span in field.spans]
        if name == "source":
            claim[name] = sources[0] if sources else None
        elif name == "via":
            claim[name] = sources
        elif name in {"cue", "content"}:
            claim[name] = _span(field.spans[0]) if field.spans else None
        else:
            claim[name] = field.value
    if "content" in fields:
        machine["parts"] = claim["parts"]
        claim["parts"] = []
    if fields:
        claim["machine"] = machine


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _reaching(evidence: Json, span: Span) -> Json:
    return {"start": min(evidence["start"], span.start), "end": max(evidence["end"], span.end)}


def _interval(field: Field) -> Json | None:
    if field.value is None:
        return None
    is_day = field.value["from"] == field.value["to"]
    return {**field.value, "precision": "day" if is_day else "range", "rule": "review"}


def _at(rows: list[Json], span: Span) -> int | None:
    """Return the number of the record that shares most with a span."""
    near = [(min(r["end"], span.end) - max(r["start"], span.start), -i) for i, r in enumerate(rows)]
    best = max(near, default=(0, 0))
    return -best[1] if best[0] > 0 else None


def _entity_at(made: Json, span: Span) -> str:
    """Return the entity of the mention at some words; where there is none, a new one of that name."""
    own = [m for m in made["mentions"] if m["entity"] and overlaps(Span(m["start"], m["end"]), span)]
    found = _at(own, span)
    if found is not None:
        return str(own[found]["entity"])
    words = made["text"][span.start : span.end]
    number = sum(e["id"].startswith("R") for e in made["entities"]) + 1
    blank: Json = {"country": None, "sectors": [], "role": None, "inferred": None, "perhaps": None, "members": []}
    made["entities"].append({"id": f"R{number}", "name": words, "kind": "other", **blank})
    mention = {**_span(span), "text": words, "kind": "other", "form": "name", "entity": f"R{number}", "link": None}
    made["mentions"].append(mention)
    return f"R{number}"


def _place_at(made: Json, span: Span) -> int:
    """Return the number of the place at some words; where there is none, that of a new one without a point."""
    found = _at(made["places"], span)
    if found is not None:
        return found
    words = made["text"][span.start : span.end]
    unknown = ("geonameid", "lat", "lon", "country", "admin1", "precision", "score", "sector")
    place = {**_span(span), "text": words, "name": words, "candidates": 0, "in_name": False}
    made["places"].append(place | dict.fromkeys(unknown))
    return len(made["places"]) - 1


def _count(made: Json, event: str, kind: str, field: Field) -> list[Json]:
    """Bind a number to an event in the place of those of its kind; return these as they were."""
    own = [q for q in made["quantities"] if q["kind"] == kind and q.get("event") == event]
    before = [dict(q) for q in own]
    for quantity in own:
        quantity["event"] = None
    if field.value is not None:
        low, high = field.value["low"], field.value["high"]
        words = {**_span(field.spans[0]), "text": field.spans[0].text_in(made["text"])}
        told = {"kind": kind, "value": low if low == high else None, "low": None, "high": None, "unit": None}
        bounds = {} if low == high else {"low": low, "high": high}
        rest = {"qualifier": None, "counted": None, "told_as": None, "event": event, "claim": None, "by": "review"}
        made["quantities"].append(words | told | bounds | rest)
    return before


def cut_loose(made: Json) -> None:
    """Take away what speaks of events and claims that are no more."""
    events, claims = {e["id"] for e in made["events"]}, {c["id"] for c in made["claims"]}
    for event in made["events"]:
        if event["claim"] not in claims:
            event["claim"] = None
    for quantity in made["quantities"]:
        for name, left in (("event", events), ("claim", claims)):
            if quantity.get(name) not in left:
                quantity[name] = None
    made["statements"] = [s for s in made["statements"] if s["claim"] in claims]
