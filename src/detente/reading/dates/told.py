"""What was told of an expression, and what it had to be told from."""

from dataclasses import dataclass
from datetime import date

from detente.reading.dates.days import Days

__all__ = [
    "LENGTH",
    "NO_NUMBER",
    "NO_SUCH_DAY",
    "OTHER_EVENT",
    "STATED",
    "UNDATED",
    "Around",
    "Told",
    "told_or_refused",
]

STATED = "stated"
NO_SUCH_DAY = "no such day in the calendar"
LENGTH = "a length of time, not a date"
OTHER_EVENT = "unresolved: counted from another event"
NO_NUMBER = "unresolved: how many is not said"
UNDATED = "unresolved: the day of publication is not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What surrounds an expression: the day of publication, what its clause tells of, and a year given nearby.

    `account` is the year that an account of the past has come to; `before` is what stands before it in its sentence;
    `year_rule` says where `year` stands; `past` is set in accounts of long ago, where nothing counts from publication.
    `recalled` is set where it can only have been ("the October 12 atrocity"), `planned` where it was set beforehand
    ("the November 4 election"); `day_first` is the order of day and month that other dates in figures show.
    """

    published: date | None = None
    future: bool = False
    year: int | None = None
    year_rule: str = ""
    past: bool = False
    before: str = ""
    account: int | None = None
    recalled: bool = False
    planned: bool = False
    day_first: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The days that an expression names, or None, and by which rule that was told."""

    days: Days | None
    rule: str


def told_or_refused(days: Days | None, rule: str = STATED) -> Told:
    """Return what was told, or that no calendar has such a day."""
    return Told(days=days, rule=rule) if days else Told(days=None, rule=NO_SUCH_DAY)
