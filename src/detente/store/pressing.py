"""What waits for review, the most pressing first: of a long record the reports that hold the most pressing of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from detente.review.queue import Waiting, most_pressing, rough_score, weigh_reading
from detente.review.records import Kind
from detente.review.standing import standing_reviews
from detente.store import tables
from detente.store.known import NOW, current
from detente.store.likeness import voices
from detente.store.reads import reading_of
from detente.store.record import Record
from detente.store.review_sessions import review_sessions
from detente.store.reviews import reviews, subject_rows_of

__all__ = ["review_queue"]

READINGS, EVENTS, CLAIMS = tables.readings, tables.events, tables.claims
CLOSELY = 400
"""Documents that the queue looks at closely, those with the most pressing events by confidence, type and status."""


def review_queue(
    record: Record,
    *,
    coder: str | None = None,
    document: str | None = None,
    kind: Kind | None = None,
    hanging: Mapping[str, int] | None = None,
    voice: Mapping[str, str] | None = None,
    again: bool = False,
) -> list[Waiting]:
    """Return what waits for a coder, the most pressing first: what nobody's verdict counts on, or with `again` all.

    What one coder doubts waits for a second, before the rest.

    In a record of more than `CLOSELY` documents those are looked at that hold the most pressing events by what the
    record's rows tell. Nothing that is in a running session is in it. `hanging` tells how many accounts the incident of
    a key has, `voice` which text each document tells, where that is known already.
    """
    done = _done(record, coder, again=again)
    copies = Counter((voice := voices(record) if voice is None else voice).values())
    pressing = _pressing(record, document, kind, done)
    chosen = sorted(pressing, key=lambda one: (-pressing[one], one))[:CLOSELY]
    found = [
        waiting
        for one in chosen
        for waiting in weigh_reading(
            reading_of(record, one), document=one, reports=copies[voice.get(one, one)], hanging=hanging,
            doubted=done.doubted,
        )
        if waiting.subject.key not in done.keys and kind in {None, waiting.subject.kind}
    ]  # fmt: skip
    return most_pressing(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What does not wait, by its keys; what is `doubted` and waits for a second; the documents that hold any of it."""

    keys: frozenset[str]
    doubted: frozenset[str]
    documents: frozenset[str]


def _done(record: Record, coder: str | None, *, again: bool) -> _Done:
    every = reviews(record)
    standing = standing_reviews(every)
    doubted = frozenset(key for key, one in standing.items() if one.wants_second and one.coder != coder)
    subjects = [item for view in review_sessions(record, only_running=True) for item in view.items]
    if not again:
        subjects += [one.subject for one in every if one.coder == coder]
        subjects += [one.subject for key, one in standing.items() if key not in doubted]
    near = {one.subject.document for key, one in standing.items() if key in doubted}
    return _Done(
        keys=frozenset(one.key for one in subjects), doubted=doubted,
        documents=frozenset(one.document for one in subjects) | near,
    )  # fmt: skip


def _pressing(record: Record, document: str | None, kind: Kind | None, done: _Done) -> dict[str, float]:
    """Return how pressing the most pressing thing of each document is, by what the record's rows tell.

    Where something is done, or doubted, each thing of the document is looked at by its key; of the others the sums of
    their rows are enough.
    """
    found: defaultdict[str, float] = defaultdict(float)
    for of, score in _rough(record, document, kind):
        if of not in done.documents:
            found[of] = max(found[of], score)
    for row in subject_rows_of(record, done.documents if document is None else done.documents & {document}):
        if row.subject.key not in done.keys and kind in {None, row.subject.kind}:
            is_doubted = row.subject.key in done.doubted
            score = rough_score(confidence=row.confidence, event_type=row.type, status=row.status, doubted=is_doubted)
            found[row.subject.document] = max(found[row.subject.document], score)
    return found


def _rough(record: Record, document: str | None, kind: Kind | None) -> list[tuple[str, float]]:
    """Return documents with scores of what is read in them: of each type and status the least sure."""
    least = sa.func.min
    events = sa.select(READINGS.c.document_id, least(EVENTS.c.confidence), EVENTS.c.type, EVENTS.c.status)
    events = events.join(EVENTS, EVENTS.c.reading_id == READINGS.c.id)
    events = events.group_by(READINGS.c.document_id, EVENTS.c.type, EVENTS.c.status)
    claims = sa.select(READINGS.c.document_id, least(CLAIMS.c.confidence), sa.null(), sa.null())
    claims = claims.join(CLAIMS, CLAIMS.c.reading_id == READINGS.c.id).group_by(READINGS.c.document_id)
    asked = [query for of, query in (("event", events), ("claim", claims)) if kind in {None, of}]
    where = [*current(NOW), *([READINGS.c.document_id == document] if document is not None else [])]
    with record.reading() as connection:
        rows = [row for query in asked for row in connection.execute(query.where(*where))]
    return [(row[0], rough_score(confidence=row[1], event_type=row[2], status=row[3])) for row in rows]
