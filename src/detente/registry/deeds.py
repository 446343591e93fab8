"""By which kinds of deed something is headed: those its accounts tell, and a mine that went off by its own name."""

from collections.abc import Iterable

from detente.incidents.account import Account
from detente.registry.mines.accidents import tells_of_accident

__all__ = ["MINE_ACCIDENT", "deeds_of", "is_accident"]

MINE_ACCIDENT = "mine-accident"
FORCE, EXPLOSIVES = "ASSAULT", "explosives"


def is_accident(type_: str, mode: str | None, words: str) -> bool:
    """Say whether an event that is told in some words is a mine, or something left unexploded, that went off."""
    return type_ == FORCE and mode in {None, EXPLOSIVES} and tells_of_accident(words)


def deeds_of(accounts: Iterable[Account]) -> tuple[str, ...]:
    """Return the types of event that accounts tell of, in order.

    Where one says that a mine went off, and no other tells force of another kind, that stands in place of an attack:
    a mine that somebody drove over is nobody's assault.
    """
    some = tuple(accounts)
    types = {one.type for one in some}
    force = [one for one in some if one.type == FORCE]
    alike = all(one.mode in {None, EXPLOSIVES} for one in force)
    if alike and any(is_accident(one.type, one.mode, one.said) for one in force):
        types = types - {FORCE} | {MINE_ACCIDENT}
    return tuple(sorted(types))
