"""Readings without what coders code blind now: what the machine read of it is not shown while their session runs."""

from collections.abc import Collection, Mapping
from typing import Any

from detente.review.apply import cut_loose
from detente.review.keys import subjects_of

__all__ = ["withhold"]


def withhold(reading: Mapping[str, Any], keys: Collection[str], *, document: str) -> dict[str, Any]:
    """Return a reading without the events and claims of these keys, and without what else tells of them.

    Where anything is left out, "withheld" says of what kind it is and where it stands.
    """
    found = [(subject, one) for subject, one in subjects_of(reading, document=document) if subject.key in keys]
    if not found:
        return dict(reading)
    gone = {(subject.kind, one["id"]) for subject, one in found}
    made = dict(reading) | {
        "events": [dict(one) for one in reading["events"] if ("event", one["id"]) not in gone],
        "claims": [one for one in reading["claims"] if ("claim", one["id"]) not in gone],
        "quantities": [dict(one) for one in reading["quantities"]],
    }
    cut_loose(made)
    return made | {"withheld": [_told(subject.kind, one) for subject, one in found]}


def _told(kind: str, one: Mapping[str, Any]) -> dict[str, Any]:
    span = one["trigger" if kind == "event" else "content"]
    return {"kind": kind, "start": span["start"], "end": span["end"]}
