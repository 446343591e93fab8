"""Of which voice each document is, and how that is brought forward: only what hangs together with a change is joined.

Copies that hang together are joined in the same way whatever else there is. So it is enough to join anew all that hangs
together with a document that came, went, or was compared since.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Select

from detente.documents.copies.voices import Pair, join_voices
from detente.store import tables
from detente.store.asked import portions
from detente.store.changes import Changes
from detente.store.joined import pairs_around
from detente.store.known import NOW, Known, known_documents
from detente.store.record import Record
from detente.store.remembered import growing

__all__ = ["Voiced", "voiced"]

COPIES, DOCUMENTS, TEXTS = tables.copies, tables.documents, tables.texts
PAIRS = sa.select(COPIES.c.first_hash, COPIES.c.second_hash, COPIES.c.first_share, COPIES.c.second_share)
MOST_WAITING = 2_000
"""Texts that are looked at with every change until they are compared; where more wait, all is joined anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """The voice of each document, its text, and the documents of each voice that has more than one.

    `waiting` are texts that nobody has compared yet: what they are copies of is not known.
    """

    voice: Mapping[str, str]
    text: Mapping[str, str]
    together: Mapping[str, frozenset[str]]
    waiting: frozenset[str]


def _more_voiced(last: Voiced, changed: Changes, record: Record, *, known_on: Known = NOW) -> Voiced | None:
    """Bring forward the voices: those of the documents that changed, and of all that hang together with them."""
    if len(last.waiting) > MOST_WAITING:
        return None
    with record.reading() as connection:
        before = _seeds(last, changed.documents)
        asked = _texts_of(connection, changed.documents).keys() | last.waiting
        texts: set[str] = set()
        while more := (asked | {last.text[one] for one in before if one in last.text}) - texts:
            pairs = pairs_around(connection, texts | more)
            texts |= more | {text for pair in pairs for text in pair[:2]}
            now = _documents_of(connection, texts, known_on)
            # what was of one voice with any of these is joined anew with them, though nothing joins them now
            before = _seeds(last, {*before, *now})
        waiting = _uncompared(connection, texts)
    if not texts:
        return last
    own = _joined(now, pairs)
    if all(last.voice.get(one) == own.get(one) for one in {*before, *own}) and waiting == last.waiting:
        return last
    return _with(last, before, now, own, waiting)


@growing(_more_voiced)
def voiced(record: Record, *, known_on: Known = NOW) -> Voiced:
    """Return for every document of which voice it is."""
    with record.reading() as connection:
        query = sa.select(DOCUMENTS.c.id, DOCUMENTS.c.text_hash).where(*known_documents(known_on))
        texts = {row[0]: row[1] for row in connection.execute(query)}
        pairs = [(row[0], row[1], row[2], row[3]) for row in connection.execute(PAIRS)]
        compared = set(connection.scalars(sa.select(TEXTS.c.hash)))
    voice = _joined(texts, pairs)
    return Voiced(
        voice=voice, text=texts, together=_together(voice), waiting=frozenset(texts.values()) - compared
    )  # fmt: skip


def _seeds(last: Voiced, documents: Collection[str]) -> set[str]:
    """Return documents with all that were of one voice with any of them."""
    own = {last.voice[one] for one in documents if one in last.voice}
    return {*documents, *(one for voice in own for one in last.together.get(voice, (voice,)))}


def _with(
    last: Voiced, before: Collection[str], now: Mapping[str, str], own: Mapping[str, str], waiting: frozenset[str]
) -> Voiced:
    """Return the last answer with some of its documents left out and others put in."""
    voice, text, together = dict(last.voice), dict(last.text), dict(last.together)
    for one in before:
        together.pop(voice.pop(one, ""), None)
        text.pop(one, None)
    voice |= own
    text |= now
    return Voiced(voice=voice, text=text, together=together | _together(own), waiting=waiting)


def _joined(text: Mapping[str, str], pairs: Iterable[Pair]) -> dict[str, str]:
    """Return by document the least id of those of its voice."""
    there = set(text.values())
    voice = join_voices(pair for pair in pairs if pair[0] in there and pair[1] in there)
    least: dict[str, str] = {}
    for document in sorted(text):
        least.setdefault(voice.get(text[document], text[document]), document)
    return {document: least[voice.get(one, one)] for document, one in text.items()}


def _together(voice: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for document, own in voice.items():
        if document != own:
            found[own] |= {own, document}
    return {own: frozenset(some) for own, some in found.items()}


def _texts_of(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    """Return the texts of documents, whether they stand or not, each with one of them."""
    query = sa.select(DOCUMENTS.c.text_hash, DOCUMENTS.c.id)
    return _rows(connection, query, DOCUMENTS.c.id, sorted(documents))


def _documents_of(connection: Connection, texts: Iterable[str], known_on: Known) -> dict[str, str]:
    query = sa.select(DOCUMENTS.c.id, DOCUMENTS.c.text_hash).where(*known_documents(known_on))
    return _rows(connection, query, DOCUMENTS.c.text_hash, sorted(texts))


def _rows(
    connection: Connection, query: Select[Any], column: sa.ColumnElement[str], ids: Sequence[str]
) -> dict[str, str]:
    return {row[0]: row[1] for some in portions(ids) for row in connection.execute(query.where(column.in_(some)))}


def _uncompared(connection: Connection, texts: Collection[str]) -> frozenset[str]:
    query = sa.select(TEXTS.c.hash)
    done = {one for some in portions(sorted(texts)) for one in connection.scalars(query.where(TEXTS.c.hash.in_(some)))}
    return frozenset(texts) - done
