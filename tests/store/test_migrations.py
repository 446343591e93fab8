import dataclasses
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import registry

from detente.core.errors import DocumentError, RecordBroken, RecordError, RecordTooNew
from detente.documents.packet import Packet
from detente.store import (
    Record,
    check_record,
    compare_waiting,
    create_record,
    dates,
    documents,
    entities,
    events,
    keep_reading,
    open_record,
    packet_of,
    places,
    quantities,
    refusals,
    refuse,
    statements,
    summary,
    tables,
    verify,
    waiting_documents,
    writes,
)
from detente.store.database import APPLICATION_ID, make_engine
from detente.store.migrate import applied_versions, migrate, missing_migrations
from detente.store.migrations import MIGRATIONS, Migration
from store.made import LATER, NOON, STAGES, dump, fill, kept, reading

pytestmark = pytest.mark.making


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a record may be made as a file, which is what these tests are about."""
    return tmp_path / "record.sqlite"


GONE = DocumentError("unreadable", "gone")


@contextmanager
def begun(path: Path) -> Iterator[Connection]:
    engine = make_engine(path, mode="rwc", wait=0)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def make_version(path: Path, version: int) -> None:
    """Make a record as the release that ended with migration number `version` would have."""
    with begun(path) as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        migrate(connection, now=NOON, known=MIGRATIONS[:version])


def schema(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"))


def form(path: Path) -> dict[str, tuple[list[str], set[str]]]:
    """Return of each table its columns in order and its constraints, however each was put into words.

    What a migration adds stands in one line with its constraint; what is made at once has constraints of their own.
    """
    found = {}
    for kind, name, _, sql in schema(path):
        whole = " ".join((sql or "").split())
        columns, rules = [], set()
        for part in re.split(r", (?![^()]*\))", whole.partition("(")[2].removesuffix(")").strip()):
            column, _, rule = part.strip().partition(" CONSTRAINT ")
            if part.startswith("CONSTRAINT"):
                rules.add(part.strip())
                continue
            columns.append(column)
            if rule:
                label, points = rule.split(" ", 1)
                rules.add(f"CONSTRAINT {label} FOREIGN KEY({column.split()[0]}) {points}")
        found[f"{kind} {name}"] = (columns, rules)
    return found


def test_versions_count_from_one() -> None:
    assert [m.version for m in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_the_migrations_end_in_the_tables(path: Path, tmp_path: Path) -> None:
    create_record(path, now=NOON).close()
    with begun(tmp_path / "made") as connection:
        tables.metadata.create_all(connection)
    assert form(path) == form(tmp_path / "made")


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_record_of_each_earlier_version_is_brought_up_to_date(path: Path, tmp_path: Path, version: int) -> None:
    make_version(path, version)
    with open_record(path, now=LATER) as record:
        check_record(record)
    create_record(tmp_path / "new", now=NOON).close()
    assert schema(path) == schema(tmp_path / "new")
    fill(path, range(2))
    with closing(sqlite3.connect(path)) as connection:
        applied = list(connection.execute("SELECT version, applied_at FROM migrations ORDER BY 1"))
    assert [v for v, _ in applied] == [m.version for m in MIGRATIONS]
    assert applied[0][1] < applied[-1][1]


def test_a_migration_keeps_what_was_there(path: Path) -> None:
    make_version(path, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        row = ("r", "may.html", None, "empty", "nothing in it", "2026-03-01T12:00:00.000000Z")
        connection.execute("INSERT INTO refusals VALUES (?, ?, ?, ?, ?, ?)", row)
    with open_record(path, now=LATER) as record:
        assert summary(record).refusals == {"empty": 1}


def make_earlier(path: Path, version: int, now_like: Path, *, whole: bool = False) -> None:
    """Make a record of an earlier version with the rows that it would have had of those in another."""
    make_version(path, version)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ATTACH ? AS now", (str(now_like),))
        names = [row[0] for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for name in set(names) - {"migrations"}:
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({name})"))
            connection.execute(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM now.{name}")  # noqa: S608 - names out of the file's own list
        if whole:
            return
        connection.execute(
            "DELETE FROM main.evidence WHERE owner_kind = 'date check' OR field IN ('sector', 'told_as')"
        )


def test_rows_of_before_the_details_stay_readable(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(writes, "front_of", lambda _: None)  # readings went by their stages alone
        fill(tmp_path / "now", range(2))
    make_earlier(path, 3, tmp_path / "now")
    with open_record(path, now=LATER) as record:
        check_record(record)
        (place, _), (quantity, _) = places(record), quantities(record)
        first, date = entities(record)[0], dates(record)[0]
        assert events(record)[0].place == place
        fill(path, range(3))
        assert sorted(str(p.score) for p in places(record)) == ["0.75", "None", "None"]
    assert (place.name, place.lat, place.score, place.in_name, place.sector) == ("Rivertown", 1.5, None, None, None)
    assert (quantity.value, quantity.counted, quantity.told_as) == (3, None, None)
    assert (quantity.event, quantity.claim_id, quantity.source) == (None, None, None)
    assert (first.country, first.inferred, first.perhaps) == ("NLD", None, None)
    assert (date.first, date.checks) == ("2021-05-04", ())


def test_keys_of_before_are_completed_as_if_made_anew(path: Path, tmp_path: Path) -> None:
    fill(tmp_path / "now", range(3))
    with open_record(tmp_path / "now") as now:
        (first, *_) = documents(now)
        newer = (("sentences", "2"), ("events", "1"))
        assert keep_reading(now, first.id, reading(kept(0).document, newer), now=LATER)
        expected = [one.claim.id for one in statements(now, words="opened fire")]
    make_earlier(path, 11, tmp_path / "now", whole=True)
    with open_record(path, now=LATER) as record:
        assert [one.claim.id for one in statements(record, words="opened fire")] == expected != []
        assert not verify(record).complaints
    made, before = dump(path), dump(tmp_path / "now")
    for name in ("event_keys", "claim_keys", "monthly_tallies", "tallies"):
        assert made[name] == before[name], name


def make_before_intake(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a record of version 4 with read documents in it, and a refusal without bytes."""
    with monkeypatch.context() as before:
        before.setattr(writes, "front_of", lambda _: None)
        fill(tmp_path / "now", range(3))
    with open_record(tmp_path / "now") as now:
        refuse(now, Packet(name="x.html", suffix=".html", error=GONE), code="unreadable", message="gone", now=NOON)
    make_earlier(path, 4, tmp_path / "now", whole=True)


