"""Verdicts of people on what was read: kept, withdrawn, found again; those of a running blind session stay hidden."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, RowMapping

from detente.core.errors import RecordError, UsageError
from detente.core.ids import hash_parts
from detente.incidents.from_reading import account_key
from detente.review.added import is_added
from detente.review.coded import same_field
from detente.review.keys import claim_key
from detente.review.records import Field, Review, Subject, Verdict, pack_fields, read_fields
from detente.review.standing import standing_reviews
from detente.store import tables
from detente.store.asked import portions
from detente.store.columns import moment
from detente.store.known import NOW, Known, by, current
from detente.store.record import Record
from detente.store.revisions import Notes
from detente.store.writes import add_row

__all__ = [
    "SubjectRow",
    "add_review",
    "counting_reviews",
    "doubts",
    "find_subject",
    "hidden_keys",
    "hidden_subjects",
    "is_running",
    "review_from",
    "reviews",
    "subject_rows",
    "subject_rows_of",
    "withdraw_review",
]

REVIEWS, WITHDRAWN, SETTLED = tables.reviews, tables.review_withdrawals, tables.adjudications
SESSIONS, ITEMS, ENDS = tables.review_sessions, tables.review_session_items, tables.review_session_ends
READINGS, EVENTS, CLAIMS, EVIDENCE = tables.readings, tables.events, tables.claims, tables.evidence
ACCOUNTS = tables.accounts
LEAST_FIGURES = 6
"""Figures of an id that must be given, so that a slip of the hand names nothing by chance."""
SURE = 10
"""Figures of an id by which an event is named and no other thing: as many as lists show."""
LAST = "\U0010ffff"
"""Comes after all that an id may go on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """An event or claim of a current reading, under the key it is reviewed by. `row_id` is that of its row."""

    subject: Subject
    row_id: str
    local_id: str
    confidence: float
    type: str | None = None
    status: str | None = None


def subject_rows(
    record: Record,
    *,
    document: str | None = None,
    documents: Sequence[str] | None = None,
    known_on: Known = NOW,
) -> Iterator[SubjectRow]:
    """Yield the events, then the claims, of the current readings, each with its key, in the order of the text."""
    asked = documents if document is None else [document]
    with record.reading() as connection:
        events = list(_spans(connection, EVENTS, "trigger", asked, known_on, EVENTS.c.type, EVENTS.c.status))
        claims = list(_spans(connection, CLAIMS, "content", asked, known_on))
    for row, number in _numbered(events):
        key = account_key(row["document_id"], row["start"], row["end"], number)
        yield _subject_row(row, Subject(kind="event", key=key, document=row["document_id"]))
    for row, number in _numbered(claims):
        key = claim_key(row["document_id"], row["start"], row["end"], number)
        yield _subject_row(row, Subject(kind="claim", key=key, document=row["document_id"]))


def subject_rows_of(record: Record, documents: Iterable[str], *, known_on: Known = NOW) -> Iterator[SubjectRow]:
    """Yield the events and claims of some documents, so that of a long record no more is read than is asked for."""
    for some in portions(sorted(set(documents))):
        yield from subject_rows(record, documents=some, known_on=known_on)


def find_subject(record: Record, given: str) -> SubjectRow:
    """Return the event or claim, read or added by a person, whose key begins so.

    Raises `UsageError` where none or several do.

    An event of which `SURE` figures are given is looked for among the accounts, which have an index: in a record of a
    million events something else begins so once in half a million times. For others all that was read is gone through.
    """
    rows = subject_rows_of(record, _documents_telling(record, given)) if len(given) >= SURE else iter(())
    found = [row for row in rows if row.subject.key.startswith(given)]
    found = found or [row for row in subject_rows(record) if row.subject.key.startswith(given)]
    found = found or list(_added_rows(record, given))
    if len(given) < LEAST_FIGURES and len(found) == 1:
        message = f"one event or claim answers to {given!r}, as a slip of the hand might; give {LEAST_FIGURES} figures"
        raise UsageError(message)
    if len(found) != 1:
        how_many = f"{len(found)} events or claims answer" if found else "no event or claim answers"
        where = "`detente review queue DIR` lists them with their ids"
        message = f"{how_many} to {given!r}; {where}, of which at least {LEAST_FIGURES} figures are wanted"
        raise UsageError(message)
    return found[0]


def _added_rows(record: Record, given: str) -> Iterator[SubjectRow]:
    """Yield what people added under keys that begin so, as rows; no row of a reading stands behind one."""
    for key, review in counting_reviews(record).items():
        if key.startswith(given) and is_added(review):
            yield SubjectRow(subject=review.subject, row_id=key, local_id=key, confidence=1.0)


