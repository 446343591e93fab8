"""The command line: one module a verb, each a thin wrap around the rooms that do the work."""

import contextlib
import os
import sys
from typing import Annotated

import typer

from detente import __version__
from detente.cli.add import add
from detente.cli.exits import EXITS, Exit
from detente.cli.init import init
from detente.cli.page import page
from detente.cli.read import read
from detente.cli.show import show
from detente.core.errors import DetenteError, OutputError, RecordError, UsageError

__all__ = ["app", "main"]

EPILOG = "Exit statuses: " + "; ".join(f"{int(status)} {EXITS[status]}" for status in Exit) + "."

app = typer.Typer(
    name="detente",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads reports and keeps the record: who did what to whom, where and when, who says so, in which words.",
    epilog=EPILOG,
)


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the versions of détente and of its vocabulary.", is_eager=True)
    ] = False,
) -> None:
    if version:
        from detente.knowledge.files import about

        typer.echo(f"detente {__version__}")
        typer.echo(f"types and scores: {about('plover/types.json')['version']}")
        raise typer.Exit(Exit.DONE)


for verb in (read, init, add, show, page):
    app.command(epilog=EPILOG)(verb)


def main() -> None:
    """Run the command line and end the process with a documented exit status."""
    sys.exit(_run())


def _run() -> int:
    try:
        app(standalone_mode=True)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else Exit.USAGE
    except BrokenPipeError:
        # Whoever read our output (`| head`) has enough; say nothing, and keep Python from saying it at exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.PIPE
    except KeyboardInterrupt:
        typer.echo("interrupted; what was finished is kept", err=True)
        return Exit.INTERRUPTED
    except DetenteError as error:
        typer.echo(f"detente: {error}", err=True)
        return _status(error)
    return Exit.DONE


def _status(error: DetenteError) -> int:
    if isinstance(error, UsageError):
        return Exit.USAGE
    if isinstance(error, OutputError):
        return Exit.OUTPUT
    if isinstance(error, RecordError):
        return Exit.RECORD
    return Exit.BROKEN
