"""The PLOVER vocabulary: types, modes, contexts, quad classes, scores, sector and international codes.

After the PLOVER manual, Draft 2.0 (2021). The files are checked when they are loaded.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

from detente.core.errors import KnowledgeError
from detente.knowledge.files import read_json

__all__ = ["EventType", "Mode", "Quad", "Vocabulary", "build_vocabulary", "plover"]

TYPES_FILE = "plover/types.json"
CODES_FILE = "plover/codes.json"
N_TYPES = 16
EXTREME = 10

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A manner of a type, with its score where the manual gives one."""

    name: str
    score: float | None
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One of the sixteen types.

    `reciprocal_excused` holds where the recipient that the type requires may be missing because all sides are actors.
    """

    name: str
    quad: Quad
    score: float
    means: str
    recipient_required: bool
    reciprocal_excused: bool
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All that an event may say in PLOVER's terms."""

    types: Mapping[str, EventType]
    contexts: tuple[str, ...]
    sectors: Mapping[str, str]
    international: Mapping[str, str]

    @property
    def modes(self) -> frozenset[str]:
        """The names of all modes, of whatever type."""
        return frozenset(m for t in self.types.values() for m in t.modes)

    def quad(self, event_type: str) -> Quad:
        """Return the quad class of a type."""
        return self._type(event_type).quad

    def score(self, event_type: str, mode: str | None = None) -> float | None:
        """Return the score of a type and mode, None where the manual gives none.

        Raises `KnowledgeError` for a type or mode that the manual does not have.
        """
        found = self._type(event_type)
        return found.score if mode is None else self._mode(found, mode).score

    def lacks_recipient(self, event_type: str, *, recipients: int, actors: int) -> bool:
        """Say whether an event of a type is missing a recipient that the manual requires."""
        found = self._type(event_type)
        if recipients or not found.recipient_required:
            return False
        return not (found.reciprocal_excused and actors > 1)

    def check(self, event_type: str, mode: str | None, contexts: tuple[str, ...]) -> None:
        """Refuse a coding that is outside the vocabulary.

        Raises `KnowledgeError`.
        """
        self.score(event_type, mode)
        unknown = [c for c in contexts if c not in self.contexts]
        if unknown:
            message = f"PLOVER has no context {unknown[0]!r}"
            raise KnowledgeError(message)

    def _type(self, name: str) -> EventType:
        if name not in self.types:
            message = f"PLOVER has no type {name!r}"
            raise KnowledgeError(message)
        return self.types[name]

    @staticmethod
    def _mode(event_type: EventType, mode: str) -> Mode:
        if mode not in event_type.modes:
            message = f"PLOVER has no mode {mode!r} of {event_type.name}"
            raise KnowledgeError(message)
        return event_type.modes[mode]


@functools.cache
def plover() -> Vocabulary:
    """Return the vocabulary, loaded once a process.

    Raises `KnowledgeError` when its files are missing, malformed or at odds with themselves.
    """
    return build_vocabulary(read_json(TYPES_FILE), read_json(CODES_FILE))


def build_vocabulary(types: dict[str, Any], codes: dict[str, Any]) -> Vocabulary:
    """Build and check the vocabulary from the content of its two files.

    Raises `KnowledgeError` when a file is at odds with itself.
    """
    try:
        built = {name: _event_type(name, row) for name, row in types["types"].items()}
        contexts = tuple(types["contexts"])
        sectors, international = codes["sectors"], codes["international"]
    except (KeyError, TypeError, AttributeError) as error:
        message = f"the PLOVER vocabulary lacks {error}; reinstall détente to restore {TYPES_FILE} and {CODES_FILE}"
        raise KnowledgeError(message) from error
    if len(built) != N_TYPES or len(set(contexts)) != len(contexts) or set(sectors) & set(international):
        message = f"{TYPES_FILE} or {CODES_FILE} was altered: types, contexts or codes do not add up; reinstall détente"
        raise KnowledgeError(message)
    return Vocabulary(
        types=MappingProxyType(built),
        contexts=contexts,
        sectors=MappingProxyType(sectors),
        international=MappingProxyType(international),
    )


def _event_type(name: str, row: dict[str, Any]) -> EventType:
    modes = {m: Mode(name=m, score=r["score"], means=r["means"]) for m, r in row["modes"].items()}
    _check_scores(name, row, modes)
    return EventType(
        name=name,
        quad=row["quad"],
        score=row["score"],
        means=row["means"],
        recipient_required=bool(row["recipient_required"]),
        reciprocal_excused=row["recipient_required"] == "unless reciprocal",
        modes=MappingProxyType(modes),
    )


def _check_scores(name: str, row: dict[str, Any], modes: dict[str, Mode]) -> None:
    """Refuse an unknown quad class, and a type's score outside its modes': so a lost minus comes to light."""
    scores = [m.score for m in modes.values() if m.score is not None] or [row["score"]]
    out_of_range = [s for s in (*scores, row["score"]) if abs(s) > EXTREME]
    if row["quad"] not in get_args(Quad) or out_of_range or not min(scores) <= row["score"] <= max(scores):
        message = f"{TYPES_FILE}: quad class or scores of {name} cannot be right; reinstall détente to restore it"
        raise KnowledgeError(message)