def _documents_telling(record: Record, given: str) -> Sequence[str]:
    """Return the documents that have an account whose key begins so."""
    with record.reading() as connection:
        return connection.scalars(
            sa.select(ACCOUNTS.c.document_id).where(ACCOUNTS.c.key.between(given, given + LAST)).distinct()
        ).all()


def add_review(
    record: Record,
    subject: Subject,
    *,
    coder: str,
    verdict: Verdict,
    fields: Mapping[str, Field] | None = None,
    comment: str | None = None,
    again: bool = False,
    now: dt.datetime,
) -> Review:
    """Keep a verdict. One on what a running blind session of the coder holds belongs to that session.

    Raises `UsageError` for a doubt that does not say why; where the coder has said something of it already, or somebody
    else otherwise, and the coder does not say so `again`; and where it is in a running session of others.
    """
    if verdict == "doubt" and not (comment or "").strip():
        message = "a doubt says why it cannot be told from these words: give the reason"
        raise UsageError(message)
    with record.writing() as connection:
        session = _session_for(connection, subject, coder)
        if not again and session is None:
            _refuse_otherwise(_standing(connection, subject), coder, verdict, fields or {})
        if not again and _said_already(connection, subject, coder, session):
            message = f"{coder} has reviewed {subject.key[:10]} already; say it again with --again"
            raise UsageError(message)
        row = {
            "id": hash_parts("review", subject.key, coder, session or "", moment(now)),
            "document_id": subject.document,
            "subject_kind": subject.kind,
            "subject_key": subject.key,
            "session_id": session,
            "coder": coder,
            "verdict": verdict,
            "fields": pack_fields(fields or {}),
            "comment": comment,
            "made_at": now,
        }
        add_row(connection, REVIEWS, row)
        # what was said blind stands in the session's own rows, not in what everybody sees of the chain
        notes = Notes()
        notes.add("review", str(row["id"]), verdict if session is None else "coded in a session")
        notes.write(connection, now=now, author=coder)
        if session is not None:
            _end_if_done(connection, session, now)
    return review_from(row)


def withdraw_review(record: Record, given: str, *, author: str, reason: str, now: dt.datetime) -> None:
    """Take a verdict back; it stays in the record with the reason, and counts no more.

    Raises `UsageError` where none or several ids begin so, or it was withdrawn before; and of a claim that was added,
    where an event is said to be held by it and would be told by nobody then.
    """
    with record.writing() as connection:
        query = sa.select(REVIEWS.c.id).where(REVIEWS.c.id.startswith(given, autoescape=True))
        found = connection.scalars(query).all()
        if len(given) < LEAST_FIGURES or len(found) != 1:
            message = f"{len(found)} reviews answer to {given!r}; `detente review list DIR` shows them with their ids"
            raise UsageError(message)
        _refuse_bereaving(connection, found[0])
        row = {"review_id": found[0], "author": author, "reason": reason, "withdrawn_at": now}
        if not add_row(connection, WITHDRAWN, row):
            message = f"review {given} was withdrawn before: detente history DIR {given} tells why"
            raise UsageError(message)
        notes = Notes()
        notes.add("review", found[0], reason)
        notes.write(connection, now=now, author=author)


def _refuse_bereaving(connection: Connection, review: str) -> None:
    """Refuse to take back a claim that events are said to be held by. Raises `UsageError`."""
    own = review_from(connection.execute(sa.select(REVIEWS).where(REVIEWS.c.id == review)).mappings().one())
    if own.subject.kind != "claim" or not is_added(own):
        return
    gone = sa.exists().where(WITHDRAWN.c.review_id == REVIEWS.c.id)
    query = sa.select(REVIEWS).where(REVIEWS.c.document_id == own.subject.document, REVIEWS.c.id != review, ~gone)
    settled = sa.select(SETTLED).where(SETTLED.c.document_id == own.subject.document)
    left = standing_reviews(_found(connection, query, settled))
    rows = _numbered(list(_spans(connection, CLAIMS, "content", [own.subject.document], NOW)))
    read = {claim_key(row["document_id"], row["start"], row["end"], number) for row, number in rows}
    held = [one for one in left.values() if one.fields.get("claim", Field()).value == own.subject.key]
    if held and own.subject.key not in left.keys() | read:
        told = " and ".join(f"event {one.subject.key[:10]} (review {one.id[:10]})" for one in held)
        message = f"{told} would be told by nobody: held by this claim; say first who tells it, or take that back"
        raise UsageError(message)


