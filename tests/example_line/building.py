"""Builds the record of the Ossering Line by the program's own commands, once in a run of the tests."""

import datetime as dt
import fcntl
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

from enquire_line_example import enquire_all  # noqa: E402 - the folder of tools is on the path from here on
from review_line_example import review_all, run_in_process  # noqa: E402 - as above

from example_line.built import LINE, Line, cells_of, run  # noqa: E402 - where it stands is told above

__all__ = ["AUTHOR", "SAID", "build_line", "made_once"]

AUTHOR = "Wanda Pell"
SAID = ("--author", AUTHOR, "--reason", "as told")
T = TypeVar("T")


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> T:
    """Return what `make` makes in a folder of that name: the first process to ask makes it, the others wait for it."""
    here = factory.getbasetemp()
    folder = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    kept = folder / f"{name}.made"
    with _alone(folder / f"{name}.lock"):
        if not kept.exists():
            made = make(folder / name)
            kept.write_bytes(pickle.dumps(made))
        found: T = pickle.loads(kept.read_bytes())  # noqa: S301 - this run of the tests wrote it
    return found


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build_line(record: Path) -> Line:
    """Run the steps of `build.sh` and of the reviews. The reader is run over all reports once."""
    run("init", record)
    run("ceasefire", "define", record, LINE / "ceasefire.toml", "--author", AUTHOR, "--reason", "the paper")
    for body in ("velduria-daily", "corvessa-weekly", "mission-weekly"):
        _figures(record, body, "as published")
    printed = dt.datetime.now(dt.UTC)
    run("add", record, LINE / "reports.jsonl", LINE / "field" / "observations.csv")
    told = dt.datetime.now(dt.UTC)
    for body in ("velduria", "corvessa", "mission"):
        _figures(record, f"{body}-correction", "corrected")
    alone = cells_of(record)
    refused = review_all(LINE, record, run_in_process)
    reviewed = cells_of(record)
    mapped = ("--import", LINE / "effort" / "effort.csv", "--mapping", LINE / "effort" / "effort.toml")
    run("ceasefire", "effort", record, "ossering", *mapped, *SAID)
    for name in ("corvessa-weekly", "corvessa-running", "velduria-areas", "accidents"):
        table = LINE / "mines" / name
        run("mines", "import", record, f"{table}.csv", "--mapping", f"{table}.toml", *SAID)
    unkept = enquire_all(LINE, record, run_in_process)
    return Line(
        record=record, printed=printed, told=told, refused=refused, unkept=unkept, alone=alone, reviewed=reviewed
    )


def _figures(record: Path, name: str, reason: str) -> None:
    table = LINE / "figures" / name
    said = ("--author", AUTHOR, "--reason", reason)
    run("ceasefire", "figures", record, "ossering", "--import", f"{table}.csv", "--mapping", f"{table}.toml", *said)
