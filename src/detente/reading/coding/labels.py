"""What the model's outputs stand for, in order: one place for the program and for the recipe that trains it."""

from detente.knowledge.plover import plover
from detente.reading.records import STATUSES, Status

__all__ = [
    "ACTOR_TAG",
    "CONTENT_TAG",
    "CONTEXTS",
    "MARKS",
    "MODES",
    "MOODS",
    "NONE",
    "N_CUE_TAGS",
    "N_TRIGGER_TAGS",
    "RECIPIENT_TAG",
    "SOURCE_TAG",
    "STATUS_LABELS",
    "TYPES",
    "modes_of",
]

NONE = "NONE"
TYPES: tuple[str, ...] = (*plover().types, NONE)
"""The sixteen types, and what is none of them."""

MODES: tuple[tuple[str, str | None], ...] = tuple(
    (name, mode) for name, kind in plover().types.items() for mode in (None, *kind.modes)
)
"""Every type with each of its modes, and with none."""

CONTEXTS: tuple[str, ...] = plover().contexts
STATUS_LABELS: tuple[Status, ...] = STATUSES

N_TRIGGER_TAGS = 1 + 2 * (len(TYPES) - 1)
"""Tags of a piece for triggers: 0 outside, 1 + 2k the first piece of one of type k, 2 + 2k a further one."""

N_CUE_TAGS = 3
"""Tags of a piece for the cue of a claim: 0 outside, 1 its first piece, 2 a further one."""

MARKS = {"trigger": 1, "actor": 2, "recipient": 3, "cue": 4}
"""What the reader is told to look at; 0 is nothing."""

ACTOR_TAG, RECIPIENT_TAG = 1, 3
"""Role tags of the first piece of a party; a further piece has one more, a piece of no party 0."""

SOURCE_TAG, CONTENT_TAG = 1, 3
"""Claim tags of the first piece of a claim's source and of its content, counted like role tags."""

MOODS: tuple[str, ...] = (
    "said",
    "announced",
    "demanded",
    "asked",
    "promised",
    "hoped",
    "believed",
    "recalled",
    "accused",
    "warned",
    "denied",
)
"""What a claimant does with a content, as the corpus codes it."""


def modes_of(event_type: str) -> tuple[int, ...]:
    """Return the places in `MODES` that belong to a type."""
    return tuple(i for i, (name, _) in enumerate(MODES) if name == event_type)
