"""What agreements provide for, by kind, and in which words reports tell of deeds of that kind."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.knowledge.files import read_toml
from detente.registry.agreements.bearing.phrases import pattern_of
from detente.registry.agreements.definition import Provision

__all__ = ["Direction", "General", "Topic", "general_deeds", "topics", "topics_of"]

Direction = Literal["towards", "against", "about", "unclear"]
"""Whether a deed fulfils a provision or goes that way, goes against it, prepares it, or the words do not tell."""
FILE = "agreements/topics.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """What may be done of any kind: opening, granting, paying; halting, refusing; drafting, discussing."""

    towards: re.Pattern[str]
    against: re.Pattern[str]
    about: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A kind of provision: the words that make a provision one, and those of deeds (`whole` tell one alone).

    `types` are PLOVER types that such a deed may have, some with a mode ("RETREAT release").
    """

    id: str
    provision: re.Pattern[str]
    objects: re.Pattern[str]
    towards: re.Pattern[str]
    against: re.Pattern[str]
    whole: re.Pattern[str]
    types: frozenset[str]
    general: bool = True
    """Whether what may be done of any kind is done of this one."""
    coded: bool = False
    """Whether only the actors of an event that the reader found are its doers: words of force stand in every report."""


@functools.cache
def general_deeds() -> General:
    """Return what may be done of any kind."""
    kept = read_toml(FILE)["general"]
    return General(**{name: pattern_of(kept[name]) for name in ("towards", "against", "about")})


@functools.cache
def topics() -> tuple[Topic, ...]:
    """Return the kinds of provisions, in the order of the file."""
    return tuple(_topics())


@functools.lru_cache(maxsize=4096)
def topics_of(provision: Provision) -> tuple[Topic, ...]:
    """Return the kinds that a provision is of: as the watch says, else by its words, in their order."""
    stated = [one for one in topics() if one.id in provision.topics]
    if stated:
        return tuple(stated)
    found = [(match.start(), n) for n, one in enumerate(topics()) if (match := one.provision.search(provision.words))]
    return tuple(topics()[n] for _, n in sorted(found))


def _topics() -> Iterator[Topic]:
    for row in read_toml(FILE)["topic"]:
        words = {name: pattern_of(row[name]) for name in ("provision", "objects", "towards", "against", "whole")}
        types = frozenset(one.strip() for one in row["types"].split(";") if one.strip())
        yield Topic(id=row["id"], types=types, general=row.get("general", True), coded=row.get("coded", False), **words)
