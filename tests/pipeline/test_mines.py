"""What is kept of mines can be read back, and what cannot keeps nothing and hides nothing."""

import datetime as dt
from pathlib import Path

import pytest

from detente.core.errors import UsageError
from detente.pipeline.mines import find_mine_record, gather_mines, keep_mine_records, set_aside
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.mines.records import Activity
from detente.store import NOW, Known, create_record

NOON = dt.datetime(2031, 5, 6, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)
BY = {"author": "Ann Brook", "reason": "the desk's sheet"}


def work(number: int = 1, **more: object) -> Activity:
    evidence = (Evidence(words="as told", by="Ann Brook", source="sheet"),)
    about: dict[str, object] = {"id": f"{number:032d}", "origin": "entered", "claimant": "Joint Centre"}
    return Activity(**(about | {"evidence": evidence} | more))  # type: ignore[arg-type]


def test_a_record_that_could_not_be_read_back_is_refused_and_hides_no_other(tmp_path: Path) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        keep_mine_records(record, [work()], **BY, now=NOON)
        with pytest.raises(UsageError):
            keep_mine_records(record, [work(2), work(3, kind="boat")], **BY, now=NOON)
        assert [row.record.id for row in gather_mines(record)] == [work().id]


def test_what_replaces_is_known_by_its_day_and_a_withdrawn_one_replaces_nothing(tmp_path: Path) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        keep_mine_records(record, [work()], **BY, now=NOON)
        keep_mine_records(record, [work(2, supersedes=work().id)], **BY, now=LATER)

        def gone(known_on: Known = NOW) -> dict[str, str | None]:
            return {row.record.id: row.replaced_by for row in gather_mines(record, known_on=known_on)}

        assert gone(Known(at=NOON)) == {work().id: None}
        assert gone() == {work().id: work(2).id, work(2).id: None}
        set_aside(record, work(2).id, undo=False, **BY, now=LATER)
        assert gone() == {work().id: None}
        set_aside(record, work(2).id, undo=True, **BY, now=LATER)
        assert gone() == {work().id: work(2).id, work(2).id: None}


def test_of_running_totals_since_one_day_the_earliest_stands_first(tmp_path: Path) -> None:
    ends = [dt.date(2031, month, 1) for month in (9, 6, 8, 7)]
    made = [work(n, interval=Interval(first=dt.date(2031, 5, 1), last=last)) for n, last in enumerate(ends)]
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        keep_mine_records(record, made, **BY, now=NOON)
        rows = gather_mines(record)

    assert [row.record.interval and row.record.interval.last.month for row in rows] == [6, 7, 8, 9]


def test_records_stand_in_the_order_of_their_days_and_those_without_last(tmp_path: Path) -> None:
    days = [Interval(first=dt.date(2031, 5, n), last=dt.date(2031, 5, n)) for n in (9, 3)]
    made = [work(1), work(2, interval=days[0]), work(3, interval=days[1])]
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        keep_mine_records(record, made, **BY, now=NOON)
        rows = gather_mines(record)
        asked = gather_mines(record, interval=Interval(first=dt.date.min, last=dt.date(2031, 5, 8)))

    assert [row.record.id for row in rows] == [made[2].id, made[1].id, made[0].id]
    assert [row.record.id for row in asked] == [made[2].id]
    with pytest.raises(UsageError, match="3 mine records answer"):
        find_mine_record(rows, "0")
