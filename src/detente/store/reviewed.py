"""What was read as people left it: queries with the machine's coding and the person's side by side, and the queue."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from detente.review.added import is_added, is_persons
from detente.review.additions import additions_to, with_additions
from detente.review.apply import apply_review
from detente.review.records import KINDS, Kind, Review
from detente.review.withheld import seen_reviews, withhold
from detente.store import tables
from detente.store.asked import portions
from detente.store.known import NOW, Known, current_readings
from detente.store.queries import claims, events
from detente.store.reads import reading_of
from detente.store.record import Record
from detente.store.reviews import (
    counting_reviews,
    hidden_keys,
    hidden_subjects,
    reviews,
    subject_rows_of,
)
from detente.store.views import ClaimView, EventView

__all__ = [
    "ReviewedClaim",
    "ReviewedEvent",
    "added_by_people",
    "added_to",
    "extended_reading",
    "hidden_ids",
    "reviewed_claims",
    "reviewed_counts",
    "reviewed_events",
    "reviewed_reading",
    "shown_reading",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedEvent:
    """An event as the machine read it, and what a person says of it, if anybody."""

    machine: EventView
    key: str
    review: Review | None

    @property
    def is_rejected(self) -> bool:
        """Whether it counts no more."""
        return self.review is not None and self.review.verdict == "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedClaim:
    """A claim as the machine read it, and what a person says of it, if anybody."""

    machine: ClaimView
    key: str
    review: Review | None

    @property
    def is_rejected(self) -> bool:
        """Whether it counts no more."""
        return self.review is not None and self.review.verdict == "reject"


def hidden_ids(record: Record, *, known_on: Known = NOW) -> frozenset[str]:
    """Return the ids of the events and claims that a running session codes without sight of the machine's coding."""
    hidden = hidden_subjects(record)
    rows = subject_rows_of(record, hidden.values(), known_on=known_on)
    return frozenset(row.row_id for row in rows if row.subject.key in hidden)


def reviewed_events(
    record: Record, *, document: str | None = None, known_on: Known = NOW, **only: Any
) -> tuple[ReviewedEvent, ...]:
    """Return the events that `events` returns, each with the verdict that counts; rejected ones are among them.

    Options narrow by what the machine read.
    """
    found = events(record, document=document, known_on=known_on, **only)
    keys = _keys(record, "event", found, known_on)
    standing = counting_reviews(record, document=document, known_on=known_on.at)
    return tuple(ReviewedEvent(machine=e, key=keys[e.id], review=standing.get(keys[e.id])) for e in found)


def added_by_people(
    record: Record, *, document: str | None = None, known_on: Known = NOW
) -> Iterator[tuple[Kind, str, dict[str, Any], dict[str, Any]]]:
    """Yield what people coded where the machine read nothing: its kind, document, reading as left, and itself."""
    standing = counting_reviews(record, document=document, known_on=known_on.at)
    coded = {one.subject.document for one in standing.values() if is_added(one)}
    for own in sorted(_read(record, sorted(coded), known_on)):
        left = reviewed_reading(record, own, known_on=known_on)
        for kind in KINDS:
            yield from ((kind, own, left, one) for one in left[f"{kind}s"] if is_persons(one))


def added_to(
    record: Record, document: str, reading: Mapping[str, Any], *, known_on: Known = NOW
) -> dict[str, dict[str, Any]]:
    """Return what people added to a document, under "added", beside a reading of it; empty where they added nothing.

    What is said to be held by a claim that is coded blind now is not among it.
    """
    counting = counting_reviews(record, document=document, known_on=known_on.at)
    standing = {one.subject.key: one for one in seen_reviews(counting.values(), hidden_keys(record))}
    found = additions_to(reading, standing, document=document)
    return {"added": found} if found else {}


def extended_reading(record: Record, document: str) -> dict[str, Any]:
    """Return the current reading of a document with what people added to it, as it is reviewed."""
    standing = counting_reviews(record, document=document)
    return with_additions(reading_of(record, document), standing, document=document)


def reviewed_claims(
    record: Record, *, document: str | None = None, known_on: Known = NOW, **only: Any
) -> tuple[ReviewedClaim, ...]:
    """Return the claims that `claims` returns, each with the verdict that counts; rejected ones are among them."""
    found = claims(record, document=document, known_on=known_on, **only)
    keys = _keys(record, "claim", found, known_on)
    standing = counting_reviews(record, document=document, known_on=known_on.at)
    return tuple(ReviewedClaim(machine=c, key=keys[c.id], review=standing.get(keys[c.id])) for c in found)


def reviewed_reading(record: Record, document: str, *, known_on: Known = NOW) -> dict[str, Any]:
    """Return the current reading of a document as people left it (`review.apply`)."""
    own = reviews(record, document=document, known_on=known_on.at)
    return apply_review(reading_of(record, document, known_on=known_on), own, document=document)


def shown_reading(
    record: Record, document: str, *, revision: int | None = None, known_on: Known = NOW
) -> dict[str, Any]:
    """Return a reading as `reading_of` does, without what coders code blind now."""
    found = reading_of(record, document, revision=revision, known_on=known_on)
    return withhold(found, hidden_keys(record), document=document)


def reviewed_counts(
    record: Record, *, known_on: Known = NOW
) -> tuple[Counter[tuple[str, str]], Counter[str], Counter[str]]:
    """Return how reviews change what is counted: events by type and status, more or fewer, what was rejected and added.

    Events that were added are among those that are more.
    """
    changed: Counter[tuple[str, str]] = Counter()
    rejected: Counter[str] = Counter()
    added: Counter[str] = Counter()
    standing = counting_reviews(record, known_on=known_on.at)
    telling = (review.subject.document for review in standing.values() if not review.leaves_as_read)
    for row in subject_rows_of(record, telling, known_on=known_on):
        review = standing.get(row.subject.key)
        if review is None or review.leaves_as_read:
            continue
        rejected[row.subject.kind] += review.verdict == "reject"
        if row.type is not None and row.status is not None:
            changed[row.type, row.status] -= 1
            if review.verdict == "correct":
                changed[_told(review, "type", row.type), _told(review, "status", row.status)] += 1
    for kind, _, _, one in added_by_people(record, known_on=known_on):
        added[kind] += 1
        if kind == "event":
            changed[one["type"], one["status"]] += 1
    return changed, rejected, added


def _read(record: Record, documents: Sequence[str], known_on: Known) -> set[str]:
    """Return those of some documents that have a current reading and stand."""
    own = tables.readings.c
    query = sa.select(own.document_id).where(own.id.in_(current_readings(known_on=known_on)))
    with record.reading() as connection:
        return {
            one for some in portions(documents) for one in connection.scalars(query.where(own.document_id.in_(some)))
        }


def _keys(record: Record, kind: Kind, found: Iterable[ClaimView | EventView], known_on: Known) -> dict[str, str]:
    rows = subject_rows_of(record, (one.document_id for one in found), known_on=known_on)
    return {row.row_id: row.subject.key for row in rows if row.subject.kind == kind}


def _told(review: Review, name: str, machine: str) -> str:
    return str(review.fields[name].value) if name in review.fields else machine
