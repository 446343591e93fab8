"""The calendar of an agreement: what is due when, by its provisions and by whose word of the day they count from.

A deadline that lies back is overdue, which says nothing of whether it was kept: nobody is in breach by a calendar.
"""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.registry.agreements.definition import Agreement, Provision
from detente.registry.agreements.texts.cutting import CutText
from detente.registry.agreements.texts.dues import Due
from detente.registry.agreements.texts.duties import duties_in
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

    `base` is the assertion of the day that it counts from, None where the text states the day, and `alike` are those
    of others who tell the same day. Two who tell that day otherwise make two deadlines. `also` are further texts whose
    clause of the same number says the same.
    """

    agreement: str
    provision: str
    words: str
    due_words: str
    source: str
    bound: tuple[str, ...] = ()
    day: dt.date | None = None
    base: Assertion | None = None
    alike: tuple[Assertion, ...] = ()
    also: tuple[str, ...] = ()
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
    """Return the deadlines of an agreement by their days: of the desk's provisions, of each text, of what is told."""
    bases = tuple(said)
    named = tuple(texts)
    owed = [*_of_watch(agreement), *(one for name, text in named for one in _of_text(name, text)), *_of_told(bases)]
    found = [deadline for one in owed for deadline in _deadlines(agreement.id, one, owed, bases, depth=0)]
    return tuple(
        sorted(
            _once_in_texts(dict.fromkeys(found), {name for name, _ in named}),
            key=lambda one: (one.day is None, one.day or dt.date.max, one.source, one.provision),
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


def _of_told(said: Iterable[Assertion]) -> Iterator[_Owed]:
    """Yield the times that provisions give as reports tell them, the same words once."""
    seen: set[tuple[str, str]] = set()
    for one in said:
        if one.what != "provision" or one.value is None or not one.is_claimed_fact:
            continue
        for duty in duties_in(one.value, 0, len(one.value)):
            for due in duty.dues:
                key = (one.value.casefold(), due.words.casefold())
                if key not in seen:
                    seen.add(key)
                    yield _owed("report", "told", one.value, duty.bound.words if duty.bound else None, due)


def _once_in_texts(found: Iterable[Deadline], texts: set[str]) -> Iterator[Deadline]:
    """Yield each deadline, of variants of one clause in several texts only the first, with where else it stands."""
    kept: dict[object, Deadline] = {}
    counted: Counter[object] = Counter()
    for one in found:
        same = (one.provision, one.day, one.base.id if one.base else None, one.why if one.day is None else None)
        key: object = one
        if one.source in texts:
            counted[(one.source, same)] += 1
            key = (same, counted[(one.source, same)])
        kept[key] = replace(kept[key], also=(*kept[key].also, one.source)) if key in kept else one
    yield from kept.values()


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
    bases = _bases(one, said)
    for day, some in bases.items():
        due = _later(day, one.count, one.unit or "days")
        why = None if due else "it lies beyond any calendar"
        yield _deadline(of, one, day=due, base=some[0], alike=tuple(some[1:]), why=why)
    if not bases:
        yield _deadline(of, one, why=_from_another(of, one, every, said, depth=depth) or _why(one))


def _why(one: _Owed) -> str:
    if one.counted_from is None:
        return f"counted from {one.from_words!r}" if one.from_words else "the text does not say from when it counts"
    return f"nobody gives a day for {one.counted_from!r}"


def _deadline(
    of: str,
    one: _Owed,
    *,
    day: dt.date | None = None,
    base: Assertion | None = None,
    alike: tuple[Assertion, ...] = (),
    why: str | None = None,
) -> Deadline:
    return Deadline(
        agreement=of, provision=one.provision, words=one.words, due_words=one.due_words, source=one.source,
        bound=one.bound, day=day, base=base, alike=alike, why=why,
    )  # fmt: skip


def _bases(one: _Owed, said: Sequence[Assertion]) -> dict[dt.date, list[Assertion]]:
    """Return each day that a time counts from, with all who say so: of two who differ both."""
    found: dict[dt.date, list[Assertion]] = {}
    if one.counted_from in COUNTED:
        kinds = ("in force", "effective") if one.counted_from == "in force" else ("signed",)
        for assertion in said:
            day = _exact(assertion) if assertion.what in kinds else None
            if day is not None:
                found.setdefault(day, []).append(assertion)
    return found


def _from_another(of: str, one: _Owed, every: Sequence[_Owed], said: Sequence[Assertion], *, depth: int) -> str | None:
    """Say why a time that counts from what another provision lays down has no day: when that is done is not told.

    By when it is to be done is no day on which it was.
    """
    others = [other for other in every if other.source == one.source and other.provision == one.counted_from]
    if not others or depth >= DEEPEST:
        return None
    due = [deadline.day for other in others for deadline in _deadlines(of, other, every, said, depth=depth + 1)]
    last = _later(max(filter(None, due)), one.count or 0, one.unit or "days") if any(due) else None
    told = f"; {last} if that is on its own last day" if last else ""
    return f"counted from when {one.counted_from!r} is done, of which nobody gives the day{told}"


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
