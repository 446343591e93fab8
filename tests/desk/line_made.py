"""A desk with something in every registry: an invented ceasefire, a watch, composed reports, hostile words."""

import json
import sys
from pathlib import Path

import pytest

from cli import mines_made, watched
from cli.ceasefire.test_app import FORD, MAPPING, REPORTS, SIGNED, TABLE
from detente.cli import _run
from detente.cli.exits import Exit

HOSTILE = (
    "<script>alert(1)</script> Southmark opened fire on Northmark positions near Ash Ford on 6 May 2021, the Northmark "
    'defence ministry said, \u202eand "nobody was hurt".'
)
MORE = """
[[institutions]]
id = "centre"
name = "Joint Centre"

[[platforms]]
id = "forum"
name = "Ford Forum"
envisaged = ["N", "S"]

[[projects]]
id = "kessing"
name = "Kessing Railway"
kind = "railway"
"""
STATED = (("signed", "N", "2021-04-01"), ("signed", "S", "2021-04-03"))
RAIL = (
    "The Kessing Railway was opened on 3 May 2023. Northmark attended the Ford Forum on 4 May 2023. Southmark did not "
    "attend the Ford Forum. The Joint Centre was opened on 5 May 2023."
)
QUOTED = (
    'Ann Brook, minister of Northmark, said on 7 May 2023: "We will open the road to Kessing." Northmark and Southmark '
    "held talks in Kessing on 6 May 2023."
)
TOLD = (("rail", RAIL, "2023-05-09"), ("quoted", QUOTED, "2023-05-09"))


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of that desk."""
    return make_line(tmp_path_factory.mktemp("line"))


def make_line(folder: Path, *kept: object) -> Path:
    """Make that desk in a folder, and return its own; `kept` says to `detente init` where its record lies."""
    own = (*REPORTS, ("hostile", HOSTILE, "2021-05-07"), *mines_made.REPORTS, *TOLD)
    lines = ({"id": name, "text": text, "published": day, "publisher": name} for name, text, day in own)
    stated = "".join(watched.STATED.format(what=what, by=by, day=day) for what, by, day in STATED)
    files = {
        "reports.jsonl": "".join(json.dumps(line) + "\n" for line in lines) + watched.REPORTS, "ford.toml": FORD,
        "map.toml": MAPPING, "table.csv": TABLE, "watch.toml": watched.WATCH + MORE + stated,
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    desk = folder / "desk"
    _do("init", desk, *kept)
    _do("watch", "load", desk, folder / "watch.toml", *SIGNED)
    _do("add", desk, folder / "reports.jsonl")
    _do("ceasefire", "define", desk, folder / "ford.toml", *SIGNED)
    mapping = ("--import", folder / "table.csv", "--mapping", folder / "map.toml")
    _do("ceasefire", "figures", desk, "ford", *mapping, *SIGNED)
    return desk


def _do(*words: object) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["detente", *map(str, words)])
        assert _run() == Exit.DONE
