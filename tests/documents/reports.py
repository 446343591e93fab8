"""Field reports made for the tests: a row's cells, and the file they make."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from detente.documents.document import Document
from detente.documents.field_report import read_observation
from detente.documents.packet import Packet

WATCH = {
    "observer": "R. Okafor",
    "mission": "Team 3",
    "place": "Gate Hill",
    "from": "2026-03-04T10:05+03:00",
    "to": "2026-03-04T14:10+03:00",
    "method": "heard",
    "what": "nothing",
}
"""The least that a report of nothing has."""

FIRE = WATCH | {
    "lat": "41.2031",
    "lon": "45.3320",
    "what": "explosion",
    "count_kind": "exact",
    "count": "4",
    "direction": "SE",
    "near": "3",
    "far": "6",
    "who": "soldiers of the Northern Brigade",
    "recognised_by": "their badges",
    "weather": "fog",
    "visibility": "2",
    "not_visited": "the east bank",
    "why_not": "the bridge was closed",
    "remarks": "The first was the loudest.\nThe dogs barked.",
}


def document_of(cells: Mapping[str, str], **changed: str) -> Document:
    """Return the document that a row makes."""
    return read_observation(json.dumps({**cells, **changed}).encode(), name="w.csv:7")


def file_of(rows: Iterable[Mapping[str, str]], **form: Any) -> bytes:
    """Return rows as a CSV file; `form` is that of `csv.writer`."""
    written = list(rows)
    columns = list(dict.fromkeys(column for row in written for column in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", **form)
    writer.writeheader()
    writer.writerows(written)
    return out.getvalue().encode()


def cells_of(packet: Packet) -> dict[str, str]:
    """Return the cells in a packet."""
    found: dict[str, str] = json.loads(packet.data)
    return found
