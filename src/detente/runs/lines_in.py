"""Lines of JSON whose fields are called otherwise, as a plan's `columns` says."""

import dataclasses
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from detente.core.errors import DocumentError
from detente.documents.jsonl import FIELDS, parse_object
from detente.documents.packet import Packet
from detente.runs.noted import note_fields

__all__ = ["label_of", "renamed"]


SURE = 2**53
"""From here on a number with a point is no longer the whole number that it was made of."""


def renamed(packet: Packet, columns: Mapping[str, str], unread: Counter[str]) -> Packet:
    """Return a line with its fields under our names; one without an id is called by its file and number.

    Fields that nothing reads are counted in `unread`. What is no object, or has our names and an id already, stays as
    it is.
    """
    if packet.error is not None:
        return packet
    try:
        given = parse_object(packet.data, "{...}")
    except DocumentError:  # for its reader to tell
        return packet
    fields = {field: given[column] for field in FIELDS if (column := columns.get(field, field)) in given}
    taken = {columns.get(field, field) for field in FIELDS}
    note_fields(unread, (name for name in given if name not in taken))
    own = label_of(fields.get("id"))
    if not columns and own is not None and own == fields["id"]:
        return packet
    named = {field: value for field, value in fields.items() if value is not None}
    named["id"] = packet.name if own is None else own
    data = json.dumps(named, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return dataclasses.replace(packet, data=data)


def label_of(value: Any) -> Any:
    """Return an id as text where it is a number; None where there is none, or its number is not sure.

    A column of whole numbers becomes one of numbers with a point as soon as one is missing (3.0, and NaN for that one).
    What is neither text nor number stays, for the reader to refuse.
    """
    if type(value) is int:
        return str(value)
    if not isinstance(value, float):
        return value
    if not abs(value) < SURE:  # not a number, without end, or rounded
        return None
    return str(int(value)) if value.is_integer() else str(value)
