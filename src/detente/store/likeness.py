"""Which texts of the record are copies of one: marks to find whom to compare with, and what comparing showed.

What two texts are to each other depends on these two alone, and each text is compared with all that are there when it
comes; so whatever the order, every pair is looked at once, and the record ends the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.ids import hash_parts
from detente.documents.copies import VERSION
from detente.documents.copies.compare import compare_profiles
from detente.documents.copies.fingerprint import least_shared, mark
from detente.documents.copies.profile import Profile, read_profile
from detente.documents.copies.voices import join_voices
from detente.documents.recycled import marks_of
from detente.store import tables
from detente.store.record import Record

__all__ = ["CopyView", "compare_waiting", "copies_of", "voices"]

TEXTS, MARKS, COPIES, SENTENCES = tables.texts, tables.fingerprints, tables.copies, tables.sentence_marks
DOCUMENTS = tables.documents
AT_ONCE = 16
"""Texts compared in one transaction: others may write in between."""
MOST_ASKED = 500
"""Marks asked for in one query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """A document whose text is a copy of another's: in what way, and how much of each the other tells."""

    document_id: str
    kind: str
    share: float
    """Of the words of the document that was asked about, how many this one tells; 1 for the same words."""
    share_back: float


def compare_waiting(record: Record) -> Iterator[int]:
    """Compare the texts that were never compared with all others, and yield how many were, batch by batch."""
    while True:
        with record.writing() as connection:
            waiting = _waiting(connection)
            for text_hash, text in waiting:
                _compare(connection, text_hash, text)
        if not waiting:
            return
        yield len(waiting)


def _waiting(connection: Connection) -> Sequence[tuple[str, str]]:
    done = sa.exists().where(TEXTS.c.hash == DOCUMENTS.c.text_hash)
    query = sa.select(DOCUMENTS.c.text_hash, sa.func.min(DOCUMENTS.c.id).label("id")).where(~done)
    first = query.group_by(DOCUMENTS.c.text_hash).order_by(DOCUMENTS.c.text_hash).limit(AT_ONCE).subquery()
    texts = sa.select(DOCUMENTS.c.text_hash, DOCUMENTS.c.text).join(first, first.c.id == DOCUMENTS.c.id)
    return [(row[0], row[1]) for row in connection.execute(texts.order_by(DOCUMENTS.c.text_hash))]


def _compare(connection: Connection, text_hash: str, text: str) -> None:
    profile = read_profile(text)
    marks = mark(profile).marks
    found = list(_copies(connection, text_hash, profile, marks))
    connection.execute(sa.insert(TEXTS), {"hash": text_hash, "compared_by": VERSION})
    for table, rows in (
        (COPIES, found),
        (MARKS, [{"value": value, "text_hash": text_hash} for value in marks]),
        (SENTENCES, _sentence_rows(text_hash, profile)),
    ):
        if rows:
            connection.execute(sa.insert(table), rows)


def _sentence_rows(text_hash: str, profile: Profile) -> list[dict[str, Any]]:
    """Return the marks of a text's sentences."""
    rows = {
        (value, start): {"value": value, "text_hash": text_hash, "start": start, "end": end}
        for start, end, value in marks_of(profile)
    }
    return list(rows.values())


def _copies(connection: Connection, text_hash: str, profile: Profile, marks: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Yield a row for each text that this one is a copy of, or that is one of it."""
    shared = _sharing(connection, marks)
    counts = _counts(connection, shared)
    near = [other for other, n in shared.items() if n >= least_shared(len(marks), counts[other])]
    for other, text in _texts(connection, near):
        likeness = compare_profiles(profile, read_profile(text))
        if likeness is None or not likeness.copies:
            continue
        first = text_hash < other
        shares = (likeness.one_told, likeness.other_told)
        yield {
            "id": hash_parts("copy", *sorted((text_hash, other))),
            "first_hash": min(text_hash, other),
            "second_hash": max(text_hash, other),
            "kind": likeness.kind,
            "first_share": shares[0] if first else shares[1],
            "second_share": shares[1] if first else shares[0],
        }


def _sharing(connection: Connection, marks: Sequence[int]) -> dict[str, int]:
    """Return the texts that have any of these marks, and how many of them."""
    shared: dict[str, int] = {}
    for at in range(0, len(marks), MOST_ASKED):
        asked = MARKS.c.value.in_(marks[at : at + MOST_ASKED])
        query = sa.select(MARKS.c.text_hash, sa.func.count()).where(asked).group_by(MARKS.c.text_hash)
        for other, n in connection.execute(query):
            shared[other] = shared.get(other, 0) + n
    return shared


def _counts(connection: Connection, texts: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for some in _portions(sorted(texts)):
        query = sa.select(MARKS.c.text_hash, sa.func.count()).where(MARKS.c.text_hash.in_(some))
        counts |= {row[0]: row[1] for row in connection.execute(query.group_by(MARKS.c.text_hash))}
    return counts


def _texts(connection: Connection, hashes: Iterable[str]) -> Iterator[tuple[str, str]]:
    for some in _portions(sorted(hashes)):
        query = sa.select(DOCUMENTS.c.text_hash, DOCUMENTS.c.text).where(DOCUMENTS.c.text_hash.in_(some))
        yield from {row[0]: row[1] for row in connection.execute(query)}.items()


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), MOST_ASKED):
        yield values[at : at + MOST_ASKED]


def voices(record: Record) -> Mapping[str, str]:
    """Return for every document the voice it counts to: copies of one text are one voice, however many there are.

    The voice is called by the least id of its documents. Whoever is a copy of a copy is of the same voice.
    """
    with record.reading() as connection:
        texts = [(row[0], row[1]) for row in connection.execute(sa.select(DOCUMENTS.c.id, DOCUMENTS.c.text_hash))]
        rows = connection.execute(sa.select(COPIES)).mappings().all()
    voice = join_voices((r["first_hash"], r["second_hash"], r["first_share"], r["second_share"]) for r in rows)
    least: dict[str, str] = {}
    for document, text in sorted(texts):
        least.setdefault(voice.get(text, text), document)
    return {document: least[voice.get(text, text)] for document, text in texts}


def copies_of(record: Record, document: str) -> tuple[CopyView, ...]:
    """Return the documents that were compared with this one and found to be copies, the likest first."""
    with record.reading() as connection:
        own = connection.scalar(sa.select(DOCUMENTS.c.text_hash).where(DOCUMENTS.c.id == document))
        same = sa.select(DOCUMENTS.c.id).where(DOCUMENTS.c.text_hash == own, DOCUMENTS.c.id != document)
        found = [
            CopyView(document_id=d, kind="same words", share=1.0, share_back=1.0) for d in connection.scalars(same)
        ]
        for mine, theirs, share, back in (
            (COPIES.c.first_hash, COPIES.c.second_hash, COPIES.c.first_share, COPIES.c.second_share),
            (COPIES.c.second_hash, COPIES.c.first_hash, COPIES.c.second_share, COPIES.c.first_share),
        ):
            query = sa.select(DOCUMENTS.c.id, COPIES.c.kind, share, back).join(
                DOCUMENTS, DOCUMENTS.c.text_hash == theirs
            )
            rows = connection.execute(query.where(mine == own))
            found += [CopyView(document_id=d, kind=k, share=s, share_back=b) for d, k, s, b in rows]
    return tuple(sorted(found, key=lambda view: (-min(view.share, view.share_back), view.document_id)))
