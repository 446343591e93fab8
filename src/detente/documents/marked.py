"""A text with an actor and a recipient marked in it: the input of `detente relate`, one JSON object a line."""

from dataclasses import dataclass
from typing import Any

from detente.core.errors import DocumentError
from detente.core.spans import Span, overlaps
from detente.documents.jsonl import parse_object
from detente.documents.text import check_text

__all__ = ["Marked", "check_marks", "read_marked_line"]

FORM = '{"id": "...", "text": "...", "actor": [start, end], "recipient": [start, end]}'
ENDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Who and whom, marked in a text; offsets are Unicode code points, half-open."""

    id: str
    text: str
    actor: Span
    recipient: Span


def read_marked_line(data: bytes) -> Marked:
    """Return what one line marks.

    Raises `DocumentError`, with the attribute `document_id` where the line could be read far enough to know it.
    """
    value = parse_object(data, FORM)
    given_id = value.get("id")
    try:
        return _marked(value)
    except DocumentError as error:
        if isinstance(given_id, str) and given_id and given_id.isprintable():
            error.document_id = given_id
        raise


def _marked(value: dict[str, Any]) -> Marked:
    for name in ("id", "text"):
        if not isinstance(value.get(name), str) or not value[name].strip():
            message = f"`{name}` has to be a string that is not empty; a line has the form {FORM}"
            raise DocumentError("not_a_document", message)
    text = check_text(value["text"])
    actor, recipient = (_span(value.get(name), name) for name in ("actor", "recipient"))
    check_marks(text, actor, recipient)
    return Marked(id=value["id"], text=text, actor=Span(*actor), recipient=Span(*recipient))


def _span(value: Any, name: str) -> tuple[int, int]:
    plain = isinstance(value, list) and len(value) == ENDS and all(type(end) is int for end in value)
    if not plain:
        message = f"`{name}` has to be two whole numbers, [start, end]; a line has the form {FORM}"
        raise DocumentError("not_a_document", message)
    return value[0], value[1]


def check_marks(text: str, actor: tuple[int, int], recipient: tuple[int, int]) -> None:
    """Refuse marks that are not two separate stretches of words of a text.

    Raises `DocumentError`.
    """
    for name, (start, end) in (("actor", actor), ("recipient", recipient)):
        if start > end:
            message = f"`{name}` [{start}, {end}] is reversed; give its start first"
            raise DocumentError("not_a_document", message)
        if not 0 <= start < end <= len(text):
            message = f"`{name}` [{start}, {end}] is empty or outside the text, which has {len(text)} code points"
            raise DocumentError("not_a_document", message)
        if not any(c.isalnum() for c in text[start:end]):
            message = f"`{name}` [{start}, {end}] holds no words"
            raise DocumentError("not_a_document", message)
    if overlaps(Span(*actor), Span(*recipient)):
        message = f"`actor` {list(actor)} and `recipient` {list(recipient)} overlap; mark two separate stretches"
        raise DocumentError("not_a_document", message)
