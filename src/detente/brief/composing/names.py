"""What those who say something are called in a sentence: as the record names them, with "the" where it fits."""

import functools
import re
import tomllib
from importlib.resources import files

from detente.display.language import say
from detente.registry.ceasefires.definition import Ceasefire, Monitor, Party

__all__ = ["column_name", "in_sentence", "is_plural", "through"]

FILE = "names.toml"
BEHIND = re.compile(r"\s(?:of|for|in|to|from|on)\s|\s*\(")
"""What ends the head of a name: "Ministry" of "Ministry of Defence of Velduria"."""
OWNED = re.compile(r"\w(?:['’]s|s['’])\s")
"""That somebody owns it: "Georgia's Foreign Ministry" has an article already."""
SHORTEST = 4


def in_sentence(name: str) -> str:
    """Return a name as it stands in a sentence."""
    told = " ".join(name.split())
    first, _, rest = told.partition(" ")
    if first.casefold() in {"the", "a", "an"} and rest:
        return f"{first.lower()} {rest}"
    return say("the %(name)s", name=told) if _takes_article(told) else told


def is_plural(name: str) -> bool:
    """Say whether a name is of several, as officials and forces are: by its head, with what stands behind it or not."""
    return _head(name) in _heads("several")


def _takes_article(name: str) -> bool:
    if name[:1].islower():
        return True
    return not OWNED.search(name) and _head(name) in _heads("the")


def _head(name: str) -> str:
    head = BEHIND.split(name.partition(",")[0], maxsplit=1)[0].split()
    return head[-1].casefold() if head else ""


@functools.cache
def _heads(which: str) -> frozenset[str]:
    read = tomllib.loads(files("detente.brief.composing").joinpath(FILE).read_text("utf-8"))
    return frozenset(read[which]["heads"])


def column_name(name: str, column: str | None, ceasefire: Ceasefire) -> str:
    """Return who speaks for a party or monitor: as the record names them, and for whom where the name leaves it open.

    A party's own name before that of its office owns it: "Velduria's Ministry of Defence".
    """
    ones: tuple[Party | Monitor, ...] = (*ceasefire.parties, *ceasefire.monitors)
    home = next((one for one in ones if one.id == column), None)
    if home is None:
        return in_sentence(name)
    if isinstance(home, Monitor) and home.name in name:
        return in_sentence(home.name)
    if name.startswith(f"{home.name} "):
        return say("%(owner)s’s %(office)s", owner=home.name, office=name[len(home.name) + 1 :])
    return in_sentence(name) if _is_in(home, name) else say("%(who)s (%(side)s)", who=in_sentence(name), side=home.name)


def _is_in(home: Party | Monitor, name: str) -> bool:
    """Say whether a name has that of its side in it, or a form of it: "Veldurian" of Velduria."""
    return home.name[: max(SHORTEST, len(home.name) - 1)].casefold() in name.casefold()


def through(name: str, via: tuple[str, ...]) -> str:
    """Return who says something, with through whom it came."""
    others = [told for told in map(in_sentence, via) if told.casefold() not in name.casefold()]
    return say("%(who)s, through %(via)s,", who=name, via=say(", ").join(others)) if others else name
