"""What people coded in a reading where the machine read nothing: by itself, or laid beside what was read."""

from collections.abc import Mapping
from typing import Any

from detente.review.added import is_added, is_persons, known_keys
from detente.review.apply import lay_standing
from detente.review.records import KINDS, Review

__all__ = ["additions_to", "with_additions"]

Json = dict[str, Any]
LAYERS = ("entities", "mentions", "places", "quantities")
"""Layers of a reading that an addition may bring something to: whom its words name, where, and how many."""


def with_additions(reading: Mapping[str, Any], standing: Mapping[str, Review], *, document: str) -> Json:
    """Return a reading with the events and claims that people added; nothing that the machine read is otherwise.

    `standing` are the verdicts that count, by key. Where the machine reads something at the words of an addition now,
    that is what was read, and the addition its correction.
    """
    added = {key: review for key, review in standing.items() if is_added(review)}
    for kind in KINDS if added else ():
        added = {key: added[key] for key in added.keys() - known_keys(kind, reading, document=document)}
    return lay_standing(reading, dict(sorted(added.items())), document=document)


def additions_to(reading: Mapping[str, Any], standing: Mapping[str, Review], *, document: str) -> Json:
    """Return the events and claims that people added, with what their words bring to other layers; empty where none.

    The number of a place counts on from those of the reading. Who coded it, when and why stands under "review".
    """
    made = with_additions(reading, standing, document=document)
    found: Json = {f"{kind}s": [one for one in made[f"{kind}s"] if is_persons(one)] for kind in KINDS}
    if not any(found.values()):
        return {}
    return found | {layer: made[layer][len(reading[layer]) :] for layer in LAYERS}
