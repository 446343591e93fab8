"""Readings without what coders code blind now: what the machine read of it is not shown while their session runs."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from detente.review.added import is_added
from detente.review.apply import cut_loose
from detente.review.keys import subjects_of
from detente.review.records import Review, Subject

__all__ = ["seen_reviews", "withhold"]


def withhold(reading: Mapping[str, Any], keys: Collection[str], *, document: str) -> dict[str, Any]:
    """Return a reading without the events and claims of these keys, and without what else tells of them.

    Where anything is left out, "withheld" says of what kind it is and where it stands. Events that a withheld claim
    holds are left out with it: without it they would seem to be the publisher's own word.
    """
    found = [(subject, one) for subject, one in subjects_of(reading, document=document) if subject.key in keys]
    if not found:
        return dict(reading)
    mute = {one["id"] for subject, one in found if subject.kind == "claim"}
    own = {one["id"] for subject, one in found if subject.kind == "event"}
    held = [one for one in reading["events"] if one["claim"] in mute and one["id"] not in own]
    found += [(Subject(kind="event", key="", document=document), one) for one in held]
    gone = {(subject.kind, one["id"]) for subject, one in found}
    made = dict(reading) | {
        "events": [dict(one) for one in reading["events"] if ("event", one["id"]) not in gone],
        "claims": [one for one in reading["claims"] if ("claim", one["id"]) not in gone],
        "quantities": [dict(one) for one in reading["quantities"]],
    }
    cut_loose(made)
    return made | {"withheld": [_told(subject.kind, one) for subject, one in found]}


def seen_reviews(reviews: Iterable[Review], keys: Collection[str]) -> list[Review]:
    """Return reviews without additions that are said to be held by what is withheld, as `withhold` does."""
    return [r for r in reviews if not (is_added(r) and "claim" in r.fields and r.fields["claim"].value in keys)]


def _told(kind: str, one: Mapping[str, Any]) -> dict[str, Any]:
    span = one["trigger" if kind == "event" else "content"]
    return {"kind": kind, "start": span["start"], "end": span["end"]}
