"""Options and arguments that every command of a registry has, and output for people and for programs."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.init import DIR_HELP
from detente.cli.moments import AUTHOR_HELP, KNOWN_HELP, REASON_HELP
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.registry.interval import Interval

__all__ = ["Author", "Folder", "From", "Json", "KnownOn", "Reason", "To", "interval_of", "print_json"]

DAY = ["%Y-%m-%d"]

Folder = Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]
Author = Annotated[str | None, typer.Option(help=AUTHOR_HELP, metavar="NAME", show_default=False)]
Reason = Annotated[str | None, typer.Option(help=REASON_HELP, metavar="WORDS", show_default=False)]
KnownOn = Annotated[str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, an object a line, instead of what people read.")]
From = Annotated[
    dt.datetime | None, typer.Option("--from", help="Of this day and later ones.", formats=DAY, metavar="DATE")
]
To = Annotated[dt.datetime | None, typer.Option(help="Of this day and earlier ones.", formats=DAY, metavar="DATE")]


def interval_of(from_: dt.datetime | None, to: dt.datetime | None) -> "Interval | None":
    """Return the days that are asked for, None for all. Raises `UsageError` where they end before they begin."""
    from detente.registry.interval import Interval

    if from_ is None and to is None:
        return None
    first = from_.date() if from_ else dt.date.min
    last = to.date() if to else dt.date.max
    if last < first:
        message = f"--to {last} is before --from {first}: turn them round"
        raise UsageError(message)
    return Interval(first=first, last=last)


def print_json(rows: Iterable[Any]) -> None:
    """Print objects, one a line."""
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))
