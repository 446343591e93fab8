"""Tables (CSV, TSV) of one document a row, as databases of events and spreadsheets export them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.field_report import cut_field_report, is_field_report
from detente.documents.field_table import missing_in
from detente.documents.packet import Packet
from detente.documents.stated import state_moment
from detente.documents.table_columns import FIELDS, Columns, check_width, find_columns
from detente.documents.table_encoding import decode_cell, find_encoding
from detente.documents.table_rows import Row, read_rows
from detente.documents.text import check_document, decode_utf8

__all__ = ["cut_table", "read_row"]

NO_TEXT = re.compile("[\ud800-\udfff]")
DECODED = "decoded_from"
"""Where a row's packet names the encoding of its table, if it is not UTF-8."""
FORM = "the row is not in the form that a table is cut into"


def cut_table(stream: BinaryIO, *, name: str, mapping: Mapping[str, str] | None = None) -> Iterator[Packet]:
    """Yield each row that is not blank, named by its number as a spreadsheet shows it; the header is row 1.

    `mapping` says which column is which of `FIELDS`, where its name does not. Raises `DocumentError` for a table in
    which no column can be taken for the text.
    """
    began = stream.tell() if stream.seekable() else 0
    encoding = find_encoding(stream)
    rows = (_decoded(row, encoding) for row in read_rows(stream))
    header = next(rows, [])
    if isinstance(header, DocumentError):
        raise header
    if not any(cell.strip() for cell in header):
        raise DocumentError("empty", "the table has no header; its first line has to name the columns")
    check_width(header)
    if is_field_report(header):
        stream.seek(began)
        yield from cut_field_report(stream, name=name)
        return
    # a name that is no UTF-8 costs no row: what is no text in it shows as such
    columns = _columns([NO_TEXT.sub("\ufffd", cell) for cell in header], mapping)
    for number, row in enumerate(rows, 2):
        if isinstance(row, DocumentError) or any(cell.strip() for cell in row):
            yield _packet(row, columns, encoding, name=f"{name}:{number}")


def _columns(header: list[str], mapping: Mapping[str, str] | None) -> Columns:
    try:
        return find_columns(header, mapping)
    except DocumentError as error:
        lacking = missing_in(header)
        if not lacking or mapping:
            raise
        message = f"looks like field reports, but its first row has no column {', '.join(f'`{c}`' for c in lacking)}"
        raise DocumentError(
            "not_a_document", f"{message}; add what is missing, or name the columns as the form does"
        ) from error


def _decoded(row: Row, encoding: str | None) -> Row:
    return row if isinstance(row, DocumentError) or encoding is None else [decode_cell(cell, encoding) for cell in row]


def _packet(row: Row, columns: Columns, encoding: str | None, *, name: str) -> Packet:
    error = row if isinstance(row, DocumentError) else _fault(row, columns)
    if isinstance(row, DocumentError) or error is not None:
        return Packet(name=name, suffix=".row", error=error)
    taken = set(columns.fields.values())
    others = {n: cell for place, (n, cell) in enumerate(zip(columns.header, row, strict=False)) if place not in taken}
    cells: dict[str, Any] = {field: row[place] for field, place in columns.fields.items()} | {"columns": others}
    if encoding is not None:
        cells[DECODED] = encoding
    data = json.dumps(cells, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    return Packet(name=name, suffix=".row", data=data)


def _fault(row: list[str], columns: Columns) -> DocumentError | None:
    has, wants = len(row), len(columns.header)
    if has < wants or any(cell.strip() for cell in row[wants:]):
        message = f"the row has {has} cells and the header {wants}; look for a text without its quotation marks"
        return DocumentError("unreadable", message)
    if any(map(NO_TEXT.search, row)):
        message = "the row is not UTF-8; save the table as `CSV UTF-8`, or convert it with `iconv -f ENCODING -t UTF-8`"
        return DocumentError("not_utf8", message)
    return None


def read_row(data: bytes, *, name: str) -> Document:
    """Return the document that a row is; its text is the cell's, unchanged.

    Raises `DocumentError`.
    """
    row = _row(data)
    stated: dict[str, str | None] = {field: row[field].strip() or None for field in FIELDS if field != "text"}
    return check_document(
        Document(
            id=stated["id"] or name,
            text=row["text"],
            title=stated["title"],
            published=state_moment(stated["published"]),
            url=stated["url"],
            publisher=stated["publisher"],
            language=stated["language"],
            format="table",
            bytes_hash=hash_bytes(data),
            decoded_from=row[DECODED] or None,
        )
    )


def _row(data: bytes) -> dict[str, str]:
    try:
        row = json.loads(decode_utf8(data))
    except (ValueError, RecursionError) as error:
        raise DocumentError("not_json", FORM) from error
    cells = {field: row.get(field, "") for field in (*FIELDS, DECODED)} if isinstance(row, dict) else {}
    if not cells or not all(isinstance(cell, str) for cell in cells.values()):
        raise DocumentError("not_a_document", FORM)
    return cells
