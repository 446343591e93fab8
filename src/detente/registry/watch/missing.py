"""What reports mention and no watch has: proposed with its words, and added by nobody but a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.core.ids import hash_parts
from detente.registry.assertions.actors import actor_of
from detente.registry.assertions.telling import Json, Telling
from detente.registry.evidence import Evidence
from detente.registry.watch.definition import Watch
from detente.registry.watch.near import Near, near_name
from detente.registry.watch.proper import SMALL, agreement_name, body_name, platform_name, project_name

__all__ = ["Found", "Proposal", "found_in", "proposals_of"]

SECTIONS = {"agreement": "agreements", "platform": "platforms", "project": "projects", "state": "actors"}
"""Under what a watch's file has what an entity of a kind is; bodies are told apart by their names, places by events."""
HEADS = frozenset({"centre", "center", "commission", "committee", "mission", "panel", "tribunal"})
OFFICES = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
"""Sectors of bodies that act for a state: they are that state, which is watched or is not."""
OUTLETS = frozenset({"JRN", "MED"})
NAMED = {"agreement": agreement_name, "platform": platform_name, "project": project_name}
MOST_WORDS = 3
"""Places of words that a proposal shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name in one report that no watch has, with its words; `section` is where a watch's file would have it."""

    section: str
    name: str
    forms: tuple[str, ...]
    country: str | None
    is_state: bool
    voice: str
    document: str
    published: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed: a name, in which forms, by how many voices (copies of one text are one), on which days.

    `is_state` is whether it is a state, and `near` the watched thing whose other name it may be.
    """

    id: str
    section: str
    name: str
    forms: tuple[str, ...]
    country: str | None
    is_state: bool
    voices: int
    days: tuple[str, ...]
    documents: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    near: Near | None = None


def found_in(telling: Telling) -> Iterator[Found]:
    """Yield what one report names and no watch has. `telling` has the things and the actors of every watch.

    A report that names nothing that is watched proposes nothing but agreements, platforms and projects: it is about
    something else.
    """
    is_about_it = _is_about_watched(telling)
    for entity in telling.entities.values():
        mentions = [m for m in telling.reading["mentions"] if m["entity"] == entity["id"] and m["form"] == "name"]
        section = _section(entity, telling) if mentions else None
        if section is None or not (is_about_it or section in {"agreements", "platforms", "projects"}):
            continue
        if not _is_watched(mentions, telling):
            yield _found(section, entity, mentions, telling)


def proposals_of(
    found: Iterable[Found], watches: Sequence[Watch], *, dismissed: frozenset[str] = frozenset()
) -> tuple[Proposal, ...]:
    """Return what is proposed, that of most voices first, then of most days, then by name.

    `dismissed` are ids of proposals that a person has turned down.
    """
    places = {_plain(name) for watch in watches for place in watch.places for name in (place.name, *place.names)}
    groups: dict[str, list[Found]] = {}
    for one in found:
        if one.section != "places" or _plain(one.name) not in places:
            groups.setdefault(_id(one), []).append(one)
    made = [_proposal(id_, some, watches) for id_, some in groups.items() if id_ not in dismissed]
    return tuple(sorted(made, key=lambda one: (-one.voices, -len(one.days), one.section, one.name)))


def _section(entity: Json, telling: Telling) -> str | None:
    """Return where a watch would have an entity; None for what has no name of its own, and for what is no matter."""
    kind, name = entity["kind"], entity["name"]
    if kind in NAMED:
        return SECTIONS[kind] if NAMED[kind](name) else None
    if kind == "state":
        return "actors" if entity["country"] and _acts(entity, telling) else None
    if kind == "place":
        return "places" if _happens_at(entity, telling) else None
    if kind not in {"organisation", "group"} or not body_name(name) or OUTLETS & set(entity["sectors"]):
        return None
    if OFFICES & set(entity["sectors"]) or not _acts(entity, telling):
        return None
    return "institutions" if HEADS & set(name.casefold().split()) else "actors"


def _acts(entity: Json, telling: Telling) -> bool:
    """Return whether an entity does something in an event of the report, or has it done to it."""
    return any(
        part["entity"] == entity["id"]
        for event in telling.reading["events"]
        for part in (*event["actors"], *event["recipients"])
    )


def _happens_at(entity: Json, telling: Telling) -> bool:
    """Return whether an event of the report is at a place that is nearer than a country."""
    spans = {(m["start"], m["end"]) for m in telling.reading["mentions"] if m["entity"] == entity["id"]}
    places: Sequence[Json] = telling.reading["places"]
    used = [places[e["place"]] for e in telling.reading["events"] if e["place"] is not None]
    return any((p["start"], p["end"]) in spans and p["geonameid"] and p["precision"] != "country" for p in used)


def _is_watched(mentions: Sequence[Json], telling: Telling) -> bool:
    """Return whether a watch has an entity: as a thing, as an actor, or as somebody who acts for one."""
    if any(m["start"] < one.end and one.start < m["end"] for m in mentions for one in telling.named):
        return True
    return actor_of(telling.side(mentions[0]), telling.actors) in {actor.id for actor in telling.actors}


def _is_about_watched(telling: Telling) -> bool:
    """Return whether a report names something that is watched; every report does where nothing is."""
    if not telling.actors and not telling.things:
        return True
    ids = {actor.id for actor in telling.actors}
    return bool(telling.named) or any(
        actor_of(telling.side(m), telling.actors) in ids for m in telling.reading["mentions"] if m["form"] == "name"
    )


def _found(section: str, entity: Json, mentions: Sequence[Json], telling: Telling) -> Found:
    first = min(mentions, key=lambda one: int(one["start"]))
    return Found(
        section=section,
        name=entity["name"],
        forms=tuple(sorted({" ".join(m["text"].split()) for m in mentions})),
        country=entity["country"],
        is_state=entity["kind"] == "state",
        voice=telling.voice or telling.document,
        document=telling.document,
        published=telling.published,
        evidence=telling.evidence(telling.sentence_at(first["start"]))[0],
    )


def _proposal(id_: str, some: Sequence[Found], watches: Sequence[Watch]) -> Proposal:
    names: Mapping[str, int] = {one.name: sum(o.name == one.name for o in some) for one in some}
    name = min(names, key=lambda one: (-names[one], one))
    by_voice = {one.voice: one for one in reversed(some)}
    return Proposal(
        id=id_,
        section=some[0].section,
        name=name,
        forms=tuple(sorted({form for one in some for form in one.forms if form != name})),
        country=next((one.country for one in some if one.country), None),
        is_state=any(one.is_state for one in some),
        voices=len(by_voice),
        days=tuple(sorted({one.published for one in some if one.published})),
        documents=tuple(dict.fromkeys(one.document for one in some)),
        evidence=tuple(one.evidence for one in by_voice.values())[-MOST_WORDS:][::-1],
        near=near_name(name, watches),
    )


def _id(one: Found) -> str:
    # "Lisbon Treaty" and "Treaty of Lisbon" are one
    return hash_parts("not watched", one.section, *sorted(w for w in _plain(one.name).split() if w not in SMALL))


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
