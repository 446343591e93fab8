"""Notes on fields of JSON lines that nothing reads, such as a `published` that is spelt wrongly."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from detente.documents.packet import Packet

__all__ = ["meant_by", "note_fields"]

MOST = 8
"""Fields of a file that are noted; a file with more has fields of its own, and needs no list of them."""
LONGEST = 40


def note_fields(packets: "Iterable[Packet]") -> "Iterator[Packet]":
    """Yield packets as they are, and say on standard error, once a field and file, which fields are not read."""
    noted: dict[str, set[str]] = {}
    for packet in packets:
        if packet.suffix in {".jsonl", ".ndjson"} and packet.error is None:
            file = packet.name.rpartition(":")[0]
            _note(file, _unread_fields(packet.data), noted.setdefault(file, set()))
        yield packet


def _note(file: str, fields: Iterable[str], seen: set[str]) -> None:
    for field in fields:
        if field in seen or len(seen) > MOST:
            continue
        seen.add(field)
        told = (
            f"{field[:LONGEST]!r} is no field that is read{_meant(field)}" if len(seen) <= MOST else "and more fields"
        )
        typer.echo(f"{file}: {told}", err=True)


def _unread_fields(data: bytes) -> Iterator[str]:
    from detente.documents.jsonl import FIELDS

    try:
        value = json.loads(data)
    except (ValueError, RecursionError):  # its reader will say so
        return
    if isinstance(value, dict):
        yield from (field for field in value if field not in FIELDS)


def _meant(field: str) -> str:
    near = _nearest(field)
    return f"; did you mean {near!r}?" if near else ""


def meant_by(field: str) -> str | None:
    """Return the field of ours that a name may stand for: by the names of columns ("date"), or spelt alike."""
    from detente.documents.jsonl import FIELDS
    from detente.documents.table_columns import field_called

    called = field_called(field)
    return called if called in FIELDS else _nearest(field)


def _nearest(field: str) -> str | None:
    import difflib

    from detente.documents.jsonl import FIELDS

    return next(iter(difflib.get_close_matches(field.lower(), FIELDS, n=1)), None)
