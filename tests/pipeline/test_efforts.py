"""What a record holds of effort: what stands, as of when, and what forms show."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.pipeline.efforts import gather_efforts, keep_efforts, kept_efforts, told_efforts
from detente.registry.ceasefires.effort.effort import Effort, Hours
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.store import Known, Record, create_record, withdraw
from registry.ceasefires.made import ceasefire

NOON = dt.datetime(2031, 6, 1, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)
BY = {"author": "Ann Brook", "reason": "the table of May"}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Open a new record."""
    with create_record(tmp_path / "record.sqlite", now=NOON) as made:
        yield made


def patrol(id_: str, hours: float, day: int = 3) -> Effort:
    return Effort(
        id=id_ * 32, ceasefire="ford", monitor="M", monitor_name="M", kind="patrol", observer="Team 2",
        interval=Interval(first=dt.date(2031, 5, day), last=dt.date(2031, 5, day)),
        hours=Hours(low=hours, high=hours), evidence=(Evidence(words=f"patrol; {hours}", by="Ann Brook"),),
    )  # fmt: skip


def hours(efforts: tuple[Effort, ...]) -> list[float | None]:
    return [one.hours.low if one.hours else None for one in efforts]


def test_what_was_replaced_does_not_stand_and_stood_before(record: Record) -> None:
    keep_efforts(record, "ford", [patrol("a", 4)], **BY, now=NOON)
    (new,) = keep_efforts(record, "ford", [patrol("b", 6)], **BY, now=LATER)

    assert new.supersedes == ("a" * 32,)
    assert hours(kept_efforts(record, "ford")) == [6]
    assert hours(kept_efforts(record, "ford", known_on=Known(at=NOON))) == [4]
    assert len(told_efforts(record, "ford")) == 2


def test_where_the_later_telling_is_withdrawn_the_earlier_one_stands_again(record: Record) -> None:
    keep_efforts(record, "ford", [patrol("a", 4)], **BY, now=NOON)
    keep_efforts(record, "ford", [patrol("b", 6)], **BY, now=LATER)
    withdraw(record, "entry", "b" * 32, **BY, now=LATER + dt.timedelta(hours=1))

    assert hours(kept_efforts(record, "ford")) == [4]
    assert hours(kept_efforts(record, "ford", known_on=Known(at=LATER))) == [6]


def test_effort_is_kept_once_by_ceasefire_and_gathered_by_days(record: Record) -> None:
    assert len(keep_efforts(record, "ford", [patrol("a", 4), patrol("c", 5, 9)], **BY, now=NOON)) == 2
    assert keep_efforts(record, "ford", [patrol("a", 4)], **BY, now=LATER) == ()
    assert kept_efforts(record, "mill") == ()
    week = Interval(first=dt.date(2031, 5, 1), last=dt.date(2031, 5, 7))
    assert hours(gather_efforts(record, ceasefire(), week)) == [4]
