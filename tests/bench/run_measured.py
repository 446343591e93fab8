"""What a run takes, piece by piece, as the model of a run wants it."""

import dataclasses
import itertools
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from run_nothing import mark_nothing
from texts import reports_with_copies

from detente.runs.assembling import PartTask, part_tasks, put_together
from detente.runs.cutting import Cutting
from detente.runs.engine import RunsTasks
from detente.runs.folder import Folder
from detente.runs.kept import count_shards, done_shards
from detente.runs.layout import TABLES, piece_of
from detente.runs.local import LocalEngine
from detente.runs.on_ray import RayEngine
from detente.runs.plan import Plan, Source
from detente.runs.run import run
from detente.runs.shard import ShardDone
from detente.runs.shard_size import size_shards
from detente.runs.simulated import Measured
from detente.runs.sources import find_inputs

__all__ = ["SAMPLE", "Timed", "items", "measured_of", "overhead", "reports", "time_run"]

SAMPLE = 16
"""Documents of a shard here: small, so that few reports are many shards, and two workers end at about the same time."""
MONTHS = 2
"""So few that a month has many documents: how long one takes to put together is told by the document."""
CUT_COPIES = 100
"""How often the input is repeated to time how it is cut, which is quick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A run that was timed: without `ready`, the seconds until workers were there and had the model."""

    plan: Plan
    documents: int
    seconds: float
    ready: float
    shards: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Documents a second, from cutting the input to the manifest."""
        return self.documents / self.seconds


def reports(wanted: int) -> list[str]:
    """Return so many reports of about 320 words."""
    return [*reports_with_copies(wanted)]


def items(wanted: int) -> list[str]:
    """Return so many paragraphs of such reports, which are the items that they were joined of: about 50 words."""
    paragraphs = (part for text in reports_with_copies(wanted, seed=7) for part in text.split("\n\n"))
    return [*itertools.islice((part for part in paragraphs if part.strip()), wanted)]


def time_run(texts: Sequence[str], folder: Path, *, engine: str, workers: int) -> Timed:
    """Read texts and write their tables, by workers that have the model and have read a text before."""
    plan = _plan(texts, folder, engine=engine, workers=workers)
    with _engine(engine, workers) as tasks:
        begun = time.perf_counter()
        warm = _plan(texts[: 2 * workers], folder / "warm", engine=engine, workers=workers)
        run(dataclasses.replace(warm, shard_documents=1), engine=tasks)
        ready = time.perf_counter() - begun
        begun = time.perf_counter()
        manifest = run(plan, engine=tasks)
        seconds = time.perf_counter() - begun
    shards = tuple(one.seconds["shard"] for one in _done(plan) if one.documents == SAMPLE)
    return Timed(plan=plan, documents=manifest.documents, seconds=seconds, ready=ready, shards=shards)


def _plan(texts: Sequence[str], folder: Path, *, engine: str, workers: int) -> Plan:
    folder.mkdir(parents=True)
    source = folder / "reports.jsonl"
    source.write_text("".join(_lines(texts)), "utf-8")
    out = str(folder / "out")
    return Plan(
        sources=(Source(address=str(source)),),
        output=out,
        shard_documents=SAMPLE,
        workers=workers,
        engine="ray" if engine == "ray" else "local",
    )


def _lines(texts: Sequence[str]) -> Iterator[str]:
    """Yield a line for each text, in the order of their days, over so many months."""
    for number, text in enumerate(texts):
        day = f"2019-{number * MONTHS // len(texts) + 1:02d}-03"
        yield json.dumps({"id": f"r{number}", "text": text, "published": day}) + "\n"


@contextmanager
def _engine(name: str, workers: int) -> Iterator[RunsTasks]:
    engine = RayEngine(workers=workers) if name == "ray" else LocalEngine(workers=workers)
    try:
        yield engine
    finally:
        engine.close()


def overhead(name: str, folder: Path, *, shards: int) -> tuple[float, float]:
    """Return shards a second of an engine whose work only writes its marker, and the driver's own seconds a shard."""
    folder.mkdir(parents=True)
    with _engine(name, 2) as engine:
        for _ in engine.run(mark_nothing, [(str(folder), n) for n in range(100)]):
            pass
        begun, own = time.perf_counter(), time.process_time()
        for _ in engine.run(mark_nothing, ((str(folder), 100 + n) for n in range(shards))):
            pass
        return shards / (time.perf_counter() - begun), (time.process_time() - own) / shards


def measured_of(timed: Timed, *, dispatch: float, ready: float) -> Measured:
    """Return what a run by one worker took, piece by piece."""
    store = Folder(timed.plan.output)
    shards = count_shards(store)
    begun = time.perf_counter()
    done = [*_done(timed.plan)]
    marker = (time.perf_counter() - begun) / shards
    parts = part_tasks(store, done)
    put_together(parts[0])  # what is loaded for the first is not needed again
    joined = tuple(_time_joining(parts, table) / timed.documents for table in TABLES)
    sizes = [_size(timed.plan, piece_of(one.number, table)) for one in done for table in TABLES]
    return Measured(
        shards=timed.shards,
        sample=SAMPLE,
        cut=_time_cutting(timed.plan),
        joined=joined,
        rows=tuple(sum(one.rows[table] for one in done) / timed.documents for table in TABLES),
        marker=marker,
        dispatch=dispatch,
        ready=ready,
        input_bytes=Path(timed.plan.sources[0].address).stat().st_size / timed.documents,
        piece_bytes=sum(sizes) / timed.documents,
        part_bytes=sum(_size_of_parts(timed.plan, table) for table in TABLES) / timed.documents,
    )


def _done(plan: Plan) -> list[ShardDone]:
    store = Folder(plan.output)
    return [*done_shards(store, range(count_shards(store)))]


def _size(plan: Plan, name: str) -> int:
    path = Path(plan.output) / name
    return path.stat().st_size if path.exists() else 0


def _size_of_parts(plan: Plan, table: str) -> int:
    return sum(path.stat().st_size for path in (Path(plan.output) / table).rglob("*.parquet"))


def _time_joining(parts: Sequence[PartTask], table: str) -> float:
    begun = time.perf_counter()
    for task in parts:
        if task.table == table:
            put_together(task)
    return time.perf_counter() - begun


def _time_cutting(plan: Plan) -> float:
    """Return the seconds a document that cutting takes, over an input that is long enough to see it."""
    source = Path(plan.sources[0].address)
    long = source.with_name("long.jsonl")
    lines = source.read_bytes()
    with long.open("wb") as out:
        out.writelines(itertools.repeat(lines, CUT_COPIES))
    wide = dataclasses.replace(plan, sources=(Source(address=str(long)),))
    begun = time.perf_counter()
    inputs = find_inputs(wide).inputs
    for _ in Cutting(size_shards(wide, inputs)).shards(inputs):
        pass
    seconds = time.perf_counter() - begun
    long.unlink()
    return seconds / (lines.count(b"\n") * CUT_COPIES)
