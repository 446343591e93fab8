"""A finished run's documents, as they came and as they were read, out of its folder."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from detente.core.errors import DOCUMENT_CODES, DetenteError, DocumentError, EvidenceError, UsageError
from detente.documents.packet import Carried, Packet
from detente.reading.load import load_reading
from detente.reading.reading import Reading
from detente.runs.assembling import PartDone
from detente.runs.folder import Folder
from detente.runs.layout import MANIFEST, PLAN
from detente.runs.written import tell_wrong, wrong_parts

__all__ = ["FinishedRun", "document_rows", "error_of", "open_run", "packet_of", "reading_of"]

AT_ONCE = 64
"""Documents that are held at once."""

AGAIN = "have the run's folder copied again, as a whole, or put it together again with detente run PLAN.toml"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedRun:
    """The folder of a run that is whole, the stages that read its documents, and the files that hold these.

    `stages` by name and version; `documents` are names in the folder, in order.
    """

    store: Folder
    stages: tuple[tuple[str, str], ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What a manifest says of the files of its tables."""

    parts: tuple[PartDone, ...]


def open_run(address: str) -> FinishedRun:
    """Return the finished run in a folder, as fsspec names it.

    Raises `UsageError` where there is none, one that is not finished, or one with other documents than it wrote.
    """
    store = Folder(address)
    try:
        if not store.exists(MANIFEST):
            begun = store.exists(PLAN)
            do = "finish it: detente run PLAN.toml" if begun else "name the folder that a run has written"
            message = f"{address} {'holds a run that is not finished' if begun else 'holds no run'}; {do}"
            raise UsageError(message)
        plan = msgspec.json.decode(store.read(PLAN))
        stages = msgspec.convert(plan["stages"], type=tuple[tuple[str, str], ...])
    except (OSError, msgspec.MsgspecError, LookupError, TypeError) as error:
        message = f"{PLAN} in {address} is gone or damaged ({error}): have the run's folder copied again, as a whole"
        raise UsageError(message) from error
    return FinishedRun(store=store, stages=stages, documents=_documents(store))


def _documents(store: Folder) -> tuple[str, ...]:
    """Return the files of the table of documents, which are those that the run has written."""
    try:
        kept = msgspec.json.decode(store.read(MANIFEST), type=_Parts).parts
    except msgspec.MsgspecError as error:
        message = f"{MANIFEST} in {store.address} is damaged ({error}): {AGAIN}"
        raise UsageError(message) from error
    parts = [part for part in kept if part.name.startswith("documents/")]
    if wrong := wrong_parts(store, parts, most_bytes=None):
        message = f"the documents in {store.address} are not as {MANIFEST} says ({tell_wrong(wrong)}): {AGAIN}"
        raise UsageError(message)
    return tuple(part.name for part in parts)


def document_rows(run: FinishedRun, *columns: str) -> Iterator[Row]:
    """Yield the rows of the table of documents, with some of their columns or all, as they lie in its files.

    Raises `UsageError` for a file that is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name in run.documents:
        try:
            with run.store.open_in(name) as stream:
                part = pq.ParquetFile(stream, pre_buffer=False)
                for batch in part.iter_batches(batch_size=AT_ONCE, columns=list(columns) or None, use_threads=False):
                    yield from batch.to_pylist()
        except (pa.ArrowException, OSError) as error:
            raise _damaged(run, name, error) from error


def packet_of(row: Row) -> Packet:
    """Return the packet that a document came as.

    Raises `EvidenceError` for a row that is none.
    """
    carried, had = Carried(**(row["carried"] or {})), row["bytes"] is not None
    try:
        dt.datetime.fromisoformat(carried.fetched or "2000-01-01")
    except ValueError as error:
        message = f"{row['name']!r} says that it was fetched at {carried.fetched!r}, which is no time"
        raise EvidenceError(message) from error
    return Packet(
        name=row["name"],
        suffix=row["suffix"],
        data=row["bytes"] if had else b"",
        error=None if had else error_of(row),
        carried=carried,
        inside=row["inside"] or "",
        table=row["table"] or "",
        foreign=bool(row["foreign"]),
    )


def error_of(row: Row) -> DocumentError | None:
    """Return why a document has no reading, None where it has one."""
    code, message = row["error_code"], row["error_message"]
    if code is None:
        return None
    return DocumentError(code if code in DOCUMENT_CODES else "failed", message or "no reason is noted")


def reading_of(row: Row) -> Reading | None:
    """Return a document's reading, None where it has none.

    Raises `EvidenceError` for what is none, or has words where the text has none.
    """
    if row["reading"] is None:
        return None
    try:
        body = json.loads(row["reading"])
        _check_spans(body, len(row["text"]))
        return load_reading(body | {"text": row["text"]})
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, DetenteError) as error:
        message = f"what is kept as the reading of {row['name']!r} is none ({type(error).__name__}: {error})"
        raise EvidenceError(message) from error


def _check_spans(value: Any, length: int) -> None:
    """See that whatever has a start and an end lies within a text."""
    if isinstance(value, list):
        for one in value:
            _check_spans(one, length)
    elif isinstance(value, dict):
        end = value.get("end")
        if end is not None and not 0 <= value["start"] < end <= length:
            message = f"there are no words at [{value['start']}, {end}) of a text of {length:,} characters"
            raise EvidenceError(message)
        for one in value.values():
            if isinstance(one, list | dict):
                _check_spans(one, length)


def _damaged(run: FinishedRun, name: str, error: Exception) -> UsageError:
    message = f"{name} in {run.store.address} is damaged ({error}): have the run's folder copied again, as a whole"
    return UsageError(message)
