"""Keeping a verdict, from the words that somebody typed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from detente.cli.add import now
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.review.records import Field, Subject
    from detente.store import Record

__all__ = ["add_missed", "given_fields", "keep_review"]


def keep_review(
    record: "Record",
    subject: "Subject",
    *,
    coder: str,
    verdict: Any,
    given: Sequence[str],
    comment: str | None = None,
    again: bool = False,
) -> None:
    """Keep a verdict and say so; in a session blind to the machine all fields are to be given.

    Raises `UsageError`.
    """
    from detente.store import add_review, hidden_keys

    is_hidden = subject.key in hidden_keys(record)
    if verdict == "accept" and is_hidden:
        message = "this session is blind to the machine: there is nothing to accept; code it with correct, or reject it"
        raise UsageError(message)
    fields = given_fields(record, subject, given, whole=is_hidden) if verdict == "correct" else {}
    made = add_review(
        record, subject, coder=coder, verdict=verdict, fields=fields, comment=comment, again=again, now=now()
    )
    typer.echo(f"{DONE[verdict]} {subject.kind} {subject.key[:10]} (review {made.id[:10]})")


def add_missed(
    record: "Record",
    document: str,
    trigger: str,
    *,
    coder: str,
    given: Sequence[str],
    comment: str | None = None,
    again: bool = False,
) -> None:
    """Keep an event that the machine missed, and say so. Raises `UsageError`."""
    from detente.review.added import code_added
    from detente.store import add_review, reading_of

    subject, fields = code_added(trigger, given, reading=reading_of(record, document), document=document)
    made = add_review(
        record, subject, coder=coder, verdict="correct", fields=fields, comment=comment, again=again, now=now()
    )
    typer.echo(f"added event {subject.key[:10]} (review {made.id[:10]})")


DONE = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


def given_fields(
    record: "Record", subject: "Subject", given: Sequence[str], *, whole: bool = False
) -> "Mapping[str, Field]":
    """Return the fields that somebody gave, their words found in the text. Raises `UsageError`."""
    from detente.cli.review_next import asked_item
    from detente.review.correct import correct_fields

    reading, coded = asked_item(record, subject)
    return correct_fields(subject.kind, given, reading=reading, coded=coded, document=subject.document, whole=whole)
