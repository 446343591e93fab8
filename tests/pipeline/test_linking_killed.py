"""Linking that is killed at any moment can be repeated to the same end."""

import shutil
import signal
from functools import partial
from pathlib import Path

import pytest

from detente.pipeline import linking
from detente.store import check_record, create_record, open_record
from pipeline.linked import Told, grouped, keep_told, link_all, make_told
from store.dying import die_at, moments_of
from store.made import NOON

FIRST: list[Told] = [(0, 0, 0, "happened"), (1, 1, 0, "happened")]
THEN: list[Told] = [(2, 0, 0, "happened"), (3, 0, 1, "background"), (4, 1, 0, "denied"), (5, 2, 9, "happened")]


@pytest.fixture(autouse=True)
def made_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_make", make_told)


def run(path: Path) -> None:
    with open_record(path) as record:
        link_all(record)


def test_linking_killed_at_any_statement_can_be_repeated(tmp_path: Path) -> None:
    begun, whole = tmp_path / "begun.sqlite", tmp_path / "whole.sqlite"
    with create_record(begun, now=NOON) as record:
        keep_told(record, FIRST)
        link_all(record)
        keep_told(record, THEN)
    shutil.copy(begun, whole)
    moments = moments_of(whole, lambda: run(whole))
    with open_record(whole, read_only=True) as record:
        expected = grouped(record)
    assert moments.all > 100
    assert len(moments.telling) > 5
    for moment in moments.telling:
        path = tmp_path / f"{moment}.sqlite"
        shutil.copy(begun, path)
        assert die_at(moment, partial(run, path)) == -signal.SIGKILL
        with open_record(path) as record:
            check_record(record)
            link_all(record)
            assert grouped(record) == expected
        path.unlink()
