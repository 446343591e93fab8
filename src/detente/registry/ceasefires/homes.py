"""Whose a publication is, and so whose an office is that it names without saying whose.

What the office of a party or a monitor publishes itself is its word. In the papers of a side "the Ministry of Defence"
is that side's, and "the mission" in a monitor's own communiqué is that monitor; no paper speaks for its side by that.
"""

import functools
from collections.abc import Iterable
from typing import Literal

from detente.incidents.account import Side
from detente.incidents.names import stems_of_name
from detente.knowledge.files import read_toml
from detente.registry.ceasefires.definition import Ceasefire, Monitor, Party

__all__ = ["column_of_publisher", "home_of", "own_offices", "owner_at_home", "standing_of_publisher"]

GRAMMAR = frozenset({"of", "the", "and", "for", "a", "an", "in"})


def column_of_publisher(publisher: str | None, ceasefire: Ceasefire) -> str | None:
    """Return the party or the monitor that publishes itself: whose very name the publisher's is, and not a part of it.

    A "Northmark Courier" has a party's name in it, and is nobody's office.
    """
    found = _publisher(publisher, ceasefire)
    return found.id if found else None


def home_of(publisher: str | None, ceasefire: Ceasefire) -> str | None:
    """Return the party on whose side an outlet is published: itself, or one that the ceasefire names as its press."""
    own = _publisher(publisher, ceasefire)
    home = own if isinstance(own, Party) else None if own else _of_press(publisher, ceasefire)
    return home.id if home else None


def standing_of_publisher(publisher: str, ceasefires: Iterable[Ceasefire]) -> Literal["party", "monitor"] | None:
    """Return what a publisher is by the files of ceasefires: a side or a monitor itself, or a side's own office.

    None where no file says it, or where it is a party to one ceasefire and a monitor of another.
    """
    found = {
        "monitor" if isinstance(one, Monitor) else "party"
        for ceasefire in ceasefires
        if (one := _publisher(publisher, ceasefire) or _office_of(publisher, ceasefire)) is not None
    }
    if len(found) != 1:
        return None
    return "monitor" if "monitor" in found else "party"


def _office_of(publisher: str, ceasefire: Ceasefire) -> Party | None:
    """Return the party whose office a publisher's name is: its name, and besides that words for an office alone."""
    called = stems_of_name(publisher)
    for party in ceasefire.parties:
        for name in map(stems_of_name, (party.name, *party.names)):
            if name and name < called and _are_of(called - name, "party"):
                return party
    return None


def owner_at_home(side: Side, publisher: str | None, ceasefire: Ceasefire) -> str | None:
    """Return the name of the side or monitor whose office is meant where a publication says only "the army"."""
    if side.country is not None:
        return None
    words = stems_of_name(side.name)
    own = _publisher(publisher, ceasefire)
    if isinstance(own, Monitor):
        return own.name if _are_of(words, "monitor") else None
    home = own or _of_press(publisher, ceasefire)
    return home.name if home is not None and _are_of(words, "party") else None


def _publisher(publisher: str | None, ceasefire: Ceasefire) -> Party | Monitor | None:
    called = stems_of_name(publisher or "")
    ones: tuple[Party | Monitor, ...] = (*ceasefire.parties, *ceasefire.monitors)
    found = [one for one in ones if called and any(stems_of_name(name) == called for name in (one.name, *one.names))]
    return found[0] if len(found) == 1 else None


def _of_press(publisher: str | None, ceasefire: Ceasefire) -> Party | None:
    called = stems_of_name(publisher or "")
    found = [one for one in ceasefire.parties if called and called in map(stems_of_name, one.press)]
    return found[0] if len(found) == 1 else None


def _are_of(words: frozenset[str], kind: str) -> bool:
    """Say whether a name is of such words only, and so is nobody's own."""
    return bool(words - GRAMMAR) and words - GRAMMAR <= _office_stems()[kind]


@functools.cache
def own_offices(kind: Literal["party", "monitor"]) -> tuple[str, ...]:
    """Return by which words a side's or a monitor's own office is meant where nobody says whose."""
    return tuple(read_toml("ceasefires/own-offices.toml")[kind])


@functools.cache
def _office_stems() -> dict[str, frozenset[str]]:
    kinds: tuple[Literal["party", "monitor"], ...] = ("party", "monitor")
    return {kind: frozenset().union(*map(stems_of_name, own_offices(kind))) for kind in kinds}
