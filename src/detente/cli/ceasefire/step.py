"""A step of an enquiry as it is asked for on the command line: what of it goes together, and what it stands on."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.cli.add import now
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.registry.ceasefires.verification.ladder import Step
    from detente.registry.evidence import Evidence
    from detente.store import Record

__all__ = ["AskedStep", "check_asked", "said", "step_of"]

LONGEST_WORDS = 2_000
"""Characters that a step stands on at most: what says it, not all that was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedStep:
    """A step as it is asked for on the command line."""

    rung: str | None
    method: str | None
    body: str | None
    day: dt.datetime | None
    words: str | None
    source: str | None
    document: str | None
    at: tuple[int, int] | None
    denied_by: str | None
    note: str | None


def check_asked(
    asked: AskedStep,
    subject: str | None,
    take_back: int | None,
    author: str | None,
    reason: str | None,
    as_known_on: str | None,
) -> None:
    """Refuse options that say nothing together. Raises `UsageError`."""
    of_step = [one for one in asked.__slots__ if one != "rung" and getattr(asked, one) is not None]
    writes = asked.rung is not None or take_back is not None
    message = None
    if of_step and asked.rung is None:
        message = f"--{of_step[0].replace('_', '-')} is of a step; say which: --rung"
    elif writes and subject is None:
        message = "what the step is about is not named: detente ceasefire verify DIR ID SUBJECT"
    elif asked.rung is not None and take_back is not None:
        message = "a step is taken, or one is taken back; leave out --rung or --take-back"
    elif writes and as_known_on is not None:
        message = "a step is taken now; leave out --as-known-on, or --rung and --take-back"
    elif author and not writes:
        message = "looking needs no author; leave --author out, or take a step: --rung"
    elif reason and take_back is None:
        message = "the reason of a step is its words: --words; --reason goes with --take-back"
    if message:
        raise UsageError(message)


def step_of(record: "Record", asked: AskedStep, author: str) -> "Step":
    """Return the step that is asked for, not yet held against the ladder. Raises `UsageError`."""
    from detente.registry.ceasefires.verification.ladder import Step

    day = asked.day or now()
    evidence = _evidence(record, asked, author)
    return Step(
        subject="",
        number=0,
        rung=" ".join((asked.rung or "").split()),  # type: ignore[arg-type]  # held against the ladder when it is taken
        by=author,
        day=day.date().isoformat(),
        body=asked.body,
        method=asked.method,
        denied_by=asked.denied_by,
        evidence=(evidence,) if evidence else (),
        note=said(asked.note, "the note"),
    )


def _evidence(record: "Record", asked: AskedStep, author: str) -> "Evidence | None":
    """Return what a step stands on, None where nothing is given. Raises `UsageError`."""
    from detente.registry.evidence import Evidence

    if asked.document is not None:
        return _of_document(record, asked)
    if asked.at is not None:
        message = "--at says where in a document; name it: --document ID"
        raise UsageError(message)
    words, source = said(asked.words, "what it stands on"), said(asked.source, "the source")
    if words is None:
        return None
    if source is None:
        message = 'say where these words are from: --source "the team\'s log", or name a document: --document ID'
        raise UsageError(message)
    return Evidence(words=words, by=author, source=source)


def _of_document(record: "Record", asked: AskedStep) -> "Evidence":
    """Return words of a document as evidence, chosen by themselves or by where they stand."""
    from detente.cli.named import resolve_document
    from detente.core.spans import Span
    from detente.registry.evidence import Evidence
    from detente.review.words import find_words
    from detente.store import text_of

    if (asked.words is None) == (asked.at is None) or asked.source is not None:
        message = "of a document either its --words are given or where they stand (--at), and no --source"
        raise UsageError(message)
    own = resolve_document(record, asked.document or "")
    text = text_of(record, own)
    start, end = asked.at or (0, len(text))
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        message = f"--at {start} {end} names no words of {own[:10]}, whose text has {len(text):,} characters"
        raise UsageError(message)
    span = find_words(asked.words, text, within=Span(start, end)) if asked.words is not None else Span(start, end)
    if span.end - span.start > LONGEST_WORDS:
        message = f"these are {span.end - span.start:,} characters; choose {LONGEST_WORDS:,} at most that say it"
        raise UsageError(message)
    return Evidence(words=text[span.start : span.end], document=own, start=span.start, end=span.end)


def said(given: str | None, what: str) -> str | None:
    """Return what a person wrote on one line, None where nothing is given. Raises `UsageError` for what is no words."""
    if given is None:
        return None
    words = " ".join(given.split())
    if not words or not words.isprintable():
        message = f"{what} {'has characters that nobody sees' if words else 'is blank'}; write it in words"
        raise UsageError(message)
    if len(words) > LONGEST_WORDS:
        message = f"{what} has {len(words):,} characters; say it in {LONGEST_WORDS:,} at most"
        raise UsageError(message)
    return words
