"""What a cell of a table of figures says: how many, or which day; a blank says nothing."""

import datetime as dt
import re

from detente.core.errors import UsageError
from detente.registry.count import Count

__all__ = ["BLANK", "read_count", "read_day"]

BLANK = frozenset({"", "-", "–", "—", "n/a", "na", "nil return", "not reported", ".", "..", "…"})
"""What stands in a cell where nothing was reported; never a zero."""
NUMBER = r"(\d{1,3}(?:[ ,']\d{3})+|\d{1,9})"
FORMS = (
    (re.compile(NUMBER), "exact"),
    (re.compile(rf"(?:at least|more than|over|>=?|≥) ?{NUMBER}|{NUMBER} ?\+"), "low"),
    (re.compile(rf"(?:up to|at most|nearly|almost|fewer than|less than|<=?|≤) ?{NUMBER}"), "high"),
    (re.compile(rf"(?:about|around|some|approximately|c\.|ca\.|~) ?{NUMBER}"), "about"),
    (re.compile(rf"{NUMBER} ?(?:-|–|to) ?{NUMBER}"), "range"),
)
NONE = re.compile(r"none|no|zero|nil")


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
            return _count(form, [_whole(part) for part in found.groups() if part], said, plain)
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


def _whole(digits: str) -> int:
    return int(re.sub(r"[ ,']", "", digits))
