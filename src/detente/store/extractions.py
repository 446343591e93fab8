"""What extraction did to the texts that the record holds: left out, mended, decoded, or was shown a part of."""

from dataclasses import dataclass, field

import sqlalchemy as sa

from detente.documents.document import Repair
from detente.store import tables
from detente.store.known import NOW, Known, by, known_documents
from detente.store.record import Record

__all__ = ["ExtractionView", "extractions"]

DOCUMENTS, CUT, MENDED = tables.documents, tables.cut_away, tables.repairs


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionView:
    """What was left out of a text (kind, characters), mended in it, decoded from, and the notice of a part shown."""

    decoded_from: str | None
    incomplete: str | None
    cut_away: list[tuple[str, int]] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def extractions(record: Record, *, document: str | None = None, known_on: Known = NOW) -> dict[str, ExtractionView]:
    """Return for each document, or for one (also where it stands withdrawn), what extraction did to its text."""
    there = known_documents(known_on)
    if document is not None:
        there = [DOCUMENTS.c.id == document, *by(DOCUMENTS.c.added_at, known_on)]
    query = sa.select(DOCUMENTS.c.id, DOCUMENTS.c.decoded_from, DOCUMENTS.c.incomplete).where(*there)
    cut = sa.select(CUT).join(DOCUMENTS).where(*there).order_by(CUT.c.document_id, CUT.c.position)
    mended = sa.select(MENDED).join(DOCUMENTS).where(*there).order_by(MENDED.c.document_id, MENDED.c.position)
    with record.reading() as connection:
        found = {
            row.id: ExtractionView(decoded_from=row.decoded_from, incomplete=row.incomplete)
            for row in connection.execute(query)
        }
        for row in connection.execute(cut):
            found[row.document_id].cut_away.append((row.kind, row.characters))
        for row in connection.execute(mended):
            found[row.document_id].repairs.append(Repair(start=row.start, end=row.end, was=row.was, rule=row.rule))
    return found
