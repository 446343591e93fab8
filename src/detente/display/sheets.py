"""Sheets: what a page shows, as tables whose every value knows its words.

A page is made of sheets. The same sheet is drawn as a table, given to a chart or a map, and handed out as CSV or JSON,
so that what is taken away is exactly what is shown.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from detente.display.csv_text import csv_text
from detente.registry.evidence import Evidence

__all__ = [
    "BLANK", "Cell", "Certainty", "Column", "Empty", "Row", "Sheet", "as_csv", "as_json", "cell", "words_href",
]  # fmt: skip

FEWEST_ROWS = 3
"""Rows from which a column that is empty in all of them is named below the table instead."""
Certainty = Literal["told", "claimed", "unsure", "undone"]
"""How a value stands, drawn by weight and outline: told as it was; claimed by somebody; planned, hoped or demanded;
denied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value as it is shown: `text`, the plain `value` behind it, the words that it stands on, where it leads.

    A cell without text is blank: nobody said anything, which is no zero. `blank` says so in words where a bare cell
    would not be understood ("not reported"). `more` are further values in the same place, each with its own words:
    what several say of one thing, which is never put together.
    """

    text: str = ""
    value: str | float | bool | None = None
    words: tuple[Evidence, ...] = ()
    href: str | None = None
    certainty: Certainty | None = None
    note: str = ""
    blank: str = ""
    more: tuple["Cell", ...] = ()

    @property
    def every(self) -> tuple["Cell", ...]:
        """All values in this place, this one first."""
        return (self, *self.more)

    @property
    def plain(self) -> str | float | bool | None:
        """The value for programs: None where the cell is blank."""
        return self.value if self.value is not None else (self.text or None)


BLANK = Cell()
ABREAST = 4
"""Equal columns from which on a table is as wide as they need, and is moved sideways where that is too wide."""


def cell(text: object = "", **more: Any) -> Cell:
    """Return a cell of something that is shown as it is; of None, a blank one. Numbers stay numbers for programs."""
    if text is None:
        return Cell(**more)
    if isinstance(text, int | float) and not isinstance(text, bool):
        return Cell(text=f"{text:,}", **({"value": text} | more))
    return Cell(text=str(text), **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its id for programs, its title for people; figures stand right in `numeric` ones.

    `equal` columns have the same width as each other, to the pixel: those of parties and monitors. What stands in
    `tight` ones is never broken: days. `term` is the word of the glossary that says what it is.
    """

    id: str
    title: str
    numeric: bool = False
    equal: bool = False
    tight: bool = False
    help: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: its id, and a cell for each column. `within` marks one that is part of the row above it.

    `under` is a heading that rows stand under together, where a table mixes what is far apart: a year.
    """

    id: str
    cells: tuple[Cell, ...]
    within: bool = False
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """What stands where there is nothing: what that means, and what to do now, with a link where there is one.

    It is told to the desk's staff, and to others where it holds for `anybody`. Else they are told that nothing of this
    is released to them; where the sheet is `of` some days, or of what is found in reports, that nothing of those is
    there and more may be kept back, as other days or other reports may well be released.
    """

    means: str
    now: str = ""
    href: str | None = None
    anybody: bool = False
    of: Literal["all", "days", "found"] = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table with its title, the rule by which it counts, and what it says where it is empty.

    `head` is whether the first cell of each row heads it. `more` is the address of the next page of it.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: Empty
    rule: str = ""
    head: bool = True
    more: str | None = None

    @property
    def abreast(self) -> bool:
        """Whether more claimants stand side by side than any screen has room for: all columns but the first equal."""
        return len(self.columns) > ABREAST and all(one.equal for one in self.columns[1:])

    @property
    def silent(self) -> tuple[tuple[int, str], ...]:
        """Columns in which no row has anything, by their number, with the words that stand in each of their cells.

        They are not drawn, and named once below. The columns of parties are always drawn, and so is what heads a row.
        """
        if len(self.rows) < FEWEST_ROWS:
            return ()
        every = ((n, column) for n, column in enumerate(self.columns) if not column.equal and (n or not self.head))
        blanks = ((n, {_blank_of(row.cells[n]) for row in self.rows}) for n, _ in every)
        return tuple((n, words) for n, some in blanks if len(some) == 1 and (words := next(iter(some))) is not None)

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the columns."""
        wrong = next((row.id for row in self.rows if len(row.cells) != len(self.columns)), None)
        if wrong is not None:
            message = f"row {wrong} of the sheet {self.id} has not one cell for each of {len(self.columns)} columns"
            raise ValueError(message)


