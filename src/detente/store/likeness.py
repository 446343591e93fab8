"""Which texts of the record are copies of one: marks to find whom to compare with, and what comparing showed.

What two texts are to each other depends on these two alone, and each text is compared with all that are there when it
comes; so whatever the order, every pair is looked at once, and the record ends the same.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Select
from sqlalchemy.dialects.postgresql import Insert, insert

from detente.core.ids import hash_parts
from detente.documents.copies import VERSION
from detente.documents.copies.compare import compare_profiles
from detente.documents.copies.fingerprint import least_shared, mark
from detente.documents.copies.outline import Outline, may_be_copies, outline, pack_outline, unpack_outline
from detente.documents.copies.profile import Profile, read_profile
from detente.documents.recycled import marks_of
from detente.store import tables
from detente.store.asked import portions
from detente.store.joined import forget_joined, is_counted, keep_joined
from detente.store.known import NOW, Known, known_documents
from detente.store.record import Record
from detente.store.voiced import voiced

__all__ = [
    "CopyView",
    "compare_waiting",
    "copies_of",
    "count_copies",
    "number_of",
    "voices",
]

TEXTS, MARKS, COPIES, SENTENCES = tables.texts, tables.fingerprints, tables.copies, tables.sentence_marks
DOCUMENTS, OUTLINES = tables.documents, tables.outlines
AT_ONCE = 256
"""Texts compared in one transaction: others may write in between. Their marks go all over the index, so each
transaction writes most of it anew, however few they are."""
MOST_NEAR, MOST_COMPARED, MOST_COPIES = 2_000, 200, 20
"""Texts near one that are looked at, those that share most marks first; texts that one is compared with; copies of it
that are noted. Where a text stands in a thousand forms, each is linked to twenty others, and all are one voice; all
pairs would tell no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """A document whose text is a copy of another's: in what way, and how much of each the other tells."""

    document_id: str
    kind: str
    share: float
    """Of the words of the document that was asked about, how many this one tells; 1 for the same words."""
    share_back: float


def compare_waiting(record: Record) -> Iterator[int]:
    """Compare the texts that this comparison never compared with all others, and yield how many were, batch by batch.

    Those that an earlier version compared are among them. Words are taken apart before the record is locked; whom to
    compare with is asked while it is, since another process may compare at the same time.
    """
    _forget_marks(record)
    after = ""
    while waiting := _waiting(record, after) or (_waiting(record, "") if after else ()):
        marked = [_marked(text_hash, text) for text_hash, text in waiting]
        with record.writing() as connection:
            done = set(connection.scalars(sa.select(TEXTS.c.hash).where(_is_current([one.hash for one in marked]))))
            if batch := [one for one in marked if one.hash not in done]:
                _compare_all(connection, batch)
        after = marked[-1].hash
        yield len(waiting)
    count_copies(record)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """A text with its words, its marks, and how many of them another text shares to be worth comparing."""

    hash: str
    profile: Profile
    marks: tuple[int, ...]
    wanted: int
    outline: Outline


def number_of(text_hash: str) -> int:
    """Return the number of a text: as much of its hash as a database has room for in a whole number."""
    return int(text_hash[:16], 16) >> 1


def _marked(text_hash: str, text: str) -> _Marked:
    profile = read_profile(text)
    marks = mark(profile).marks
    wanted = least_shared(len(marks), len(marks))
    return _Marked(hash=text_hash, profile=profile, marks=marks, wanted=wanted, outline=outline(profile))


def _is_current(hashes: Sequence[str] | None = None) -> ColumnElement[bool]:
    """Say of texts that this version compared them."""
    current = TEXTS.c.compared_by == VERSION
    return current if hashes is None else sa.and_(current, TEXTS.c.hash.in_(hashes))


def _waiting(record: Record, after: str) -> Sequence[tuple[str, str]]:
    """Return the next texts to compare, by their hashes: one run looks once at those that are done."""
    done = sa.exists().where(TEXTS.c.hash == DOCUMENTS.c.text_hash, _is_current())
    query = sa.select(DOCUMENTS.c.text_hash, sa.func.min(DOCUMENTS.c.id).label("id"))
    query = query.where(DOCUMENTS.c.text_hash > after, ~done)
    first = query.group_by(DOCUMENTS.c.text_hash).order_by(DOCUMENTS.c.text_hash).limit(AT_ONCE).subquery()
    texts = sa.select(DOCUMENTS.c.text_hash, DOCUMENTS.c.text).join(first, first.c.id == DOCUMENTS.c.id)
    with record.reading() as connection:
        return [(row[0], row[1]) for row in connection.execute(texts.order_by(DOCUMENTS.c.text_hash))]


def _forget_marks(record: Record) -> None:
    """Delete the marks by which an earlier version found texts: this one would look for others.

    What it found to be copies stays until both texts are compared anew, and their sentences until each is.
    """
    earlier = sa.select(TEXTS.c.number).where(~_is_current())
    with record.reading() as connection:
        if connection.scalar(earlier.limit(1)) is None:
            return
    with record.writing() as connection:
        connection.execute(sa.delete(MARKS).where(MARKS.c.text.in_(earlier)))


def _compare_all(connection: Connection, batch: Sequence[_Marked]) -> None:
    """Note texts with their marks, and which of the others, and of one another, they are copies of."""
    forget_joined(connection)
    connection.execute(NOTED, [_text_row(own) for own in batch])
    _forget_found(connection, [own.hash for own in batch])
    marks = sorted((value, number_of(own.hash)) for own in batch for value in own.marks)
    _add(connection, MARKS, [{"value": value, "text": text} for value, text in marks])
    _add(connection, OUTLINES, [_outline_row(own) for own in batch])
    _add(connection, SENTENCES, [row for own in batch for row in _sentence_rows(own.hash, own.profile)])
    left = {own.hash for own in batch}
    for own in batch:
        _compare(connection, own, frozenset(left))
        left.discard(own.hash)


