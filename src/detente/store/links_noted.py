"""What linking notes in the chain: how many links there are, and the sum of their hashes, whatever order they came in.

A link that is added adds its hash, one that is made anew takes its own away first. So noting costs as much as what
changed, and who takes a link out of the table cannot take it out of the sum.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from detente.store import tables
from detente.store.canonical import line_of
from detente.store.links_moved import Pair, note_moved
from detente.store.revisions import MACHINE, head_of, note_revision

__all__ = ["LinksSum", "links_noted", "note_links", "sum_all"]

LINKS, REVISIONS = tables.links, tables.revisions
KIND = "links"
WHY = "accounts were compared"
AT_ONCE = 2_000
FIGURES = 48
"""Of the sum, as hexadecimal figures; what is left of a hash's room is the number of links."""
ROOM = 1 << 4 * FIGURES
Row = RowMapping | Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksSum:
    """How many links there are, and the sum of the hashes of what they say."""

    number: int = 0
    total: int = 0

    def with_links(self, hashes: Iterable[int]) -> Self:
        """Return the sum when links are added, by their hashes."""
        return self._changed(hashes, 1)

    def without_links(self, hashes: Iterable[int]) -> Self:
        """Return the sum when links are taken away."""
        return self._changed(hashes, -1)

    def _changed(self, hashes: Iterable[int], sign: int) -> Self:
        number, total = self.number, self.total
        for one in hashes:
            number += sign
            total += sign * one
        return type(self)(number=number, total=total % ROOM)

    def written(self) -> str:
        """Return it as the chain holds it."""
        return f"{self.number:0{64 - FIGURES}x}{self.total:0{FIGURES}x}"


def _hash(row: Row) -> int:
    return int.from_bytes(hashlib.sha256(line_of(LINKS, dict(row)).encode("ascii")).digest()) % ROOM


def links_noted(connection: Connection) -> LinksSum | None:
    """Return what linking noted last; None where it never did: a record of before gets it when linking goes on."""
    query = sa.select(REVISIONS.c.content_hash).where(REVISIONS.c.kind == KIND, REVISIONS.c.subject == KIND)
    noted = connection.scalar(query.order_by(REVISIONS.c.revision.desc()).limit(1))
    return noted and LinksSum(number=int(noted[:-FIGURES], 16), total=int(noted[-FIGURES:], 16))


def sum_all(connection: Connection) -> LinksSum:
    """Return what the links come to that are there."""
    rows = connection.execute(sa.select(LINKS).execution_options(yield_per=AT_ONCE)).mappings()
    return LinksSum().with_links(map(_hash, rows))


def note_links(
    connection: Connection, before: LinksSum, *, gone: Iterable[Row], added: Iterable[Row], now: dt.datetime
) -> None:
    """Note in the chain what the links come to from now on, and beside it which are others than before, if any."""
    was, now_are = _by_pair(gone), _by_pair(added)
    moved = {pair for pair in was.keys() | now_are.keys() if was.get(pair) != now_are.get(pair)}
    after = before.without_links(was.values()).with_links(now_are.values())
    if after != before:
        note_revision(
            connection, kind=KIND, subject=KIND, content_hash=after.written(), author=MACHINE, reason=WHY, now=now
        )
        note_moved(connection, head_of(connection)[0], moved)


def _by_pair(rows: Iterable[Row]) -> dict[Pair, int]:
    return {(row["first"], row["second"]): _hash(row) for row in rows}
