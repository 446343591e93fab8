"""What a coder is asked for, item by item, and how what the coder says is kept: the same rules wherever it is said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.core.errors import UsageError
from detente.review.added import code_added, is_added, known_keys
from detente.review.correct import correct_fields
from detente.review.keys import subjects_of
from detente.review.records import Field, Kind, Review, Subject, Verdict
from detente.store import (
    Record,
    SessionView,
    add_review,
    counting_reviews,
    extended_reading,
    hidden_keys,
    incident_sizes,
    reading_of,
    review_queue,
    review_sessions,
)

if TYPE_CHECKING:
    import datetime as dt

__all__ = [
    "AskedItem", "asked_item", "corrected_beside", "given_fields", "keep_missed", "keep_verdict", "session_items",
    "waiting_items",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """An item that a coder is asked for, with the running session that it is in."""

    subject: Subject
    because: str
    session: SessionView | None = None

    @property
    def hides_machine(self) -> bool:
        """Whether the coder is not to see what the machine read."""
        return self.session is not None and self.session.blind_to_machine


def waiting_items(
    record: Record, *, coder: str, document: str | None = None, again: bool = False
) -> Iterator[AskedItem]:
    """Yield what a coder is to look at: what is left of running sessions, then the queue."""
    for session in review_sessions(record):
        yield from session_items(session, coder=coder, document=document)
    sizes = incident_sizes(record)
    for waiting in review_queue(record, coder=coder, document=document, hanging=sizes, again=again):
        yield AskedItem(subject=waiting.subject, because=f"{waiting.score:.1f} points: {waiting.because}")


def session_items(session: SessionView, *, coder: str, document: str | None = None) -> Iterator[AskedItem]:
    """Yield what is left of a session for one of its coders; nothing where it has ended, or is of others."""
    if session.ended_at is not None or coder not in session.coders:
        return
    done = session.done.get(coder, frozenset())
    for position, subject in enumerate(session.items, 1):
        if subject.key not in done and document in (None, subject.document):
            told = f"blind session {session.id[:10]}, item {position} of {len(session.items)}"
            yield AskedItem(subject=subject, because=told, session=session)


def asked_item(record: Record, subject: Subject) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the reading an item stands in, with what people added, and the event or claim itself.

    Raises `UsageError` where it is gone.
    """
    reading = extended_reading(record, subject.document)
    found = next((coded for one, coded in subjects_of(reading, document=subject.document) if one == subject), None)
    if found is None:
        message = (
            f"the current reading of its report has no {subject.kind} {subject.key[:10]} any more; ask for the next"
        )
        raise UsageError(message)
    return reading, dict(found)


def given_fields(record: Record, subject: Subject, given: Sequence[str], *, whole: bool = False) -> Mapping[str, Field]:
    """Return the fields that somebody gave, their words found in the text. Raises `UsageError`."""
    reading, coded = asked_item(record, subject)
    return correct_fields(subject.kind, given, reading=reading, coded=coded, document=subject.document, whole=whole)


def keep_verdict(
    record: Record,
    subject: Subject,
    *,
    coder: str,
    verdict: Verdict,
    given: Sequence[str] = (),
    comment: str | None = None,
    again: bool = False,
    now: "dt.datetime",
) -> Review:
    """Keep a verdict and return it; in a session blind to the machine all fields are to be given.

    Raises `UsageError`.
    """
    is_hidden = subject.key in hidden_keys(record)
    if verdict == "accept" and is_hidden:
        message = "this session is blind to the machine: there is nothing to accept; code it with correct, or reject it"
        raise UsageError(message)
    added = _added_before(record, subject)
    if added and verdict != "correct":
        message = f"{subject.kind} {subject.key[:10]} was added by {added.coder} and counts; correct it, or take the "
        raise UsageError(message + f"addition back: detente review withdraw DIR {added.id[:10]}")
    fields = given_fields(record, subject, given, whole=is_hidden) if verdict == "correct" else {}
    fields = {**_own_fields(added, coder), **fields} if added else fields
    return add_review(
        record, subject, coder=coder, verdict=verdict, fields=fields, comment=comment, again=again, now=now
    )


def _added_before(record: Record, subject: Subject) -> Review | None:
    """Return the addition of something that no reading has; whoever corrects it keeps all that it says."""
    standing = counting_reviews(record, document=subject.document).get(subject.key)
    if standing is None or not is_added(standing):
        return None
    reading = reading_of(record, subject.document)
    return None if subject.key in known_keys(subject.kind, reading, document=subject.document) else standing


def _own_fields(standing: Review, coder: str) -> Mapping[str, Field]:
    """Return the fields that hold by what a coder said; what the same coder says next takes the place of that."""
    own = next((one for one in standing.beside if one.coder == coder), None)
    if own is not None or standing.coder != coder:
        return own.fields if own else {}
    others = {name for one in standing.beside for name in one.fields}
    return {name: field for name, field in standing.fields.items() if name not in others}


def keep_missed(  # noqa: PLR0913 - each is kept
    record: Record,
    document: str,
    words: str,
    *,
    kind: Kind,
    coder: str,
    given: Sequence[str],
    comment: str | None = None,
    again: bool = False,
    now: "dt.datetime",
) -> Review:
    """Keep an event or a claim that the machine missed, and return it as kept. Raises `UsageError`."""
    reading = extended_reading(record, document)
    subject, fields = code_added(words, given, reading=reading, document=document, kind=kind)
    return add_review(
        record, subject, coder=coder, verdict="correct", fields=fields, comment=comment, again=again, now=now
    )


def corrected_beside(record: Record, subject: Subject) -> tuple[Review, ...]:
    """Return what others corrected of something that holds beside what was said last."""
    standing = counting_reviews(record, document=subject.document).get(subject.key)
    return standing.beside if standing else ()
