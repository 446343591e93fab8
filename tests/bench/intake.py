"""Times intake, as a ratio to the reader over the same texts in the same run: intake is never what waits.

    python tests/bench/intake.py [NUMBER...]

So many documents of JSONL (2,000 and 10,000), copies among them, are kept and then compared with one another, in a
process of its own, whose peak of memory is printed: it does not grow with their number, but for what a library keeps.
"""

import itertools
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from texts import reports_with_copies

from detente.cli.add import now
from detente.documents.document import Document
from detente.pipeline.intake import take_in
from detente.pipeline.opening import Opener
from detente.pipeline.outcomes import AT_ONCE
from detente.pipeline.reader import default_reader
from detente.store import compare_waiting, create_record

SIZES = (2_000, 10_000)
LAST = 1_000
"""Documents whose comparing is timed by itself, at the end: does it grow with what is there already?"""
READ = 48
ASKED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Seconds that keeping and comparing took, those of the last thousand compared, and the peak of memory in MB."""

    kept: float
    compared: float
    last: float
    peak: float


def write_lines(path: Path, texts: Iterable[str]) -> None:
    """Write texts as JSONL."""
    with path.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(texts):
            lines.write(json.dumps({"id": f"made-{number}", "text": text}) + "\n")


def time_intake(path: Path, folder: Path) -> Timed:
    """Take a file of JSONL into a new record, and compare what is new there."""
    began = time.perf_counter()
    with create_record(folder / "record.sqlite", now=now()) as record, Opener() as opener:
        packets = opener.packets_of(path, standard_input=sys.stdin.buffer)
        deque(take_in(record, packets, opener, clock=now), maxlen=0)
        kept = time.perf_counter()
        done = [(0, kept), *((n, time.perf_counter()) for n in compare_waiting(record))]
    ended = done[-1][1]
    counts = [*itertools.accumulate(n for n, _ in done)]
    before = next(moment for n, (_, moment) in zip(counts, done, strict=True) if n >= counts[-1] - LAST)
    return Timed(kept=kept - began, compared=ended - kept, last=ended - before, peak=peak_of_memory())


def peak_of_memory() -> float:
    """Return the most memory that this process has had, in MB.

    `ru_maxrss` would be that of the process that started it too, which had the reader: the kernel hands it on.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (peak,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(peak) / 1024


def time_apart(path: Path) -> Timed:
    """Do the same in a process of its own, whose memory is nobody else's."""
    answer = subprocess.run([sys.executable, __file__, str(path)], check=True, stdout=subprocess.PIPE)
    return Timed(**json.loads(answer.stdout))


def time_reader(texts: Iterable[str]) -> float:
    """Return how many of the texts are read in a second, once the reader is there."""
    reader = default_reader()
    reader.read(Document(id="warm", text="Armenia and Azerbaijan signed an agreement in Moscow on 10 November 2020."))
    documents = [Document(id=str(number), text=text) for number, text in enumerate(texts)]
    started = time.perf_counter()
    for at in range(0, len(documents), AT_ONCE):
        deque(reader.read_all(documents[at : at + AT_ONCE]), maxlen=0)
    return len(documents) / (time.perf_counter() - started)


def main(sizes: Sequence[int]) -> None:
    """Print the table."""
    read = time_reader(itertools.islice(reports_with_copies(READ), READ))
    table = Table(
        "documents", "kept/s", "compared/s", "the last 1,000/s", "both/s", "× the reader", "peak MB", box=None
    )
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.jsonl"
            write_lines(path, reports_with_copies(size))
            timed = time_apart(path)
            both = size / (timed.kept + timed.compared)
            speeds = (size / timed.kept, size / timed.compared, LAST / timed.last, both)
            cells = (*(f"{speed:,.0f}" for speed in speeds), f"{both / read:.1f}", f"{timed.peak:,.0f}")
            table.add_row(f"{size:,}", *cells)
    console = Console(width=120)
    console.print(table)
    console.print(f"the reader reads {read:.1f} of these reports a second; at least {ASKED} × is asked")


if __name__ == "__main__":
    if sys.argv[1:] and not sys.argv[1].isdecimal():
        with tempfile.TemporaryDirectory() as made:
            print(json.dumps(asdict(time_intake(Path(sys.argv[1]), Path(made)))))  # noqa: T201
    else:
        main([int(number) for number in sys.argv[1:]] or SIZES)
