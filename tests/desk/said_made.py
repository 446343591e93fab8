"""A desk of composed reports about an invented line, taken in on two days; every party and person in it is invented."""

import datetime as dt
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest

from detente.cli import _run
from detente.cli.exits import Exit

__all__ = ["EARLIER", "HOSTILE", "LATER", "filled", "take_in"]

EARLIER = dt.datetime(2026, 3, 18, 9, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 3, 20, 7, tzinfo=dt.UTC)
SIGNED = ("--author", "Ann Brook", "--reason", "the desk's file")
CLOCKED = ("add", "watch.app", "ceasefire.app")
HOSTILE = "Post <script>alert(1)</script> \u202eenil"
"""The name of an outlet that would run a script, and turn the line round."""

WATCH = """
id = "line"
name = "The line"
invented = true
ceasefires = ["ford.toml"]

[[actors]]
id = "N"
name = "Northmark"

[[actors]]
id = "S"
name = "Southmark"

[[agreements]]
id = "pact"
name = "Kessing Pact"
parties = [{actor = "N"}, {actor = "S"}]

[[agreements.provisions]]
id = "4"
words = "Northmark hands over the maps by 28 March 2026."
bound = ["N"]
due = "2026-03-28"

[[phrases]]
id = "line-holds"
words = "the line holds"
forms = ["the line is holding"]

[[stated]]
of = "pact"
what = "signed"
claimant = "Northmark"
first = "2024-01-09"
[[stated.evidence]]
words = "Northmark has signed on 9 January 2024."
by = "the desk"

[[stated]]
of = "pact"
what = "signed"
claimant = "Southmark"
first = "2024-01-10"
[[stated.evidence]]
words = "Southmark has signed on 10 January 2024."
by = "the desk"
"""
FORD = """
id = "ford"
name = "Line of the Ford"
taxonomy = "posts-on-a-line"
first = "2025-03-01"
invented = true
[[bases]]
title = "Protocol of the Ford"
[[bases.clauses]]
id = "1"
words = "The parties shall not open fire."
breached_by = ["fire"]
[[parties]]
id = "A"
name = "Northmark"
press = ["Valley Wire"]
[[parties]]
id = "B"
name = "Southmark"
press = ["Southern Post"]
[[monitors]]
id = "M"
name = "Joint Centre"
[[stretches]]
id = "line"
name = "Line of the Ford"
kind = "line"
names = ["Ash Ford"]
"""
TALKS = (
    "The foreign ministers of Northmark and Southmark met in Kessing on 16 March 2026. “The line holds and the talks "
    "go on,” the Northmark foreign minister, Ada Rell, told reporters."
)
PLANNED = "The foreign ministers of Northmark and Southmark will meet in Kessing on 24 March."
DEAD = "“Two of our men are dead,” the Northmark defence minister, Ivo Tarn, said."
CLAIM = (
    "Southmark opened fire on Northmark positions near Ash Ford on 18 March 2026 and two soldiers were killed, the "
    f"Northmark defence ministry said. {DEAD}"
)
ACCUSING = "On 18 March 2026 Pakistan accused India of violating the ceasefire near Kotli."
FIRST = (("talks", "Valley Wire", "2026-03-17", TALKS), ("planned", "Valley Wire", "2026-03-17", PLANNED))
SECOND = (
    ("claim", "Valley Wire", "2026-03-19", CLAIM),
    ("accusing", "Valley Wire", "2026-03-19", ACCUSING),
    ("copy", HOSTILE, "2026-03-19", DEAD),
)


def filled(folder: Path) -> Path:
    """Return the folder of a desk with a watch, a ceasefire and reports that came in on two days."""
    (folder / "line.toml").write_text(WATCH, encoding="utf-8")
    (folder / "ford.toml").write_text(FORD, encoding="utf-8")
    desk = folder / "desk"
    _at(EARLIER, ["init", desk], ["watch", "load", desk, folder / "line.toml", *SIGNED])
    take_in(desk, EARLIER, *FIRST)
    take_in(desk, LATER, *SECOND)
    return desk


def take_in(desk: Path, at: dt.datetime, *reports: tuple[str, str, str, str]) -> None:
    """Take reports in at a moment: name, outlet, day, text."""
    lines = (
        {"id": name, "publisher": outlet, "published": day, "text": text} for name, outlet, day, text in reports
    )  # fmt: skip
    file = desk.parent / f"{at:%d%H}-{reports[0][0]}.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    _at(at, ["add", desk, file])


def _at(at: dt.datetime, *commands: Sequence[object]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in CLOCKED:
            patch.setattr(import_module(f"detente.cli.{name}"), "now", lambda: at)
        for words in commands:
            patch.setattr(sys, "argv", ["detente", *map(str, words)])
            assert _run() == Exit.DONE
