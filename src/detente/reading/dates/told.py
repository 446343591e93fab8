"""What was told of an expression, and what it had to be told from."""

from dataclasses import dataclass
from datetime import date

from detente.reading.dates.days import Days

__all__ = ["NO_SUCH_DAY", "STATED", "UNDATED", "Around", "Told", "told_or_refused"]

STATED = "stated"
NO_SUCH_DAY = "no such day in the calendar"
UNDATED = "unresolved: the day of publication is not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What surrounds an expression: the day of publication, what its clause tells of, and a year given nearby.

    `year_rule` says where `year` stands; `past` is set in accounts of long ago, where nothing counts from publication.
    """

    published: date | None = None
    future: bool = False
    year: int | None = None
    year_rule: str = ""
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The days that an expression names, or None, and by which rule that was told."""

    days: Days | None
    rule: str


def told_or_refused(days: Days | None, rule: str = STATED) -> Told:
    """Return what was told, or that no calendar has such a day."""
    return Told(days=days, rule=rule) if days else Told(days=None, rule=NO_SUCH_DAY)
