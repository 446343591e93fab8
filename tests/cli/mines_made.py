"""Composed reports, tables and files about mines; every party, body and person in them is invented."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run
from detente.cli import _run
from detente.cli.exits import Exit

ACCIDENT = (
    "Three children and two women were wounded when a landmine exploded near Ash Ford on 3 May 2031, the Northmark "
    "health ministry said. Jon Reed, a shepherd, was killed."
)
WORK = (
    "The Southmark defence ministry said that its sappers cleared 12 hectares and destroyed at least 5 anti-tank mines "
    "near Eastbank on 9 May 2031."
)
BARE = "The Joint Centre said its teams are clearing mines and improvised explosive devices near Ash Ford."
REPORTS = (
    ("accident", ACCIDENT, "2031-05-05"), ("copy", ACCIDENT, "2031-05-06"), ("work", WORK, "2031-05-12"),
    ("bare", BARE, "2031-05-14"),
)  # fmt: skip
SIGNED = ("--author", "Ann Brook", "--reason", "the desk's own")
HEAD = 'claimant = "Joint Centre"\nwords = "as told"\nsource = "the centre\'s sheet, page 1"\n'
ACTIVITY = f'[[activity]]\n{HEAD}kind = "technical survey"\nfirst = 2031-05-20\nsurveyed = "3 ha"\n'
MAPPING = """
makes = "figure"
first = "from"
last = "to"
claimant_column = "who"
[counts]
mines = "mine"
[areas]
ground = "cleared"
"""
RUNNING = """
makes = "figure"
first = "to"
running = true
since = "2025-01-06"
claimant = "Ford Mine Office"
[counts]
mines = "mine"
"""
TABLE = (
    "from,to,who,mines,ground\n"
    '2025-01-06,2025-01-12,Ford Mine Office,"1,200",3 ha\n'
    "2025-01-13,2025-01-19,Ford Mine Office,many,\n"
    "2025-01-20,2025-01-26,Ford Mine Office,30,12\n"
    "2025-01-27,2025-02-02,Ford Mine Office,0,n/a\n"
)


def begin(folder: Path, *reports: tuple[str, str, str]) -> Path:
    """Make a record of reports in a folder, and return its place."""
    lines = ({"id": name, "text": text, "published": day, "publisher": name} for name, text, day in reports)
    (folder / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for words in (["init", str(folder / "desk")], ["add", str(folder / "desk"), str(folder / "reports.jsonl")]):
            patch.setattr(sys, "argv", ["detente", *words])
            assert _run() == Exit.DONE
    return folder / "desk"


def copied(told: Path, to: Path) -> Path:
    return Path(shutil.copytree(told, to / "desk"))


def listed(run: Run, desk: Path, *options: object) -> list[dict[str, Any]]:
    return run("mines", "list", desk, *options, "--json").items()


def the_accident(run: Run, desk: Path) -> dict[str, Any]:
    (one,) = listed(run, desk, "--kind", "accident")
    return one


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name
