"""A disk that is full stops the run with a clear message, and loses nothing of what was kept before."""

import os
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.core.errors import RecordError
from detente.store import Record, check_record, create_record, documents, open_record, summary
from detente.store.database import set_pragma
from store.made import NOON, add, dump, fill

pytestmark = pytest.mark.making


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a record may be made as a file, which is what these tests are about."""
    return tmp_path / "record.sqlite"


MANY = 400


def add_until_full(record: Record) -> tuple[int, str]:
    """Add documents until no more will go in; return how many did, and what was said then."""
    for n in range(MANY):
        try:
            add(record, n)
        except RecordError as error:
            return n, str(error)
    pytest.fail("it never got full")


def holds_and_goes_on(path: Path, tmp_path: Path, kept: int) -> None:
    """Hold that what was kept is whole and, now that there is room, that the run ends as one that always had it."""
    with open_record(path) as record:
        check_record(record)
        assert {d.external_id for d in documents(record)} == {f"d{n}" for n in range(kept)}
    fill(path, range(kept + 3))
    other = tmp_path / "roomy.sqlite"
    fill(other, range(kept + 3))
    assert dump(path) == dump(other)


def test_a_file_that_may_not_grow(path: Path, tmp_path: Path) -> None:
    with create_record(path, now=NOON) as record:
        set_pragma(record.engine, "max_page_count", 320)
        kept, said = add_until_full(record)
        assert summary(record).documents == kept > 0
    assert "no space left" in said
    assert "make room and run the same again" in said
    holds_and_goes_on(path, tmp_path, kept)


def test_a_process_that_may_not_write_large_files(path: Path, tmp_path: Path) -> None:
    fill(path, range(1))
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
            with open_record(path) as record:
                kept, said = add_until_full(record)
                os.write(into, f"{kept} {said}".encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(into)
    with os.fdopen(out) as stream:
        count, _, said = stream.read().partition(" ")
    kept = int(count)
    assert "what was kept before is safe" in said
    assert str(path) in said
    assert kept > 1
    holds_and_goes_on(path, tmp_path, kept)


@pytest.fixture
def tiny(tiny_disk: Callable[[str], Path]) -> Path:
    """Return a folder on a file system of one megabyte."""
    return tiny_disk("2m")


def test_a_full_file_system(tiny: Path, tmp_path: Path) -> None:
    path = tiny / "record.sqlite"
    with create_record(path, now=NOON) as record:
        kept, said = add_until_full(record)
        assert summary(record).documents == kept > 0
    assert "what was kept before is safe" in said
    shutil.copytree(tiny, tmp_path / "roomy")
    holds_and_goes_on(tmp_path / "roomy" / path.name, tmp_path, kept)


def test_a_file_system_with_no_room_for_a_record(tiny: Path) -> None:
    (tiny / "filler").write_bytes(bytes(2044 * 1024))
    path = tiny / "record.sqlite"
    with pytest.raises(RecordError, match=r"no space left|cannot be reached"):
        create_record(path, now=NOON)
    (tiny / "filler").unlink()
    with create_record(path, now=NOON) as record:
        check_record(record)
