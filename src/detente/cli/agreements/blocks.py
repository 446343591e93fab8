"""Rows as blocks: what each is in a line, and each thing that is told of it in a line of its own."""

from collections.abc import Iterator, Sequence
from typing import Any

import typer

from detente.cli.agreements.app import print_wrapped

__all__ = ["print_blocks"]

BLANK = "–"


def print_blocks(rows: Sequence[dict[str, Any]], *, nothing: str, head: Sequence[str]) -> None:
    """Print rows as blocks; the columns of `head` stand in the first line. `nothing` where there are none."""
    if not rows:
        typer.echo(nothing)
    for at, row in enumerate(rows):
        print_wrapped([*([""] if at else []), *_block(row, head)])


def _block(row: dict[str, Any], head: Sequence[str]) -> Iterator[str]:
    yield "  ".join(str(row[column]) if row[column] is not None else BLANK for column in head)
    for column, value in row.items():
        if column == "words" and value:
            yield f"  “{value}”"
        elif column not in head:
            yield f"  {column}: {BLANK if value is None else value}"
