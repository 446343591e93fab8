"""What was changed between two states of the record: whose texts, readings and reviews, which incidents and entries.

A state is named by its last revision. What changed since is read out of the chain, so that what was worked out before
can be brought forward by it alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store import tables
from detente.store.asked import portions
from detente.store.links_moved import FOLLOWED, Pair, moved_between
from detente.store.record import Record
from detente.store.revisions import FIRST

__all__ = ["Changes", "changes_between", "state_named"]

REVISIONS, ENTRIES = tables.revisions, tables.entries
DOCUMENTS = frozenset({"document", "withdrawal", "release"})
"""Kinds of revisions of which the subject may be a document."""
KEPT = frozenset({"entry", "withdrawal", "release"})
"""Kinds of which it may be an entry."""
LINKS = "links"
"""The kind of which it is told beside the chain what it is of."""
OWNED = {
    "reading": (tables.readings.c.id, tables.readings.c.document_id),
    "account": (tables.account_readings.c.id, tables.account_readings.c.document_id),
    "review": (tables.reviews.c.id, tables.reviews.c.document_id),
    "session": (tables.review_session_items.c.session_id, tables.review_session_items.c.document_id),
}
"""Kinds of which the subject belongs to documents, and where it stands to which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed: the ids of documents and of incidents, kinds and subjects of entries, all kinds of revisions.

    A document is changed where its text, a reading, a review, an account or its release is, or where it was withdrawn.
    `links` are the pairs of accounts whose link is another, None where that may be any.
    """

    documents: frozenset[str] = frozenset()
    incidents: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    links: frozenset[Pair] | None = frozenset()


def state_named(number: int, last: str, *more: str) -> str:
    """Return the name of a state by its last revision; `more` is what else it is of."""
    return " ".join((str(number), last, *more))


def changes_between(record: Record, before: str, after: str) -> Changes | None:
    """Return what was changed from one state to a later one; None where it may be anything.

    It may be where the chain does not hold the earlier one (a copy was restored), where it is too much to follow, and
    where the states differ in more than what was written.
    """
    (first, last, *told), (until, _, *then) = before.split(" "), after.split(" ")
    if told != then or not 0 <= int(until) - int(first) <= FOLLOWED:
        return None
    with record.reading() as connection:
        if _hash_of(connection, int(first)) != last:
            return None
        number = REVISIONS.c.number
        query = sa.select(REVISIONS.c.kind, REVISIONS.c.subject).where(number > int(first), number <= int(until))
        found = defaultdict[str, set[str]](set)
        for kind, subject in connection.execute(query.distinct()):
            found[kind].add(subject)
        linked = query.with_only_columns(number).where(REVISIONS.c.kind == LINKS)
        moved = moved_between(connection, connection.scalars(linked)) if LINKS in found else frozenset()
        return replace(_changed(connection, found), links=moved)


def _hash_of(connection: Connection, number: int) -> str | None:
    if number == 0:
        return FIRST
    return connection.scalar(sa.select(REVISIONS.c.hash).where(REVISIONS.c.number == number))


def _changed(connection: Connection, found: Mapping[str, set[str]]) -> Changes:
    documents = {subject for kind in DOCUMENTS for subject in found.get(kind, ())}
    for kind, (own, document) in OWNED.items():
        for some in portions(sorted(found.get(kind, ()))):
            documents.update(connection.scalars(sa.select(document).where(own.in_(some)).distinct()))
    subjects = {subject for kind in KEPT for subject in found.get(kind, ())}
    return Changes(
        documents=frozenset(documents), incidents=frozenset(found.get("incident", ())),
        entries=_kinds_of(connection, subjects), subjects=frozenset(subjects), kinds=frozenset(found),
    )  # fmt: skip


def _kinds_of(connection: Connection, subjects: Iterable[str]) -> frozenset[str]:
    query = sa.select(ENTRIES.c.kind).distinct()
    asked = (query.where(ENTRIES.c.subject.in_(some)) for some in portions(sorted(subjects)))
    return frozenset(kind for one in asked for kind in connection.scalars(one))
