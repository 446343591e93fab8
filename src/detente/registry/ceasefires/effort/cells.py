"""How long, and from when to when, as the cells of a table of effort say it; a blank says nothing and is not none."""

import datetime as dt
import re
from collections.abc import Mapping

from detente.core.errors import UsageError
from detente.registry.ceasefires.effort.effort import HINDERED, EffortKind, Hours
from detente.registry.interval import Interval
from detente.registry.table_cells import BLANK, UnusableCell, cell_of, read_cell

__all__ = ["Times", "hours_of", "read_hours", "text_of_cell", "times_of"]

NUMBER = r"(\d{1,6}(?:\.\d{1,3})?|\d{1,6}:[0-5]\d)"
UNIT = r"(?: ?(?:h|hrs?|hours?))?"
FORMS = (
    (re.compile(rf"{NUMBER}{UNIT}"), "exact"),
    (re.compile(rf"(?:at least|more than|over|>=?|≥) ?{NUMBER}{UNIT}|{NUMBER} ?\+"), "low"),
    (re.compile(rf"(?:up to|at most|nearly|almost|less than|<=?|≤) ?{NUMBER}{UNIT}"), "high"),
    (re.compile(rf"{NUMBER} ?(?:-|–|to) ?{NUMBER}{UNIT}"), "range"),
)
NONE = re.compile(r"none|no|zero|nil")
TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
MINUTES = 60.0
SECONDS = 3600.0
MOMENT = 1 / MINUTES
"""Hours by which hours and times may differ: a table rounds."""
LONGEST = dt.timedelta(hours=48)
"""Longest watch that one row can be."""
Times = tuple[dt.datetime, dt.datetime]
Columns = tuple[str | None, str | None]
"""The columns with the time at which a row begins and with that at which it ends."""


def read_hours(cell: str) -> Hours | None:
    """Return how many hours a cell says, None where it says nothing. Raises `UsageError` for what is no hours."""
    said = " ".join(cell.split())
    plain = said.casefold()
    if plain in BLANK:
        return None
    if NONE.fullmatch(plain):
        return Hours(low=0.0, high=0.0, words=said)
    for pattern, form in FORMS:
        if found := pattern.fullmatch(plain):
            numbers = [_number(part) for part in found.groups() if part]
            if numbers[0] <= numbers[-1]:
                low = 0.0 if form == "high" else numbers[0]
                return Hours(low=low, high=None if form == "low" else numbers[-1], words=said)
    message = f"{said[:60]!r} are no hours: write 7.5, 7:30, at least 7, 6-8, 0, or leave it blank"
    raise UsageError(message)


def times_of(cells: Mapping[str, str], columns: Columns, interval: Interval) -> Times | None:
    """Return when a row begins and ends, None where both cells are blank."""
    told = [text_of_cell(cells, column) for column in columns]
    if told == [None, None]:
        return None
    begins, ends = (
        _time(said, column, day)
        for said, column, day in zip(told, columns, (interval.first, interval.last), strict=True)
    )
    if ends <= begins:
        raise UnusableCell(columns[1], f"{told[1]} is not after {told[0]}: give both days of a watch through a night")
    if ends - begins > LONGEST:
        raise UnusableCell(columns[1], "is too long after the other for one watch: give its hours, and no times")
    return begins, ends


def _time(said: str | None, column: str | None, day: dt.date) -> dt.datetime:
    if said is None or not (found := TIME.fullmatch(said)):
        given = "is blank, and the other time is not" if said is None else f"{said[:60]!r} is no time"
        raise UnusableCell(column, f"{given}: write both as HH:MM in UTC, or neither")
    return dt.datetime.combine(day, dt.time(int(found[1]), int(found[2])), tzinfo=dt.UTC)


def hours_of(cells: Mapping[str, str], column: str | None, kind: EffortKind, times: Times | None) -> Hours | None:
    """Return the hours of a row: those told, which must be those between its times, else these."""
    hours = None if column is None else read_cell(cells, column, read_hours)
    if kind in HINDERED:
        if hours is not None:
            raise UnusableCell(column, f"gives hours to a {kind}, where nobody watched: leave it blank")
        return None
    if times is not None:
        length = (times[1] - times[0]).total_seconds() / SECONDS
        is_less = hours is not None and hours.high is not None and hours.high < length - MOMENT
        if hours is not None and (is_less or hours.low > length + MOMENT):
            said = f"says {hours.words}, and its times are {length:g} hours apart: leave one of them out"
            raise UnusableCell(column, said)
        return Hours(low=length, high=length, words=hours.words if hours else None)
    return hours


def text_of_cell(cells: Mapping[str, str], column: str | None) -> str | None:
    """Return what a row says in a column, None where it is blank or there is none."""
    return (cell_of(cells, column) or None) if column is not None else None


def _number(part: str) -> float:
    hours, _, minutes = part.partition(":")
    return float(hours) + (float(minutes) / MINUTES if minutes else 0.0)
