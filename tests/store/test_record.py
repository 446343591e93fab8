import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from detente.core.errors import (
    RecordBroken,
    RecordBusy,
    RecordError,
    RecordExists,
    RecordMissing,
)
from detente.store import Record, check_record, create_record, open_record, summary
from store.made import NOON, add, dump, fill

pytestmark = pytest.mark.making


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a record may be made as a file, which is what these tests are about."""
    return tmp_path / "record.sqlite"


def test_a_new_record_is_empty_and_whole(record: Record) -> None:
    check_record(record)
    assert (summary(record).documents, summary(record).events) == (0, 0)


def test_a_record_can_be_closed_and_opened_again(path: Path) -> None:
    fill(path, range(2))
    with open_record(path) as record:
        assert summary(record).documents == 2


def test_a_closed_record_is_one_file(path: Path) -> None:
    fill(path, range(2))
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["päth with spaces", "what?mode=memory", "50%25#x", "\udcff"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    fill(path, range(1))
    assert path.is_file()
    with open_record(path) as record:
        assert summary(record).documents == 1


def test_it_is_in_wal_mode_flushes_each_commit_and_keeps_foreign_keys(record: Record) -> None:
    with record.reading() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "synchronous")]
        keys = connection.exec_driver_sql("PRAGMA foreign_keys").scalar()
    assert found == ["wal", 2]
    assert keys == 1


def _no_file(path: Path) -> None:
    assert not path.exists()


def _text(path: Path) -> None:
    path.write_text("Minutes of the meeting. " * 100)


def _short_text(path: Path) -> None:
    path.write_bytes(b"x")


def _empty(path: Path) -> None:
    path.touch()


def _folder(path: Path) -> None:
    path.mkdir()


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE documents (id)")


def _overwritten(path: Path) -> None:
    fill(path, range(3))
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(b ^ 0x5A for b in data[4096:])
    path.write_bytes(data)


def _cut(path: Path) -> None:
    fill(path, range(3))
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("make", "kind", "says"),
    [
        (_no_file, RecordMissing, "there is no record at"),
        (_text, RecordBroken, "is not a record"),
        (_short_text, RecordBroken, "is not a record"),
        (_empty, RecordBroken, "is an empty file"),
        (_folder, RecordBroken, "is not a file"),
        (_fifo, RecordBroken, "is not a file"),
        (_other_database, RecordBroken, "is not a record but"),
        (_overwritten, RecordBroken, "is damaged"),
        (_cut, RecordBroken, "is damaged"),
    ],
)
def test_what_cannot_be_opened_is_named_and_left_alone(
    path: Path, make: Callable[[Path], None], kind: type[RecordError], says: str
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind, match=says) as caught, open_record(path):
        pass
    assert str(path) in str(caught.value)
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_path_through_a_file_is_missing(path: Path) -> None:
    path.touch()
    with pytest.raises(RecordMissing):
        open_record(path / "record.sqlite")


def test_damage_deep_in_the_file_is_found_by_the_check(path: Path) -> None:
    fill(path, range(20))
    data = bytearray(path.read_bytes())
    data[-3 * 4096 :] = bytes(3 * 4096)
    path.write_bytes(data)
    with open_record(path) as record, pytest.raises(RecordBroken, match="damaged"):
        check_record(record)


@pytest.mark.parametrize("make", [_text, _folder, _other_database, _overwritten])
def test_a_record_is_not_made_over_anything(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(RecordExists):
        create_record(path, now=NOON)
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_record_is_not_made_twice(path: Path) -> None:
    fill(path, range(1))
    before = dump(path)
    with pytest.raises(RecordExists):
        create_record(path, now=NOON)
    assert dump(path) == before


def test_an_empty_file_left_by_a_killed_process_is_taken_over(path: Path) -> None:
    path.touch()
    with create_record(path, now=NOON) as record:
        check_record(record)


def test_a_record_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="make it first"):
        create_record(tmp_path / "nowhere" / "record.sqlite", now=NOON)


def test_a_second_writer_is_told_to_wait(path: Path, record: Record) -> None:
    with open_record(path, wait=0) as other, record.writing(), pytest.raises(RecordBusy, match="another process"):
        add(other, 1)


def test_a_reader_goes_on_while_somebody_writes(path: Path, record: Record) -> None:
    add(record, 1)
    with open_record(path, wait=0) as other, record.writing():
        assert summary(other).documents == 1


def test_two_processes_write_at_once(path: Path, record: Record) -> None:
    record.close()
    code = "import sys; from pathlib import Path; from store.made import fill; fill(Path(sys.argv[1]), range({}, {}))"
    folder = str(Path(__file__).parents[1])
    writers = [
        subprocess.Popen([sys.executable, "-c", code.format(a, b), str(path)], env={**os.environ, "PYTHONPATH": folder})
        for a, b in ((0, 30), (20, 50))
    ]
    assert [w.wait(timeout=60) for w in writers] == [0, 0]
    check_record(record)
    assert (summary(record).documents, summary(record).readings) == (50, 50)


def test_a_record_opened_for_reading_is_not_written(path: Path) -> None:
    fill(path, range(1))
    before = path.read_bytes()
    with open_record(path, read_only=True) as record:
        assert summary(record).documents == 1
        with pytest.raises(RecordError, match="may not be changed"):
            add(record, 2)
    assert path.read_bytes() == before


def test_looking_at_a_record_leaves_no_files_beside_it(path: Path) -> None:
    fill(path, range(2))
    with open_record(path, read_only=True) as record:
        assert summary(record).documents == 2
        with open_record(path, read_only=True) as other:
            assert summary(other).documents == 2
        assert summary(record).documents == 2
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(path.name)] == [path.name]


def test_looking_leaves_what_somebody_else_has_open(path: Path) -> None:
    with create_record(path, now=NOON) as writer:
        add(writer, 1)
        with open_record(path, read_only=True) as record:
            assert summary(record).documents == 1
        add(writer, 2)
        assert summary(writer).documents == 2


def _as_nobody(work: Callable[[], str]) -> str:
    """Do something in a child process that has no special rights, and return what it says."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        said = "?"
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            said = work()
        except Exception as error:  # noqa: BLE001 - the parent looks at it
            said = f"{type(error).__name__}: {error}"
        finally:
            os.write(into, said.encode())
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """Return a record that others may read and nobody may write."""
    path = tmp_path / "locked" / "record.sqlite"
    path.parent.mkdir()
    fill(path, range(2))
    path.chmod(0o444)
    path.parent.chmod(0o555)
    for folder in path.parent.parents:
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
        if folder == Path("/tmp"):  # noqa: S108 - where pytest keeps its folders; no file is made there
            break
    return path


def test_a_file_that_may_not_be_written_says_so(locked: Path) -> None:
    def work() -> str:
        with open_record(locked) as record:
            add(record, 9)
        return "written"

    assert _as_nobody(work).startswith("RecordError: the record")
    assert "right" in _as_nobody(work)


def test_a_file_that_may_not_be_written_can_be_read(locked: Path) -> None:
    def work() -> str:
        with open_record(locked, read_only=True) as record:
            return str(summary(record).documents)

    assert _as_nobody(work) == "2"


def test_a_copied_file_is_the_same_record(path: Path, tmp_path: Path) -> None:
    fill(path, range(3))
    copy = tmp_path / "copy.sqlite"
    shutil.copy(path, copy)
    fill(copy, range(3))
    assert dump(copy) == dump(path)
