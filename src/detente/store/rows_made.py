"""The ids and words of one reading's rows, and the parts of its records that have rows of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from detente.core.ids import hash_parts
from detente.core.spans import HasSpan, select
from detente.reading.reading import Reading
from detente.reading.records import Claim, Event, Party, Source, Stance, Statement, Topic
from detente.store import tables

__all__ = ["Row", "RowMaker", "parts_of", "said_by", "sides"]

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowMaker:
    """What all rows of one reading share."""

    id: str
    reading: Reading

    def named(self, local: str) -> str:
        """Return the id of what this reading calls ``E1``, ``C1``, ``V1``."""
        return hash_parts(self.id, local)

    def numbered(self, table: Table, position: int) -> str:
        """Return the id of a record that has only its place in a layer."""
        return hash_parts(self.id, table.name, str(position))

    def source(self, claim: Claim, step: int) -> str:
        """Return the id of who makes a claim, or through whom it came."""
        return hash_parts(self.named(claim.id), "source", str(step))

    def party(self, event: Event, side: str, position: int) -> str:
        """Return the id of an actor or recipient of an event."""
        return hash_parts(self.named(event.id), side, str(position))

    def part(self, number: int, part: str, position: int) -> str:
        """Return the id of a hearer, topic or stance of statement number `number`."""
        return hash_parts(self.numbered(tables.statements, number), part, str(position))

    def row(self, table: Table, position: int, record: Any) -> Row:
        """Return the row of a record whose fields are named as the columns are."""
        row: Row = {c.name: getattr(record, c.name) for c in table.columns if hasattr(record, c.name)}
        local = row.get("id")
        if local is None:
            row["id"] = self.numbered(table, position)
        else:
            row |= {"id": self.named(local), "local_id": local}
        return row | {"reading_id": self.id, "position": position}

    def words(self, owner: str, owner_id: str, field: str, span: HasSpan, position: int = 0) -> Row:
        """Return the row that says where in the text a field of a row stands."""
        found = select(span, self.reading.text)
        return {
            "id": hash_parts(owner_id, field, str(position)),
            "reading_id": self.id,
            "owner_kind": owner,
            "owner_id": owner_id,
            "field": field,
            "position": position,
            "start": found.start,
            "end": found.end,
            "exact": found.exact,
            "prefix": found.prefix,
            "suffix": found.suffix,
        }


def said_by(claim: Claim) -> Iterator[tuple[int, Source]]:
    """Yield who says it as step 0, then the chain it came through."""
    if claim.source is not None:
        yield 0, claim.source
    yield from enumerate(claim.via, start=1)


def sides(event: Event) -> Iterator[tuple[str, int, Party]]:
    """Yield the parties of an event, each with its side and its place there."""
    for side, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for position, party in enumerate(parties):
            yield side, position, party


def parts_of(statement: Statement) -> Iterator[tuple[str, int, Source | Topic | Stance]]:
    """Yield who heard a statement, what it is about, and whom it stands for or against."""
    yield from (("hearer", k, hearer) for k, hearer in enumerate(statement.audience))
    yield from (("topic", k, topic) for k, topic in enumerate(statement.topics))
    yield from (("stance", k, stance) for k, stance in enumerate(statement.stances))
