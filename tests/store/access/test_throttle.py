"""How long who failed has to wait: longer each time, never for ever, and nobody for what others do elsewhere."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from detente.store.access.file import AccountsFile, open_accounts
from detente.store.access.tables import attempts
from detente.store.access.throttle import clear_attempt, take_attempt

NOW = dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[AccountsFile]:
    with open_accounts(tmp_path / "accounts.sqlite") as opened:
        yield opened


def fail(
    file: AccountsFile, times: int, login: str = "wanda", address: str = "192.0.2.1", now: dt.datetime = NOW
) -> list[float]:
    with file.writing() as connection:
        waits = (take_attempt(connection, file.key, login=login, address=address, now=now) for _ in range(times))
        return [one.total_seconds() for one in waits]


def test_the_first_failures_are_free_and_then_each_doubles_the_wait_up_to_five_minutes(file: AccountsFile) -> None:
    assert fail(file, 7) == [0, 0, 0, 0, 0, 1, 1]
    now, waits = NOW, list[float]()
    for _ in range(12):
        (wait,) = fail(file, 1, now=now)
        waits.append(wait)
        now += dt.timedelta(seconds=wait)
        assert fail(file, 1, now=now) == [0]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_an_attempt_that_had_to_wait_is_not_counted(file: AccountsFile) -> None:
    fail(file, 1_000)
    assert fail(file, 1, now=NOW + SECOND) == [0]


def test_another_login_from_another_address_does_not_wait(file: AccountsFile) -> None:
    fail(file, 30)
    assert fail(file, 1, login="tom", address="198.51.100.7") == [0]


def test_an_address_of_version_6_is_counted_with_its_network(file: AccountsFile) -> None:
    for n in range(21):
        fail(file, 1, login=f"l{n}", address=f"2001:db8::{n:x}")
    assert fail(file, 1, login="new", address="2001:db8::ffff") != [0]
    assert fail(file, 1, login="new", address="2001:db8:1::1") == [0]


def test_who_logs_in_has_no_failures_but_their_address_keeps_those_of_others(file: AccountsFile) -> None:
    fail(file, 4)
    with file.writing() as connection:
        clear_attempt(connection, file.key, login="wanda", address="192.0.2.1", now=NOW)
        kept = {row.key.split()[0]: row.failures for row in connection.execute(sa.select(attempts))}
    assert kept == {"address": 3, "known": 0}


def test_no_login_clears_what_another_failed(file: AccountsFile) -> None:
    fail(file, 4)
    with file.writing() as connection:
        for n in range(2_000):
            clear_attempt(connection, file.key, login=f"other{n}", address="198.51.100.7", now=NOW)
        keys = [row.key for row in connection.execute(sa.select(attempts)) if row.key.startswith("login")]
    assert len(keys) == 1
    assert len(keys[0]) == len("login ") + 64


def test_nothing_in_the_file_tells_what_was_typed_as_a_login(file: AccountsFile, tmp_path: Path) -> None:
    fail(file, 1)
    with open_accounts(tmp_path / "accounts.sqlite") as other:
        assert other.key != file.key
        fail(other, 1, address="198.51.100.7")
        with other.reading() as connection:
            keys = {row.key for row in connection.execute(sa.select(attempts)) if row.key.startswith("login")}
    assert len(keys) == 2  # the same login, and nobody can say so
    assert repr(file.key) not in repr(file)


def test_what_failed_long_ago_is_forgotten(file: AccountsFile) -> None:
    fail(file, 5)
    assert fail(file, 5, now=NOW + dt.timedelta(hours=25)) == [0] * 5


def clear(file: AccountsFile, login: str, now: dt.datetime = NOW) -> None:
    with file.writing() as connection:
        clear_attempt(connection, file.key, login=login, address="192.0.2.1", now=now)


def test_a_login_that_was_in_from_an_address_does_not_wait_for_what_others_fail_there(file: AccountsFile) -> None:
    assert fail(file, 1, login="tom") == [0]
    clear(file, "tom")
    for n in range(20):
        fail(file, 1, login=f"nobody{n}")
    assert fail(file, 1, login="wanda") == [1]
    assert fail(file, 6, login="tom") == [0, 0, 0, 0, 0, 1]  # its own failures count
    assert fail(file, 1, login="tom", address="198.51.100.7") == [1]


def test_logging_in_again_and_again_takes_nothing_off_what_others_failed(file: AccountsFile) -> None:
    fail(file, 1, login="tom")
    clear(file, "tom")
    for n in range(20):
        fail(file, 1, login=f"nobody{n}")
    for _ in range(10):
        assert fail(file, 1, login="tom") == [0]
        clear(file, "tom")
    assert fail(file, 1, login="wanda") == [1]


def test_where_a_login_was_is_forgotten_after_a_week(file: AccountsFile) -> None:
    fail(file, 1, login="tom")
    clear(file, "tom")
    now = NOW + dt.timedelta(days=7, seconds=1)
    for n in range(20):
        fail(file, 1, login=f"nobody{n}", now=now)
    assert fail(file, 1, login="tom", now=now) == [1]
