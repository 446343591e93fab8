"""A snapshot is everything, comes back as it was, and nothing that only looks like one is believed."""

import json
import random
import shutil
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from detente.core.errors import RecordBroken, RecordError, RecordExists, RecordTooNew, UsageError
from detente.store import (
    Record,
    RecordPlace,
    check_record,
    create_record,
    open_record,
    open_snapshot,
    restore,
    take_snapshot,
    verify,
)
from detente.store.snapshots import MANIFEST
from store.made import LATER, NOON, add, bring_in, dump

Place = TypeVar("Place", bound=RecordPlace)


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


@pytest.fixture
def file(desk: Path, tmp_path: Path) -> Path:
    """Return a snapshot of it."""
    with open_record(desk, read_only=True) as record:
        take_snapshot(record, tmp_path / "s.zip", now=LATER)
    return tmp_path / "s.zip"


def made_anew(file: Path, place: Place) -> Place:
    with open_snapshot(file) as snapshot:
        restore(snapshot, place)
    return place


def rewrite(file: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Change the entries of an archive."""
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)


def refused(file: Path, tmp_path: Path) -> str:
    """Return what is said of a snapshot that is not believed; nothing is left of it."""
    there = sorted(tmp_path.rglob("*"))
    with pytest.raises(RecordBroken) as error:
        made_anew(file, tmp_path / "anew.sqlite")
    assert sorted(tmp_path.rglob("*")) == there
    return str(error.value)


def test_a_restored_record_equals_the_original_row_for_row(desk: Path, file: Path, tmp_path: Path) -> None:
    anew = made_anew(file, tmp_path / "anew.sqlite")
    assert dump(anew) == dump(desk)
    with open_record(anew) as record:
        check_record(record)
        proof = verify(record)
        assert not proof.complaints
        add(record, 99)


def test_a_snapshot_says_what_it_holds(desk: Path, file: Path) -> None:
    with open_record(desk, read_only=True) as record, open_snapshot(file) as snapshot:
        manifest, proof = snapshot.manifest, verify(record)
        assert not list(snapshot.complaints())
    assert (manifest.head, manifest.revisions) == (proof.head, proof.revisions)
    assert {name: note.rows for name, note in manifest.tables.items()} == {n: len(r) for n, r in dump(desk).items()}


def test_a_snapshot_is_of_one_moment_while_others_write(path: RecordPlace, record: Record, tmp_path: Path) -> None:
    bring_in(record)
    writing, ended = threading.Event(), threading.Event()

    def write() -> None:
        with open_record(path) as own:
            for n in range(100, 200):
                add(own, n)
                writing.set()
                if ended.is_set():
                    return

    writer = threading.Thread(target=write)
    writer.start()
    assert writing.wait(60)
    manifest = take_snapshot(record, tmp_path / "s.zip", now=LATER)
    ended.set()
    writer.join()
    later = verify(record)
    assert not later.complaints
    assert later.revisions > manifest.revisions
    with open_record(made_anew(tmp_path / "s.zip", tmp_path / "anew.sqlite")) as anew:
        proof = verify(anew)
        assert not proof.complaints
        assert (proof.revisions, proof.head) == (manifest.revisions, manifest.head)
    assert not verify(record, head=manifest.head).complaints


def test_a_snapshot_is_restored_while_the_desk_it_is_of_goes_on(desk: Path, file: Path, tmp_path: Path) -> None:
    def write() -> None:
        with open_record(desk) as own:
            for n in range(100, 110):
                add(own, n)

    writer = threading.Thread(target=write)
    writer.start()
    anew = made_anew(file, tmp_path / "anew.sqlite")
    writer.join()
    for place in (desk, anew):
        with open_record(place, read_only=True) as record:
            assert not verify(record).complaints


def test_a_snapshot_is_never_written_over(desk: Path, file: Path) -> None:
    before = file.read_bytes()
    with open_record(desk, read_only=True) as record, pytest.raises(UsageError, match="there already"):
        take_snapshot(record, file, now=LATER)
    assert file.read_bytes() == before


def test_a_record_that_is_there_is_never_touched(desk: Path, file: Path) -> None:
    before = dump(desk)
    with pytest.raises(RecordExists):
        made_anew(file, desk)
    assert dump(desk) == before


def manifest_with(**changed: Any) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        entries[MANIFEST] = json.dumps(json.loads(entries[MANIFEST]) | changed).encode()

    return change


def note_with(table: str, **changed: Any) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        manifest = json.loads(entries[MANIFEST])
        manifest["tables"][table] |= changed
        entries[MANIFEST] = json.dumps(manifest).encode()

    return change


def entry_with(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda entries: entries.__setitem__(name, data)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (entry_with("../../evil.sqlite", b""), "does not name"),
        (entry_with("tables/evil.jsonl", b""), "does not name"),
        (entry_with("/etc/evil", b""), "does not name"),
        (entry_with("tables/blobs.jsonl", b""), "rows"),
        (entry_with("tables/blobs.jsonl", b"[1]\n" * 9), "rows"),
        (entry_with("tables/documents.jsonl", b"x" * 10_000_000), "longer"),
        (entry_with("tables/settled.jsonl", bytes(100_000_000)), "fill the disk"),
        (lambda entries: entries.pop("tables/events.jsonl"), "missing"),
        (lambda entries: entries.pop(MANIFEST), "no manifest"),
        (entry_with(MANIFEST, b"{"), "no manifest"),
        (entry_with(MANIFEST, b"[" * 100_000), "no manifest"),
        (manifest_with(tables={}), "does not name"),
        (manifest_with(form=1), "tables or columns"),
        (note_with("blobs", rows=99), "rows"),
        (note_with("blobs", sha256="0" * 64), "checksum"),
        (note_with("blobs", columns=["hash", "evil"]), "tables or columns"),
    ],
)
def test_an_archive_that_was_altered_is_refused(
    file: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], object], told: str
) -> None:
    rewrite(file, change)
    assert told in refused(file, tmp_path)


def lines_with(table: str, lines: bytes) -> Callable[[dict[str, bytes]], None]:
    """Change the lines of a table and the manifest with them, as somebody would who knows how."""
    import hashlib

    def change(entries: dict[str, bytes]) -> None:
        entries[f"tables/{table}.jsonl"] = lines
        told = {"rows": lines.count(b"\n"), "size": len(lines), "sha256": hashlib.sha256(lines).hexdigest()}
        note_with(table, **told)(entries)

    return change


@pytest.mark.parametrize(
    "lines",
    [
        b"{}\n",
        b"[1,2]\n",
        b'["https://a.example/",5]\n',
        b'["https://a.example/","never"]\n',
        b'["https://a.example/","2026-03-01"]\n',
        b"[" * 100_000 + b"\n",
        b"\xff\n",
    ],
)
def test_lines_that_are_no_rows_are_refused(file: Path, tmp_path: Path, lines: bytes) -> None:
    rewrite(file, lines_with("settled", lines))
    assert "settled is no row" in refused(file, tmp_path)


def test_rows_that_do_not_hold_together_are_refused(file: Path, tmp_path: Path) -> None:
    rewrite(file, lines_with("blobs", b""))
    with pytest.raises(RecordError, match="does not hold together"):
        made_anew(file, tmp_path / "anew.sqlite")
    assert not (tmp_path / "anew.sqlite").exists()


def test_one_who_alters_a_snapshot_and_its_manifest_is_told_by_the_chain(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        lines = archive.read("tables/events.jsonl").replace(b'"denied"', b'"happened"')
    rewrite(file, lines_with("events", lines))
    with open_record(made_anew(file, tmp_path / "anew.sqlite")) as record:
        assert any("events are not" in c or "rows in events" in c for c in verify(record).complaints)


def test_a_snapshot_of_a_later_version_says_so(file: Path, tmp_path: Path) -> None:
    rewrite(file, manifest_with(form=99))
    with pytest.raises(RecordTooNew, match="another version"):
        made_anew(file, tmp_path / "anew.sqlite")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a snapshot" * 100])
def test_another_file_is_no_snapshot(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "other.zip").write_bytes(data)
    assert "is no snapshot" in refused(tmp_path / "other.zip", tmp_path)


def test_no_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for name in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(RecordError, match="there is no snapshot"):
            made_anew(name, tmp_path / "anew.sqlite")


@pytest.mark.parametrize("seed", range(12))
def test_one_byte_changed_or_an_end_cut_off_is_told_or_changes_nothing(
    desk: Path, file: Path, tmp_path: Path, seed: int
) -> None:
    chance, data = random.Random(seed), bytearray(file.read_bytes())  # noqa: S311
    at = chance.randrange(len(data))
    if seed % 3:
        data[at] ^= 1 << chance.randrange(8)
    else:
        del data[at:]
    file.write_bytes(data)
    anew = tmp_path / "anew.sqlite"
    try:
        made_anew(file, anew)
    except RecordError:
        assert not anew.exists()
    else:
        assert dump(anew) == dump(desk)


def test_a_disk_that_is_full_leaves_nothing_half(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10))
    with pytest.raises(RecordError, match="make room"):
        made_anew(file, tmp_path / "anew.sqlite")
    assert not (tmp_path / "anew.sqlite").exists()


def entries_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_snapshot_goes_from_each_database_to_each(
    file: Path, desk: Path, new_path: Callable[[str], RecordPlace], tmp_path: Path
) -> None:
    place, back = made_anew(file, new_path("anew")), tmp_path / "back.zip"
    with open_record(place) as record:
        check_record(record)
        assert not verify(record).complaints
        take_snapshot(record, back, now=LATER)
    assert entries_of(back) == entries_of(file)
    assert dump(made_anew(back, tmp_path / "back.sqlite")) == dump(desk)
    with pytest.raises(RecordExists):
        made_anew(file, place)


def test_what_is_restored_goes_on_where_it_was(file: Path, new_path: Callable[[str], RecordPlace]) -> None:
    with open_record(made_anew(file, new_path("anew"))) as record:
        add(record, 99)

        assert not verify(record).complaints


def test_a_snapshot_that_is_refused_leaves_a_database_empty(file: Path, new_path: Callable[[str], RecordPlace]) -> None:
    whole, place = file.read_bytes(), new_path("anew")
    rewrite(file, lines_with("blobs", b""))
    with pytest.raises(RecordError, match="does not hold together"):
        made_anew(file, place)
    file.write_bytes(whole)
    made_anew(file, place)
