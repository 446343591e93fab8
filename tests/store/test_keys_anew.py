"""Keys that are wrong are made anew, portion by portion; what is right, and what was read, is not touched."""

import itertools
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from detente.store import (
    Record,
    RecordPlace,
    asked,
    claims,
    compare_waiting,
    create_record,
    remake_keys,
    statements,
    summary,
    verify,
)
from detente.store.words import is_words_index_whole
from store.made import LATER, NOON, add, dump
from store.test_keys import KEYS, read_again

WRONG = (
    "DELETE FROM claim_keys",
    "UPDATE event_keys SET country = 'XXX' WHERE country = 'NLD'",
    "UPDATE names SET folded = 'nobody'",
    "UPDATE entity_keys SET superseded_at = NULL",
    "UPDATE tallies SET number = number + 1",
    "DELETE FROM monthly_tallies",
    "UPDATE monthly_tallies SET number = 0",
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


def remade(record: Record) -> Counter[str]:
    return sum((done.changed for done in remake_keys(record)), Counter[str]())


@pytest.mark.parametrize("statement", WRONG)
def test_what_is_wrong_is_put_right_and_nothing_else_is_touched(
    path: RecordPlace, filled: Record, statement: str
) -> None:
    before = dump(path)
    spoil(filled, statement)
    assert verify(filled).complaints
    changed = remade(filled)
    assert changed[next(word for word in statement.split() if word in (*KEYS, "readings"))]
    assert dump(path) == before
    assert not verify(filled).complaints
    assert not remade(filled)


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
    assert not remade(record)


def test_the_count_of_copies_is_put_right(record: Record) -> None:
    for n in range(2):
        add(record, n)
    assert list(compare_waiting(record))
    whole = summary(record)
    spoil(record, "UPDATE tallies SET number = number + 1 WHERE kind = 'joined'")
    (told,) = verify(record).complaints
    assert "the counts in tallies" in told
    assert remade(record) == {"tallies": 1}
    assert summary(record) == whole
    assert not verify(record).complaints


@pytest.mark.parametrize("anew", ["", "CREATE INDEX ix_origins_name ON origins (id)"])
def test_an_index_that_was_dropped_or_is_of_something_else_is_made_anew(record: Record, anew: str) -> None:
    add(record, 1)
    spoil(record, "DROP INDEX ix_origins_name")
    if anew:
        spoil(record, anew)
    (told,) = verify(record).complaints
    assert "the index ix_origins_name of origins is missing, or is another" in told
    assert remade(record) == {"index ix_origins_name": 1}
    assert not verify(record).complaints


def test_the_index_of_words_is_looked_over_while_others_write(filled: Record) -> None:
    with filled.reading() as connection:
        assert is_words_index_whole(connection)
        add(filled, 9)
        assert is_words_index_whole(connection)


SPOILT = (
    "INSERT INTO claim_words (claim_words) VALUES ('delete-all')",
    "UPDATE claim_keys SET word_row = NULL",
    "UPDATE claim_keys SET word_row = word_row + 1000",
    "DROP TABLE claim_words_told",
    "DROP TABLE claim_words",
)


@pytest.mark.parametrize("more", ["", "UPDATE claim_keys SET said = 'nothing of it'"])
@pytest.mark.parametrize("statement", SPOILT)
def test_an_index_of_words_is_made_anew(tmp_path: Path, statement: str, more: str) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        for n in range(2):
            add(record, n)
        found = statements(record, words="opened fire")
        with record.writing() as connection:
            for one in filter(None, (more, statement)):
                connection.exec_driver_sql(one)
        assert verify(record).complaints
        assert remade(record)["claim_words"]
        assert statements(record, words="opened fire") == found != ()
        add(record, 3)
        assert not verify(record).complaints
        assert not remade(record)


def test_a_share_of_the_keys_shows_an_empty_index_of_words(tmp_path: Path) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        add(record, 1)
        with record.writing() as connection:
            connection.exec_driver_sql(SPOILT[0])
        assert verify(record, keys=0.1).complaints
        assert not verify(record, keys=0).complaints


def test_triggers_that_are_gone_are_put_back(tmp_path: Path) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        with record.writing() as connection:
            connection.exec_driver_sql("DROP TRIGGER claim_words_added")
        add(record, 1)
        assert verify(record).complaints
        assert remade(record)
        add(record, 2)
        assert not verify(record).complaints
