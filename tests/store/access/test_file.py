"""The file of accounts: its owner alone reads it, and nothing else is taken for it."""

import os
import stat
from pathlib import Path

import pytest

from detente.core.errors import RecordBroken, RecordError, RecordTooNew
from detente.store.access.file import FORM, AccountsFile, open_accounts
from detente.store.database import set_pragma


def test_only_its_owner_reads_the_file_and_what_lies_beside_it(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        with open_accounts(tmp_path / "accounts.sqlite") as file, file.writing() as connection:
            connection.exec_driver_sql("DELETE FROM links")
            modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    finally:
        os.umask(mask)
    assert "accounts.sqlite" in modes
    assert set(modes.values()) == {0o600}


def test_a_file_that_others_may_read_is_not_opened(tmp_path: Path) -> None:
    open_accounts(tmp_path / "accounts.sqlite").close()
    (tmp_path / "accounts.sqlite").chmod(0o640)
    with pytest.raises(RecordError, match="chmod 600"):
        open_accounts(tmp_path / "accounts.sqlite")


def test_a_link_to_another_file_is_not_followed(tmp_path: Path) -> None:
    open_accounts(tmp_path / "other").close()
    (tmp_path / "accounts.sqlite").symlink_to(tmp_path / "other")
    with pytest.raises(RecordBroken, match="no link"):
        open_accounts(tmp_path / "accounts.sqlite")


def test_another_file_and_one_of_a_later_version_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    with open_accounts(path) as file:
        set_pragma(file.engine, "user_version", FORM + 1)
    with pytest.raises(RecordTooNew, match="later version"):
        open_accounts(path)
    with open_accounts(tmp_path / "b") as file:
        set_pragma(file.engine, "application_id", 1)
    with pytest.raises(RecordBroken, match="no file of accounts"):
        open_accounts(tmp_path / "b")


def test_what_was_not_finished_is_not_there(tmp_path: Path) -> None:
    with open_accounts(tmp_path / "accounts.sqlite") as file:
        with pytest.raises(ZeroDivisionError):
            stop_half_way(file)
        with file.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM attempts").scalar() == 0


def stop_half_way(file: AccountsFile) -> None:
    with file.writing() as connection:
        connection.exec_driver_sql("INSERT INTO attempts VALUES ('a', 1, '2026-01-01T00:00:00.000000Z')")
        raise ZeroDivisionError
