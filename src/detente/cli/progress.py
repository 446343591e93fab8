"""Progress on standard error, where a person is looking."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from detente.cli.interrupts import stop_if_interrupted

__all__ = ["count_bytes", "show_progress"]


@contextlib.contextmanager
def show_progress(what: str, *, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error while the block runs, and give a function that moves it on.

    Where standard error is no terminal nothing is drawn: a log wants lines, not bars. `total` None: not known.
    """
    if not sys.stderr.isatty():
        yield lambda _taken: stop_if_interrupted()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[done]} documents"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total, done=0)
        done = 0

        def advance(taken: int) -> None:
            nonlocal done
            stop_if_interrupted()
            done += 1
            progress.update(task, advance=taken, done=done)

        yield advance


def count_bytes(paths: list[Path]) -> int | None:
    """Return the size of all files together, or None where one is not a plain file (standard input, a pipe)."""
    try:
        return sum(path.stat().st_size for path in paths) if all(path.is_file() for path in paths) else None
    except OSError:  # one vanished since it was looked at; its reader will say so
        return None
