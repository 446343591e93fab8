"""Doubts in the record: kept with a reason, waiting for a second coder, gone when somebody decides."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from detente.core.errors import UsageError
from detente.review.records import Subject
from detente.store import (
    Record,
    add_review,
    counting_reviews,
    doubts,
    review_queue,
    reviewed_counts,
    subject_rows,
    tables,
    withdraw_review,
)
from detente.store.database import APPLICATION_ID, make_engine
from detente.store.migrate import migrate
from detente.store.migrations import MIGRATIONS
from store.made import LATER, NOON, add

WHY = "who fired is not told"


@pytest.fixture
def event(record: Record) -> Subject:
    """Return an event of a record of two reports."""
    for n in (1, 2):
        add(record, n)
    return next(row.subject for row in subject_rows(record) if row.subject.kind == "event")


def waiting(record: Record, coder: str) -> list[str]:
    return [one.subject.key for one in review_queue(record, coder=coder)]


@pytest.mark.parametrize("comment", [None, "", "  "])
def test_a_doubt_says_why(record: Record, event: Subject, comment: str | None) -> None:
    with pytest.raises(UsageError, match="says why"):
        add_review(record, event, coder="Ann", verdict="doubt", comment=comment, now=NOON)
    assert doubts(record) == {}


def test_the_record_itself_keeps_no_doubt_without_a_reason(record: Record, event: Subject) -> None:
    made = add_review(record, event, coder="Ann", verdict="doubt", comment=WHY, now=NOON)
    change = sa.update(tables.reviews).where(tables.reviews.c.id == made.id).values(comment=None)
    with pytest.raises(Exception, match="why"), record.writing() as connection:
        connection.execute(change)


def test_what_one_doubts_waits_first_for_a_second_and_not_for_the_first(record: Record, event: Subject) -> None:
    add_review(record, event, coder="Ann", verdict="doubt", comment=WHY, now=NOON)
    assert event.key not in waiting(record, "Ann")
    assert waiting(record, "Bea")[0] == event.key
    add_review(record, event, coder="Bea", verdict="doubt", comment=WHY, now=LATER)
    assert event.key not in waiting(record, "Cem")
    assert doubts(record)[event.key].beside[0].coder == "Ann"


def test_a_second_decides_without_being_asked_twice(record: Record, event: Subject) -> None:
    add_review(record, event, coder="Ann", verdict="doubt", comment=WHY, now=NOON)
    add_review(record, event, coder="Bea", verdict="accept", now=LATER)
    assert counting_reviews(record)[event.key].verdict == "accept"
    assert doubts(record) == {}
    assert list(doubts(record, known_on=NOON)) == [event.key]
    with pytest.raises(UsageError, match="Bea has accepted it already"):
        add_review(record, event, coder="Cem", verdict="doubt", comment=WHY, now=LATER)


def test_what_is_doubted_is_counted_as_it_was_read_and_a_doubt_is_taken_back(record: Record, event: Subject) -> None:
    made = add_review(record, event, coder="Ann", verdict="doubt", comment=WHY, now=NOON)
    changed, rejected, added = reviewed_counts(record)
    assert (sum(changed.values()), sum(rejected.values()), sum(added.values())) == (0, 0, 0)
    withdraw_review(record, made.id, author="Ann", reason="a slip", now=LATER)
    assert doubts(record) == {}


def test_an_older_record_keeps_its_verdicts_and_can_doubt(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    engine = make_engine(path, mode="rwc", wait=0)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        migrate(connection, now=NOON, known=MIGRATIONS[:19])
    engine.dispose()
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("PRAGMA foreign_keys=OFF")
        columns = [row[1] for row in old.execute("PRAGMA table_info(documents)")]
        types = {row[1]: row[2] for row in old.execute("PRAGMA table_info(documents)")}
        values = ["d" * 32 if name == "id" else 1 if types[name] in {"INTEGER", "BOOLEAN"} else "x" for name in columns]
        old.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(columns))})", values)  # noqa: S608
        moment = "2026-03-01T12:00:00.000000Z"
        old.execute(
            "INSERT INTO reviews VALUES (?, ?, 'event', ?, NULL, 'Ann', 'reject', '{}', 'no deed', ?)",
            ("a" * 32, "d" * 32, "k" * 32, moment),
        )
        old.execute("INSERT INTO review_withdrawals VALUES (?, 'Ann', 'a slip', ?)", ("a" * 32, moment))
        before = [old.execute(f"SELECT * FROM {name}").fetchall() for name in ("reviews", "review_withdrawals")]  # noqa: S608
    engine = make_engine(path, mode="rw", wait=0)
    with engine.begin() as connection:
        migrate(connection, now=LATER, known=MIGRATIONS[:20])
    engine.dispose()
    with closing(sqlite3.connect(path)) as new:
        after = [new.execute(f"SELECT * FROM {name}").fetchall() for name in ("reviews", "review_withdrawals")]  # noqa: S608
        assert after == before
        assert new.execute("PRAGMA foreign_key_check(reviews)").fetchall() == []
        assert new.execute("PRAGMA foreign_key_check(review_withdrawals)").fetchall() == []
        assert new.execute("SELECT name FROM sqlite_temp_master").fetchall() == []
