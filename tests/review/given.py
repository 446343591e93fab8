"""A reading in the contract's form, and verdicts on it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from detente.review.correct import correct_fields
from detente.review.keys import subjects_of
from detente.review.records import Review, Subject
from store.made import kept, reading

DOCUMENT = "d" * 32
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def body(n: int = 1) -> dict[str, Any]:
    """Return the reading of document number `n` in the contract's form."""
    return reading(kept(n).document).model_dump()


def subject(of: dict[str, Any], local: str) -> tuple[Subject, dict[str, Any]]:
    """Return the event or claim that the reading calls so."""
    return next((s, dict(c)) for s, c in subjects_of(of, document=DOCUMENT) if c["id"] == local)


def review(of: dict[str, Any], local: str, verdict: Any = "accept", given: Iterable[str] = (), **said: Any) -> Review:
    """Return a verdict on what the reading calls so; `given` is what a person types."""
    what, coded = subject(of, local)
    fields = {}
    if verdict == "correct":
        fields = correct_fields(what.kind, given, reading=of, coded=coded, document=DOCUMENT)
    told = {"id": f"r-{local}-{said.get('coder', 'Ann')}", "coder": "Ann", "at": NOON}
    return Review(subject=what, verdict=verdict, fields=fields, **{**told, **said})
