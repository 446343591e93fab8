"""Keeping a verdict, from the words that somebody typed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from detente.cli.add import now
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.review.records import Field, Kind, Review, Subject
    from detente.store import Record

__all__ = ["add_missed", "check_line", "given_fields", "keep_review"]


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
    added = _added_before(record, subject)
    if added and verdict != "correct":
        message = f"{subject.kind} {subject.key[:10]} was added by {added.coder} and counts; correct it, or take the "
        raise UsageError(message + f"addition back: detente review withdraw DIR {added.id[:10]}")
    fields = given_fields(record, subject, given, whole=is_hidden) if verdict == "correct" else {}
    fields = {**_own_fields(added, coder), **fields} if added else fields
    made = add_review(
        record, subject, coder=coder, verdict=verdict, fields=fields, comment=comment, again=again, now=now()
    )
    beside = _beside(record, subject) if verdict == "correct" and made.session is None else ""
    typer.echo(f"{DONE[verdict]} {subject.kind} {subject.key[:10]} (review {made.id[:10]}){beside}")


def _added_before(record: "Record", subject: "Subject") -> "Review | None":
    """Return the addition of something that no reading has; whoever corrects it keeps all that it says."""
    from detente.review.added import is_added, known_keys
    from detente.store import counting_reviews, reading_of

    standing = counting_reviews(record, document=subject.document).get(subject.key)
    if standing is None or not is_added(standing):
        return None
    reading = reading_of(record, subject.document)
    return None if subject.key in known_keys(subject.kind, reading, document=subject.document) else standing


def _own_fields(standing: "Review", coder: str) -> "Mapping[str, Field]":
    """Return the fields that hold by what a coder said; what the same coder says next takes the place of that."""
    own = next((one for one in standing.beside if one.coder == coder), None)
    if own is not None or standing.coder != coder:
        return own.fields if own else {}
    others = {name for one in standing.beside for name in one.fields}
    return {name: field for name, field in standing.fields.items() if name not in others}


def add_missed(
    record: "Record",
    document: str,
    words: str,
    *,
    kind: "Kind",
    coder: str,
    given: Sequence[str],
    comment: str | None = None,
    again: bool = False,
) -> None:
    """Keep an event or a claim that the machine missed, and say so. Raises `UsageError`."""
    from detente.review.added import code_added
    from detente.store import add_review, extended_reading

    reading = extended_reading(record, document)
    subject, fields = code_added(words, given, reading=reading, document=document, kind=kind)
    made = add_review(
        record, subject, coder=coder, verdict="correct", fields=fields, comment=comment, again=again, now=now()
    )
    typer.echo(f"added {kind} {subject.key[:10]} (review {made.id[:10]})")


DONE = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


def _beside(record: "Record", subject: "Subject") -> str:
    """Say what others corrected that holds beside what was just said."""
    from detente.store import counting_reviews

    standing = counting_reviews(record, document=subject.document).get(subject.key)
    told = (f"{one.coder} ({', '.join(sorted(one.fields))})" for one in (standing.beside if standing else ()))
    joined = ", ".join(told)
    return f"; what was corrected before holds beside it: {joined}" if joined else ""


def given_fields(
    record: "Record", subject: "Subject", given: Sequence[str], *, whole: bool = False
) -> "Mapping[str, Field]":
    """Return the fields that somebody gave, their words found in the text. Raises `UsageError`."""
    from detente.cli.review.next import asked_item
    from detente.review.correct import correct_fields

    reading, coded = asked_item(record, subject)
    return correct_fields(subject.kind, given, reading=reading, coded=coded, document=subject.document, whole=whole)


def check_line(record: "Record", subject: "Subject", before: Sequence[str], line: str) -> str:
    """Return in words what a line corrects, beside those taken before it. Raises `UsageError` where it cannot be."""
    from detente.cli.review.next import asked_item
    from detente.cli.review.view import field_in_words
    from detente.review.correct import look_at_fields
    from detente.review.fields import form_of

    reading, coded = asked_item(record, subject)
    every = look_at_fields(subject.kind, [*before, line], reading=reading, coded=coded, document=subject.document)
    name = form_of(subject.kind, line.partition("=")[0].strip()).name
    return f"{name}: {field_in_words(name, every[name])}"
