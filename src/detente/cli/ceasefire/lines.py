"""Lines of commands about a ceasefire, as a terminal takes them."""

from collections.abc import Iterable

import typer

from detente.cli.ceasefire.words import wrapped

__all__ = ["print_lines", "width"]


def print_lines(lines: Iterable[str]) -> None:
    """Print lines cut to the terminal; evidence may hold what a terminal takes for a command."""
    for line in lines:
        for piece in wrapped(line, width()):
            typer.echo(piece)


def width() -> int:
    """Return the columns of the terminal."""
    from rich.console import Console

    return Console().width
