"""The words of accusing, answering, taking a stand and keeping anniversaries, and who is named in a sentence."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from detente.knowledge.files import read_toml
from detente.registry.assertions.actors import actor_named
from detente.registry.assertions.assertion import Part
from detente.registry.assertions.leaders import group_of
from detente.registry.assertions.telling import Json, Span, Telling

__all__ = ["Words", "actor_parts", "span_of", "words"]


OWNED = re.compile(r"(.{2,60}?)['\u2019]s?\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words, as patterns and beginnings; `numbers` are words of numbers with what they are."""

    accusing: tuple[str, ...]
    breaking: re.Pattern[str]
    answering: re.Pattern[str]
    answering_moods: frozenset[str]
    stances: tuple[tuple[str, tuple[str, ...]], ...]
    moods: Mapping[str, str]
    believing: tuple[str, ...]
    goal: re.Pattern[str]
    nouns: tuple[tuple[str, str], ...]
    numbers: Mapping[str, int]


@functools.cache
def words() -> Words:
    """Return the words, loaded once a process."""
    table: dict[str, Any] = read_toml("relations/words.toml")
    breaking, answering, stance = table["breaking"], table["answering"], table["stance"]
    moods = {mood: name for name in ("for", "against", "belief") for mood in stance[f"moods_{name}"]}
    return Words(
        accusing=tuple(table["accusing"]["beginnings"]),
        breaking=re.compile(
            rf"\b(?:{breaking['verbs']})\b[^.;]{{0,60}}?\b(?:{breaking['what']})|\b(?:{breaking['first']})\b",
            re.IGNORECASE,
        ),
        answering=re.compile(rf"\b(?:{answering['verbs']})\w*\b[^.;]{{0,40}}?\b(?:{answering['what']})", re.IGNORECASE),
        answering_moods=frozenset(answering["moods"]),
        stances=(("for", tuple(stance["for"])), ("against", tuple(stance["against"]))),
        moods=moods,
        believing=tuple(stance["believing"]),
        goal=re.compile(
            rf"\b(?:{stance['goal']})s?\b[^.;]{{0,60}}?\b(?:is|are|was|remains) (?:to|that)\b", re.IGNORECASE
        ),
        nouns=(("for", stance["noun_for"]), ("against", stance["noun_against"])),
        numbers=table["numbers"],
    )  # fmt: skip


def span_of(one: Json) -> Span:
    """Return where words of a reading stand."""
    return one["start"], one["end"]


def actor_parts(telling: Telling, role: str, mentions: Iterable[Json]) -> tuple[Part, ...]:
    """Return those of some mentions that are actors or act for one, each actor once, in the order of the words."""
    found: dict[str, Part] = {}
    for mention in mentions:
        owner = _owner(telling, mention)
        group = _group(telling, mention)
        for part in telling.members(role, mention):
            actor = actor_named(group, telling.actors) if group else owner or part.actor
            if actor is not None:
                found.setdefault(actor, replace(part, actor=actor))
    return tuple(found.values())


def _group(telling: Telling, mention: Json) -> str | None:
    """Return the armed group that a person leads or fights for as its sentence says, None where it says so of none."""
    side = telling.side(mention)
    if side.kind != "person":
        return None
    return group_of(side.name, telling.text[slice(*telling.sentence_at(mention["start"]))])


def _owner(telling: Telling, mention: Json) -> str | None:
    """Return the actor of the watch whose body words name: "Southmark's Defence Ministry" is Southmark's."""
    owned = OWNED.match(telling.words(*span_of(mention)))
    if owned is None or telling.side(mention).kind != "organisation":
        return None
    return actor_named(owned[1], telling.actors)
