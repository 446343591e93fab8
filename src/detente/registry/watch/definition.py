"""A watch: what a desk follows. It is written by hand in a file (TOML), whose form `parse_watch` reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.registry.agreements.definition import Agreement
from detente.registry.assertions.actors import Actor
from detente.registry.evidence import Evidence
from detente.registry.institutions.definition import Institution
from detente.registry.platforms.definition import Platform
from detente.registry.projects.definition import Project

__all__ = ["Phrase", "Stated", "Watch", "WatchedPlace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedPlace:
    """A place that the desk follows, and how it is called by convention: every side's name stands in `names`."""

    name: str
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A slogan or phrase that the desk follows through time, with the forms in which it is said."""

    id: str
    words: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the desk knows from elsewhere of something that it follows, by whose word: an assertion of the watch.

    `of` is the id of an agreement, institution, platform or project; `what`, `value` and the roles of `parts` are its
    registry's own; `parts` are actors by role, `values` what is told of one of them alone (its level, its reason).
    """

    of: str
    what: str
    claimant: str
    evidence: tuple[Evidence, ...]
    standing: str = "happened"
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    first: str | None = None
    last: str | None = None
    where: str | None = None
    value: str | None = None
    low: int | None = None
    high: int | None = None
    unit: str | None = None
    published: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a desk follows. `ceasefires` are files beside it; `languages` ISO 639-1.

    `invented` is whether it is an example that is made up.
    """

    id: str
    name: str
    languages: tuple[str, ...] = ("en",)
    actors: tuple[Actor, ...] = ()
    places: tuple[WatchedPlace, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    institutions: tuple[Institution, ...] = ()
    platforms: tuple[Platform, ...] = ()
    projects: tuple[Project, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    ceasefires: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()
    invented: bool = False
