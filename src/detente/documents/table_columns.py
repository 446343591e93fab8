"""Which column of a table is what: by the names that exports use, or as its user says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.core.errors import DocumentError

__all__ = ["FIELDS", "Columns", "check_width", "field_called", "find_columns"]

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text",
        "body",
        "content",
        "notes",
        "note",
        "description",
        "fulltext",
        "articletext",
        "narrative",
        "story",
    ),
    "id": ("id", "docid", "documentid", "eventidcnty", "eventid", "globaleventid", "guid", "uid"),
    "title": ("title", "headline"),
    "published": ("published", "publisheddate", "datepublished", "publicationdate", "pubdate", "date"),
    "url": ("url", "link", "sourceurl", "uri", "href"),
    "publisher": ("publisher", "outlet", "source", "sourcename", "newspaper"),
    "language": ("language", "lang"),
}
"""Names of columns, without their spaces and signs: where several are there, the first is meant.

A text is never chosen among several. The day of an event (`event_date`) is no day of publication.
"""
FIELDS = tuple(NAMES)
MOST_SHOWN, LONGEST_SHOWN = 40, 40
MOST_COLUMNS = 16_384
"""As many as a sheet of a spreadsheet has."""
LONGEST_HEADER = 1_000_000
"""Characters of all names together: every row is kept with the names of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The header of a table, and the place of each field in it."""

    header: tuple[str, ...]
    fields: Mapping[str, int]


def check_width(header: Sequence[str]) -> None:
    """Raise `DocumentError` (too_long) for a header of more or longer names than a table of documents has."""
    length = sum(map(len, header))
    if len(header) > MOST_COLUMNS or length > LONGEST_HEADER:
        message = (
            f"the table has {len(header):,} columns, whose names have {length:,} characters; at most {MOST_COLUMNS:,} "
            f"and {LONGEST_HEADER:,} are taken: save it with those that matter, and look for a missing end of line"
        )
        raise DocumentError("too_long", message)


def find_columns(header: Sequence[str], mapping: Mapping[str, str] | None) -> Columns:
    """Return which column of a table is which field; `mapping` names columns by field and goes before.

    Raises `DocumentError` (not_a_document), which lists the columns, where none or several may be the text.
    """
    wanted = dict(mapping or {})
    if unknown := sorted(set(wanted) - set(FIELDS)):
        raise _refusal(header, f"{', '.join(map(repr, unknown))} cannot be mapped; what can is {', '.join(FIELDS)}")
    fields = {field: _mapped(header, field, name) for field, name in wanted.items()}
    bare = [_bare(column) for column in header]
    for field in FIELDS:
        place = None if field in fields else _found(bare, header, field)
        if place is not None and place not in fields.values():
            fields[field] = place
    if "text" not in fields:
        raise _refusal(header, "no column is named as the text")
    return Columns(header=_apart(header), fields=fields)


def field_called(name: str) -> str:
    """Return the field that a name stands for, also by the names of columns (`date`); the name itself for none."""
    return next((field for field in FIELDS if _bare(name) in (field, *NAMES[field])), name)


def _mapped(header: Sequence[str], field: str, name: str) -> int:
    places = [place for place, column in enumerate(header) if column.strip().casefold() == name.strip().casefold()]
    if len(places) != 1:
        many = "several columns are" if places else "no column is"
        raise _refusal(header, f"{field} is mapped to {name!r}, but {many} so named")
    return places[0]


def _found(bare: Sequence[str], header: Sequence[str], field: str) -> int | None:
    places = [bare.index(name) for name in NAMES[field] if name in bare]
    alone = len(places) <= 1 or bare[places[0]] == field
    if field == "text" and (not alone or (places and bare.count(bare[places[0]]) > 1)):
        raise _refusal(header, "several columns may be the text")
    return places[0] if places else None


def _apart(header: Sequence[str]) -> tuple[str, ...]:
    """Return a header's names, a second one of the same name with its number."""
    names: list[str] = []
    taken: set[str] = set()
    for place, column in enumerate(header, 1):
        name = column.strip() or f"column {place}"
        names.append(f"{name} ({place})" if name in taken else name)
        taken.add(names[-1])
    return tuple(names)


def _bare(column: str) -> str:
    return re.sub(r"[\W_]+", "", column).casefold()


def _refusal(header: Sequence[str], what: str) -> DocumentError:
    shown = ", ".join(repr(column[:LONGEST_SHOWN]) for column in header[:MOST_SHOWN])
    more = f" and {len(header) - MOST_SHOWN} more" if len(header) > MOST_SHOWN else ""
    do = "say which is what with --map FIELD=COLUMN (--map text=notes), or in the plan of a run with `columns`"
    message = f"{what}; the columns are {shown}{more}: {do}"
    return DocumentError("not_a_document", message)
