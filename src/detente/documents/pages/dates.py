"""Reads a day as a page states it, in its head or on a line of its own beside the headline."""

import datetime as dt
import functools
import re
from email.utils import parsedate_to_datetime

from detente.knowledge.files import read_toml

__all__ = ["day_on_line", "stated_day"]

FIRST, LAST = 1990, 2100
"""Years in which a page may have been published."""
ISO = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*")
NUMERIC = re.compile(r"(?<![\d.:/-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
LONGEST_LINE = 80
MONTHS_IN_YEAR = 12


def stated_day(value: str, *, month_first: bool = False) -> str | None:
    """Return the day (YYYY-MM-DD) that a field of a page's head states, in whatever form; None where it states none.

    It is the day where the page was published: an offset from UTC is not applied.
    """
    value = value.strip()[:LONGEST_LINE]
    found = ISO.match(value) or COMPACT.fullmatch(value)
    if found is not None:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    return day_on_line(value, month_first=month_first) or _mail_day(value)


def day_on_line(line: str, *, month_first: bool = False) -> str | None:
    """Return the one full day that a short line names; None where it names none or more than one."""
    if len(line) > LONGEST_LINE:
        return None
    days = {day for day in (*_worded(line), *_numbered(line, month_first=month_first)) if day}
    return days.pop() if len(days) == 1 else None


def _worded(line: str) -> list[str | None]:
    before, after = _worded_patterns()
    found = [(m[3], m[2], m[1]) for m in before.finditer(line)] + [(m[3], m[1], m[2]) for m in after.finditer(line)]
    return [_day(int(year), _month(month), int(day)) for year, month, day in found]


def _numbered(line: str, *, month_first: bool) -> list[str | None]:
    days = [
        _day(int(m[1]), int(m[2]), int(m[3]))
        for m in re.finditer(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", line)
    ]
    for found in NUMERIC.finditer(line):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        swap = second > MONTHS_IN_YEAR or (month_first and found[2] == "/" and first <= MONTHS_IN_YEAR)
        days.append(_day(year, first, second) if swap else _day(year, second, first))
    return days


def _mail_day(value: str) -> str | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _day(moment.year, moment.month, moment.day)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat() if FIRST <= year <= LAST else None
    except ValueError:
        return None


@functools.cache
def _months() -> tuple[str, ...]:
    return tuple(read_toml("pages/head.toml")["months"])


def _month(word: str) -> int:
    short = word.lower()[:3]
    return next(i for i, name in enumerate(_months(), start=1) if name.startswith(short))


@functools.cache
def _worded_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = "(" + "|".join(f"{name}|{name[:3]}|{name[:4]}" for name in _months()) + r")\b\.?"
    day = r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?"
    year = r"(\d{4})(?!\d)"
    return (
        re.compile(rf"{day}[ -](?:of )?{month},?[ -]{year}", re.IGNORECASE),
        re.compile(rf"\b{month} ?{day},? {{1,3}}(?:[\d:]+ \w+ )?{year}", re.IGNORECASE),
    )
