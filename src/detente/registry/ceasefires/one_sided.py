"""Whether only one party is heard of a ceasefire: by its own word, or by the outlets published on its side.

The rule is the same for both. That one is not heard does not say that it has nothing to say, and what the other tells
is no less told by that: it is told by one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from detente.registry.ceasefires.board import Board
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.homes import home_of

__all__ = ["OneSided", "one_sided_outlets", "one_sided_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSided:
    """Only `heard` is heard and `silent` is not, both ids of parties.

    `of` says of what: of the parties' own words (`n` of them), or of outlets published on a party's side (`n` outlets).
    """

    heard: str
    silent: str
    of: Literal["words", "outlets"]
    n: int


def one_sided_words(board: Board, ceasefire: Ceasefire) -> OneSided | None:
    """Return that only one party says anything on the days of a board, be it that there was nothing; else None."""
    said = {party.id: set[str]() for party in ceasefire.parties}
    for row in board.rows:
        for cell in row.cells:
            if cell.column in said:
                said[cell.column].update(id_ for told in cell.told for id_ in told.violations)
    return _of({party: len(some) for party, some in said.items()}, "words")


def one_sided_outlets(publishers: Iterable[str | None], ceasefire: Ceasefire) -> OneSided | None:
    """Return that of the outlets that tell of a ceasefire some are published on one side, and none on the other."""
    homes = {name: home_of(name, ceasefire) for name in publishers if name}
    found = {party.id: sum(home == party.id for home in homes.values()) for party in ceasefire.parties}
    return _of(found, "outlets")


def _of(found: dict[str, int], of: Literal["words", "outlets"]) -> OneSided | None:
    heard, silent = ([id_ for id_, n in found.items() if bool(n) is wanted] for wanted in (True, False))
    if len(heard) != 1 or len(silent) != 1:
        return None
    return OneSided(heard=heard[0], silent=silent[0], of=of, n=found[heard[0]])
