"""Keys that are wrong are made anew, portion by portion; what is right, and what was read, is not touched."""

import itertools
from collections import Counter

import pytest
import sqlalchemy as sa

from detente.store import Record, RecordPlace, asked, claims, remake_keys, verify
from store.made import LATER, add, dump
from store.test_keys import KEYS, read_again

WRONG = (
    "DELETE FROM claim_keys",
    "UPDATE event_keys SET country = 'XXX' WHERE country = 'NLD'",
    "UPDATE names SET folded = 'nobody'",
    "UPDATE entity_keys SET superseded_at = NULL",
    "UPDATE tallies SET number = number + 1",
    "UPDATE readings SET superseded_at = NULL",
)


@pytest.fixture
def filled(record: Record, monkeypatch: pytest.MonkeyPatch) -> Record:
    """Return a record with two readings of one document and one of others, gone through one reading at a time."""
    monkeypatch.setattr(asked, "MOST_ASKED", 1)
    for n in range(3):
        add(record, n)
    read_again(record, 1, LATER)
    return record


def spoil(record: Record, *statements: str) -> None:
    with record.writing() as connection:
        for statement in statements:
            assert connection.execute(sa.text(statement)).rowcount, statement


@pytest.mark.parametrize("statement", WRONG)
def test_what_is_wrong_is_put_right_and_nothing_else_is_touched(
    path: RecordPlace, filled: Record, statement: str
) -> None:
    before = dump(path)
    spoil(filled, statement)
    assert verify(filled).complaints
    changed = sum((done.changed for done in remake_keys(filled)), Counter[str]())
    assert changed[next(word for word in statement.split() if word in (*KEYS, "readings"))]
    assert dump(path) == before
    assert not verify(filled).complaints
    assert not sum((done.changed for done in remake_keys(filled)), Counter[str]())


def test_a_run_that_was_cut_short_is_gone_on_with(path: RecordPlace, filled: Record) -> None:
    before = dump(path)
    spoil(filled, *WRONG[:3])
    first = list(itertools.islice(remake_keys(filled), 2))
    assert all(done.changed for done in first)
    assert claims(filled)
    assert verify(filled).complaints
    rest = list(remake_keys(filled))
    assert [bool(done.changed) for done in rest] == [False, False, True, True, False]
    assert dump(path) == before


def test_what_others_add_meanwhile_has_its_keys(filled: Record) -> None:
    spoil(filled, *WRONG[:3])
    remaking = remake_keys(filled)
    next(remaking)
    add(filled, 9)
    read_again(filled, 2, LATER)
    list(remaking)
    assert not verify(filled).complaints


def test_an_empty_record_has_nothing_to_be_made_anew(record: Record) -> None:
    assert not sum((done.changed for done in remake_keys(record)), Counter[str]())
