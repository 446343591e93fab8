"""What people did, what was linked and what is found by: whatever of it is altered, is told."""

import contextlib
import itertools
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from detente.store import Entry, create_record, keep_entries, keep_releases, open_record, tables, take_snapshot, verify
from detente.store.verify import complaints_of
from store.made import LATER, NOON, add, bring_in, judge

UNPROVED = frozenset(
    {
        "migrations", "settled", "hosts", "site_rules", "leases", "source_states",  # for the while, and no history
        "texts", "fingerprints", "copies", "outlines", "sentence_marks", "document_voices",  # what is alike in texts
        "account_keys", "links", "links_moved",  # which accounts were compared
    }
)  # fmt: skip
"""Tables that no revision is of: what is worked out anew from the others, and what is so for now only."""
DERIVED = {"account_readings": {"retired_at"}, "accounts": {"linked_by"}}
"""Columns that say how far work has come."""


@pytest.fixture(scope="module")
def judged_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record in which people and linking did all that they can, closed."""
    path = tmp_path_factory.mktemp("judged") / "record.sqlite"
    with create_record(path, now=NOON) as record:
        bring_in(record)
        for n in range(3):
            add(record, n)
        entry = Entry(subject="0" * 32, kind="ceasefire", owner="ford", content={"name": "Line of the Ford"})
        keep_entries(record, [entry], author="Ada", reason="the desk watches it", now=NOON)
        keep_releases(record, "entry", [entry.subject], level="public", author="Ada", reason="to be seen", now=NOON)
        judge(record)
    return path


@pytest.fixture
def desk(judged_once: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return Path(shutil.copy(judged_once, tmp_path / "record.sqlite"))


def told_of(path: Path, *statements: str) -> list[str]:
    """Alter a record as somebody with another program would, and return what is told; nothing of it is kept."""
    with open_record(path) as record, record.engine.connect() as connection, contextlib.closing(connection.begin()):
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount != 0, statement
        return list(complaints_of(connection))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE memberships SET incident = 'f' WHERE number = 1", "incident"),
        ("DELETE FROM memberships WHERE number = (SELECT max(number) FROM memberships)", "incident"),
        ("UPDATE decisions SET accounts = '[]' WHERE kind = 'apart'", "decision"),
        ("UPDATE dismissals SET reason = 'none'", "decision"),
        ("UPDATE reviews SET coder = 'Eve' WHERE verdict = 'reject'", "review"),
        ("DELETE FROM review_withdrawals", "review"),
        ("UPDATE adjudications SET verdict = 'reject'", "session"),
        ("DELETE FROM review_session_ends", "session"),
        ("UPDATE source_grades SET grade = 'A'", "grade"),
        ("UPDATE drill_answers SET verdict = 'reject'", "drill"),
        ("UPDATE drill_items SET answers = '{}', text = 'They fled.'", "drill"),
        ("UPDATE account_readings SET body = zeroblob(9)", "accounts"),
        ("UPDATE accounts SET type = 'AID' WHERE type = 'ASSAULT'", "accounts of document"),
        ("DELETE FROM accounts WHERE position = 0", "accounts of document"),
        ("UPDATE accounts SET state = 4", "some count, and others"),
        ("UPDATE accounts SET incident = 'f' WHERE incident IS NOT NULL", "into another incident"),
        ("UPDATE account_readings SET retired_at = made_at", "some count, and others"),
        ("UPDATE links SET likelihood = 0.5", "the link between"),
        ("UPDATE links SET weighed = 0.5", "the link between"),
        ("UPDATE links SET reasons = '[[\"copy\", 9.5]]'", "the link between"),
        ("DELETE FROM links WHERE first = (SELECT min(first) FROM links)", "links between accounts, and linking noted"),
        ("DELETE FROM links", "there are 0 links between accounts"),
        ("UPDATE links SET linked_by = 'another'", "not those that linking noted"),
        (
            "DROP INDEX ix_documents_text_hash_added_at",
            "the index ix_documents_text_hash_added_at of documents is missing",
        ),
        ("DROP INDEX ix_claim_keys_word_row", "ix_claim_keys_word_row"),
        ("DROP TRIGGER claim_words_added", "the index of words, or what keeps it up to date, is missing"),
        (
            "CREATE TRIGGER late AFTER INSERT ON reviews BEGIN DELETE FROM source_grades; END",
            "trigger 'late' on reviews",
        ),
        ("CREATE VIEW other AS SELECT 1", "view 'other'"),
        ("UPDATE claims SET mode = 'direct'", "claims"),
        ("UPDATE event_keys SET country = 'XXX' WHERE country = 'NLD'", "event_keys"),
        ("UPDATE tallies SET number = number + 1", "tallies"),
        ("UPDATE releases SET level = 'parties'", "release"),
        ("DELETE FROM releases", "release"),
    ],
)
def test_what_was_altered_is_told_by_its_name(judged_once: Path, statement: str, told: str) -> None:
    complaints = told_of(judged_once, statement)
    assert any(told in complaint for complaint in complaints), complaints


def test_accounts_that_are_hidden_with_all_that_says_so_are_missed_in_their_incident(judged_once: Path) -> None:
    complaints = told_of(
        judged_once, "UPDATE accounts SET state = 4", "UPDATE account_readings SET retired_at = made_at"
    )
    assert any("was taken out of incident" in complaint for complaint in complaints)


def test_keys_that_differ_are_told_with_their_documents_and_left_out_on_request(desk: Path) -> None:
    with open_record(desk) as record:
        with record.writing() as connection:
            of = connection.scalar(sa.text("SELECT min(document_id) FROM claim_keys"))
            connection.execute(sa.delete(tables.claim_keys).where(tables.claim_keys.c.document_id == of))
        (complaint,) = verify(record).complaints
        assert f"2 of the claim_keys are not those that the readings come to (of document {of[:16]})" in complaint
        assert "detente rekey" in complaint
        assert verify(record, keys=0.1).complaints == (complaint,)  # one portion at least
        assert not verify(record, keys=0.0).complaints


class Alteration:
    """Something done by chance to a row of a table that is proved: another value, or the row taken out or doubled."""

    def __init__(self, connection: Connection, seed: int) -> None:
        self.connection, self.chance = connection, random.Random(seed)  # noqa: S311
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        proved = [table for table in tables.metadata.sorted_tables if table.name not in UNPROVED]
        self.table = self.chance.choice([table for table in proved if self._rows(table)])
        self.row = self.chance.choice(self._rows(self.table))

    def _rows(self, table: Table) -> list[dict[str, Any]]:
        return [dict(row) for row in self.connection.exec_driver_sql(f"SELECT * FROM {table.name}").mappings()]  # noqa: S608

    def make(self) -> str:
        """Do it, and return what was done."""
        name = self.table.name
        where = " AND ".join(f'"{column.name}" IS ?' for column in self.table.primary_key)
        key = tuple(self.row[column.name] for column in self.table.primary_key)
        if self.chance.random() < 0.25:
            self.connection.exec_driver_sql(f"DELETE FROM {name} WHERE {where}", key)  # noqa: S608
            return f"a row of {name} was deleted"
        free = [column.name for column in self.table.columns if column.name not in DERIVED.get(name, set())]
        column = self.chance.choice(free)
        statement = f'UPDATE {name} SET "{column}" = ? WHERE {where}'  # noqa: S608
        self.connection.exec_driver_sql(statement, (self._other(self.row[column]), *key))
        return f"{column} of {name} was altered"

    def _other(self, value: Any) -> Any:
        if value is None or (isinstance(value, str) and self.chance.random() < 0.2):
            return "x"
        if isinstance(value, bytes):
            return value[:-1] + bytes([value[-1] ^ 1])
        if isinstance(value, int | float):
            return 1 - value if value in (0, 1) else value + 1
        return value[:-1] + ("a" if value[-1:] != "a" else "b")


@pytest.mark.parametrize("seed", range(16))
def test_whatever_is_altered_by_chance_is_told(judged_once: Path, seed: int) -> None:
    with open_record(judged_once) as record:
        for one in range(3):
            with record.engine.connect() as connection, contextlib.closing(connection.begin()):
                done = Alteration(connection, seed * 3 + one).make()
                assert list(complaints_of(connection)), done


def test_an_end_that_was_cut_off_with_what_it_is_of_shows_against_a_snapshot(desk: Path, tmp_path: Path) -> None:
    with open_record(desk) as record:
        manifest = take_snapshot(record, tmp_path / "s.zip", now=LATER)
        with record.writing() as connection:
            # the drill is what was done last: revisions and rows go together
            connection.exec_driver_sql("DELETE FROM drill_answers")
            connection.exec_driver_sql("DELETE FROM drill_items")
            gone = connection.exec_driver_sql("DELETE FROM revisions WHERE kind = 'drill'").rowcount
        assert gone == 2
        assert not verify(record).complaints
        (complaint,) = verify(record, head=manifest.head).complaints
        assert "the end of the chain was cut off" in complaint


def rows_of(path: Path) -> Iterator[tuple[str, int]]:
    with open_record(path, read_only=True) as record, record.reading() as connection:
        for table in tables.metadata.sorted_tables:
            yield table.name, connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_every_table_that_is_proved_has_rows_to_be_altered(judged_once: Path) -> None:
    empty = {name for name, n in rows_of(judged_once) if not n}
    assert not empty, "the made record lacks rows of these"
    assert {name for name, _ in itertools.chain(rows_of(judged_once))} > UNPROVED
