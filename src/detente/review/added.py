"""Events that the machine missed, coded by a person from words of the text.

One is kept as a correction of what no reading has at these words, with every field. Where a later reading finds an
event there, it is that event's correction.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from detente.core.errors import UsageError
from detente.core.spans import Span
from detente.incidents.from_reading import account_key
from detente.review.correct import correct_fields, scene_of
from detente.review.keys import event_keys
from detente.review.records import Field, Review, Subject
from detente.review.words import find_words

__all__ = ["ADDED", "code_added", "is_added", "new_event"]

Json = Mapping[str, Any]
ADDED = "added"
"""Stands among the fields of an event that a person added."""
BLANK: Json = {
    "type": None, "mode": None, "quad": None, "score": None, "cameo": None, "contexts": [], "actors": [],
    "recipients": [], "place": None, "date": None, "claim": None, "status": None, "rule": "review", "confidence": 1.0,
    "lowered_by": [],
}  # fmt: skip


def is_added(review: Review) -> bool:
    """Say whether a verdict codes an event that the machine had not read."""
    return review.verdict == "correct" and ADDED in review.fields


def code_added(
    trigger: str, given: Iterable[str], *, reading: Json, document: str
) -> tuple[Subject, Mapping[str, Field]]:
    """Return what is coded, and its fields, from the words of the deed and fields that a person typed.

    Raises `UsageError` where the words do not stand in the text, an event was read there, or a field is missing.
    """
    text = reading["text"]
    span = find_words(trigger, text, within=Span(0, len(text)))
    key = account_key(document, span.start, span.end)
    if key in event_keys(reading["events"], document=document):
        message = f"an event was read at these words; correct it: detente review correct DIR {key[:10]} --field ..."
        raise UsageError(message)
    blank = _blank(reading, span)
    fields = correct_fields("event", given, reading=reading, coded=blank, document=document, whole=True)
    own = Field(value=[span.text_in(text)], spans=(span,))
    told = {"trigger": own, ADDED: Field(value="by a person", spans=(span,))}
    return Subject(kind="event", key=key, document=document), dict(fields) | told


def new_event(review: Review, reading: Json, number: int) -> dict[str, Any]:
    """Return an event in the form of the contract, still without what the person says of it."""
    return _blank(reading, review.fields["trigger"].spans[0]) | {"id": f"A{number}"}


def _blank(reading: Json, trigger: Span) -> dict[str, Any]:
    own = {"start": trigger.start, "end": trigger.end}
    scene = scene_of(reading, {"content": own})
    return {**BLANK, "trigger": own, "evidence": {"start": scene.start, "end": scene.end}}
