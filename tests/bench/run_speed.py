"""How quick a run is: reading by one and two workers, Ray beside the pool, what engines cost, and the model of many.

Texts are reports of about 320 words, and items of about 50 (see texts.py). Starting workers and loading the model is
not in the rates, and told by itself. Beside it stands spaCy's small pipeline over the same texts in the same run. Ends
with 1 where a floor is not held. ``--archive`` reads all items of the current events once instead, which takes long.
"""

import argparse
import dataclasses
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table
from run_measured import SAMPLE, Timed, items, measured_of, overhead, reports, time_run
from texts import ITEMS, REPORT_WORDS

from detente.runs.plan import Plan, Source
from detente.runs.processes import memory_of_tree
from detente.runs.run import run
from detente.runs.shard_size import SHARDS
from detente.runs.simulated import Assumed, Load, Measured, Simulated, Work, efficiency, simulate, work_off
from reading import time_spacy

MANY = 100_000_000
SHARD = MANY // SHARDS
"""Documents of a shard of such an archive where its plan does not say it."""
WORKERS = (1, 2, 8, 64, 256, 1_000)
NEVER = 1e12
FLOORS = {
    "documents a second, 2 workers": 12.0,
    "two workers over one": 1.8,
    "Ray over the pool": 0.85,
    "shards a second that do nothing": 50.0,
    "efficiency of 64 workers": 0.9,
    "efficiency of 1,000 workers": 0.8,
}
MINUTES, FLAT = 40.0, 0.15
"""The most that the archive may take, and by how much of itself memory may grow over the second half of it."""
console = Console(width=130)


def time_reading(texts: list[str], folder: Path) -> tuple[dict[str, Timed], float]:
    """Return the runs by one and two workers and by Ray, and the seconds of spaCy alone; print them."""
    runs = {
        "1 worker": time_run(texts, folder / "one", engine="local", workers=1),
        "2 workers": time_run(texts, folder / "two", engine="local", workers=2),
        "2 workers on Ray": time_run(texts, folder / "ray", engine="ray", workers=2),
    }
    spacy = time_spacy(texts)
    table = Table("what", "documents", "seconds", "documents/s", "a day", "spaCy's alone", "ready in s", box=None)
    for name, one in runs.items():
        ratio = one.rate * spacy / len(texts)
        told = (f"{one.documents:,}", f"{one.seconds:.1f}", f"{one.rate:.2f}", f"{one.rate * 86_400:,.0f}")
        table.add_row(name, *told, f"{ratio:.2f}", f"{one.ready:.1f}")
    table.add_row("spaCy, 1 process", f"{len(texts):,}", f"{spacy:.1f}", f"{len(texts) / spacy:.2f}", "", "1.00", "")
    console.print(table)
    return runs, spacy


def compare_model(measured: Measured, runs: dict[str, Timed]) -> None:
    """Print what the model says of the runs that were timed, of which it has the shards of one worker."""
    here = Assumed(latency=0, requests=1e9, bandwidth=1e12, worker_bandwidth=1e12, hours_between_failures=NEVER)
    one = runs["1 worker"]
    tasks = [Work(seconds=seconds) for seconds in one.shards]
    rest = one.documents - SAMPLE * len(tasks)
    tasks += [Work(seconds=statistics.mean(one.shards) * rest / SAMPLE)] if rest else []
    alone = one.documents * (measured.cut + sum(measured.joined))
    for workers, name in ((1, "1 worker"), (2, "2 workers")):
        chance = random.Random(1)
        modelled = work_off(tasks, here, workers=workers, measured=measured, chance=chance)[0] + alone / workers
        real = runs[name].seconds
        console.print(f"model of {name}: {modelled:.1f} s, measured {real:.1f} s ({modelled / real - 1:+.1%})")


def model(words: int, measured: Measured) -> dict[int, float]:
    """Return the efficiency of so many workers over a large archive, and print it."""
    assumed = Assumed()
    load = Load(documents=MANY, shard_documents=SHARD)
    alone = simulate(load, measured, dataclasses.replace(assumed, hours_between_failures=NEVER), workers=1)
    table = Table(f"workers, {words} words", "efficiency", "hours", "done again", "of which seconds", box=None)
    found = {}
    for workers in WORKERS:
        one = simulate(load, measured, assumed, workers=workers)
        found[workers] = efficiency(one, alone)
        told = (f"{workers:,}", f"{found[workers]:.3f}", f"{one.seconds / 3_600:,.1f}", f"{one.again:,}")
        table.add_row(*told, _phases(one))
    console.print(table)
    for name, (other_load, other) in _otherwise(load, assumed).items():
        one = simulate(other_load, measured, other, workers=WORKERS[-1])
        rate = efficiency(one, alone)
        console.print(f"  {WORKERS[-1]:,} workers, {name}: {rate:.3f} ({_phases(one)})")
    return found


