"""The page for a monitoring officer is true: its commands run in their order, and print the lines that it shows."""

import datetime as dt
import re
import shlex
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli import app
from detente.core.settings import load_settings

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "how-to" / "watch-a-ceasefire.md"
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
CUT = "…"
TODAYS = (
    (re.compile(r"20[2-9]\d-\d\d-\d\dT[\d:.]+Z"), "MOMENT"),
    (re.compile(r"\b20[2-9]\d-\d\d-\d\d\b"), "DAY"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
)
"""What is another each time that the page is walked; 2019, the year of the example, is not among it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command of the page with the lines shown under it; `whole` where none is left out."""

    command: str
    shown: tuple[str, ...]
    whole: bool


def typed(page: str) -> Iterator[Typed]:
    for block in BLOCK.findall(page):
        lines = block.replace("\\\n", " ").splitlines()
        starts = [n for n, line in enumerate(lines) if line.startswith("$ ")]
        for start, end in pairwise([*starts, len(lines)]):
            below = lines[start + 1 : end]
            shown = tuple(line for line in below if line != CUT)
            yield Typed(command=lines[start].removeprefix("$ "), shown=shown, whole=CUT not in below)


def timeless(lines: list[str] | tuple[str, ...]) -> Counter[str]:
    """Return how often each line stands there. The order is left out: of two sides another stands first each day."""
    made = [line.rstrip() for line in lines if line.strip()]
    for pattern, name in TODAYS:
        made = [pattern.sub(name, line) for line in made]
    return Counter(made)


class Desk:
    """A terminal of 80 columns in a folder that has the examples, with the variables that were set in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.set = {"COLUMNS": "80"}

    def type(self, command: str) -> list[str]:
        """Run a command as a person's shell would, those of the program within this process."""
        words = shlex.split(command)
        if words[0] == "detente":
            for name, value in self.set.items():
                words = [value if word == f"${name}" else word for word in words]
            done = CliRunner().invoke(app, words[1:], env=self.set)
            assert done.exit_code == 0, f"{command}\n{done.output}"
            return done.output.splitlines()
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            self.set[name] = value
        elif (variable := re.fullmatch(r"(\w+)=\$\(date .*\)", command)) is not None:
            # a shell's moment has no parts of a second; a person takes longer than one for the next command
            self.set[variable[1]] = dt.datetime.now(dt.UTC).isoformat()
        else:
            subprocess.run(["sh", "-c", command], cwd=self.folder, check=True)
        return []


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_AUTHOR", raising=False)
    load_settings.cache_clear()
    yield Desk(tmp_path)
    load_settings.cache_clear()


def test_the_week_of_a_monitoring_officer_is_as_the_page_shows_it(desk: Desk) -> None:
    for one in typed(PAGE.read_text(encoding="utf-8")):
        said, shown = timeless(desk.type(one.command)), timeless(one.shown)
        assert not shown - said, f"{one.command}: the page shows what is not printed: {shown - said}"
        assert not one.whole or said == shown, f"{one.command}: the page leaves out {said - shown} and does not say so"


def test_the_page_has_a_week_of_commands_and_shows_what_most_print() -> None:
    every = list(typed(PAGE.read_text(encoding="utf-8")))
    verbs = {tuple(one.command.split()[:3]) for one in every if one.command.startswith("detente ceasefire")}

    assert {verb[2] for verb in verbs} == {"define", "show", "board", "figures", "verify", "sign", "effort", "trend"}
    assert sum(bool(one.shown) for one in every) > len(every) / 2
    wide = [line for one in every for line in timeless(one.shown) if len(line) > 80]
    assert [line for line in wide if "detente " not in line] == [], "only a command to be copied is left in one line"
