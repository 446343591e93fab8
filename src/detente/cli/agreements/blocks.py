"""Rows as blocks: what each is in a line, and each thing that is told of it in a line of its own."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import typer

from detente.cli.agreements.app import print_wrapped

if TYPE_CHECKING:
    from detente.pipeline.registries import Desk

__all__ = ["actor_names", "print_blocks"]

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


def actor_names(desk: "Desk") -> dict[str, str]:
    """Return the names of actors by their ids: of those that the desk follows, and of all states."""
    from detente.knowledge.countries import countries

    names = {one.country: one.name for one in countries() if one.country}
    return names | {actor.id: actor.name for actor in desk.actors}
