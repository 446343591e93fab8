"""`detente watch`: what the desk follows, written in a file."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import author_of, reason_of
from detente.cli.registry.options import Author, Folder, Reason

__all__ = ["watch_app"]

watch_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@watch_app.callback()
def watch() -> None:
    """Show and change what the desk follows: actors, agreements, institutions, platforms, projects, places."""


@watch_app.command(short_help="Keep what a watch's file says.")
def load(
    folder: Folder,
    file: Annotated[Path, typer.Argument(help="The watch's file (TOML).", metavar="FILE")],
    *,
    author: Author = None,
    reason: Reason = None,
) -> None:
    """Keep a watch as its file has it; a changed file makes a new revision, and earlier ones stay."""
    from detente.cli.files import read_whole
    from detente.pipeline.registries import keep_watch
    from detente.registry.watch.parse import parse_watch
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    made = parse_watch(
        read_whole(file), name=file.name, read_beside=lambda name: read_whole(file.parent / name, beside=file)
    )
    with open_record(record_path(folder), now=now()) as record:
        is_new = keep_watch(record, made, author=who, reason=why, now=now())
    if is_new:
        typer.echo(f"{made.id} is kept as {file.name} has it: detente watch show {folder} {made.id}")
    else:
        typer.echo(f"{made.id} is kept already as {file.name} has it; nothing changed")
