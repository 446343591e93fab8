"""Every command explains itself, at once, and every exit status has its meaning."""

import re
import resource
import statistics
import subprocess
import sys
from typing import Any

import pytest
import typer

from cli.runs import Run
from detente import __version__
from detente.cli import ELSEWHERE, app
from detente.cli.exits import EXITS, Exit

COMMAND: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = COMMAND.commands
HEAVY = {"spacy", "sqlalchemy", "trafilatura", "rich", "numpy", "lxml", "jinja2", "sentencex", "multiprocessing"}


def test_the_commands() -> None:
    assert set(COMMANDS) >= {"read", "init", "add", "show", "page"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_and_all_its_options_explain_themselves(name: str, run: Run) -> None:
    command = COMMANDS[name]
    assert command.help.partition("\n")[0].endswith((".", ":")) or command.help.count(".")
    unexplained = [
        p.name for p in command.params if p.name != "help" and not (getattr(p, "help", None) or "").endswith(".")
    ]
    assert unexplained == []
    ended = run(name, "--help")
    assert ended.status == Exit.DONE
    assert ended.out.decode().startswith(f"Usage: detente {name}")


def test_every_exit_status_is_in_the_help_of_the_program(run: Run) -> None:
    said = " ".join(run("--help").out.decode().split())
    assert all(f"{int(status)} {EXITS[status]}" in said for status in Exit)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_says_in_a_line_where_the_exit_statuses_are(name: str, run: Run) -> None:
    last = run(name, "--help", columns=80).out.decode().rstrip().splitlines()[-1]
    assert last.strip() == ELSEWHERE


def test_the_list_of_commands_cuts_nothing_off(run: Run) -> None:
    listed = run("--help", columns=80).out.decode().partition("Commands:")[2].partition("Exit statuses")[0]
    lines = listed.strip().splitlines()
    assert len(lines) == len(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


def test_every_exit_status_has_a_meaning_of_its_own() -> None:
    assert set(EXITS) == set(Exit)
    assert len(set(EXITS.values())) == len(Exit)


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["frobnicate"], ["read", "a.txt", "--workers", "0"], ["add"], ["show", "d", "weather"], ["--x"]],
)
def test_arguments_that_cannot_be_used(arguments: list[str], run: Run) -> None:
    ended = run(*arguments)
    assert ended.status == Exit.USAGE
    assert ended.out == b""
    assert "Usage:" in ended.err


def test_the_version_names_the_vocabulary_too(run: Run) -> None:
    ended = run("--version")
    assert ended.status == Exit.DONE
    assert re.fullmatch(rf"detente {re.escape(__version__)}\ntypes and scores: \S.*\n", ended.out.decode())


def test_help_answers_at_once() -> None:
    seconds = []
    for _ in range(5):
        began = _spent_by_children()
        done = subprocess.run([sys.executable, "-m", "detente", "--help"], capture_output=True, check=True)
        seconds.append(_spent_by_children() - began)
        assert b"Usage" in done.stdout
    assert statistics.median(seconds) < 0.5


def _spent_by_children() -> float:
    """Return the processor's seconds of what was started and has ended: no other test on the machine adds to them."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_the_command_line_is_imported_without_anything_heavy() -> None:
    program = "import sys, detente, detente.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "detente" in loaded
    assert not loaded & HEAVY
