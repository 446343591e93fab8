"""A text with who and whom marked in it, and what cannot be one."""

import json
from typing import Any

import pytest

from detente.core.errors import DocumentError
from detente.core.spans import Span
from detente.documents.marked import read_marked_line

TEXT = "The Mission thanked Georgia."
GOOD: dict[str, Any] = {"id": "m", "text": TEXT, "actor": [4, 11], "recipient": [20, 27]}


def line(**changes: Any) -> bytes:
    return json.dumps({k: v for k, v in (GOOD | changes).items() if v is not None}).encode()


def test_marks_are_read_as_they_stand() -> None:
    marked = read_marked_line(line())
    assert (marked.id, marked.text) == ("m", TEXT)
    assert (marked.actor, marked.recipient) == (Span(4, 11), Span(20, 27))


def test_offsets_count_code_points() -> None:
    text = "🕊 Şuşa thanked Bakı"
    marked = read_marked_line(json.dumps({"id": "u", "text": text, "actor": [2, 6], "recipient": [15, 19]}).encode())
    assert text[marked.actor.start : marked.actor.end] == "Şuşa"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"actor": [11, 4]}, "reversed"),
        ({"actor": [4, 4]}, "empty or outside"),
        ({"actor": [-3, 4]}, "empty or outside"),
        ({"recipient": [20, 28 + 1]}, "empty or outside"),
        ({"recipient": [9, 14]}, "overlap"),
        ({"recipient": [4, 11]}, "overlap"),
        ({"actor": [3, 4]}, "holds no words"),
        ({"recipient": [27, 28]}, "holds no words"),
        ({"actor": "4-11"}, "two whole numbers"),
        ({"actor": [4]}, "two whole numbers"),
        ({"actor": [4, 11.0]}, "two whole numbers"),
        ({"actor": [True, 11]}, "two whole numbers"),
        ({"actor": None}, "two whole numbers"),
        ({"text": ""}, "not empty"),
        ({"text": 7}, "has to be a string"),
        ({"id": None}, "has to be a string"),
    ],
)
def test_what_cannot_be_used_is_said(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        read_marked_line(line(**changes))


def test_an_error_keeps_the_id() -> None:
    with pytest.raises(DocumentError) as caught:
        read_marked_line(line(actor=[11, 4]))
    assert caught.value.document_id == "m"
