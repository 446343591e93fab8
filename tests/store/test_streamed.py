"""Readings of the record one after the other: which are asked for by the day on which their reports came out."""

import datetime as dt
from typing import Any

import pytest

from detente.reading.reading import Reading
from detente.reading.records import DateMention, DatePrecision, Interval, Published
from detente.store import Known, Record, documents, keep, readings_published, readings_telling, withdraw
from store.made import NOON, STAGES, article

DAYS: dict[str, tuple[str | None, str | None] | None] = {
    "early": ("2026-01-05", "2026-01-05"), "within": ("2026-01-06", "2026-01-09"), "unknown": None,
    "from": ("2026-01-09", None), "to": (None, "2026-01-06"),
}  # fmt: skip


def day(number: int) -> dt.date:
    return dt.date(2026, 1, number)


@pytest.fixture
def ids(record: Record) -> dict[str, str]:
    """A record with a report for each entry of `DAYS`, as its names by the ids of the documents."""
    for name, ends in DAYS.items():
        one = article(f"What the {name} one tells.", name)
        published = Published(first=ends[0], last=ends[1], rule="stated", span=None) if ends else None
        keep(record, one, Reading(document=one.document, published=published, stages=STAGES), now=NOON)
    return {document.id: document.external_id for document in documents(record)}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (5, 5, {"early", "unknown", "to"}),
        (6, 8, {"within", "unknown", "to"}),
        (7, 9, {"within", "unknown", "from"}),
        (10, 12, {"unknown", "from"}),
    ],
)
def test_a_report_is_asked_for_where_it_may_have_come_out_on_these_days(
    record: Record, ids: dict[str, str], first: int, last: int, expected: set[str]
) -> None:
    found = list(readings_published(record, day(first), day(last)))

    assert {ids[document] for document, _ in found} == expected
    assert [document for document, _ in found] == sorted(document for document, _ in found)


def test_a_withdrawn_report_is_given_only_as_known_before(record: Record, ids: dict[str, str]) -> None:
    (early,) = (document for document, name in ids.items() if name == "early")
    later = NOON + dt.timedelta(days=1)
    withdraw(record, "document", early, author="Ann", reason="sent by mistake", now=later)

    assert early not in dict(readings_published(record, day(5), day(5)))
    assert early in dict(readings_published(record, day(5), day(5), known_on=Known(at=NOON)))


PRECISIONS = ("day", "week")


@pytest.mark.parametrize(
    ("date", "found"),
    [
        (("2026-01-05", "2026-01-05", "day"), {"late"}),
        (("2026-01-01", "2026-01-31", "week"), {"late"}),
        (("2026-01-04", None, "day"), {"late"}),
        (("2026-01-05T10:00", "2026-01-05T11:00", "day"), {"late"}),
        (("2026-01-06", "2026-01-06", "day"), set()),
        (("2026-01-01", "2026-01-04", "day"), set()),
        (("2026-01-01", "2026-12-31", "year"), set()),
        ((None, "2026-01-05", "day"), set()),
    ],
)
def test_what_tells_of_a_day_is_found_however_late_it_came_out(
    record: Record, date: tuple[str | None, str | None, DatePrecision], found: set[str]
) -> None:
    one = article("What was long ago.", "late")
    first, last, precision = date
    days = Interval(first=first, last=last, precision=precision, rule="stated")
    published = Published(first="2027-06-01", last="2027-06-01", rule="stated", span=None)
    told = (DateMention(start=0, end=4, interval=days, rule="stated"),)
    keep(record, one, Reading(document=one.document, published=published, dates=told, stages=STAGES), now=NOON)
    called = {document.id: document.external_id for document in documents(record)}

    asked: dict[str, Any] = {"near": (day(1), day(9)), "precisions": PRECISIONS}
    assert {called[document] for document, _ in readings_telling(record, day(5), day(5), **asked)} == found
    then = Known(at=NOON - dt.timedelta(days=1))
    assert list(readings_telling(record, day(5), day(5), **asked, known_on=then)) == []


def test_what_tells_of_no_day_is_found_where_it_may_have_come_out_near(record: Record, ids: dict[str, str]) -> None:
    telling = readings_telling(record, day(7), day(7), near=(day(5), day(5)), precisions=PRECISIONS)

    assert {ids[document] for document, _ in telling} == {"early", "unknown", "to"}