def reviews(
    record: Record,
    *,
    document: str | None = None,
    coder: str | None = None,
    of_what_is: Verdict | None = None,
    known_on: dt.datetime | None = None,
) -> tuple[Review, ...]:
    """Return verdicts that were not withdrawn, and what settled sessions, the first made first.

    Nothing that was said in a session that is still running is among them, whoever asks. `of_what_is`: only those on
    what somebody gave this verdict on. `known_on`: as it was known then.
    """
    until = _until(known_on)
    gone = sa.exists().where(WITHDRAWN.c.review_id == REVIEWS.c.id, *until(WITHDRAWN.c.withdrawn_at))
    ended = sa.exists().where(ENDS.c.session_id == REVIEWS.c.session_id, *until(ENDS.c.ended_at))
    query = sa.select(REVIEWS).where(~gone, REVIEWS.c.session_id.is_(None) | ended, *until(REVIEWS.c.made_at))
    settled = sa.select(SETTLED).where(*until(SETTLED.c.settled_at))
    if document is not None:
        query = query.where(REVIEWS.c.document_id == document)
        settled = settled.where(SETTLED.c.document_id == document)
    if of_what_is is not None:
        those = [sa.select(t.c.subject_key).where(t.c.verdict == of_what_is) for t in (REVIEWS, SETTLED)]
        query, settled = (
            q.where(t.c.subject_key.in_(sa.union(*those))) for q, t in ((query, REVIEWS), (settled, SETTLED))
        )
    with record.reading() as connection:
        found = _found(connection, query, settled)
    chosen = (review for review in found if coder in {None, review.coder})
    return tuple(sorted(chosen, key=lambda review: (review.at, review.id)))


def _found(connection: Connection, query: sa.Select[Any], settled: sa.Select[Any]) -> list[Review]:
    found = [review_from(row) for row in connection.execute(query).mappings()]
    return [*found, *(_settled_from(row) for row in connection.execute(settled).mappings())]


def _standing(connection: Connection, subject: Subject) -> Review | None:
    """Return the verdict on a subject that counts."""
    gone = sa.exists().where(WITHDRAWN.c.review_id == REVIEWS.c.id)
    query = sa.select(REVIEWS).where(REVIEWS.c.subject_key == subject.key, ~gone)
    settled = sa.select(SETTLED).where(SETTLED.c.subject_key == subject.key)
    return standing_reviews(_found(connection, query, settled)).get(subject.key)


def _refuse_otherwise(standing: Review | None, coder: str, verdict: Verdict, fields: Mapping[str, Field]) -> None:
    """Refuse a verdict that would take the place of what somebody else said. Raises `UsageError`."""
    if standing is None:
        return
    theirs = {name for one in standing.beside for name in one.fields}
    own_fields = {name: field for name, field in standing.fields.items() if name not in theirs}
    every = (replace(standing, fields=own_fields), *standing.beside)
    others = [one for one in every if one.coder != coder]
    own = fields if verdict == "correct" else None
    said = [told for one in others if (told := _otherwise(one, verdict, own))]
    if said:
        message = f"{'; '.join(said)}; to let yours take its place, say it with --again"
        raise UsageError(message)


def _otherwise(standing: Review, verdict: Verdict, fields: Mapping[str, Field] | None) -> str | None:
    """Say what somebody said that a verdict contradicts; None where both may hold."""
    if standing.verdict == "doubt":
        return None  # whoever doubts asks that somebody else decides
    if fields is not None and standing.verdict == "correct":
        both = (name for name in sorted(fields.keys() & standing.fields.keys()))
        what = [name for name in both if not same_field(name, fields[name], standing.fields[name])]
    else:
        what = [] if standing.verdict == verdict else ["it"]
    done = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}[standing.verdict]
    return f"{standing.coder} has {done} {' and '.join(what)} already (review {standing.id[:10]})" if what else None


def counting_reviews(
    record: Record, *, document: str | None = None, known_on: dt.datetime | None = None
) -> Mapping[str, Review]:
    """Return by key the verdict that counts."""
    return standing_reviews(reviews(record, document=document, known_on=known_on))


def doubts(record: Record, *, known_on: dt.datetime | None = None) -> Mapping[str, Review]:
    """Return by key what stands doubted, with the last doubt; of what is decided otherwise none is left."""
    found = standing_reviews(reviews(record, of_what_is="doubt", known_on=known_on))
    return {key: review for key, review in found.items() if review.verdict == "doubt"}


def hidden_keys(record: Record) -> frozenset[str]:
    """Return the keys of what a running session codes without sight of the machine's coding."""
    return frozenset(hidden_subjects(record))


def hidden_subjects(record: Record) -> dict[str, str]:
    """Return the same keys, each with the document that it is of."""
    query = sa.select(ITEMS.c.subject_key, ITEMS.c.document_id).join(SESSIONS, SESSIONS.c.id == ITEMS.c.session_id)
    with record.reading() as connection:
        rows = connection.execute(query.where(SESSIONS.c.blind_to_machine, is_running(ITEMS.c.session_id)))
        return {row[0]: row[1] for row in rows}


