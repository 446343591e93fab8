"""How many shards a second a run gets through where reading takes no time: a marker for each, on the disk.

Run: PYTHONPATH=src:tests python tests/bench/run_overhead.py [SHARDS] [FOLDER]
"""

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from detente.runs.folder import Folder
from detente.runs.local import LocalEngine
from runs import work

LEAST, AIM = 50, 500
"""Shards a second that are asked for, and aimed at."""


def measure(shards: int, folder: Path, *, workers: int) -> float:
    """Return shards a second, start-up of the workers excluded."""
    store = Folder(str(folder))
    engine = LocalEngine(workers=workers)
    with contextlib.closing(engine):
        list(engine.run(work.mark_as_done, ((store, -n) for n in range(1, workers + 1))))
        started = time.perf_counter()
        done = sum(1 for _ in engine.run(work.mark_as_done, ((store, n) for n in range(shards))))
        return done / (time.perf_counter() - started)


def folders(given: Path | None) -> Iterator[Path]:
    """Give a folder to write in, which is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=given) as made:
        yield Path(made)


def main() -> int:
    """Measure and print; return 1 where the floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shards", nargs="?", type=int, default=1_000)
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    rate = 0.0
    for workers in (1, 2):
        for folder in folders(given.folder):
            rate = measure(given.shards, folder, workers=workers)
            sys.stdout.write(f"{workers} workers: {rate:,.0f} shards a second (at least {LEAST}, aim {AIM})\n")
    return 0 if rate >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
