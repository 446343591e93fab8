"""Long lists cut to what a page holds, which is told."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from detente.desk.asked import Asked
from detente.display.language import count

__all__ = ["MOST", "behind", "cut_to"]

T = TypeVar("T")
MOST = 60
"""Rows of a sheet that has no further pages."""


def cut_to(every: Iterable[T], most: int = MOST) -> tuple[Sequence[T], str]:
    """Return the first of many, and how that is told; "" where all are shown."""
    rows = tuple(every)
    left = len(rows) - most
    if left <= 0:
        return rows, ""
    told = count(
        "the first %(most)d are shown; %(n)d more is left out",
        "the first %(most)d are shown; %(n)d more are left out", left, most=most,
    )  # fmt: skip
    return rows[:most], told


def behind(
    asked: Asked, every: Sequence[T], after: str | None, key: Callable[[T], str], *, most: int
) -> tuple[Sequence[T], str]:
    """Return what stands behind the one of a key, and the key of the last shown where there is more behind it."""
    start = asked.place_after(after, map(key, every))
    shown = every[start : start + most]
    return shown, key(shown[-1]) if len(every) > start + most else ""
