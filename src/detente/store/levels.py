"""Levels of release: to whom the record shows something. Each holds all that the one before it does."""

from typing import Literal, get_args

__all__ = ["LEVELS", "Level", "seen_at"]

Level = Literal["public", "parties", "internal"]
"""Shown to everybody; to the parties of a ceasefire; to nobody but the desk."""

LEVELS: tuple[Level, ...] = get_args(Level)


def seen_at(level: Level) -> tuple[Level, ...]:
    """Return at which levels something may be released for it to be seen at this one."""
    return LEVELS[: LEVELS.index(level) + 1]
