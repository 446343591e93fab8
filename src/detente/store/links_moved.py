"""Which accounts were linked, made anew or parted by each of the last changes of links.

The chain says that links changed, and not which: so this stands beside it, by the number of its revision. It follows
from nothing that is kept, and goes back as far as changes are followed.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store import tables

__all__ = ["FOLLOWED", "Pair", "moved_between", "note_moved"]

MOVED = tables.links_moved
FOLLOWED = 5_000
"""Revisions back to which it is kept: where there are more between two states, all is read anew as quickly."""
MOST = 20_000
"""Pairs that are kept of a revision, and told of several; where more were moved, any may have been."""
Pair = tuple[int, int]
"""Two accounts, by number."""


def note_moved(connection: Connection, number: int, pairs: Iterable[Pair]) -> None:
    """Keep which accounts a revision of links was of, in its transaction, and let go of what is not followed."""
    connection.execute(sa.delete(MOVED).where(MOVED.c.revision <= number - FOLLOWED))
    rows = [{"revision": number, "first": one, "second": other} for one, other in sorted(pairs)]
    if 0 < len(rows) <= MOST:
        connection.execute(sa.insert(MOVED), rows)


def moved_between(connection: Connection, noted: Iterable[int]) -> frozenset[Pair] | None:
    """Return which accounts some revisions of links were of; None where it is not kept of each, or of too many."""
    numbers = set(noted)
    if not numbers:
        return frozenset()
    query = sa.select(MOVED).where(MOVED.c.revision.between(min(numbers), max(numbers))).limit(MOST + 1)
    rows = connection.execute(query).all()
    if len(rows) > MOST or numbers - {row.revision for row in rows}:
        return None
    return frozenset((row.first, row.second) for row in rows)
