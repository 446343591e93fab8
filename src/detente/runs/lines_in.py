"""Lines of JSON whose fields are called otherwise, as a plan's `columns` says."""

import dataclasses
import json
from collections.abc import Mapping

from detente.core.errors import DocumentError
from detente.documents.jsonl import FIELDS, parse_object
from detente.documents.packet import Packet

__all__ = ["renamed"]


def renamed(packet: Packet, columns: Mapping[str, str]) -> Packet:
    """Return a line with its fields under our names; one without an id is called by its file and number.

    What is no object stays as it is, for its reader to tell.
    """
    if packet.error is not None:
        return packet
    try:
        given = parse_object(packet.data, "{...}")
    except DocumentError:
        return packet
    fields = {field: given[column] for field in FIELDS if (column := columns.get(field, field)) in given}
    named = {"id": packet.name} | {field: value for field, value in fields.items() if value is not None}
    if type(named["id"]) is int:
        named["id"] = str(named["id"])
    data = json.dumps(named, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return dataclasses.replace(packet, data=data)
