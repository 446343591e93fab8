"""Finds which accounts meet under a key near enough in time, many at once, in arrays."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

__all__ = ["ASIDE", "FAR", "LONG", "NEAR", "UNDATED", "Row", "meet"]

NEAR, FAR = 3, 10
"""Days between two accounts that share a common key, or one that few have."""
ASIDE = 45
"""Days to what was planned, or is told with a loose date."""
LONG = 366 * 40
"""Days to what is recalled: an anniversary comes after years."""

Row = tuple[int, int, int, int, int]
"""Of an account under a key: the key, the account, the days between which it was, and how it is told."""
UNDATED = 3
"""How an account is told: 0 as news, 1 planned, 2 recalled, and this where nothing tells a day."""
AT_ONCE = 4_000_000
"""Meetings held at one time."""


def meet(asking: Sequence[Row], rare: Sequence[bool], held: Sequence[Row]) -> tuple["Numbers", "Numbers"]:
    """Return the accounts that ask and those that they meet, each pair once; `rare` says so of each key that asks."""
    import numpy as np

    ours, theirs = _columns(asking), _columns(held)
    theirs = theirs[:, np.argsort(theirs[0], kind="stable")]
    names, places = np.unique(theirs[1], return_inverse=True)
    own_names, own_places = np.unique(ours[1], return_inverse=True)
    begins = np.searchsorted(theirs[0], ours[0], side="left")
    counts = np.searchsorted(theirs[0], ours[0], side="right") - begins
    seldom = np.asarray(rare, dtype=bool)
    found = [np.zeros(0, dtype=np.int64)]
    for some in _portions(counts):
        at, other = _expanded(begins, counts, some)
        near = _gaps(ours, theirs, at, other) <= _windows(ours[4][at], theirs[4][other], seldom[at])
        found.append(np.unique(own_places[at[near]] * len(names) + places[other[near]]))
    pairs = np.unique(np.concatenate(found))
    return own_names[pairs // max(len(names), 1)], names[pairs % max(len(names), 1)]


def _columns(rows: Sequence[Row]) -> "Numbers":
    import numpy as np

    return np.array(rows, dtype=np.int64).reshape(-1, 5).T.copy()


def _portions(counts: "Numbers") -> Iterator[slice]:
    """Yield slices of those that ask with about so many meetings each."""
    import numpy as np

    ends = np.cumsum(counts)
    at = 0
    while at < len(counts):
        before = ends[at - 1] if at else 0
        past = max(int(np.searchsorted(ends, before + AT_ONCE, side="right")), at + 1)
        yield slice(at, past)
        at = past


def _expanded(begins: "Numbers", counts: "Numbers", some: slice) -> tuple["Numbers", "Numbers"]:
    """Return for each meeting which row asks and which it meets."""
    import numpy as np

    count = counts[some]
    at = np.repeat(np.arange(some.start, some.start + len(count)), count)
    first = np.repeat(np.cumsum(count) - count, count)
    return at, np.repeat(begins[some], count) + np.arange(len(at)) - first


def _gaps(ours: "Numbers", theirs: "Numbers", at: "Numbers", other: "Numbers") -> "Numbers":
    """Return how many days lie between the two of each meeting."""
    import numpy as np

    gaps: Numbers = np.maximum(ours[2][at], theirs[2][other]) - np.minimum(ours[3][at], theirs[3][other])
    return gaps


def _windows(one: "Numbers", other: "Numbers", rare: "npt.NDArray[np.bool_]") -> "Numbers":
    """Return how many days may lie between two accounts that are told so."""
    import numpy as np

    told = np.maximum(one, other)
    always = np.iinfo(np.int64).max
    return np.where(told == UNDATED, always, np.where(rare, np.array([FAR, ASIDE, LONG, always])[told], NEAR))
