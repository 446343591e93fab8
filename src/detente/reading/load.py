"""A reading out of the contract's form: the inverse of `dump_reading`, as far as that form says.

What no caller is shown (the parse, what the model saw before it was judged) stays empty.
"""

from collections.abc import Mapping
from typing import Any

from detente.core.spans import Span
from detente.documents.document import Document
from detente.reading.reading import Reading
from detente.reading.records import (
    Binding,
    Claim,
    Damage,
    DateCheck,
    DateMention,
    Drop,
    Entity,
    Event,
    Interval,
    Mention,
    Party,
    Perhaps,
    Place,
    Published,
    Quantity,
    Sector,
    Sentence,
    Source,
    Stance,
    Statement,
    Topic,
)

__all__ = ["load_reading"]

Json = Mapping[str, Any]


def load_reading(body: Json) -> Reading:
    """Return the reading that was dumped. Raises `KeyError`, `TypeError` or `EvidenceError` for what is none."""
    owned: dict[str, dict[int, float]] = {}
    for number, mention in enumerate(body["mentions"]):
        owned.setdefault(mention["entity"], {})[number] = 1.0 if mention.get("link") is None else mention["link"]
    return Reading(
        document=Document(**{name: body[name] for name in ("id", "text", "title", "url", "publisher", "language")}),
        published=body["published"] and _published(body["published"]),
        sentences=tuple(Sentence(**_at(s)) for s in body["sentences"]),
        damage=tuple(Damage(**_at(d), kind=d["kind"], reason=d["reason"]) for d in body["damage"]),
        dates=tuple(map(_date, body["dates"])),
        checks=tuple(map(_check, body["checks"])),
        quantities=tuple(map(_quantity, body["quantities"])),
        bindings=tuple(
            Binding(quantity=i, event=q["event"], claim=q["claim"]) for i, q in enumerate(body["quantities"])
        ),
        mentions=tuple(Mention(**_at(m), kind=m["kind"], form=m["form"], head=m["start"]) for m in body["mentions"]),
        entities=tuple(_entity(e, owned.get(e["id"], {})) for e in body["entities"]),
        places=tuple(map(_place, body["places"])),
        claims=tuple(map(_claim, body["claims"])),
        events=tuple(map(_event, body["events"])),
        statements=tuple(map(_statement, body["statements"])),
        drops=tuple(Drop(**_at(d), stage=d["stage"], reason=d["reason"]) for d in body["drops"]),
        stages=tuple(body["stages"].items()),
    )


def _at(where: Json) -> dict[str, Any]:
    return {"start": where["start"], "end": where["end"]}


def _span(where: Json) -> Span:
    return Span(where["start"], where["end"])


def _maybe(where: Json | None) -> Span | None:
    return None if where is None else _span(where)


def _only(given: Json, *names: str) -> dict[str, Any]:
    """Return fields under their own names, lists as tuples."""
    return {name: tuple(given[name]) if isinstance(given[name], list) else given[name] for name in names}


def _published(given: Json) -> Published:
    where = None if given["start"] is None else _span(given)
    return Published(first=given["from"], last=given["to"], rule=given["rule"], span=where)


def _interval(given: Json) -> Interval:
    return Interval(first=given["from"], last=given["to"], precision=given["precision"], rule=given["rule"])


def _date(given: Json) -> DateMention:
    days = None if given["precision"] is None else _interval(given)
    return DateMention(**_at(given), interval=days, rule=given["rule"])


def _check(given: Json) -> DateCheck:
    against = tuple(map(_span, given["against"]))
    return DateCheck(**_at(given), said=_span(given["said"]), against=against, **_only(given, "agrees", "rule"))


def _quantity(given: Json) -> Quantity:
    own = _only(given, "kind", "value", "low", "high", "unit", "qualifier", "counted")
    return Quantity(**_at(given), **own, told_as=_maybe(given["told_as"]))


def _entity(given: Json, mentions: Mapping[int, float]) -> Entity:
    """Return an entity with its mentions, and how sure each is of it where that was weighed."""
    perhaps = given["perhaps"] and Perhaps(**_only(given["perhaps"], "entity", "rule"))
    own = _only(given, "id", "name", "kind", "country", "sectors", "role", "inferred", "members")
    links = tuple(mentions.values()) if any(sure != 1 for sure in mentions.values()) else ()
    return Entity(**own, mentions=tuple(mentions), links=links, perhaps=perhaps)


def _place(given: Json) -> Place:
    sector = given["sector"]
    own = ("name", "geonameid", "lat", "lon", "country", "admin1", "precision", "candidates", "score", "in_name")
    found = None if sector is None else Sector(**_at(sector), **_only(sector, "near_km", "far_km", "bearing"))
    return Place(**_at(given), **_only(given, *own), sector=found)


def _source(given: Json) -> Source:
    return Source(**_at(given), entity=given["entity"])


def _party(given: Json) -> Party:
    return Party(**_at(given), entity=given["entity"])


def _claim(given: Json) -> Claim:
    return Claim(
        **_only(given, "id", "mode", "mood", "trend", "confidence", "lowered_by"),
        source=given["source"] and _source(given["source"]),
        via=tuple(map(_source, given["via"])),
        cue=_maybe(given["cue"]),
        content=_span(given["content"]),
        parts=tuple(map(_span, given["parts"])),
    )


def _event(given: Json) -> Event:
    own = ("id", "type", "mode", "contexts", "cameo", "quad", "score", "place", "status", "claim", "confidence")
    return Event(
        **_only(given, *own, "lowered_by"),
        actors=tuple(map(_party, given["actors"])),
        recipients=tuple(map(_party, given["recipients"])),
        trigger=_span(given["trigger"]),
        evidence=_span(given["evidence"]),
        date=given["date"] and _interval(given["date"]),
        status_rule=given["rule"],
    )


def _statement(given: Json) -> Statement:
    return Statement(
        claim=given["claim"],
        office=_maybe(given["office"]),
        venue=_maybe(given["venue"]),
        audience=tuple(map(_source, given["audience"])),
        date=given["date"],
        topics=tuple(Topic(**_at(t), entity=t["entity"]) for t in given["topics"]),
        stances=tuple(
            Stance(**_at(s), **_only(s, "entity", "leaning"), trigger=_span(s["trigger"])) for s in given["stances"]
        ),
    )
