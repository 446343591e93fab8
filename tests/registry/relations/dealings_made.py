"""Dealings made by hand, of which a test says only what matters to it."""

import datetime as dt
from typing import Any

from detente.incidents.dealing import Days, Dealing, Named
from detente.registry.assertions.actors import Actor
from detente.registry.relations.parties import Belonging, Pair, Party

NORTH, SOUTH, EAST = (Named(name=name, kind="state") for name in ("Northmark", "Southmark", "Eastmark"))
NORTH_ARMY = Named(name="Northmark Army", kind="organisation", sectors=("MIL",))
ACTORS = (Actor(id="N", name="Northmark"), Actor(id="S", name="Southmark"), Actor(id="E", name="Eastmark"))
PAIR = Pair(first=Party(id="N", name="Northmark"), second=Party(id="S", name="Southmark"))
BELONGING = Belonging(ACTORS)


def ordinal(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()


def on(first: str, last: str | None = None) -> Days:
    return Days(first=ordinal(first), last=ordinal(last or first), nearness="told")


def dealing(key: str = "k1", **told: Any) -> Dealing:
    """Return a dealing: Northmark shells Southmark on 1 March 2031, in the outlet's own voice."""
    published = ordinal(told.pop("published", "2031-03-02"))
    plain: dict[str, Any] = {
        "key": key, "document": f"d-{key}", "start": 0, "type": "ASSAULT", "mode": None, "status": "happened",
        "actors": (NORTH,), "recipients": (SOUTH,), "said": "shelled", "when": on("2031-03-01"),
        "published": (published, published),
    }  # fmt: skip
    return Dealing(**(plain | told))
