"""Keeping a verdict, from the words that somebody typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from detente.cli.add import now

if TYPE_CHECKING:
    from detente.review.records import Kind, Subject
    from detente.store import Record

__all__ = ["add_missed", "check_line", "keep_review"]

DONE = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "doubt": "doubted"}


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
    """Keep a verdict and say so. Raises `UsageError`."""
    from detente.pipeline.reviewing import keep_verdict

    made = keep_verdict(
        record, subject, coder=coder, verdict=verdict, given=given, comment=comment, again=again, now=now()
    )
    beside = _beside(record, subject) if verdict == "correct" and made.session is None else ""
    typer.echo(f"{DONE[verdict]} {subject.kind} {subject.key[:10]} (review {made.id[:10]}){beside}")


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
    from detente.pipeline.reviewing import keep_missed

    made = keep_missed(
        record, document, words, kind=kind, coder=coder, given=given, comment=comment, again=again, now=now()
    )
    typer.echo(f"added {kind} {made.subject.key[:10]} (review {made.id[:10]})")


def _beside(record: "Record", subject: "Subject") -> str:
    """Say what others corrected that holds beside what was just said."""
    from detente.pipeline.reviewing import corrected_beside

    told = (f"{one.coder} ({', '.join(sorted(one.fields))})" for one in corrected_beside(record, subject))
    joined = ", ".join(told)
    return f"; what was corrected before holds beside it: {joined}" if joined else ""


def check_line(record: "Record", subject: "Subject", before: Sequence[str], line: str) -> str:
    """Return in words what a line corrects, beside those taken before it. Raises `UsageError` where it cannot be."""
    from detente.cli.review.view import field_in_words
    from detente.pipeline.reviewing import asked_item
    from detente.review.correct import look_at_fields
    from detente.review.fields import form_of

    reading, coded = asked_item(record, subject)
    every = look_at_fields(subject.kind, [*before, line], reading=reading, coded=coded, document=subject.document)
    name = form_of(subject.kind, line.partition("=")[0].strip()).name
    return f"{name}: {field_in_words(name, every[name])}"
