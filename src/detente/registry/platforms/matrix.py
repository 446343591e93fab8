"""Who came to which meeting: a row for each meeting, a column for each actor, and every claim in its cell.

A cell is blank where nobody says anything of that actor and that meeting; rival claims stand in it together. Columns
are in the order of the actors' ids.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.registry.assertions.assertion import Assertion, Part
from detente.registry.platforms.meetings import ATTENDANCE, Meeting, came_in

__all__ = ["Cell", "Matrix", "matrix_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is said of one actor and one meeting: each kind once, the level or the reason behind it, who says so."""

    told: tuple[str, ...]
    assertions: tuple[Assertion, ...]

    @property
    def is_rival(self) -> bool:
        """Whether somebody says that the actor was there, and somebody that it was not."""
        kinds = {words.split(" (")[0] for words in self.told}
        return {"present", "absent"} <= kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Meetings by actors; a pair without a cell is blank. `envisaged` are those whom the platform was to have."""

    actors: tuple[str, ...]
    envisaged: frozenset[str]
    rows: tuple[tuple[Meeting, Mapping[str, Cell]], ...]


def matrix_of(meetings: Sequence[Meeting], assertions: Iterable[Assertion], envisaged: Iterable[str] = ()) -> Matrix:
    """Return the matrix of a platform's meetings; `assertions` tell whom it was to have, and so may its watch."""
    meant = {_key(part) for one in assertions for part in one.parts_of("envisaged")} | set(envisaged)
    rows = tuple((meeting, _cells(meeting)) for meeting in meetings)
    actors = sorted({actor for _, cells in rows for actor in cells} | meant)
    return Matrix(actors=tuple(actors), envisaged=frozenset(meant), rows=rows)


def _cells(meeting: Meeting) -> dict[str, Cell]:
    found: dict[str, list[tuple[Assertion, str, Part]]] = {}
    for one in meeting.assertions:
        for kind, part in came_in(one):
            found.setdefault(_key(part), []).append((one, kind, part))
    return {actor: _cell(said) for actor, said in found.items()}


def _cell(said: Sequence[tuple[Assertion, str, Part]]) -> Cell:
    """Return a cell; that somebody was invited is told only where nothing is told of coming."""
    kinds = {kind for _, kind, _ in said}
    shown = kinds - {"invited"} or kinds
    order = sorted(said, key=lambda one: ATTENDANCE.index(one[1]))
    told = dict.fromkeys(_words(kind, part) for _, kind, part in order if kind in shown)
    bare = {words.split(" (")[0] for words in told if " (" in words}
    return Cell(told=tuple(one for one in told if one not in bare), assertions=tuple(one for one, _, _ in said))


def _words(kind: str, part: Part) -> str:
    return f"{kind} ({part.value})" if part.value and kind in {"present", "accepted"} else kind


def _key(part: Part) -> str:
    return part.actor or part.name
