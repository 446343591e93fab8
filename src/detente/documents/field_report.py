"""Field reports: the CSV that the observers' form saves, a row an observation, and each row as a document.

A row goes on as JSON, its columns in the order of the alphabet and its blank cells left out, so that the same
observation is the same document whichever file, order or spreadsheet it comes from.
"""

from collections.abc import Mapping
from typing import TypeVar

from detente.core.errors import DocumentError, EvidenceError
from detente.core.ids import hash_bytes
from detente.core.spans import Span
from detente.documents.document import Document
from detente.documents.field_cells import Cells
from detente.documents.field_checks import UNCOUNTED, check_cells
from detente.documents.field_table import cut_field_report, is_field_report
from detente.documents.field_words import VISIBILITY, Composed, compose
from detente.documents.jsonl import parse_object
from detente.documents.observation import Observation, Stated
from detente.documents.text import check_document
from detente.knowledge.field import columns, counts, kinds, methods

__all__ = ["cut_field_report", "is_field_report", "read_observation"]

FORM = '{"from": "2026-03-04T10:05+03:00", "method": "heard", "observer": "...", "place": "...", "what": "explosion"}'
T = TypeVar("T")
AT_LEAST, UP_TO = "at least", "up to"


def read_observation(data: bytes, *, name: str) -> Document:
    """Return the document that one row makes: its facts in plain sentences, and the same as a record.

    `name` is that of the file and the row (``week10.csv:7``). Raises `DocumentError`, which names the row and every
    column in which something is wrong.
    """
    row = _row(parse_object(data, FORM))
    number = name.rpartition(":")[2]
    cells = Cells(row, name=f"row {number}" if number.isdecimal() else "")
    check_cells(cells)
    further = tuple(sorted(row.keys() - columns().keys()))
    told = compose(cells, further=further)
    observation = _observation(cells, told, further)
    last = observation.time_to or observation.time_from
    return check_document(
        Document(
            id=name,
            text=told.text,
            title=f"Field report, {last.value.date().isoformat()}, {row.get('place') or 'place by coordinates'}",
            published=last.value.isoformat(),
            publisher=row.get("mission"),
            format="field report",
            bytes_hash=hash_bytes(data),
            observation=observation,
        )
    )


def _row(value: Mapping[str, object]) -> dict[str, str]:
    """Return the cells that are not blank."""
    if bad := next((key for key, cell in value.items() if not isinstance(cell, str)), None):
        message = f"`{bad}` is no string; an observation is an object of strings, of the form {FORM}"
        raise DocumentError("not_a_document", message)
    # a name or cell of several lines would make lines of the report; only remarks may
    cells = {" ".join(key.split()) or "column": str(cell).strip() for key, cell in value.items()}
    return {k: cell if k == "remarks" else " ".join(cell.split()) for k, cell in cells.items() if cell}


def _observation(cells: Cells, told: Composed, further: tuple[str, ...]) -> Observation:
    spans = told.spans
    low, high = _bounds(cells.choice("count_kind", counts()), cells.count("count"))
    near, far = cells.kilometres("near"), cells.kilometres("far")
    bearing = cells.bearing("direction")
    plain = (
        "mission",
        "place",
        "told_by",
        "what_words",
        "who",
        "recognised_by",
        "weather",
        "visibility",
        "not_visited",
    )
    return Observation(
        observer=Stated(value=cells.row["observer"], span=spans["observer"]),
        time_from=_needed(cells.time("from"), spans["from"]),
        time_to=_stated(cells.time("to"), spans.get("to")),
        method=_needed(cells.choice("method", methods()), spans["method"]),
        what=_needed(cells.choice("what", kinds()), spans["what"]),
        lat=_stated(cells.number("lat", -90, 90), spans.get("lat")),
        lon=_stated(cells.number("lon", -180, 180), spans.get("lon")),
        count_low=_stated(low, spans.get("count")),
        count_high=_stated(high, spans.get("count")),
        count_words=_stated(_count_words(cells, told), spans.get("count")),
        bearing=_stated(bearing and bearing[0], spans.get("direction")),
        bearing_words=_stated(bearing and bearing[1], spans.get("direction")),
        # one distance is both bounds; "up to" one has no nearer bound
        near_km=_stated(near, spans.get("near")),
        far_km=_stated(near if far is None else far, spans.get("far")),
        visibility_km=_stated(_visibility(cells), spans.get("visibility")),
        why_not=_stated(cells.text("why_not"), spans.get("why_not")),
        remarks=_stated(cells.text("remarks"), spans.get("remarks")),
        further=tuple((name, Stated(value=cells.row[name], span=spans[name])) for name in further),
        **{name: _stated(cells.text(name), spans.get(name)) for name in plain},
    )


def _stated(value: T | None, span: Span | None) -> Stated[T] | None:
    """Return a value with its words, None where there is no value."""
    return None if value is None else _needed(value, span)


def _needed(value: T | None, span: Span | None) -> Stated[T]:
    if value is None or span is None:
        message = "a value of an observation has no words in the text composed of it"
        raise EvidenceError(message)
    return Stated(value=value, span=span)


def _bounds(how: str | None, number: int | None) -> tuple[int | None, int | None]:
    """Return the least and the most that a count says; "about" gives its number for both."""
    return None if how == UP_TO else number, None if how == AT_LEAST else number


def _count_words(cells: Cells, told: Composed) -> str | None:
    if cells.choice("count_kind", counts()) == UNCOUNTED:
        return UNCOUNTED
    span = told.spans.get("count")
    return None if span is None else span.text_in(told.text)


def _visibility(cells: Cells) -> float | None:
    """Return the visibility in kilometres where it is told in figures."""
    found = VISIBILITY.fullmatch(cells.text("visibility") or "")
    if not found:
        return None
    value = float(found[1].replace(",", "."))
    return value / 1000 if found[2] == "m" else value
