"""A snapshot read: looked over before anything of it is believed, and made a record again.

Nothing of the archive is ever written under a name of its own: its entries are read as streams, by the names that we
expect, no further than what its manifest says of them.
"""

import contextlib
import hashlib
import itertools
import shutil
import zipfile
import zlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from detente.core.errors import RecordBroken, RecordError, RecordExists, RecordTooNew
from detente.store import tables
from detente.store.migrate import migrate
from detente.store.migrations import MIGRATIONS
from detente.store.place import RecordPlace
from detente.store.record import make_record, open_record, refuse_taken
from detente.store.snapshot_rows import read_row
from detente.store.snapshots import FORMAT, MANIFEST, Manifest, TableNote, entry_of

__all__ = ["Snapshot", "open_snapshot", "restore"]

AT_ONCE = 500
LONGEST_MANIFEST = 1 << 20
LONGEST_LINE = 1 << 28
PIECE = 1 << 20
MOST_PACKED, LEAST_PACKED = 200, 1 << 26
"""How many times its packed size rows may come to, from how many bytes on: JSON comes to ten or twenty times."""
LEAST_FORM = 8
"""The first form of a record that had revisions, and of which a snapshot could be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """An open snapshot: its archive and its manifest."""

    path: Path
    archive: zipfile.ZipFile
    manifest: Manifest

    @property
    def is_of_earlier_form(self) -> bool:
        """Whether a record made of it has to be brought up to date."""
        return self.manifest.form < len(MIGRATIONS)

    def complaints(self) -> Iterator[str]:
        """Yield, in words, which tables are not what the manifest says of them."""
        for name, note in self.manifest.tables.items():
            digest, rows, size = hashlib.sha256(), 0, 0
            try:
                for line in self.lines(name):
                    digest.update(line)
                    rows, size = rows + 1, size + len(line)
            except RecordBroken as error:
                yield str(error)
                continue
            if rows != note.rows:
                yield f"{name} has {rows:,} rows in the snapshot, and {note.rows:,} by its manifest"
            elif digest.hexdigest() != note.sha256 or size != note.size:
                yield f"{name} was altered in the snapshot: its checksum does not hold"

    def lines(self, table: str) -> Generator[bytes, None, None]:
        """Yield the lines of a table. Raises `RecordBroken` where they cannot be read, or are too many."""
        left = self.manifest.tables[table].size
        try:
            with self.archive.open(entry_of(table)) as entry:
                while line := entry.readline(min(LONGEST_LINE, left) + 1):
                    left -= len(line)
                    if left < 0 or len(line) > LONGEST_LINE:
                        message = (
                            f"{table} is longer in the snapshot {self.path} than its manifest says: it was altered"
                        )
                        raise RecordBroken(message)
                    yield line
        except UNREADABLE as error:
            message = f"{table} cannot be read in the snapshot {self.path} ({error}): it is damaged or cut short"
            raise RecordBroken(message) from error


UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    KeyError,
    ValueError,
)


@contextlib.contextmanager
def open_snapshot(path: Path) -> Iterator[Snapshot]:
    """Open a snapshot and read its manifest. Raises `RecordBroken` for another file, `RecordError` for none."""
    if not path.is_file():
        message = f"there is no snapshot at {path}: name a file that `detente snapshot` made"
        raise RecordError(message)
    try:
        archive = zipfile.ZipFile(path)
    except UNREADABLE as error:
        message = f"{path} is no snapshot, or was cut short ({error}): name a file that `detente snapshot` made"
        raise RecordBroken(message) from error
    with archive:
        manifest = _manifest(path, archive)
        _refuse_odd(path, archive, manifest)
        yield Snapshot(path=path, archive=archive, manifest=manifest)


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        with archive.open(MANIFEST) as entry:
            data = entry.read(LONGEST_MANIFEST + 1)
        manifest = msgspec.json.decode(data[:LONGEST_MANIFEST], type=Manifest)
    except (*UNREADABLE, msgspec.MsgspecError, RecursionError) as error:
        message = (
            f"{path} is no snapshot: it has no manifest that can be read; name a file that `detente snapshot` made"
        )
        raise RecordBroken(message) from error
    if manifest.form > len(MIGRATIONS) or manifest.format != FORMAT:
        message = (
            f"{path} is of another version ({manifest.program[:20]!r}) than this one can read: install that version"
        )
        raise RecordTooNew(message)
    return manifest


def _refuse_odd(path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Refuse an archive with other entries than its manifest has tables, with unknown columns, or packed as a trap."""
    infos = archive.infolist()
    names = sorted(info.filename for info in infos)
    known = tables.metadata.tables
    wrong = next((name for name in names if name not in {MANIFEST, *map(entry_of, manifest.tables)}), None)
    if wrong is not None:
        raise RecordBroken(_altered(path, f"it has an entry {wrong[:60]!r} that its manifest does not name"))
    if names != sorted([MANIFEST, *map(entry_of, manifest.tables)]):
        raise RecordBroken(_altered(path, "tables that its manifest names are missing, or stand in it twice"))
    if manifest.form < LEAST_FORM or not all(_is_known(known.get(n), note) for n, note in manifest.tables.items()):
        raise RecordBroken(_altered(path, "its manifest names tables or columns that a record of its form has not"))
    if any(info.file_size > max(MOST_PACKED * info.compress_size, LEAST_PACKED) for info in infos):
        raise RecordBroken(_altered(path, "it is packed so that it would fill the disk"))