def is_running(session: ColumnElement[Any], *, known_on: Known = NOW) -> ColumnElement[bool]:
    """Ask that a session has not ended."""
    return ~sa.exists().where(ENDS.c.session_id == session, *by(ENDS.c.ended_at, known_on))


def review_from(row: Mapping[str, Any] | RowMapping) -> Review:
    """Return the verdict of a row."""
    return Review(
        id=row["id"],
        subject=Subject(kind=row["subject_kind"], key=row["subject_key"], document=row["document_id"]),
        coder=row["coder"],
        verdict=row["verdict"],
        at=row["made_at"],
        fields=read_fields(row["fields"]),
        comment=row["comment"],
        session=row["session_id"],
    )


def _settled_from(row: RowMapping) -> Review:
    told = {"coder": row["author"], "made_at": row["settled_at"], "comment": row["reason"]}
    made = review_from({**row, **told})
    return Review(**{name: getattr(made, name) for name in Review.__slots__ if name != "settles"}, settles=True)


def _until(known_on: dt.datetime | None) -> Any:
    def until(column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return [] if known_on is None else [column <= known_on]

    return until


def _spans(
    connection: Connection,
    table: sa.Table,
    field: str,
    documents: Sequence[str] | None,
    known_on: Known,
    *more: ColumnElement[Any],
) -> Iterator[RowMapping]:
    """Yield the rows of a table in the current readings with where the words of one of their fields stand."""
    own = (table.c.id, table.c.local_id, table.c.confidence, *more)
    query = sa.select(READINGS.c.document_id, *own, EVIDENCE.c.start, EVIDENCE.c.end)
    query = query.join(READINGS, READINGS.c.id == table.c.reading_id)
    query = query.join(EVIDENCE, (EVIDENCE.c.owner_id == table.c.id) & (EVIDENCE.c.field == field))
    query = query.where(*current(known_on), EVIDENCE.c.position == 0)
    if documents is not None:
        query = query.where(READINGS.c.document_id.in_(documents))
    yield from connection.execute(query.order_by(READINGS.c.document_id, table.c.position)).mappings()


def _numbered(rows: list[RowMapping]) -> Iterator[tuple[RowMapping, int]]:
    seen: dict[tuple[str, int, int], int] = {}
    for row in rows:
        at = (row["document_id"], row["start"], row["end"])
        seen[at] = seen.get(at, -1) + 1
        yield row, seen[at]


def _subject_row(row: RowMapping, subject: Subject) -> SubjectRow:
    more = {name: row[name] for name in ("type", "status") if name in row}
    own = {"row_id": row["id"], "local_id": row["local_id"], "confidence": row["confidence"]}
    return SubjectRow(subject=subject, **own, **more)


def _session_for(connection: Connection, subject: Subject, coder: str) -> str | None:
    """Return the running session that a verdict belongs to. Raises `UsageError` where it is one of others."""
    query = sa.select(SESSIONS.c.id, SESSIONS.c.coders).join(ITEMS, ITEMS.c.session_id == SESSIONS.c.id)
    query = query.where(ITEMS.c.subject_key == subject.key, is_running(SESSIONS.c.id))
    found = connection.execute(query).one_or_none()
    if found is None:
        return None
    if coder not in found.coders:
        message = f"{subject.key[:10]} is in the blind session {found.id[:10]} of others; wait until it has ended"
        raise UsageError(message)
    return str(found.id)


def _said_already(connection: Connection, subject: Subject, coder: str, session: str | None) -> bool:
    gone = sa.exists().where(WITHDRAWN.c.review_id == REVIEWS.c.id)
    query = sa.select(REVIEWS.c.id).where(REVIEWS.c.subject_key == subject.key, REVIEWS.c.coder == coder, ~gone)
    if session is not None:
        query = query.where(REVIEWS.c.session_id == session)
    return connection.scalar(query.limit(1)) is not None


def _end_if_done(connection: Connection, session: str, now: dt.datetime) -> None:
    """End a session as soon as each of its coders has coded each of its items."""
    coders = connection.scalar(sa.select(SESSIONS.c.coders).where(SESSIONS.c.id == session))
    if coders is None:
        message = f"the record has no session {session}: restore a copy"
        raise RecordError(message)
    items = connection.scalar(sa.select(sa.func.count()).select_from(ITEMS).where(ITEMS.c.session_id == session)) or 0
    gone = sa.exists().where(WITHDRAWN.c.review_id == REVIEWS.c.id)
    done = sa.select(REVIEWS.c.subject_key, REVIEWS.c.coder).where(REVIEWS.c.session_id == session, ~gone).distinct()
    if len(connection.execute(done).all()) >= items * len(coders):
        row = {"session_id": session, "author": "machine", "reason": "everything is coded", "ended_at": now}
        if add_row(connection, ENDS, row):
            notes = Notes()
            notes.add("session", session, "everything is coded")
            notes.write(connection, now=now)
