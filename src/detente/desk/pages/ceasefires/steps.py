"""A step of an enquiry as a form gives it: what it stands on, before it is held against the ladder."""

import datetime as dt

from detente.core.errors import UsageError
from detente.core.spans import Span
from detente.desk.asked import Asked
from detente.display.language import say
from detente.registry.ceasefires.verification.ladder import STEPS, Step
from detente.registry.evidence import Evidence
from detente.review.words import find_words
from detente.store import documents_called, text_of

__all__ = ["LONGEST", "asked_step", "one_line"]

LONGEST = 2_000
"""Characters of a field: what says it, not all that was written."""


def asked_step(asked: Asked, **given: str) -> Step:
    """Return the step that a form asks for, in the name of who asks. Raises `UsageError` that says what it lacks."""
    told = {name: one_line(words) for name, words in given.items()}
    if told["rung"] not in STEPS:
        raise UsageError(say("Say what the step is: an enquiry that is open, access denied, or a finding."))
    if not told["words"]:
        raise UsageError(say("Say the words that the step stands on."))
    day = told["day"] or asked.now.date().isoformat()
    try:
        dt.date.fromisoformat(day)
    except ValueError as error:
        raise UsageError(say("“%(day)s” is no day; write it as 2026-03-01.", day=day[:20])) from error
    return Step(
        subject="", number=0, rung=told["rung"], by=asked.viewer.name, day=day,  # type: ignore[arg-type]
        body=told["body"] or None, method=told["method"] or None, denied_by=told["denied_by"] or None,
        evidence=(_evidence(asked, told),), note=told["note"] or None,
    )  # fmt: skip


def one_line(given: str) -> str:
    """Return what a person wrote on one line. Raises `UsageError` for characters that nobody sees."""
    words = " ".join(given.split())
    if not words.isprintable():
        raise UsageError(say("What was written has characters that nobody sees; write it anew."))
    return words


def _evidence(asked: Asked, told: dict[str, str]) -> Evidence:
    """Return what a step stands on: words of a report, or words of the person's own with where they are from."""
    if not told["document"]:
        if not told["source"]:
            raise UsageError(say("Say where these words are from, or name the report that has them."))
        return Evidence(words=told["words"], by=asked.viewer.name, source=told["source"])
    found = documents_called(asked.record, told["document"], known_on=asked.known_on)
    if len(found) != 1:
        raise UsageError(say("No report, or more than one, is called “%(name)s”.", name=told["document"][:60]))
    text = text_of(asked.record, found[0])
    span = find_words(told["words"], text, within=Span(0, len(text)))
    return Evidence(words=text[span.start : span.end], document=found[0], start=span.start, end=span.end)
