"""Readers that take no time, an engine that is no process, and runs to compare: importable by other processes."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from detente.core.errors import DocumentError
from detente.documents.document import Document
from detente.pipeline.opening import Opened
from detente.pipeline.outcomes import Outcome
from detente.reading.reading import Reading
from detente.reading.records import Drop, Published, Sentence
from detente.runs.bundle import Reads
from detente.runs.layout import TABLES
from detente.runs.plan import Bounds, Plan, Source

STAGES = (("quick", "1"),)
BOUNDS = Bounds(seconds=20.0, memory=400_000_000, tries=2)


def read(opened: Sequence[Opened]) -> list[Outcome]:
    """Read documents; what stands in a text may crash, hang or swell this process, or fail."""
    return [
        Outcome(opened=one, error=one.error) if one.document is None else _read(one, one.document) for one in opened
    ]


def read_slowly(opened: Sequence[Opened]) -> list[Outcome]:
    """Read documents, with time enough to be killed meanwhile."""
    time.sleep(0.004 * len(opened))
    return read(opened)


def _read(opened: Opened, document: Document) -> Outcome:
    if "CRASH" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in document.text:
        time.sleep(3_600)
    if "SWELL" in document.text:
        bytearray(10**13)
    if "FAIL" in document.text:
        return Outcome(opened=opened, error=DocumentError("failed", "made up"))
    day = document.published
    return Outcome(
        opened=opened,
        reading=Reading(
            document=document,
            published=Published(first=day, last=day, rule="carrier") if day else None,
            sentences=(Sentence(start=0, end=len(document.text)),),
            drops=(Drop(start=0, end=1, stage="quick", reason="first letter"),),
            stages=STAGES,
        ),
    )


def nothing() -> None:
    """Need nothing before the first document."""


def versions() -> tuple[tuple[str, str], ...]:
    return STAGES


def read_where_it_kills(opened: Sequence[Opened]) -> list[Outcome]:
    """Read documents; one ends the worker that this process reads for, as a machine out of memory may."""
    if any(one.document and "DEADLY" in one.document.text for one in opened):
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(10)
    return read(opened)


QUICK = Reads(read=read, ready=nothing, versions=versions)
DEADLY = Reads(read=read_where_it_kills, ready=nothing, versions=versions)
SLOW = Reads(read=read_slowly, ready=nothing, versions=versions)


class Here:
    """An engine that does the tasks where it is asked, one after the other, and counts them."""

    def __init__(self) -> None:
        self.done: list[Any] = []

    def run(
        self, work: Callable[[Any], Any], tasks: Iterable[Any], *, prepare: Callable[[], object] | None = None
    ) -> Iterator[Any]:
        del prepare
        for task in tasks:
            self.done.append(task)
            yield work(task)

    def close(self) -> None:
        """End nothing: nothing was started."""


def plan_of(folder: Path, *addresses: str, **changed: Any) -> Plan:
    """Return a plan for files of a folder, whose output lies beside them."""
    sources = tuple(Source(address=one if "://" in one else str(folder / one)) for one in addresses)
    return Plan(**{"sources": sources, "output": str(folder / "out"), "bounds": BOUNDS, **changed})


def write_lines(path: Path, texts: Iterable[str], *, months: int = 3) -> Path:
    """Write documents as JSON lines, their days in so many months."""
    lines = ({"id": f"d{n}", "text": text, "published": f"2019-{n % months + 1:02}-11"} for n, text in enumerate(texts))
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def parts_in(output: Path) -> dict[str, bytes]:
    """Return every file of a run's tables."""
    return {
        str(path.relative_to(output)): path.read_bytes()
        for table in TABLES
        for path in sorted((output / table).rglob("*.parquet"))
    }


def rows_in(output: Path, table: str = "documents") -> list[dict[str, Any]]:
    """Return the rows of a table in the order of the input."""
    from pyarrow import parquet

    rows = [row for path in (output / table).rglob("*.parquet") for row in parquet.ParquetFile(path).read().to_pylist()]
    return sorted(rows, key=lambda row: (row["input"], row["file"], row["ordinal"]))


def drive(address: str, output: str, documents: str) -> None:
    """Carry out a run as a process of its own, to be killed."""
    from detente.runs.run import run

    source = (Source(address=address),)
    run(Plan(sources=source, output=output, shard_documents=int(documents), bounds=BOUNDS), reads=SLOW)


if __name__ == "__main__":
    from runs import quick  # what workers are to import is a module of that name, not this process's main one

    quick.drive(*sys.argv[1:])
