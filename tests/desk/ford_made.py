"""A desk with an invented ceasefire between two invented sides, what reports tell of it, and figures of one side."""

import datetime as dt
import json
import shutil
import sys
from pathlib import Path

import pytest

from cli.ceasefire.test_app import FORD, MAPPING, REPORTS, SIGNED, TABLE
from detente.cli import _run
from detente.cli.exits import Exit

MAY = "from=2021-05-01&to=2021-05-08"
HOSTILE = (
    "<script>alert(1)</script> Southmark opened fire on Northmark positions near Ash Ford on 6 May 2021, the Northmark "
    "defence ministry said, \u202eand nobody was hurt."
)
CORRECTED = "day,who,fire,drone,all\n2021-05-03,N,6,,\n"


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of four invented reports, two of them copies of one text, with figures of which one was corrected."""
    folder = tmp_path_factory.mktemp("ford")
    reports = (*REPORTS, ("hostile", HOSTILE, "2021-05-07"))
    lines = ({"id": name, "text": text, "published": day, "publisher": name} for name, text, day in reports)
    made = {
        "reports.jsonl": "".join(json.dumps(line) + "\n" for line in lines), "ford.toml": FORD, "map.toml": MAPPING,
        "table.csv": TABLE, "corrected.csv": CORRECTED,
    }  # fmt: skip
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    desk = folder / "desk"
    do("init", desk)
    do("add", desk, folder / "reports.jsonl")
    do("ceasefire", "define", desk, folder / "ford.toml", *SIGNED)
    _bring(desk, folder, "table.csv")
    (folder / "between").write_text(dt.datetime.now(dt.UTC).isoformat(), encoding="utf-8")
    _bring(desk, folder, "corrected.csv")
    return desk


@pytest.fixture
def desk(told: Path, tmp_path: Path) -> Path:
    """A copy of that record, to be changed."""
    return Path(shutil.copytree(told, tmp_path / "desk"))


@pytest.fixture
def between(told: Path) -> dt.datetime:
    """Return a moment after the figures were first brought, and before one was corrected."""
    return dt.datetime.fromisoformat((told.parent / "between").read_text(encoding="utf-8"))


def _bring(desk: Path, folder: Path, table: str) -> None:
    options = ("--import", folder / table, "--mapping", folder / "map.toml", *SIGNED)
    do("ceasefire", "figures", desk, "ford", *options)


def do(*words: object) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["detente", *map(str, words)])
        assert _run() == Exit.DONE
