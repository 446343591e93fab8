"""One process at a time is at work; its lease is given back, or ends by itself."""

import datetime as dt
from pathlib import Path

import pytest

from detente.core.errors import RecordBusy
from detente.pipeline.lease import Alone
from detente.store import create_record
from detente.store.leases import LASTS
from gather.conftest import HandClock
from store.made import NOON


def test_the_second_is_refused_until_the_first_has_ended(tmp_path: Path, clock: HandClock) -> None:
    with create_record(tmp_path / "r", now=NOON) as record:
        with Alone(record, "gather", clock=clock.now):
            clock.sleep(60)
            with pytest.raises(RecordBusy, match=r"is at work on .* already .process"):
                Alone(record, "gather", clock=clock.now).__enter__()
        with Alone(record, "gather", clock=clock.now) as lease:
            assert not lease.is_lost


def test_a_beat_keeps_the_lease_and_one_that_comes_too_late_says_that_it_is_lost(
    tmp_path: Path, clock: HandClock
) -> None:
    with create_record(tmp_path / "r", now=NOON) as record, Alone(record, "gather", clock=clock.now) as lease:
        for _ in range(3):
            clock.sleep(LASTS.total_seconds() - 1)
            lease.beat()
        with pytest.raises(RecordBusy):
            Alone(record, "gather", clock=clock.now).__enter__()
        clock.moment += LASTS + dt.timedelta(seconds=1)
        with Alone(record, "gather", clock=clock.now):
            lease.beat()
            assert lease.is_lost


def test_a_record_that_is_busy_loses_no_lease(tmp_path: Path, clock: HandClock) -> None:
    with create_record(tmp_path / "r", now=NOON, wait=0) as record, Alone(record, "gather", clock=clock.now) as lease:
        with record.writing():
            lease.beat()
        assert not lease.is_lost
