"""How far a run is, on standard error: a bar for a person, a line now and then for a log."""

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from detente.cli.interrupts import stop_if_interrupted
from detente.cli.lines import counted

if TYPE_CHECKING:
    from detente.runs.progress import Progress, Watch

__all__ = ["show_run", "told"]

EVERY = 30.0
"""Seconds between two lines of a log."""


@contextlib.contextmanager
def show_run() -> Iterator["Watch"]:
    """Give what shows how far a run is while the block runs."""
    if sys.stderr.isatty():
        with _bar() as watch:
            yield watch
    else:
        yield _Log().take


class _Log:
    """Writes a line at the first news, and then where so much time has passed or all is done."""

    def __init__(self) -> None:
        self._next = 0.0

    def take(self, progress: "Progress") -> None:
        """Take up how far the run is."""
        stop_if_interrupted()
        if time.monotonic() >= self._next or progress.pieces_done == progress.pieces:
            self._next = time.monotonic() + EVERY
            typer.echo(told(progress), err=True)


def told(progress: "Progress") -> str:
    """Return a line on how far a run is."""
    documents = counted(progress.documents, "document")
    line = f"{progress.doing}: {progress.pieces_done:,} of {progress.pieces:,}, {documents}"
    if progress.rate is not None:
        line += f", {progress.rate:,.1f} a second"
    if progress.remaining:
        line += f", {_length(progress.remaining)} left"
    return line


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


@contextlib.contextmanager
def _bar() -> Iterator["Watch"]:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("looking at the input", total=None)

        def take(progress: "Progress") -> None:
            stop_if_interrupted()
            bar.update(task, total=progress.pieces, completed=progress.pieces_done, description=told(progress))

        yield take
