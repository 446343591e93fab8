"""The fields of events and claims that a person may correct, and what each may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from detente.core.errors import UsageError
from detente.knowledge.files import read_toml
from detente.knowledge.plover import plover
from detente.reading.coding.labels import MOODS
from detente.reading.records import CLAIM_MODES, QUANTITY_KINDS, STATUSES
from detente.review.records import Kind

__all__ = ["ALIASES", "FIELDS", "FieldForm", "form_of", "known_codes"]

Sort = Literal["code", "codes", "words", "several", "date", "claim", "number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldForm:
    """What a field holds: a code, words (one passage or several), days, a claim, or a number.

    `may_be_empty` holds where a text may tell nothing of it.
    """

    name: str
    sort: Sort
    may_be_empty: bool = True


def _forms(*forms: tuple[str, Sort, bool]) -> Mapping[str, FieldForm]:
    return {name: FieldForm(name=name, sort=sort, may_be_empty=empty) for name, sort, empty in forms}


FIELDS: Mapping[Kind, Mapping[str, FieldForm]] = {
    "event": _forms(
        ("type", "code", False),
        ("mode", "code", True),
        ("contexts", "codes", True),
        ("status", "code", False),
        ("trigger", "words", False),
        ("actors", "several", True),
        ("recipients", "several", True),
        ("place", "words", True),
        ("date", "date", True),
        ("claim", "claim", True),
        *((kind, "number", True) for kind in QUANTITY_KINDS),
    ),
    "claim": _forms(
        ("source", "words", True),
        ("via", "several", True),
        ("cue", "words", True),
        ("content", "words", False),
        ("mode", "code", False),
        ("mood", "code", True),
        ("trend", "code", True),
    ),
}
"""The fields by what they are of; in the order in which they are shown."""
ALIASES = {"actor": "actors", "recipient": "recipients", "context": "contexts"}


def form_of(kind: Kind, name: str) -> FieldForm:
    """Return the form of a field. Raises `UsageError` for one that there is none of, which names those there are."""
    found = FIELDS[kind].get(ALIASES.get(name, name))
    if found is None:
        message = f"{name[:40]!r} is no field of {'an event' if kind == 'event' else 'a claim'}; there are: "
        raise UsageError(message + ", ".join(FIELDS[kind]))
    return found


def known_codes(kind: Kind, name: str, *, event_type: str | None = None) -> tuple[str, ...]:
    """Return the codes that a field may have; modes are those of the event's type."""
    if kind == "claim":
        trends = tuple(read_toml("cues/trends.toml")["trends"])
        return {"mode": tuple(CLAIM_MODES), "mood": MOODS, "trend": trends}[name]
    if name == "mode":
        return tuple(plover().types[event_type].modes) if event_type else ()
    known: dict[str, Any] = {"type": tuple(plover().types), "status": STATUSES, "contexts": plover().contexts}
    return tuple(known[name])
