"""What the fields of an address may hold: days, words, yes or no, where a list goes on.

A field that is left blank is not asked for: `Around` leaves it out before a route sees it. What does not fit is told
by the name that the field has on its page (`detente.desk.refusals.fields`).
"""

import datetime as dt
import re
from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator

from detente.desk.refusals import unfit
from detente.display.language import say
from detente.registry.interval import Interval

__all__ = ["DAYS", "After", "Day", "Everything", "Flag", "From", "Text", "To", "days_between", "refuse_turned"]

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAYS = ("from", "to", "since", "until", "first", "last")
"""What the first and the last of some days are called in addresses."""


def _day(given: object) -> object:
    """Take a day only as it is written: a bare number is no day, though it may be one for the framework."""
    if isinstance(given, str) and not ISO_DAY.fullmatch(given):
        message = "a day is written as 2026-03-01"
        raise ValueError(message)
    return given


Day = Annotated[dt.date | None, BeforeValidator(_day)]
From = Annotated[Day, Query(alias="from")]
To = Annotated[Day, Query(alias="to")]
Flag = Annotated[bool, Query()]
Everything = Annotated[bool, Query(alias="all")]
After = Annotated[str, Query(max_length=120)]
"""After which entry a page goes on; empty for the first page."""
Text = Annotated[str, Query(max_length=200)]


def days_between(first: dt.date | None, last: dt.date | None) -> Interval | None:
    """Return the days from one to another as the address has them; None where neither is given."""
    if first is None and last is None:
        return None
    since, until = first or dt.date.min, last or dt.date.max
    refuse_turned(since, until)
    return Interval(first=since, last=until)


def refuse_turned(first: dt.date, last: dt.date) -> None:
    """Raise a refusal of days that end before they begin."""
    if last < first:
        message = say("These days end on %(last)s, before they begin on %(first)s.", first=first, last=last)
        raise unfit(message, fields=DAYS)
