"""The calendar of an agreement: what is due when, by its provisions and by whose word of the day they count from.

A deadline that lies back is overdue, which says nothing of whether it was kept: nobody is in breach by a calendar.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.registry.agreements.definition import Agreement, Provision
from detente.registry.agreements.texts.cutting import CutText
from detente.registry.agreements.texts.dues import Due
from detente.registry.assertions.assertion import Assertion

__all__ = ["Deadline", "Term", "deadlines_of", "standing_on"]

Term = Literal["to come", "due today", "overdue", "no day"]
"""How a deadline lies to a day; "no day" where nobody says from when it counts, or the text leaves the year out."""
COUNTED = ("signed", "in force")
DEEPEST = 5
"""Provisions that may count from one another in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What is due by `day` (None: see `why`), by which provision, in which words of which text.

    `base` is the assertion of the day that it counts from, None where the text states the day. Two who tell that day
    otherwise make two deadlines.
    """

    agreement: str
    provision: str
    words: str
    due_words: str
    source: str
    bound: tuple[str, ...] = ()
    day: dt.date | None = None
    base: Assertion | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owed:
    """A time that a provision gives, however it came to the desk."""

    provision: str
    words: str
    due_words: str
    source: str
    bound: tuple[str, ...]
    day: str | None
    count: int | None
    unit: str | None
    counted_from: str | None
    from_words: str | None = None


def deadlines_of(
    agreement: Agreement, texts: Iterable[tuple[str, CutText]], said: Iterable[Assertion]
) -> tuple[Deadline, ...]:
    """Return the deadlines of an agreement by their days: of the desk's provisions, and of each text by its name."""
    owed = [*_of_watch(agreement), *(one for name, text in texts for one in _of_text(name, text))]
    bases = tuple(said)
    found = [deadline for one in owed for deadline in _deadlines(agreement.id, one, owed, bases, depth=0)]
    return tuple(
        sorted(
            dict.fromkeys(found), key=lambda one: (one.day is None, one.day or dt.date.max, one.source, one.provision)
        )
    )


def standing_on(deadline: Deadline, day: dt.date) -> Term:
    """Say how a deadline lies to a day. That it lies back is no verdict."""
    if deadline.day is None:
        return "no day"
    if deadline.day == day:
        return "due today"
    return "to come" if deadline.day > day else "overdue"


def _of_watch(agreement: Agreement) -> Iterator[_Owed]:
    for one in agreement.provisions:
        if one.due or one.within_days is not None:
            yield _Owed(
                provision=one.id, words=one.words, due_words=_due_words(one), source="watch", bound=one.bound,
                day=one.due, count=one.within_days, unit="days", counted_from=one.counted_from,
            )  # fmt: skip


def _due_words(one: Provision) -> str:
    if one.due:
        return f"by {one.due}"
    return f"within {one.within_days} days of {one.counted_from or 'what is not said'}"


def _of_text(name: str, text: CutText) -> Iterator[_Owed]:
    for section in text.sections:
        for duty in section.duties:
            for due in duty.dues:
                yield _owed(name, section.id, duty.act.words, duty.bound.words if duty.bound else None, due)


def _owed(name: str, id_: str, act: str, bound: str | None, due: Due) -> _Owed:
    return _Owed(
        provision=id_, words=act, due_words=due.words, source=name, bound=(bound,) if bound else (), day=due.day,
        count=due.count, unit=due.unit, counted_from=due.counted_from, from_words=due.from_words,
    )  # fmt: skip


def _deadlines(
    of: str, one: _Owed, every: Sequence[_Owed], said: Sequence[Assertion], *, depth: int
) -> Iterator[Deadline]:
    if one.day is not None:
        yield _deadline(of, one, day=dt.date.fromisoformat(one.day))
        return
    if one.count is None:
        yield _deadline(of, one, why="the text states no year")
        return
    bases = list(_bases(of, one, every, said, depth=depth))
    for day, base in bases:
        due = _later(day, one.count, one.unit or "days")
        yield _deadline(of, one, day=due, base=base, why=None if due else "it lies beyond any calendar")
    if not bases:
        yield _deadline(of, one, why=_why(one))


def _why(one: _Owed) -> str:
    if one.counted_from is None:
        return f"counted from {one.from_words!r}" if one.from_words else "the text does not say from when it counts"
    return f"nobody gives a day for {one.counted_from!r}"


def _deadline(
    of: str, one: _Owed, *, day: dt.date | None = None, base: Assertion | None = None, why: str | None = None
) -> Deadline:
    return Deadline(
        agreement=of, provision=one.provision, words=one.words, due_words=one.due_words, source=one.source,
        bound=one.bound, day=day, base=base, why=why,
    )  # fmt: skip


def _bases(
    of: str, one: _Owed, every: Sequence[_Owed], said: Sequence[Assertion], *, depth: int
) -> Iterator[tuple[dt.date, Assertion | None]]:
    """Yield each day that a time counts from, once, with who says so: of two who differ both."""
    if one.counted_from in COUNTED:
        seen: set[dt.date] = set()
        kinds = ("in force", "effective") if one.counted_from == "in force" else ("signed",)
        for assertion in said:
            day = _exact(assertion) if assertion.what in kinds else None
            if day is not None and day not in seen:
                seen.add(day)
                yield day, assertion
        return
    if depth >= DEEPEST:
        return
    for other in every:
        if other is not one and other.source == one.source and other.provision == one.counted_from:
            for deadline in _deadlines(of, other, every, said, depth=depth + 1):
                if deadline.day is not None:
                    yield deadline.day, deadline.base


def _exact(one: Assertion) -> dt.date | None:
    """Return the day that an assertion gives, where it is one, and it is told as having been or as planned."""
    if one.day is None or one.day.first is None or one.standing in {"denied", "negated", "hypothetical"}:
        return None
    is_open = one.what in {"in force", "effective"} and one.day.last is None
    return dt.date.fromisoformat(one.day.first[:10]) if is_open or one.day.first == one.day.last else None


def _later(day: dt.date, count: int, unit: str) -> dt.date | None:
    """Return a day so much later; a month later is the same day of the month, or its last one."""
    try:
        if unit in {"months", "years"}:
            months = day.year * 12 + day.month - 1 + count * (12 if unit == "years" else 1)
            year, month = divmod(months, 12)
            return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        days = {"days": count, "weeks": 7 * count, "hours": -(-count // 24)}[unit]
        return day + dt.timedelta(days=days)
    except (OverflowError, ValueError):
        return None