def _blank_of(one: Cell) -> str | None:
    """Return what stands in a cell in which nothing is said; None where something is."""
    return one.blank if not one.text and not one.note and not one.more else None


def words_href(one: Evidence) -> str | None:
    """Return the address of words in their report; None for what a person wrote down."""
    if one.document is None or one.start is None or one.end is None:
        return None
    return f"/documents/{quote(one.document, safe='')}?words={one.start}-{one.end}#words"


def as_csv(sheet: Sheet) -> str:
    """Return a sheet as CSV (RFC 4180): a column each; beside it what is noted, the words, and where they stand."""
    every = [[e for row in sheet.rows for e in row.cells[n].every] for n in range(len(sheet.columns))]
    noted = {n for n, some in enumerate(every) if any(e.note for e in some)}
    worded = {n for n, some in enumerate(every) if any(e.words for e in some)}
    rows = ([row.id, *_fields(row, noted, worded)] for row in sheet.rows)
    return csv_text([["id", *_heads(sheet, noted, worded)], *rows])


def _heads(sheet: Sheet, noted: set[int], worded: set[int]) -> Iterator[str]:
    for n, column in enumerate(sheet.columns):
        yield column.id
        if n in noted:
            yield f"{column.id}_note"
        if n in worded:
            yield from (f"{column.id}_words", f"{column.id}_at")


def _fields(row: Row, noted: set[int], worded: set[int]) -> Iterator[str]:
    for n, one in enumerate(row.cells):
        yield " | ".join("" if e.plain is None else str(e.plain) for e in one.every)
        if n in noted:
            yield " | ".join(e.note for e in one.every if e.note)
        if n in worded:
            words = [e for each in one.every for e in each.words]
            yield " | ".join(e.words for e in words)
            yield " | ".join(f"{e.document or ''}:{e.start}-{e.end}" if e.document else f"by {e.by}" for e in words)


def as_json(sheets: Iterable[Sheet], **about: object) -> str:
    """Return sheets as JSON with what they are about; a blank cell is null."""
    return json.dumps({**about, "sheets": [_plain(sheet) for sheet in sheets]}, ensure_ascii=False)


def _plain(sheet: Sheet) -> dict[str, Any]:
    return {
        "id": sheet.id,
        "title": sheet.title,
        "rule": sheet.rule or None,
        "columns": [{"id": one.id, "title": one.title} for one in sheet.columns],
        "rows": [
            {"id": row.id, **{c.id: _plain_cell(v) for c, v in zip(sheet.columns, row.cells, strict=True)}}
            for row in sheet.rows
        ],
    }


def _plain_cell(one: Cell) -> Any:
    if one.plain is None:
        return None
    told: dict[str, Any] = {"value": one.plain, "text": one.text}
    if one.certainty:
        told["certainty"] = one.certainty
    if one.note:
        told["note"] = one.note
    if one.words:
        told["words"] = [_plain_words(e) for e in one.words]
    if one.more:
        told["more"] = [_plain_cell(each) for each in one.more]
    return told


def _plain_words(one: Evidence) -> dict[str, Any]:
    return {
        name: value
        for name in ("words", "document", "start", "end", "by", "source")
        if (value := getattr(one, name)) is not None
    }
