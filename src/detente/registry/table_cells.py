"""What the cells of a table say, one by one: how many, or which day; a blank says nothing, and what is none is told."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from detente.core.errors import EvidenceError, UsageError
from detente.registry.count import Count

__all__ = ["BLANK", "Fault", "UnusableCell", "cell_of", "read_cell", "read_count", "read_day"]

T = TypeVar("T")

BLANK = frozenset({"", "-", "–", "—", "n/a", "na", "nil return", "not reported", ".", "..", "…"})
"""What stands in a cell where nothing was reported; never a zero."""
NUMBER = r"(\d{1,3}(?:[ ,']\d{3})+|\d+)"
MOST_DIGITS = 9
"""Digits of a count; what has more is another number, or printed wrongly."""
FORMS = (
    (re.compile(NUMBER), "exact"),
    (re.compile(rf"(?:at least|more than|over|>=?|≥) ?{NUMBER}|{NUMBER} ?\+"), "low"),
    (re.compile(rf"(?:up to|at most|nearly|almost|fewer than|less than|<=?|≤) ?{NUMBER}"), "high"),
    (re.compile(rf"(?:about|around|some|approximately|c\.|ca\.|~) ?{NUMBER}"), "about"),
    (re.compile(rf"{NUMBER} ?(?:-|–|to) ?{NUMBER}"), "range"),
)
NONE = re.compile(r"none|no|zero|nil")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A cell that could not be used: its row (the head is row 1), its column, and what is wrong."""

    row: int
    column: str | None
    said: str


class UnusableCell(UsageError):
    """A cell that cannot be used, with its column."""

    def __init__(self, column: str | None, said: str) -> None:
        """Say what is wrong in a column; None where it is the row."""
        super().__init__(said)
        self.column = column

    def in_row(self, number: int) -> Fault:
        """Return it as the fault of a row."""
        return Fault(row=number, column=self.column, said=str(self))


def cell_of(cells: Mapping[str, str], column: str) -> str:
    """Return what a row says in a column. Raises `UnusableCell` where the table has none of that name."""
    if column not in cells:
        raise UnusableCell(column, f"there is no column {column!r}; there are {', '.join(cells)[:200]}")
    return (cells[column] or "").strip()


def read_cell(cells: Mapping[str, str], column: str, read: Callable[[str], T]) -> T:
    """Return what a cell is read as. Raises `UnusableCell` for one that cannot be."""
    said = cell_of(cells, column)
    try:
        return read(said)
    except (UsageError, EvidenceError) as error:
        raise UnusableCell(column, str(error)) from error


def read_count(cell: str) -> Count | None:
    """Return how many a cell says, None where it says nothing. Raises `UsageError` for one that is no count."""
    said = " ".join(cell.split())
    plain = said.casefold()
    if plain in BLANK:
        return None
    if NONE.fullmatch(plain):
        return Count(low=0, high=0, words=said)
    for pattern, form in FORMS:
        if found := pattern.fullmatch(plain):
            return _count(form, _in_order([_whole(part) for part in found.groups() if part], said), said, plain)
    message = f"{said[:60]!r} is no count: write 14, at least 14, up to 14, about 14, 12-15, 0, or leave it blank"
    raise UsageError(message)


def read_day(cell: str, form: str) -> dt.date | None:
    """Return the day of a cell by its form (`%Y-%m-%d`), None where it is blank. Raises `UsageError`."""
    said = " ".join(cell.split())
    if not said:
        return None
    try:
        return dt.datetime.strptime(said, form).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError as error:
        example = dt.date(2031, 5, 3).strftime(form)
        message = f"{said[:60]!r} is no day of the form {form} ({example}): mend the cell, or name another form"
        raise UsageError(message) from error


def _count(form: str, numbers: list[int], said: str, plain: str) -> Count:
    qualifier = re.sub(NUMBER, "", plain).strip() or None
    if form == "exact":
        return Count(low=numbers[0], high=numbers[0], words=said)
    if form == "low":
        return Count(low=numbers[0], high=None, words=said, qualifier=qualifier)
    if form == "high":
        return Count(low=None, high=numbers[0], words=said, qualifier=qualifier)
    if form == "range":
        return Count(low=numbers[0], high=numbers[1], words=said)
    return Count(low=numbers[0], high=numbers[0], words=said, qualifier=qualifier)


def _in_order(numbers: list[int], said: str) -> list[int]:
    """Return the bounds of a count. Raises `UsageError` where the larger stands first: it may be no range at all."""
    if numbers[0] > numbers[-1]:
        message = f"{said[:60]!r} has its larger number first: write {numbers[-1]}-{numbers[0]}, if it is a range"
        raise UsageError(message)
    return numbers


def _whole(digits: str) -> int:
    """Return a whole number. Raises `UsageError` for one that is too large for a count."""
    plain = re.sub(r"[ ,']", "", digits)
    if len(plain.lstrip("0")) > MOST_DIGITS:
        message = f"{digits[:60]!r} is too large for a count, which has up to {MOST_DIGITS} digits: look at the cell"
        raise UsageError(message)
    return int(plain.lstrip("0") or "0")