def _is_known(table: Table | None, note: TableNote) -> bool:
    return table is not None and note.columns == tuple(c.name for c in table.columns if c.name in set(note.columns))


def _altered(path: Path, why: str) -> str:
    return f"{path} is no snapshot as `detente snapshot` writes it: {why}; use another copy"


def restore(snapshot: Snapshot, place: RecordPlace) -> None:
    """Make a record of what a snapshot holds in a new file, or in an empty database: all of it or nothing.

    One of an earlier form is brought up to date. Raises `RecordExists` where there is a record already, `RecordBroken`
    where the snapshot is not what its manifest says.
    """
    if isinstance(place, Path):
        refuse_taken(place)
    for complaint in snapshot.complaints():
        message = f"{complaint}; nothing was restored: use another copy"
        raise RecordBroken(message)
    if isinstance(place, Path):
        _refuse_full(snapshot, place)
    try:
        make_record(place, lambda connection: _fill(connection, snapshot)).close()
    except RecordExists:
        raise
    except BaseException:
        # of a database nothing is left by itself
        if isinstance(place, Path):
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)
        raise
    open_record(place).close()


def _refuse_full(snapshot: Snapshot, path: Path) -> None:
    needed, free = sum(n.size for n in snapshot.manifest.tables.values()), shutil.disk_usage(path.parent).free
    if needed > free:
        message = f"{needed / 1e6:,.0f} MB may be needed at {path.parent}, and {free / 1e6:,.0f} MB are free: make room"
        raise RecordError(message)


def _fill(connection: Connection, snapshot: Snapshot) -> None:
    # at the form it was taken in: what its migrations were applied for is part of what it holds
    first = next(iter(snapshot.lines(tables.migrations.name)))
    columns = snapshot.manifest.tables[tables.migrations.name].columns
    now = read_row(tables.migrations, columns, first)["applied_at"]
    migrate(connection, now=now, known=MIGRATIONS[: snapshot.manifest.form])
    connection.execute(sa.delete(tables.migrations))
    for table in tables.metadata.sorted_tables:
        note = snapshot.manifest.tables.get(table.name)
        if note is not None:
            for batch in _batches(snapshot, table, note):
                connection.execute(sa.insert(table), batch)
            _go_on_counting(connection, table)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Let a server that numbers the rows of a table itself go on after the last; a file does so unasked."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    last = connection.scalar(sa.select(sa.func.max(column)))
    if last is not None:
        connection.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table.name, column.name), last)))


def _batches(snapshot: Snapshot, table: Table, note: TableNote) -> Iterator[list[dict[str, object]]]:
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table and not key.deferrable]
    with contextlib.closing(snapshot.lines(table.name)) as lines:
        rows: Iterator[dict[str, object]] = (dict(read_row(table, note.columns, line)) for line in lines)
        if own:
            rows = iter(_named_first(list(rows), own))
        while batch := list(itertools.islice(rows, AT_ONCE)):
            yield batch


def _named_first(rows: list[dict[str, object]], columns: Sequence[str]) -> list[dict[str, object]]:
    """Put rows that speak of others of their table behind these; what speaks of none that is there comes last."""
    found: list[dict[str, object]] = []
    there: set[object] = {None}
    while ready := [row for row in rows if all(row[name] in there for name in columns)]:
        found += ready
        there |= {row["id"] for row in ready}
        rows = [row for row in rows if row["id"] not in there]
    return found + rows
