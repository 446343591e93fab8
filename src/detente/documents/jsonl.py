"""One JSON object a line, in the form of the reading contract."""

import dataclasses
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.packet import Packet, too_many_bytes
from detente.documents.text import MOST_BYTES, check_document, decode_utf8

__all__ = ["FIELDS", "cut_json_lines", "parse_object", "read_json_line"]

OPTIONAL = ("title", "published", "url", "publisher", "language")
FIELDS = ("id", "text", *OPTIONAL)
"""The fields of a document's line; any other is passed over."""
FORM = '{"id": "...", "text": "..."}'


def read_json_line(data: bytes, *, name: str) -> Document:  # noqa: ARG001 - as every format is called
    """Return the document on one line; its text is the caller's, code point for code point.

    `name` (file and line) names the document where the line itself does not. Raises `DocumentError`, with the
    attribute `document_id` where the line could be read far enough to know it.
    """
    value = parse_object(data, FORM)
    given_id = value.get("id")
    try:
        return _document(value, data)
    except DocumentError as error:
        if isinstance(given_id, str) and given_id and given_id.isprintable():
            error.document_id = given_id
        raise


def parse_object(data: bytes, form: str) -> dict[str, Any]:
    """Return the JSON object on one line; `form` shows what one looks like, for whoever gave something else.

    Raises `DocumentError`.
    """
    try:
        value = json.loads(decode_utf8(data))
    except json.JSONDecodeError as error:
        message = f"not JSON: {error}; a line has the form {form}"
        raise DocumentError("not_json", message) from error
    except ValueError as error:  # a number of thousands of digits, which is JSON but no number of ours
        message = f"not usable JSON: it holds a number of too many digits; a line has the form {form}"
        raise DocumentError("not_json", message) from error
    except RecursionError as error:
        message = f"not usable JSON: nested too deeply; a line has the form {form}"
        raise DocumentError("not_json", message) from error
    if not isinstance(value, dict):
        message = f"the line is JSON, but a {_kind(value)} and not an object of the form {form}"
        raise DocumentError("not_a_document", message)
    return value


def _document(value: dict[str, Any], data: bytes) -> Document:
    for field in ("id", "text"):
        if field not in value:
            message = f"the object has no `{field}`; a line has the form {FORM}"
            raise DocumentError("not_a_document", message)
    for field in FIELDS:
        content = value.get(field)
        if not isinstance(content, str) and not (content is None and field in OPTIONAL):
            message = f"`{field}` is a {_kind(content)}; it has to be a string"
            raise DocumentError("not_a_document", message)
    if not value["id"].strip():
        message = f"`id` is empty; a line has the form {FORM}"
        raise DocumentError("not_a_document", message)
    carried: dict[str, Any] = {field: value.get(field) for field in OPTIONAL}
    document = Document(id=value["id"], text=value["text"], format="jsonl", bytes_hash=hash_bytes(data))
    return check_document(dataclasses.replace(document, **carried))


def _kind(value: Any) -> str:
    names = {dict: "object", list: "list", str: "string", bool: "truth value", int: "number", float: "number"}
    return names.get(type(value), "null")


def cut_json_lines(stream: BinaryIO, *, name: str, before: int = 0) -> Iterator[Packet]:
    """Yield each line that is not blank; one longer than `MOST_BYTES` is passed over without being held in memory.

    `before` counts the lines of the file before the stream begins.
    """
    number = before
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        here = f"{name}:{number}"
        if len(line) > MOST_BYTES and not line.endswith(b"\n"):
            length = len(line) + _pass_over(stream)
            yield Packet(name=here, suffix=".jsonl", error=too_many_bytes(length))
        elif line.strip():
            yield Packet(name=here, suffix=".jsonl", data=line.rstrip(b"\r\n"))


def _pass_over(stream: BinaryIO) -> int:
    """Read to the end of a line and return how many bytes that were."""
    passed = 0
    while piece := stream.readline(io.DEFAULT_BUFFER_SIZE * 64):
        passed += len(piece)
        if piece.endswith(b"\n"):
            break
    return passed
