"""Dates told from the date before them in the text: "the next day", "two days later", "that year"."""

import re
from dataclasses import dataclass
from datetime import date

from detente.reading.dates.counting import count_of, unit_of
from detente.reading.dates.days import Days, add_days, add_months, one_day, stretch, whole_month, whole_week, whole_year
from detente.reading.dates.grammar import Expression, day_in, load_grammar, month_in
from detente.reading.dates.told import Around, Told, told_or_refused

__all__ = ["day_near", "follow_date", "is_near", "is_rough", "numbered_day_near", "year_of_account"]

STEPS = {
    "following": 1,
    "next": 1,
    "previous": -1,
    "preceding": -1,
    "same": 0,
    "that": 0,
    "this": 0,
    "before": -1,
    "after": 1,
}
PARTS_OF_DAY = frozenset({"date", "morning", "afternoon", "evening", "night"})
REACH = 400
MONTHS_TRIED = 3
COUNTED = frozenset({"ago", "loose"})
ROUGHLY = re.compile(r"\b(?:than|nearly|almost|over|under|least|most|to) $")


@dataclass(frozen=True, slots=True)
class _Shift:
    """How many of which unit away."""

    count: int
    unit: str

    @property
    def rule(self) -> str:
        if not self.count:
            return f"the {self.unit} of the date before it"
        units = self.unit if abs(self.count) == 1 else f"{self.unit}s"
        return f"{abs(self.count)} {units} {'after' if self.count > 0 else 'before'} the date before it"


def is_near(end: int, start: int, text: str) -> bool:
    """Say whether a date that ends at `end` may be the one that words at `start` count from: in the same paragraph."""
    return start - end <= REACH and "\n\n" not in text[end:start]


def follow_date(found: Expression, before: Days | None) -> Told | None:
    """Return the days that an expression names, counted from the date before it, or None where that says too little.

    A day can only be counted from a day, a month from a day or a month.
    """
    if before is not None and before.first is not None and {"dayofmonth", "thatyear"} & found.pieces.keys():
        return _completed(found, before.first, before.precision)
    if before is not None and before.first is not None and {"nearby", "weekday"} <= found.pieces.keys():
        return _following_weekday(found, before, before.first)
    shift = _shift(found)
    if shift is None or before is None or before.first is None or before.last is None:
        return None
    days = _shifted(before.first, before, shift)
    return told_or_refused(days, shift.rule) if days else None


def _following_weekday(found: Expression, before: Days, first: date) -> Told | None:
    """Return "the following Monday" or "Monday of the following week", counted from a day or a week."""
    if before.last is None or before.precision not in {"day", "week"}:
        return None
    wanted = load_grammar().words.weekdays[found.pieces["weekday"].lower()]
    if "nearunit" in found.pieces:
        day = add_days(first, wanted - first.isoweekday() + 7 * STEPS[found.pieces["nearby"].lower()])
        return told_or_refused(stretch(day, day, "day"), "weekday of the week of the date before it, or after that")
    day = add_days(before.last, (wanted - before.last.isoweekday()) % 7 or 7)
    return told_or_refused(stretch(day, day, "day"), "weekday after the date before it")


def day_near(found: Expression, around: Around) -> Told | None:
    """Return "the 15th" by publication, where no date before it says of which month: the last past, or the next one."""
    return numbered_day_near(found.number("dayofmonth"), around) if "dayofmonth" in found.pieces else None


def numbered_day_near(number: int, around: Around) -> Told | None:
    """Return a day of the month by its number: the last past, or the next one where the clause looks ahead."""
    if around.published is None or around.past:
        return None
    sign = 1 if around.future else -1
    for away in range(MONTHS_TRIED):
        days = one_day(*add_months(around.published.year, around.published.month, sign * away), number)
        if days and days.first and (days.first - around.published).days * sign >= 0:
            return Told(days=days, rule=f"{'next' if sign > 0 else 'last past'} day {number} of a month")
    return None


def year_of_account(found: Expression, around: Around) -> Told | None:
    """Return "this year", "the end of the year" and the like by the year that an account of the past has come to."""
    pieces = found.pieces
    if around.account is None or "year" not in {pieces.get("period"), pieces.get("nearunit")}:
        return None
    step = STEPS.get(pieces.get("nearby", pieces.get("step", "this")).lower())
    days = whole_year(around.account + step) if step is not None else None
    return Told(days=days, rule="counted from the year that the account has come to") if days else None


def _completed(found: Expression, day: date, precision: str) -> Told | None:
    """Return "the 15th" in the month of the date before it, "August of that year" in its year."""
    if "thatyear" in found.pieces:
        month, number = month_in(found), day_in(found)
        days = one_day(day.year, month, number) if number else whole_month(day.year, month)
        return told_or_refused(days, "of the year of the date before it")
    if precision not in {"day", "month"}:
        return None
    return told_or_refused(
        one_day(day.year, day.month, found.number("dayofmonth")), "of the month of the date before it"
    )


def is_rough(found: Expression, text: str) -> bool:
    """Say whether a count of days or years is only a bound ("more than a week ago", "less than a year later")."""
    return (
        found.kind in COUNTED
        and "upto" not in found.pieces
        and ROUGHLY.search(text, max(0, found.start - 20), found.start) is not None
    )


def _shift(found: Expression) -> _Shift | None:
    if found.kind == "edge":
        return _Shift(0, found.pieces["period"])
    if found.kind == "period" and found.pieces.get("step", "").lower() == "previous":
        return _Shift(-1, found.pieces["period"])
    if "nearunit" in found.pieces and "nearby" in found.pieces:
        unit = found.pieces["nearunit"].lower()
        step = STEPS[found.pieces["nearby"].lower()]
        return _Shift(step, "day" if unit in PARTS_OF_DAY else unit)
    count = count_of(found) if "counted" in found.pieces else None
    if count is None:
        return None
    return _Shift(count if found.pieces["counted"] == "later" else -count, unit_of(found))


def _shifted(day: date, before: Days, shift: _Shift) -> Days | None:
    single = before.first == before.last
    if shift.unit == "year":
        return whole_year(day.year + shift.count) if before.precision in {"day", "month", "year"} else None
    if shift.unit == "month" and before.precision in {"day", "month"}:
        return whole_month(*add_months(day.year, day.month, shift.count))
    if shift.unit in {"day", "week"} and single:
        moved = add_days(day, shift.count * (7 if shift.unit == "week" else 1))
        if moved and shift.unit == "week":
            return whole_week(moved)
        return one_day(moved.year, moved.month, moved.day) if moved else None
    return None
