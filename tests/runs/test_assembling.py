"""Months put together from pieces: all rows in the order of the input, and the same bytes however it was cut."""

import io
import itertools
import pickle
from pathlib import Path

import fsspec  # type: ignore[import-untyped]
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.core.errors import OutputError
from detente.core.ids import hash_bytes
from detente.runs import assembling, pieces
from detente.runs.assembling import PartTask, part_tasks, put_together
from detente.runs.folder import Folder
from detente.runs.layout import TABLES, part_of, piece_of
from detente.runs.pieces import Stretch, read_stretch, write_pieces
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
def test_parts_have_a_fixed_number_of_rows_and_are_tasks_of_their_own(tmp_path: Path, rows: list[Rows]) -> None:
    """Hold that each part is written from its own stretches alone, in any order, wherever a shard ends."""
    some, tables = rows[:120], []
    for size in (7, 120):
        store = Folder(str(tmp_path / str(size)))
        tasks = part_tasks(store, cut_in(store, some, size=size))
        assert max(map(_shards, tasks)) == (1 if size == 120 else 4)
        joined = [put_together(task) for task in reversed(tasks)]
        tables.append({one.file.name: (one.file.rows, one.file.sha256) for one in joined})
        last = {(one.table, one.month): one.part for one in sorted(joined, key=lambda one: one.part)}
        for one in joined:
            most = assembling.GROUP_ROWS[one.table] * assembling.PART_GROUPS
            is_last = one.part == last[one.table, one.month]
            assert 0 < one.file.rows <= most if is_last else one.file.rows == most
    assert tables[0] == tables[1]


def test_a_stretch_is_read_without_the_batches_beside_it(
    tmp_path: Path, rows: list[Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "BATCH_ROWS", 10)
    store = Folder(str(tmp_path))
    own = [one for one in rows if one.month == rows[100].month]
    write_pieces(store, 0, rows)
    taken: list[int] = []
    real = pieces._rows_of

    class Noting:
        def __init__(self, piece: pa.RecordBatchFileReader) -> None:
            self.piece = piece

        def get_batch(self, number: int) -> pa.RecordBatch:
            taken.append(number)
            return self.piece.get_batch(number)

    monkeypatch.setattr(pieces, "_rows_of", lambda piece, own, stretch: real(Noting(piece), own, stretch))
    found = read_stretch(store, stretch_of(0, 25, 41, len(own)), "documents", own[0].month)
    assert found.column("ordinal").to_pylist() == [one.documents[0]["ordinal"] for one in own[25:41]]
    assert len(taken) == 3


def stretch_of(shard: int, start: int, end: int, rows: int) -> Stretch:
    return Stretch(shard=shard, start=start, end=end, rows=rows)


def test_a_piece_with_other_rows_than_its_marker_says_is_told(tmp_path: Path, rows: list[Rows]) -> None:
    store = Folder(str(tmp_path))
    month = rows[0].month
    there = write_pieces(store, 0, rows[:40]).months["documents"][month]
    with pytest.raises(OutputError, match=rf"has {there} rows of the month, and its marker says {there - 1}"):
        read_stretch(store, stretch_of(0, 0, 1, there - 1), "documents", month)


def test_pieces_of_an_object_store_make_the_same_bytes(rows: list[Rows], tmp_path: Path) -> None:
    apart = Folder("memory://apart")
    put_all_together(apart, cut_in(apart, rows[:120], size=3))
    assert {n: apart.read(n) for n in apart.names() if not n.startswith("shards/")} == _files(
        tmp_path, rows[:120], size=120
    )
    fsspec.filesystem("memory").store.clear()


@pytest.mark.usefixtures("small")
def test_and_so_they_do_where_files_are_many(tmp_path: Path, rows: list[Rows], monkeypatch: pytest.MonkeyPatch) -> None:
    some = rows[:60]
    whole = [_files(tmp_path / str(size), some, size) for size in (7, 60)]
    assert len(whole[0]) > 20
    assert whole[0] == whole[1]
    monkeypatch.setattr(assembling, "GROUP_WEIGHT", 9_000)
    by_weight = [_files(tmp_path / f"w{size}", some, size) for size in (7, 60)]
    assert [*by_weight[0]] == [*whole[0]]  # groups may end by characters, parts by rows alone
    assert _groups_in(by_weight[0]) > _groups_in(whole[0])
    assert by_weight[0] == by_weight[1]


@pytest.mark.usefixtures("small")
def test_every_row_is_there_in_the_order_of_the_input(tmp_path: Path, rows: list[Rows]) -> None:
    store = Folder(str(tmp_path))
    done = put_all_together(store, cut_in(store, rows, size=7))
    for table in TABLES:
        own_parts = sorted((one for one in done if one.table == table), key=lambda one: (one.month, one.part))
        months = {m: [p.file.name for p in group] for m, group in itertools.groupby(own_parts, lambda one: one.month)}
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
    for one in put_all_together(store, cut_in(store, rows, size=64)):
        part = one.file
        data = store.read(part.name)
        assert (part.size, part.sha256) == (len(data), hash_bytes(data))
        with store.open_in(part.name) as stream:
            file = pq.ParquetFile(stream)
            assert file.metadata.num_rows == part.rows
            assert set(file.metadata.metadata) == {b"ARROW:schema"}
            assert file.schema_arrow.names == list(COLUMNS[one.table])
            assert file.schema_arrow.metadata is None


def test_a_month_that_was_put_together_is_put_together_again_to_the_same(tmp_path: Path, rows: list[Rows]) -> None:
    store = Folder(str(tmp_path))
    done = cut_in(store, rows, size=64)
    tasks: list[PartTask] = pickle.loads(pickle.dumps(part_tasks(store, reversed(done))))  # noqa: S301 - made here
    assert tasks == part_tasks(store, done)
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
    (task,) = [t for t in part_tasks(store, done) if t.table == "events" and any(s.shard == 1 for s in t.stretches)]
    with pytest.raises(OutputError, match=r"shards/00000001/events\.arrow .* remove shards/00000001/done\.json"):
        put_together(task)
    assert store.names("events") == []


def test_a_month_that_a_piece_does_not_have_is_told(tmp_path: Path, rows: list[Rows]) -> None:
    store = Folder(str(tmp_path))
    cut_in(store, rows[:4], size=4)
    with pytest.raises(OutputError, match="gone or damaged"):
        put_together(
            PartTask(store=store, table="events", month="1999-01", part=0, stretches=(stretch_of(0, 0, 1, 1),))
        )


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


def _groups_in(files: dict[str, bytes]) -> int:
    return sum(pq.ParquetFile(io.BytesIO(data)).num_row_groups for data in files.values())


def _shards(task: PartTask) -> int:
    return len({stretch.shard for stretch in task.stretches})


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
