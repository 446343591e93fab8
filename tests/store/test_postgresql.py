"""What is the server's own affair: whose database it is, who waits for whom, what a killed process leaves."""

import os
import signal
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine, event

from detente.core.errors import RecordBroken, RecordBusy, RecordError, RecordExists, RecordMissing, UsageError
from detente.store import (
    Address,
    check_record,
    claims,
    create_record,
    documents,
    events,
    open_record,
    read_address,
    summary,
)
from detente.store.migrate import migrate
from detente.store.migrations import MIGRATIONS
from detente.store.postgresql import WRITING, make_server_engine
from private_server import TEMPLATE, Server
from store.made import LATER, NOON, Rows, add, dump, fill

pytestmark = pytest.mark.making

FAR = 100_000


@pytest.fixture
def address(server: Server) -> Iterator[Address]:
    made = server.make(template=TEMPLATE)
    yield made
    server.drop(made)


@pytest.fixture
def empty(server: Server) -> Iterator[Address]:
    made = server.make()
    yield made
    server.drop(made)


@pytest.mark.parametrize(
    "text", ["", "x", "mysql://a@b/c", "postgresql://host", "postgresql://u:secret@h:port/x", "://"]
)
def test_what_is_no_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(UsageError, match="postgresql://USER@HOST/NAME") as caught:
        read_address(text)
    assert "secret" not in str(caught.value)


def test_an_address_is_shown_without_its_password() -> None:
    for text in ("postgresql://ada:secret@host/desk", "postgresql://ada@host/desk?password=secret&host=h"):
        address = read_address(text)
        assert "secret" not in f"{address} {address!r}"
        assert f"{address}".endswith(("host/desk", "host=h"))


def test_a_server_that_is_not_there_says_so_without_the_password(server: Server) -> None:
    away = read_address(f"postgresql://ada:secret@/desk?host={server.folder}/nowhere")
    with pytest.raises(RecordError, match="cannot be reached") as caught:
        open_record(away)
    assert "secret" not in str(caught.value)


def test_a_database_that_is_not_there_says_so(server: Server) -> None:
    with pytest.raises(RecordError, match="does not exist"):
        open_record(server.address("nowhere"))


def test_an_empty_database_has_no_record(empty: Address) -> None:
    with pytest.raises(RecordMissing, match="there is no record in"):
        open_record(empty)


def test_the_database_of_another_program_is_left_alone(server: Server, empty: Address) -> None:
    server.run(empty, "CREATE TABLE documents (id int)")
    with pytest.raises(RecordBroken, match="some other database"):
        open_record(empty)
    with pytest.raises(RecordExists):
        create_record(empty, now=NOON)
    assert dump(empty) == {"documents": []}


def test_a_record_is_not_made_twice(address: Address) -> None:
    with pytest.raises(RecordExists):
        create_record(address, now=NOON)


def test_a_database_that_cannot_hold_every_text_is_refused(server: Server) -> None:
    server.tell("CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1 LOCALE 'C' LOCALE_PROVIDER libc")
    with pytest.raises(RecordError, match="encoding UTF8"):
        create_record(server.address("latin"), now=NOON)
    server.drop(server.address("latin"))


def form(address: Address) -> list[tuple[object, ...]]:
    engine = sa.create_engine(address.url)
    columns = """SELECT table_name, column_name, ordinal_position, data_type, character_maximum_length, is_nullable,
        collation_name FROM information_schema.columns WHERE table_schema = 'public'"""
    keys = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype != 't'"
    indexes = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    with engine.connect() as connection:
        found = [tuple(row) for query in (columns, keys, indexes) for row in connection.exec_driver_sql(query)]
    engine.dispose()
    return sorted(found, key=repr)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_record_of_each_earlier_version_is_brought_up_to_date(address: Address, empty: Address, version: int) -> None:
    engine = make_server_engine(empty, read_only=False, wait=1)
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        migrate(connection, now=NOON, known=MIGRATIONS[:version])
    engine.dispose()
    with pytest.raises(RecordError, match="open it once for writing"):
        open_record(empty, read_only=True)
    with open_record(empty, now=LATER) as record:
        check_record(record)
        add(record, 1)
        assert len(events(record)) == 2
    assert form(empty) == form(address)


def test_texts_are_ordered_by_code_points_whatever_the_language_of_the_server(address: Address) -> None:
    assert {row[-1] for row in form(address) if len(row) == 7 and row[3] in {"text", "character varying"}} == {"C"}


def test_a_second_writer_is_told_to_wait_and_a_reader_goes_on(address: Address) -> None:
    with open_record(address) as record, open_record(address, wait=0) as other:
        add(record, 1)
        with record.writing():
            assert summary(other).documents == 1
            with pytest.raises(RecordBusy, match="another process"):
                add(other, 2)
        add(other, 2)
        assert summary(record).documents == 2


def test_whoever_reads_sees_one_state_throughout(address: Address) -> None:
    count = sa.text("SELECT count(*) FROM documents")
    with open_record(address) as record, open_record(address) as other, record.reading() as connection:
        before = connection.scalar(count)
        add(other, 1)
        assert (before, connection.scalar(count)) == (0, 0)
    with open_record(address) as record, record.reading() as connection:
        assert connection.scalar(count) == 1


def test_a_record_opened_for_reading_is_not_written(address: Address) -> None:
    with open_record(address, read_only=True) as record, pytest.raises(RecordError, match="may not be changed"):
        add(record, 1)
    assert dump(address)["documents"] == []


def test_a_row_that_lost_the_one_it_speaks_of_is_found(server: Server, address: Address) -> None:
    fill(address, range(1))
    server.run(address, "SET session_replication_role = replica; DELETE FROM entities")
    with open_record(address) as record, pytest.raises(RecordBroken, match="that is not there"):
        check_record(record)


class DieAt:
    """Kills its own process before the n-th statement, or the commit after it."""

    def __init__(self, moment: int) -> None:
        self.moment, self.seen = moment, 0
        event.listen(Engine, "before_cursor_execute", self)
        event.listen(Engine, "commit", self)

    def __call__(self, *_: object) -> None:
        self.seen += 1
        if self.seen > self.moment:
            os.kill(os.getpid(), signal.SIGKILL)


def add_and_die(address: Address, moment: int) -> tuple[int, int]:
    """Add a document in a child process that dies at a moment; return how it ended, and how many moments it had."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with open_record(address) as record:
                counter = DieAt(moment)
                add(record, 2)
                os.write(into, str(counter.seen).encode())
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as stream:
        said = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), int(said or 0)


@pytest.fixture
def whole(server: Server) -> Iterator[tuple[int, Rows]]:
    """Return at how many moments adding can be killed, and the rows in which it ends if it is not."""
    address = server.make(template=TEMPLATE)
    fill(address, range(1))
    yield add_and_die(address, FAR)[1], dump(address, times=False)
    server.drop(address)


def test_a_process_killed_in_the_middle_of_a_write_leaves_all_or_nothing(
    address: Address, whole: tuple[int, Rows]
) -> None:
    moments, rows = whole
    assert moments > 20
    fill(address, range(1))
    before = dump(address)
    for moment in range(0, moments, 3):
        assert add_and_die(address, moment)[0] == -signal.SIGKILL
        assert dump(address) == before
    fill(address, range(3))
    with open_record(address) as record:
        check_record(record)
        assert [len(documents(record)), len(claims(record)), len(events(record))] == [3, 6, 6]
    assert rows.keys() == dump(address, times=False).keys()