def _text_row(own: _Marked) -> dict[str, Any]:
    return {"hash": own.hash, "number": number_of(own.hash), "compared_by": VERSION, "wanted": own.wanted}


def _outline_row(own: _Marked) -> dict[str, Any]:
    return {"text": number_of(own.hash), "stems": pack_outline(own.outline)}


def _noted() -> Insert:
    new = insert(TEXTS)
    changed = {name: new.excluded[name] for name in ("compared_by", "wanted")}
    return new.on_conflict_do_update(index_elements=[TEXTS.c.hash], set_=changed)


NOTED = _noted()


def _forget_found(connection: Connection, hashes: Sequence[str]) -> None:
    """Delete what an earlier version found of texts: their sentences, and copies where this one compares both."""
    for own, other in ((COPIES.c.first_hash, COPIES.c.second_hash), (COPIES.c.second_hash, COPIES.c.first_hash)):
        both = sa.exists().where(TEXTS.c.hash == other, _is_current())
        connection.execute(sa.delete(COPIES).where(own.in_(hashes), both))
    for table in (SENTENCES, OUTLINES):
        connection.execute(sa.delete(table).where(table.c.text.in_([number_of(one) for one in hashes])))


def _compare(connection: Connection, own: _Marked, passing: frozenset[str]) -> None:
    """Note the copies of a text but those among the texts that are compared after it, and itself."""
    _add(connection, COPIES, list(_copies(connection, own, passing)))


def _add(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)


def _sentence_rows(text_hash: str, profile: Profile) -> list[dict[str, Any]]:
    """Return the marks of a text's sentences."""
    rows = {
        (value, start): {"value": value, "text": number_of(text_hash), "start": start, "end": end}
        for start, end, value in marks_of(profile)
    }
    return list(rows.values())


def _copies(connection: Connection, own: _Marked, passing: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield a row for each text that this one is a copy of, or that is one of it."""
    text_hash = own.hash
    noted = 0
    for other, text in _texts(connection, _near(connection, own, passing)):
        if noted == MOST_COPIES:
            return
        likeness = compare_profiles(own.profile, read_profile(text))
        if likeness is None or not likeness.copies:
            continue
        noted += 1
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


def _near(connection: Connection, own: _Marked, passing: frozenset[str]) -> Sequence[str]:
    """Return the texts that share marks enough to be compared, and weight enough to be copies, most marks first.

    Enough is what the one of both wants that wants fewer.

    Most texts share a mark or two with thousands: they are counted where they lie.
    """
    near = connection.execute(SHARING, {"marks": own.marks, "wanted": own.wanted})
    likely = (
        text_hash
        for text_hash, stems in near
        if text_hash not in passing and may_be_copies(own.outline, unpack_outline(stems))
    )
    return list(itertools.islice(likely, MOST_COMPARED))


def _sharing() -> Select[Any]:
    asked = MARKS.c.value.in_(sa.bindparam("marks", expanding=True))
    shared = sa.select(MARKS.c.text, sa.func.count().label("n")).where(asked).group_by(MARKS.c.text).subquery()
    joined = sa.select(TEXTS.c.hash, OUTLINES.c.stems).join(shared, TEXTS.c.number == shared.c.text)
    joined = joined.join(OUTLINES, OUTLINES.c.text == TEXTS.c.number)
    joined = joined.where(sa.or_(shared.c.n >= sa.bindparam("wanted", type_=sa.Integer), shared.c.n >= TEXTS.c.wanted))
    return joined.order_by(shared.c.n.desc(), TEXTS.c.hash).limit(MOST_NEAR)


SHARING = _sharing()


def _texts(connection: Connection, hashes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield texts by their hashes, in the order given."""
    found: dict[str, str] = {}
    for some in portions(hashes):
        query = sa.select(DOCUMENTS.c.text_hash, DOCUMENTS.c.text).where(DOCUMENTS.c.text_hash.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    yield from ((one, found[one]) for one in hashes)


def voices(record: Record, *, known_on: Known = NOW) -> Mapping[str, str]:
    """Return for every document the voice it counts to: copies of one text are one voice, however many there are.

    The voice is called by the least id of its documents. Whoever is a copy of a copy is of the same voice.
    """
    return voiced(record, known_on=known_on).voice


def count_copies(record: Record) -> None:
    """Keep how many texts are no voice of their own, where comparing has changed that."""
    with record.reading() as connection:
        if is_counted(connection):
            return
    with record.writing() as connection:
        keep_joined(connection)


def copies_of(record: Record, document: str, *, known_on: Known = NOW) -> tuple[CopyView, ...]:
    """Return the documents that were compared with this one and found to be copies, the likest first."""
    there = known_documents(known_on)
    with record.reading() as connection:
        own = connection.scalar(sa.select(DOCUMENTS.c.text_hash).where(DOCUMENTS.c.id == document))
        same = sa.select(DOCUMENTS.c.id).where(DOCUMENTS.c.text_hash == own, DOCUMENTS.c.id != document, *there)
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
            rows = connection.execute(query.where(mine == own, *there))
            found += [CopyView(document_id=d, kind=k, share=s, share_back=b) for d, k, s, b in rows]
    return tuple(sorted(found, key=lambda view: (-min(view.share, view.share_back), view.document_id)))
