"""Documents that became readings, or nothing, by hand; and runs made of them, in place of what drives one."""

import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from detente.core.errors import DocumentError
from detente.documents.document import Document
from detente.documents.formats import cut_stream, ending_of, open_packet
from detente.documents.packet import Packet
from detente.pipeline.opening import Opened, open_with
from detente.pipeline.outcomes import Outcome
from detente.reading.reading import Reading
from detente.reading.records import Published
from detente.runs.assembling import Joined, part_tasks, put_together
from detente.runs.folder import Folder
from detente.runs.layout import MANIFEST, PLAN
from detente.runs.pieces import write_pieces
from detente.runs.rows import Origin, Rows, rows_of
from detente.runs.shard import ShardDone
from store.made import STAGES, TEXT, reading

FIRST = dt.date(2021, 1, 28)


def made(n: int) -> Outcome:
    """Return document number `n` with its reading, which was published on the day of that number; some have none."""
    data = json.dumps({"id": f"d{n}", "text": TEXT.format(n=n), "publisher": "Example Wire"}).encode()
    opened = opened_as(f"reports.jsonl:{n + 1}", data)
    if n % 50 == 49:
        return Outcome(opened=opened, error=DocumentError("took_too_long", f"reading it took too long ({n})"))
    return Outcome(opened=opened, reading=published(read(opened), FIRST + dt.timedelta(days=n // 4)))


def opened_as(name: str, data: bytes, **given: Any) -> Opened:
    """Return what bytes of this name open to."""
    return open_with(open_packet, Packet(name=name, suffix=ending_of(name.partition(":")[0]), data=data, **given))


def read(opened: Opened) -> Reading:
    """Return the reading by hand of a document with the text of `store.made`."""
    assert opened.document is not None
    return reading(opened.document)


def published(one: Reading, day: dt.date) -> Reading:
    """Return a reading as of a document of another day."""
    days = Published(first=day.isoformat(), last=day.isoformat(), rule="stated by the carrier")
    return replace(one, published=days)


def outcomes_of(files: dict[str, bytes]) -> Iterator[tuple[Opened, Origin]]:
    """Yield what files open to, and where each document stands."""
    for number, name in enumerate(sorted(files)):
        for ordinal, packet in enumerate(cut_stream(io.BytesIO(files[name]), name=name, suffix=ending_of(name))):
            yield open_with(open_packet, packet), Origin(name=name, source=0, file=number, ordinal=ordinal)


def rows_by_number(outcomes: Sequence[Outcome]) -> list[Rows]:
    """Return the rows of documents that stand in one file."""
    return [rows_of(one, Origin(name="reports.jsonl", source=0, file=0, ordinal=n)) for n, one in enumerate(outcomes)]


def cut_in(store: Folder, rows: Sequence[Rows], *, size: int) -> list[ShardDone]:
    """Write rows as pieces of shards of so many documents."""
    done = []
    for number, start in enumerate(range(0, len(rows), size)):
        own = rows[start : start + size]
        written = write_pieces(store, number, iter(own))
        done.append(
            ShardDone(number=number, documents=len(own), read=len(own), rows=written.rows, months=written.months)
        )
    return done


def put_all_together(store: Folder, done: Sequence[ShardDone]) -> list[Joined]:
    """Put all months together."""
    return [put_together(task) for task in part_tasks(store, done)]


def make_run(
    folder: Path, rows: Sequence[Rows], *, size: int = 7, stages: tuple[tuple[str, str], ...] = STAGES
) -> Folder:
    """Make a finished run of rows."""
    store = Folder(str(folder))
    parts = [one.file for one in put_all_together(store, cut_in(store, rows, size=size))]
    store.write(PLAN, json.dumps({"stages": stages}).encode())
    store.write(MANIFEST, msgspec.json.encode({"parts": sorted(parts, key=lambda part: part.name)}))
    return store


def document(**given: Any) -> Document:
    """Return a document that nobody checked."""
    return Document(**{"id": "d", "text": "Shells fell.", **given})
