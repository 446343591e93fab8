"""Linking that is killed at any moment can be repeated to the same end."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from detente.pipeline import linking
from detente.store import check_record, create_record, open_record
from pipeline.linked import Told, grouped, keep_told, link_all, make_told
from store.made import NOON

FAR = 100_000
FIRST: list[Told] = [(0, 0, 0, "happened"), (1, 1, 0, "happened")]
THEN: list[Told] = [(2, 0, 0, "happened"), (3, 0, 1, "background"), (4, 1, 0, "denied"), (5, 2, 9, "happened")]


@pytest.fixture(autouse=True)
def made_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_make", make_told)


class _DieAt:
    """Kills its own process at the n-th moment: before each statement that changes something, and each commit."""

    def __init__(self, moment: int) -> None:
        self.left, self.seen = moment, 0
        event.listen(Engine, "before_cursor_execute", self._asked)
        event.listen(Engine, "commit", self._moment)

    def _asked(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.lstrip().upper().startswith("SELECT"):
            self._moment()

    def _moment(self, *_: object) -> None:
        self.seen += 1
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def run(path: Path) -> None:
    with open_record(path) as record:
        link_all(record)


def in_child(path: Path, moment: int, into: int | None = None) -> int:
    child = os.fork()
    if child == 0:
        try:
            dying = _DieAt(moment)
            run(path)
            if into is not None:
                os.write(into, str(dying.seen).encode())
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_linking_killed_at_any_change_can_be_repeated(tmp_path: Path) -> None:
    begun, whole = tmp_path / "begun.sqlite", tmp_path / "whole.sqlite"
    with create_record(begun, now=NOON) as record:
        keep_told(record, FIRST)
        link_all(record)
        keep_told(record, THEN)
    shutil.copy(begun, whole)
    out, into = os.pipe()
    assert in_child(whole, FAR, into) == 0
    os.close(into)
    with os.fdopen(out) as stream:
        moments = int(stream.read())
    with open_record(whole, read_only=True) as record:
        expected = grouped(record)
    assert moments > 20
    for moment in range(moments):
        path = tmp_path / f"{moment}.sqlite"
        shutil.copy(begun, path)
        assert in_child(path, moment) == -signal.SIGKILL
        with open_record(path) as record:
            check_record(record)
            link_all(record)
            assert grouped(record) == expected
        path.unlink()