def test_rows_of_before_intake_stay_and_are_taken_up(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_before_intake(path, tmp_path, monkeypatch)
    widened = {"migrations", "documents", "origins", "readings", "refusals"}
    before = {name: rows for name, rows in dump(path).items() if name not in widened}
    with open_record(path, now=LATER) as record:
        check_record(record)
        after = dump(path)
        assert {name: after[name] for name in before} == before
        found = documents(record)
        assert [(d.identified, d.unread, d.readings) for d in found] == [(None, None, 1)] * 3
        assert list(waiting_documents(record, STAGES)) == []
        assert sum(compare_waiting(record)) == 3
        (refused,) = refusals(record)
        assert (refused.name, refused.document_id) == ("x.html", None)
        assert packet_of(record, refused.id) is None
        assert not refuse_again(record)
    fill(path, range(3))
    with open_record(path) as record:
        assert len(documents(record)) == 3


def refuse_again(record: Record) -> bool:
    packet = Packet(name="x.html", suffix=".html", error=GONE)
    return refuse(record, packet, code="unreadable", message="gone", now=LATER)


def test_opening_a_current_record_changes_nothing(path: Path) -> None:
    fill(path, range(1))
    before = path.read_bytes()
    open_record(path, now=LATER).close()
    assert path.read_bytes() == before


def test_an_earlier_record_is_not_migrated_for_reading(path: Path) -> None:
    make_version(path, 1)
    before = path.read_bytes()
    with pytest.raises(RecordError, match="open it once for writing"):
        open_record(path, read_only=True)
    assert path.read_bytes() == before


def test_a_record_of_a_later_version_is_left_alone(path: Path) -> None:
    fill(path, range(1))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES (99, 'from the future', '2030-01-01T00:00:00.000000Z')")
    before = dump(path)
    with pytest.raises(RecordTooNew, match="later version"):
        open_record(path)
    assert dump(path) == before


def test_a_record_with_a_gap_in_its_migrations_is_broken(path: Path) -> None:
    fill(path, range(1))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM migrations WHERE version = 1")
    with pytest.raises(RecordBroken, match="migrations"):
        open_record(path)


def test_a_migration_that_fails_leaves_the_record_as_it_was(path: Path) -> None:
    make_version(path, 1)
    before = (schema(path), dump(path))

    def fail(connection: Connection) -> None:
        connection.execute(sa.schema.CreateTable(sa.Table("half", sa.MetaData(), sa.Column("id", sa.Integer))))
        raise RecordError

    known = (*MIGRATIONS, Migration(version=len(MIGRATIONS) + 1, name="fails", apply=fail))
    with pytest.raises(RecordError), begun(path) as connection:
        migrate(connection, now=NOON, known=known)
    assert (schema(path), dump(path)) == before


def test_only_what_is_missing_is_run(path: Path) -> None:
    ran: list[int] = []
    known = tuple(
        dataclasses.replace(MIGRATIONS[0], version=v, apply=lambda _, v=v: ran.append(v))  # type: ignore[misc]
        for v in (1, 2, 3)
    )
    with begun(path) as connection:
        migrate(connection, now=NOON, known=known[:1])
        migrate(connection, now=NOON, known=known)
        assert applied_versions(connection) == (1, 2, 3)
    assert ran == [1, 2, 3]
    assert missing_migrations((1, 2, 3), known=known) == ()


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_every_table_can_be_made_in_either_database(name: str) -> None:
    dialect = registry.load(name)()
    for table in tables.metadata.sorted_tables:
        made = str(sa.schema.CreateTable(table).compile(dialect=dialect))
        assert f"CREATE TABLE {table.name}" in made
        assert "DATETIME" not in made
