"""A record that follows something from its beginning: a watch is chosen, its files laid beside the record, and kept."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from detente.cli.moments import author_of, reason_of
from detente.core.errors import OutputError, UsageError

if TYPE_CHECKING:
    from detente.pipeline.watches import WatchFile
    from detente.registry.watch.parse import ReadBeside
    from detente.store import Record

__all__ = ["begin_watch", "chosen_watch"]

OWN = "watch.toml"
"""What a watch's file is called in a record's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A watch that a record is to begin with: what its files say, and the files by their names in the folder."""

    made: "WatchFile"
    files: Mapping[str, bytes]
    author: str
    reason: str


def chosen_watch(given: str | None, *, author: str | None, reason: str | None) -> Chosen | None:
    """Return the watch of a name that is shipped, or in a file; None where none is asked for.

    Everything is read and checked here, before anything is made. Raises `UsageError` where it cannot be used.
    """
    if given is None:
        if author is not None or reason is not None:
            message = "an empty record needs no author and no reason; leave them out, or name a watch: --watch NAME"
            raise UsageError(message)
        return None
    who = author_of(author)
    why = reason_of(reason) if reason is not None else f"the record begins with the watch {given[:60]}"
    own, files = _files(given)
    made = _parsed(own, files)
    if OWN in files and own != OWN:
        message = (
            f"a file beside the watch is called {OWN}, which is what the watch will be called: give it another name"
        )
        raise UsageError(message)
    return Chosen(made=made, files={OWN if name == own else name: data for name, data in files.items()},
                  author=who, reason=why)  # fmt: skip


def begin_watch(record: "Record", folder: Path, chosen: Chosen, *, now: dt.datetime) -> None:
    """Lay a watch's files into a record's folder, and keep what they say."""
    from detente.cli.printable import printable
    from detente.pipeline.watches import keep_watch_file

    for name, data in chosen.files.items():
        _write_new(folder / name, data)
    new = keep_watch_file(record, chosen.made, author=chosen.author, reason=chosen.reason, now=now)
    typer.echo(printable(f"it follows {', '.join(new)}, as {folder / OWN} has it"))
    typer.echo(f"change that file as you need, then: detente watch load {folder} {folder / OWN}")


def _files(given: str) -> tuple[str, dict[str, bytes]]:
    """Return the name of a watch's own file, and the files that were read with it."""
    from detente.cli.files import read_whole
    from detente.registry.watch.shipped import shipped_files

    if not given.endswith(".toml"):
        return f"{given}.toml", dict(shipped_files(given))
    path = Path(given)
    files = {path.name: read_whole(path)}

    def read_beside(name: str) -> bytes:
        files[name] = read_whole(path.parent / name, beside=path)
        return files[name]

    _parsed(path.name, files, read_beside)
    return path.name, files


def _parsed(own: str, files: dict[str, bytes], read_beside: "ReadBeside | None" = None) -> "WatchFile":
    from detente.pipeline.watches import parse_watch_file

    return parse_watch_file(files[own], name=own, read_beside=read_beside or files.__getitem__)


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises `OutputError` where it is, or cannot be written."""
    try:
        with path.open("xb") as stream:
            stream.write(data)
    except FileExistsError as error:
        message = f"the record is made, but {path} is there already and stays; the watch is not kept: load it yourself"
        raise OutputError(message) from error
    except OSError as error:
        message = f"the record is made, but {path} cannot be written: {error.strerror}; the watch is not kept"
        raise OutputError(message) from error
