"""Months put together from pieces: all rows in the order of the input, and the same bytes however it was cut."""

import pickle
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.core.errors import OutputError
from detente.core.ids import hash_bytes
from detente.runs import assembling
from detente.runs.assembling import MonthTask, month_tasks, put_together
from detente.runs.folder import Folder
from detente.runs.layout import TABLES, part_of, piece_of
from detente.runs.pieces import write_pieces
from detente.runs.rows import Rows
from detente.runs.schemas import COLUMNS
from runs.tabled import cut_in, made, put_all_together, rows_by_number

SIZES = (1, 7, 300)


@pytest.fixture(scope="module")
def rows() -> list[Rows]:
    """Return the rows of 300 documents of four months, six of them without a reading."""
    return rows_by_number([made(n) for n in range(300)])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let groups and files be small, so that each size of shard meets their ends elsewhere."""
    monkeypatch.setattr(assembling, "GROUP_ROWS", {"documents": 5, "claims": 11, "events": 13, "mentions": 17})
    monkeypatch.setattr(assembling, "PART_GROUPS", 3)


def test_the_same_documents_make_the_same_bytes_however_they_are_cut(tmp_path: Path, rows: list[Rows]) -> None:
    whole = [_files(tmp_path / str(size), rows, size) for size in SIZES]
    assert len(whole[0]) == 4 * 4 + 1
    assert all(one == whole[0] for one in whole)


@pytest.mark.usefixtures("small")
def test_and_so_they_do_where_files_are_many(tmp_path: Path, rows: list[Rows], monkeypatch: pytest.MonkeyPatch) -> None:
    some = rows[:60]
    whole = [_files(tmp_path / str(size), some, size) for size in (7, 60)]
    assert len(whole[0]) > 20
    assert whole[0] == whole[1]
    monkeypatch.setattr(assembling, "GROUP_WEIGHT", 9_000)
    by_weight = [_files(tmp_path / f"w{size}", some, size) for size in (7, 60)]
    assert len(by_weight[0]) > len(whole[0])
    assert by_weight[0] == by_weight[1]


@pytest.mark.usefixtures("small")
def test_every_row_is_there_in_the_order_of_the_input(tmp_path: Path, rows: list[Rows]) -> None:
    store = Folder(str(tmp_path))
    done = put_all_together(store, cut_in(store, rows, size=7))
    for table in TABLES:
        months = {one.month: [part.name for part in one.parts] for one in done if one.table == table}
        assert months == {month: _parts(store, table, month) for month in months}
        for month, parts in months.items():
            found = [row for name in parts for row in _read(store, name).to_pylist()]
            wanted = [row for one in rows if one.month == month for row in getattr(one, table)]
            assert [(row["ordinal"], row["document"]) for row in found] == [
                (row["ordinal"], row["document"]) for row in wanted
            ]
            own = {"documents": "bytes", "claims": "claim", "events": "event", "mentions": "mention"}[table]
            assert [row[own] for row in found] == [row[own] for row in wanted]
        assert set(months) == {one.month for one in rows if getattr(one, table)}


def test_a_part_is_as_it_says_and_says_nothing_of_when_or_how(tmp_path: Path, rows: list[Rows]) -> None:
    store = Folder(str(tmp_path))
    for month in put_all_together(store, cut_in(store, rows, size=64)):
        for part in month.parts:
            data = store.read(part.name)
            assert (part.size, part.sha256) == (len(data), hash_bytes(data))
            with store.open_in(part.name) as stream:
                file = pq.ParquetFile(stream)
                assert file.metadata.num_rows == part.rows
                assert set(file.metadata.metadata) == {b"ARROW:schema"}
                assert file.schema_arrow.names == list(COLUMNS[month.table])
                assert file.schema_arrow.metadata is None


def test_a_month_that_was_put_together_is_put_together_again_to_the_same(tmp_path: Path, rows: list[Rows]) -> None:
    store = Folder(str(tmp_path))
    done = cut_in(store, rows, size=64)
    tasks: list[MonthTask] = pickle.loads(pickle.dumps(month_tasks(store, reversed(done))))  # noqa: S301 - made here
    assert tasks == month_tasks(store, done)
    first = [put_together(task) for task in tasks]
    assert [put_together(task) for task in reversed(tasks)][::-1] == first


def test_a_shard_that_is_done_again_has_the_same_pieces(tmp_path: Path, rows: list[Rows]) -> None:
    store = Folder(str(tmp_path))
    first = write_pieces(store, 0, rows[:64])
    pieces = {name: store.read(name) for name in store.names("shards")}
    assert write_pieces(store, 0, iter(rows[:64])) == first
    assert {name: store.read(name) for name in store.names("shards")} == pieces
    assert set(pieces) == {piece_of(0, table) for table in TABLES}
    assert first.rows == {table: sum(len(getattr(one, table)) for one in rows[:64]) for table in TABLES}


def test_a_shard_without_rows_has_no_pieces(tmp_path: Path) -> None:
    store = Folder(str(tmp_path))
    written = write_pieces(store, 3, [])
    assert (store.names(), dict(written.rows)) == ([], dict.fromkeys(TABLES, 0))


@pytest.mark.parametrize("damage", [b"", b"ARROW1", None])
def test_a_piece_that_is_damaged_or_gone_is_told(tmp_path: Path, rows: list[Rows], damage: bytes | None) -> None:
    store = Folder(str(tmp_path))
    done = cut_in(store, rows[:64], size=32)
    store.remove(piece_of(1, "events"))
    if damage is not None:
        store.write(piece_of(1, "events"), damage)
    (task,) = [t for t in month_tasks(store, done) if t.table == "events" and 1 in t.shards]
    with pytest.raises(OutputError, match=r"shards/00000001/events\.arrow .* remove shards/00000001/done\.json"):
        put_together(task)
    assert store.names("events") == []


def test_a_month_that_a_piece_does_not_have_is_told(tmp_path: Path, rows: list[Rows]) -> None:
    store = Folder(str(tmp_path))
    cut_in(store, rows[:4], size=4)
    with pytest.raises(OutputError, match="gone or damaged"):
        put_together(MonthTask(store=store, table="events", month="1999-01", shards=(0,)))


def test_others_read_the_tables_as_one_by_their_months(tmp_path: Path, rows: list[Rows]) -> None:
    """Hold what a reader of partitioned Parquet makes of a folder: the month from its name, all rows of all files."""
    store = Folder(str(tmp_path))
    put_all_together(store, cut_in(store, rows, size=64))
    table = pq.read_table(tmp_path / "events")
    assert table.num_rows == sum(len(one.events) for one in rows)
    months = {m.as_py() for m in table.column("month").unique()}
    assert months == {one.month for one in rows if one.events}
    frame = table.to_pandas()
    assert set(frame["type"]) == {"ASSAULT", "REJECT"}
    assert frame["actors"][0][0]["country"] == "NLD"


def _files(folder: Path, rows: list[Rows], size: int) -> dict[str, bytes]:
    store = Folder(str(folder))
    put_all_together(store, cut_in(store, rows, size=size))
    return {name: store.read(name) for name in store.names() if not name.startswith("shards/")}


def _parts(store: Folder, table: str, month: str) -> list[str]:
    names = store.names(f"{table}/month={month}")
    assert names == [part_of(table, month, number) for number in range(len(names))]
    return names


def _read(store: Folder, name: str) -> pa.Table:
    with store.open_in(name) as stream:
        return pq.ParquetFile(stream).read()
