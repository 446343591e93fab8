"""English nouns for those who act in the news, with their PLOVER sectors; nouns that close a name and tell its kind."""

import functools
from dataclasses import dataclass, field
from typing import Literal

from detente.knowledge.files import read_json

__all__ = ["AgentNouns", "Instruments", "NounClass", "agent_nouns", "instruments", "word_list"]

NounClass = Literal["office", "people", "body"]
CLASSES: tuple[tuple[NounClass, str], ...] = (("office", "offices"), ("people", "people"), ("body", "bodies"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentNouns:
    """Lower-case lemmas: what each stands for and in which sectors; `modifiers` name a sector before a noun."""

    classes: dict[str, NounClass]
    sectors: dict[str, tuple[str, ...]]
    modifiers: dict[str, str]
    states: frozenset[str]
    former: frozenset[str]
    collective: frozenset[str]
    quantifiers: frozenset[str]
    apart: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruments:
    """Lower-case nouns that close a name, by the kind of thing that they name."""

    agreement: frozenset[str]
    platform: frozenset[str]
    project: frozenset[str]
    project_adjectives: frozenset[str]
    organisation: frozenset[str]
    place: frozenset[str]
    event: frozenset[str]
    area: frozenset[str]
    kinds: dict[str, str] = field(default_factory=dict)


@functools.cache
def agent_nouns() -> AgentNouns:
    """Return the agent nouns, read once a process."""
    data = read_json("nouns/agents.json")
    classes: dict[str, NounClass] = {}
    sectors: dict[str, tuple[str, ...]] = {}
    for noun_class, key in CLASSES:
        for sector, nouns in data[key].items():
            for noun in nouns:
                classes.setdefault(noun, noun_class)
                sectors.setdefault(noun, (sector,) if sector else ())
    modifiers = {word: sector for sector, words in data["modifiers"].items() for word in words}
    return AgentNouns(
        classes=classes,
        sectors=sectors,
        modifiers=modifiers,
        states=frozenset(data["states"]),
        former=frozenset(data["former"]),
        collective=frozenset(data["collective"]),
        quantifiers=frozenset(data["quantifiers"]),
        apart=frozenset(data["apart"]),
    )


@functools.cache
def instruments() -> Instruments:
    """Return the nouns that close a name, read once a process."""
    data = read_json("nouns/instruments.json")
    sets = {key: frozenset(words) for key, words in data.items()}
    kinds = {word: kind for kind in ("organisation", "project", "platform", "agreement") for word in sets[kind]}
    return Instruments(**sets, kinds=kinds)


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """Return one of the small lists of words that rules of reading go by."""
    return frozenset(read_json("nouns/word_lists.json")[name])