def _otherwise(load: Load, assumed: Assumed) -> dict[str, tuple[Load, Assumed]]:
    """Return what else might be so, by what it is."""
    undated = dataclasses.replace(load, undated=0.01)
    return {
        "256 documents a shard": (dataclasses.replace(load, shard_documents=256), assumed),
        "one in a hundred undated": (undated, assumed),
        "one in ten undated": (dataclasses.replace(load, undated=0.1), assumed),
        "one request after the other": (load, dataclasses.replace(assumed, at_once=1)),
    }


def _phases(one: Simulated) -> str:
    return ", ".join(f"{name} {seconds:,.0f}" for name, seconds in one.phases.items())


def measure(wanted: int, shards: int, folder: Path) -> dict[str, float]:
    """Measure and print everything but the archive, and return what floors are about."""
    console.print(f"{wanted:,} reports of about {REPORT_WORDS} words, {SAMPLE} a shard")
    runs, _ = time_reading(reports(wanted), folder / "long")
    costs = {name: overhead(name, folder / name, shards=shards) for name in ("local", "ray")}
    for name, (rate, own) in costs.items():
        console.print(f"{name}: {rate:,.0f} shards a second that do nothing, {own * 1e6:,.0f} µs of the driver each")
    dispatch, ready = costs["ray"][1], runs["2 workers on Ray"].ready
    measured = measured_of(runs["1 worker"], dispatch=dispatch, ready=ready)
    compare_model(measured, runs)
    console.print(f"measured: {_told(measured)}")
    console.print(f"assumed: {Assumed()}; {MANY:,} documents, {SHARD:,} a shard")
    many = model(REPORT_WORDS, measured)
    short = time_run(items(4 * wanted), folder / "short", engine="local", workers=1)
    console.print(f"items of about 50 words by 1 worker: {short.rate:.1f} a second")
    model(50, measured_of(short, dispatch=dispatch, ready=ready))
    found = (
        runs["2 workers"].rate,
        runs["2 workers"].rate / runs["1 worker"].rate,
        runs["2 workers on Ray"].rate / runs["2 workers"].rate,
        min(rate for rate, _ in costs.values()),
        many[64],
        many[1_000],
    )
    return dict(zip(FLOORS, found, strict=True))


def _told(measured: Measured) -> str:
    shards = statistics.mean(measured.shards), statistics.pstdev(measured.shards)
    fields = {f.name: getattr(measured, f.name) for f in dataclasses.fields(measured) if f.name != "shards"}
    fields["joined"] = sum(measured.joined)
    rest = ", ".join(f"{name} {value:.3g}" for name, value in fields.items())
    return f"{len(measured.shards)} shards of {shards[0]:.2f} s (sd {shards[1]:.2f}); {rest}"


def read_archive(folder: Path) -> list[str]:
    """Read all items of the current events by two workers, print what came of it, and return what is not held."""
    if not ITEMS.is_file():
        return [f"the archive is not there: {ITEMS}"]
    plan = Plan(sources=(Source(address=str(ITEMS)),), output=str(folder / "archive"), workers=2)
    begun = time.perf_counter()
    with _watched() as memory:
        manifest = run(plan)
    minutes = (time.perf_counter() - begun) / 60
    half = len(memory) // 2
    before, after = max(memory[:half] or [0]), max(memory[half:] or [0])
    rows = ", ".join(f"{count:,} {table}" for table, count in manifest.rows.items())
    console.print(f"{manifest.documents:,} items in {minutes:.1f} minutes, start-up and all: {rows}")
    console.print(
        f"memory of all processes, at most: {before / 1e6:,.0f} MB in the first half, {after / 1e6:,.0f} then"
    )
    wrong = [f"the archive took {minutes:.1f} minutes, over {MINUTES:g}"] if minutes > MINUTES else []
    return wrong + (["memory grew"] if after > before * (1 + FLAT) else [])


@contextmanager
def _watched() -> Iterator[list[int]]:
    """Yield a list that grows by the memory of this process and those under it, in bytes, each second."""
    found: list[int] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(1):
            found.append(memory_of_tree(os.getpid()))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()


def main() -> None:
    """Print what was measured; end with 1 where a floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--reports", type=int, default=480, help="reports of about 320 words; items are four times as many"
    )
    parser.add_argument("--shards", type=int, default=2_000, help="shards that do nothing")
    parser.add_argument("--archive", action="store_true", help="read all items of the current events, and nothing else")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="detente-run-") as folder:
        if given.archive:
            wrong = read_archive(Path(folder))
        else:
            found = measure(given.reports, given.shards, Path(folder))
            wrong = [
                f"{name}: {found[name]:.2f}, under {floor:g}" for name, floor in FLOORS.items() if found[name] < floor
            ]
            console.print("; ".join(f"{name} {value:.2f} (at least {FLOORS[name]:g})" for name, value in found.items()))
    for one in wrong:
        console.print(f"not held: {one}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
