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
from detente.store.revisions import MACHINE, note_revision

__all__ = ["LinksSum", "links_noted", "note_links", "sum_all"]

LINKS, REVISIONS = tables.links, tables.revisions
KIND = "links"
WHY = "accounts were compared"
AT_ONCE = 2_000
FIGURES = 48
"""Of the sum, as hexadecimal figures; what is left of a hash's room is the number of links."""
ROOM = 1 << 4 * FIGURES


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksSum:
    """How many links there are, and the sum of the hashes of what they say."""

    number: int = 0
    total: int = 0

    def with_links(self, rows: Iterable[RowMapping | Mapping[str, Any]]) -> Self:
        """Return the sum when links are added."""
        return self._changed(rows, 1)

    def without_links(self, rows: Iterable[RowMapping | Mapping[str, Any]]) -> Self:
        """Return the sum when links are taken away."""
        return self._changed(rows, -1)

    def _changed(self, rows: Iterable[RowMapping | Mapping[str, Any]], sign: int) -> Self:
        number, total = self.number, self.total
        for row in rows:
            number += sign
            total += sign * _hash(row)
        return type(self)(number=number, total=total % ROOM)

    def written(self) -> str:
        """Return it as the chain holds it."""
        return f"{self.number:0{64 - FIGURES}x}{self.total:0{FIGURES}x}"


def _hash(row: RowMapping | Mapping[str, Any]) -> int:
    return int.from_bytes(hashlib.sha256(line_of(LINKS, dict(row)).encode("ascii")).digest()) % ROOM


def links_noted(connection: Connection) -> LinksSum | None:
    """Return what linking noted last; None where it never did: a record of before gets it when linking goes on."""
    query = sa.select(REVISIONS.c.content_hash).where(REVISIONS.c.kind == KIND, REVISIONS.c.subject == KIND)
    noted = connection.scalar(query.order_by(REVISIONS.c.revision.desc()).limit(1))
    return noted and LinksSum(number=int(noted[:-FIGURES], 16), total=int(noted[-FIGURES:], 16))


def sum_all(connection: Connection) -> LinksSum:
    """Return what the links come to that are there."""
    rows = connection.execute(sa.select(LINKS).execution_options(yield_per=AT_ONCE)).mappings()
    return LinksSum().with_links(rows)


def note_links(connection: Connection, links: LinksSum, *, now: dt.datetime) -> None:
    """Note in the chain what the links come to from now on."""
    note_revision(
        connection, kind=KIND, subject=KIND, content_hash=links.written(), author=MACHINE, reason=WHY, now=now
    )
