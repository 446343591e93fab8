"""A snapshot: everything that a record holds at one moment, as lines of JSON in an archive, and what was written of it.

It is taken in one transaction that reads, while others write on, and says nothing of the database it was taken from.
"""

import contextlib
import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from detente.core.errors import OutputError, UsageError
from detente.core.ids import hash_bytes
from detente.core.version import VERSION
from detente.store import tables
from detente.store.columns import moment
from detente.store.migrate import applied_versions
from detente.store.record import Record
from detente.store.revisions import head_of
from detente.store.snapshot_rows import row_line, writers_of

__all__ = ["FORMAT", "MANIFEST", "Manifest", "TableNote", "entry_of", "take_snapshot"]

FORMAT = "détente snapshot 1"
MANIFEST = "manifest.json"
AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TableNote:
    """What a snapshot holds of a table: its columns in order, its rows, and the length and hash of their lines."""

    columns: tuple[str, ...]
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a snapshot is of: when it was taken, by which version, the record's form, its chain's end, its tables."""

    format: str
    program: str
    form: int
    taken_at: str
    revisions: int
    head: str
    tables: dict[str, TableNote]

    @property
    def checksum(self) -> str:
        """The hash of the manifest, which holds the hash of everything else."""
        return hash_bytes(manifest_bytes(self))


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as it stands in a snapshot."""
    return json.dumps(asdict(manifest), indent=1, sort_keys=True, ensure_ascii=True).encode("ascii")


def entry_of(table: str) -> str:
    """Return under which name a table's rows stand in the archive."""
    return f"tables/{table}.jsonl"


def take_snapshot(record: Record, target: Path, *, now: dt.datetime) -> Manifest:
    """Write everything that the record holds to a new file, whole or not at all, and return its manifest.

    Raises `UsageError` where the file is there already, `OutputError` where it cannot be written.
    """
    part = target.with_name(target.name + ".part")
    try:
        _refuse_taken(target)
        with part.open("wb") as stream:
            manifest = _write(record, stream, now)
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        message = f"{target} cannot be written: {error.strerror}; make room, or name another place"
        raise OutputError(message) from error
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return manifest


def _refuse_taken(target: Path) -> None:
    if target.exists() or target.is_symlink():
        message = f"{target} is there already, and a snapshot is never written over; name another file"
        raise UsageError(message)


def _write(record: Record, stream: IO[bytes], now: dt.datetime) -> Manifest:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive, record.reading() as connection:
        number, head = head_of(connection)
        notes = {table.name: _write_table(archive, connection, table) for table in tables.metadata.sorted_tables}
        manifest = Manifest(
            format=FORMAT,
            program=VERSION,
            form=applied_versions(connection)[-1],
            taken_at=moment(now),
            revisions=number,
            head=head,
            tables=notes,
        )
        archive.writestr(MANIFEST, manifest_bytes(manifest))
    return manifest


def _write_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> TableNote:
    digest, rows, size = hashlib.sha256(), 0, 0
    with archive.open(entry_of(table.name), "w", force_zip64=True) as entry:
        for rows, line in enumerate(_lines(connection, table), start=1):  # noqa: B007 - their number, after the last
            entry.write(line)
            digest.update(line)
            size += len(line)
    return TableNote(columns=tuple(table.columns.keys()), rows=rows, size=size, sha256=digest.hexdigest())


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    forms = writers_of(table)
    query = sa.select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
    for row in connection.execute(query):
        yield row_line(row, forms)
