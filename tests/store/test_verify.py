"""Whatever is changed behind the record's back is told: in rows, in words, in authors, in the chain itself."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from detente.store import Record, create_record, end_refusal, open_record, refusals, tables, verify
from detente.store.contents import contents_of
from detente.store.verify import MOST_TOLD, Proof
from store.made import LATER, NOON, add, bring_in, kept


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record that holds a little of everything, closed."""
    path = tmp_path_factory.mktemp("desk") / "record.sqlite"
    with create_record(path, now=NOON) as record:
        bring_in(record)
        for n in range(3):
            add(record, n)
    return path


@pytest.fixture
def desk(made_once: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return Path(shutil.copy(made_once, tmp_path / "record.sqlite"))


def tamper(path: Path, *statements: str) -> Proof:
    """Change a record as somebody with another program would, and prove it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement
    with open_record(path, read_only=True) as record:
        return verify(record)


def test_a_record_that_nobody_touched_holds(desk: Path) -> None:
    with open_record(desk, read_only=True) as record:
        proof = verify(record)
    assert not proof.complaints
    assert proof.revisions == proof.records + 2  # a refusal that ended and a withdrawal that was undone have two each


def test_an_empty_record_holds(record: Record) -> None:
    assert verify(record) == Proof(revisions=0, head="0" * 64, records=0, complaints=())


ONE = "WHERE rowid = (SELECT min(rowid) FROM {0})"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE documents SET text = replace(text, 'Rivertown', 'Hillford') WHERE external_id = 'd1'", "document"),
        ("UPDATE documents SET title = NULL WHERE external_id = 'd1'", "document"),
        ("UPDATE origins SET name = 'x' WHERE name = 'reports.jsonl:1'", "document"),
        ("UPDATE sightings SET seen_at = '2020-01-01T00:00:00.000000Z'", "document"),
        ("UPDATE observations SET what = 'quiet'", "document"),
        ("DELETE FROM repairs", "document"),
        ("UPDATE events SET status = 'happened' WHERE status = 'denied'", "events"),
        ("UPDATE evidence SET start = start + 1 WHERE field = 'trigger'", "evidence"),
        ("DELETE FROM parties WHERE side = 'recipient'", "parties"),
        ("UPDATE claim_sources SET entity_id = NULL WHERE step = 1", "claim_sources"),
        ("UPDATE readings SET made_at = '2020-01-01T00:00:00.000000Z'", "reading"),
        ("UPDATE readings SET body = zeroblob(9)", "body that cannot be read"),
        ("UPDATE blobs SET data = zeroblob(9)", "the bytes"),
        ("UPDATE refusals SET message = 'else'", "refusal"),
        ("DELETE FROM refusal_ends", "refusal"),
        ("UPDATE source_revisions SET settings = '{}'", "source"),
        ("UPDATE visits SET fresh = 9", "visit"),
        ("UPDATE withdrawals SET author = 'Eve'", "withdrawal of"),
        ("INSERT INTO cut_away SELECT 'new', document_id, 9, 'menu', 1 FROM cut_away", "document"),
    ],
)
def test_a_row_that_was_altered_is_told(desk: Path, statement: str, told: str) -> None:
    proof = tamper(desk, statement)
    assert any(told in complaint for complaint in proof.complaints), proof.complaints


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (["UPDATE revisions SET author = 'Eve' WHERE number = 3"], "revision 3"),
        (["UPDATE revisions SET reason = 'none' WHERE number = 3"], "revision 3"),
        (["UPDATE revisions SET at = '2020-01-01T00:00:00.000000Z' WHERE number = 3"], "revision 3"),
        (["DELETE FROM revisions WHERE number = 3"], "revision 3 is missing from the chain"),
        (["DELETE FROM revisions WHERE number BETWEEN 1 AND 3"], "revisions 1 to 3 are missing"),
        (
            [
                "UPDATE revisions SET number = -1 WHERE number = 3",
                "UPDATE revisions SET number = 3 WHERE number = 4",
                "UPDATE revisions SET number = 4 WHERE number = -1",
            ],
            "revision 3 does not follow",
        ),
        (["UPDATE revisions SET at = 'never' WHERE number = 3"], "the chain cannot be read to its end"),
        (["UPDATE revisions SET hash = previous WHERE number = 3"], "revision 4 does not follow"),
    ],
)
def test_a_chain_that_was_altered_is_told(desk: Path, statements: list[str], told: str) -> None:
    proof = tamper(desk, *statements)
    assert any(told in complaint for complaint in proof.complaints), proof.complaints


def test_a_record_that_was_taken_out_whole_is_missing(desk: Path) -> None:
    proof = tamper(
        desk,
        "PRAGMA foreign_keys=OFF",
        "DELETE FROM documents WHERE external_id = 'd1'",
        "DELETE FROM visits",
    )
    assert any(c.startswith("visit") and "is missing" in c for c in proof.complaints)
    assert any("speak of rows of documents that are missing" in c for c in proof.complaints)


def test_what_was_put_in_has_no_revision(desk: Path) -> None:
    proof = tamper(
        desk,
        "INSERT INTO sources VALUES ('eve', 'feed', 'https://eve.example/', '2026-03-01T12:00:00.000000Z')",
        "INSERT INTO blobs VALUES ('00', 0, x'789c030000000001')",
    )
    assert "source eve was added without a revision" in proof.complaints
    assert any(c.startswith("the bytes 00 were added") for c in proof.complaints)


def test_a_value_that_was_never_written_is_told(desk: Path) -> None:
    proof = tamper(desk, "UPDATE source_revisions SET settings = '{'", "UPDATE readings SET stages = x'ff'")
    assert sum("cannot be read to its end" in c for c in proof.complaints) == 2


def test_a_bomb_in_the_place_of_bytes_is_not_unpacked(desk: Path) -> None:
    import zlib

    bomb = zlib.compress(bytes(50_000_000))
    proof = tamper(
        desk,
        f"UPDATE blobs SET data = x'{bomb.hex()}', size = 5 WHERE hash = (SELECT min(hash) FROM blobs)",  # noqa: S608
    )
    assert any("the bytes" in c and "altered" in c for c in proof.complaints)


def test_an_end_that_was_cut_off_shows_by_a_head_that_was_noted(desk: Path) -> None:
    with open_record(desk, read_only=True) as record:
        head = verify(record).head
    last = "(SELECT max(number) FROM revisions)"
    tamper(desk, f"DELETE FROM revisions WHERE number > {last} - 2")  # noqa: S608
    with open_record(desk, read_only=True) as record:
        complaints = verify(record, head=head).complaints
        assert any("the end of the chain was cut off" in c for c in complaints)
        assert any("without a revision" in c for c in complaints)  # what it is of is still there


def test_a_noted_head_holds_when_the_record_has_grown(desk: Path) -> None:
    with open_record(desk) as record:
        head = verify(record).head
        add(record, 99)
        assert not verify(record, head=head).complaints
        assert verify(record).head != head


def test_more_complaints_than_can_be_told_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with create_record(path, now=NOON) as record:
        from detente.store import keep_documents

        keep_documents(record, [kept(n) for n in range(MOST_TOLD + 5)], now=NOON)
    proof = tamper(path, "UPDATE documents SET title = 'x'")
    assert (len(proof.complaints), proof.more) == (MOST_TOLD, 5)


@pytest.mark.parametrize("change", [lambda record: end_refusal(record, "none", outcome="read", now=LATER)])
def test_a_write_that_fails_leaves_no_revision(record: Record, change: Callable[[Record], object]) -> None:
    from detente.core.errors import RecordError

    with pytest.raises(RecordError):
        change(record)
    assert verify(record).revisions == 0


def test_what_a_write_notes_is_what_the_tables_say(record: Record) -> None:
    bring_in(record)
    add(record, 1)
    assert not refusals(record)
    with record.reading() as connection:
        for row in connection.execute(sa.select(tables.revisions).where(tables.revisions.c.kind == "reading")):
            assert contents_of(connection, "reading", [row.subject]) == {row.subject: row.content_hash}
