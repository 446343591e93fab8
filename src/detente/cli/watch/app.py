"""`detente watch`: what the desk follows, written in a file, and what reports mention that it lacks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import author_of, known_as, reason_of
from detente.cli.registry.options import Author, Folder, Json, KnownOn, Reason, print_json

if TYPE_CHECKING:
    from detente.pipeline.watches import WatchFile

__all__ = ["read_watch_file", "watch_app"]

watch_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)
WIDE = 140
"""Columns of a terminal from which proposals are listed as a table."""


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
    """Keep a watch and its ceasefires as their files have them; a changed file makes a new revision, earlier ones stay.

    All of them are kept, or none where one cannot be used.
    """
    from detente.cli.printable import printable
    from detente.pipeline.watches import keep_watch_file
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    made = read_watch_file(file)
    with open_record(record_path(folder), now=now()) as record:
        new = keep_watch_file(record, made, author=who, reason=why, now=now())
    if new:
        done = f"kept as {file.name} has it: {', '.join(new)}; see detente watch show {folder} {made.watch.id}"
    else:
        done = f"{made.watch.id} is kept already as {file.name} has it; nothing changed"
    typer.echo(printable(done))


@watch_app.command("list", short_help="List the watches that are kept.")
def list_watches(folder: Folder, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List the watches of a record: how much of what each follows, which revision it is, by whom."""
    from detente.cli.show.table import print_rows
    from detente.cli.watch.words import row_of
    from detente.pipeline.watches import kept_watches
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        rows = [row_of(made, entry) for made, entry in kept_watches(record, known_on=known_on)]
    if as_json:
        print_json(rows)
    else:
        print_rows(rows, nothing=f"no watch is kept here: detente watch load {folder} FILE", wide=WIDE)


@watch_app.command(short_help="Show a watch in words.")
def show(
    folder: Folder,
    id_: Annotated[
        str | None, typer.Argument(help="The watch's id; not needed where there is one.", metavar="ID")
    ] = None,
    *,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """Show whom and what a watch follows, how each is called here and in reports, and what it states by whose word."""
    from detente.cli.ceasefire.lines import print_lines
    from detente.cli.watch.words import watch_lines
    from detente.pipeline.watches import kept_watch
    from detente.registry.watch.parse import watch_to_json
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        made, entry = kept_watch(record, id_, known_on=known_on)
    at = entry.made_at.isoformat(timespec="seconds")
    if as_json:
        kept = {"author": entry.author, "reason": entry.reason, "at": at, "revision": entry.revision}
        print_json([{"watch": watch_to_json(made), "kept": kept}])
        return
    print_lines(watch_lines(made))
    print_lines([f"revision {entry.revision} by {entry.author}, {at}: {entry.reason}"])


@watch_app.command(short_help="List the watches that détente comes with.")
def shipped(*, as_json: Json = False) -> None:
    """List the watches that détente comes with: detente init DIR --watch NAME makes a record with one."""
    from detente.cli.show.table import print_rows
    from detente.cli.watch.words import counts_of
    from detente.registry.watch.shipped import shipped_names, shipped_watch

    rows = [{"watch": name} | counts_of(shipped_watch(name)) for name in shipped_names()]
    if as_json:
        print_json(rows)
    else:
        print_rows(rows, nothing="no watch is shipped", wide=WIDE)


@watch_app.command(short_help="List what reports mention and no watch has.")
def missing(
    folder: Folder,
    *,
    section: Annotated[
        list[str] | None, typer.Option(help="Only of this section (agreements, actors, ...); may be given again.")
    ] = None,
    most: Annotated[int, typer.Option(help="At most so many.", min=1, metavar="N")] = 50,
    toml: Annotated[bool, typer.Option("--toml", help="Print a piece of TOML to go over and paste.")] = False,
    dismissed: Annotated[bool, typer.Option("--dismissed", help="With what was turned down as well.")] = False,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List what reports mention and no watch has, told by most voices first. It is proposed, and added by nobody."""
    from detente.cli.show.table import print_rows
    from detente.cli.watch.proposed import asked_sections, proposal_plain, proposal_row, toml_of
    from detente.pipeline.watches import missing_of
    from detente.store import open_record

    wanted, known_on = asked_sections(section), known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        every = missing_of(record, with_dismissed=dismissed, known_on=known_on)
    found = [one for one in every if not wanted or one.section in wanted][:most]
    if toml:
        typer.echo(toml_of(found), nl=False)
    elif as_json:
        print_json(proposal_plain(one) for one in found)
    else:
        print_rows([proposal_row(one) for one in found], nothing="reports name nothing that is not watched", wide=WIDE)


@watch_app.command(short_help="Turn a proposal down, or let it be made again.")
def dismiss(
    folder: Folder,
    id_: Annotated[str, typer.Argument(help="The proposal: its id, or the first digits of it.", metavar="ID")],
    *,
    again: Annotated[bool, typer.Option("--again", help="Let it be proposed again.")] = False,
    author: Author = None,
    reason: Reason = None,
) -> None:
    """Keep that something is not to be watched: it is no longer proposed. --again takes that back; both stay kept."""
    from detente.cli.printable import printable
    from detente.cli.watch.proposed import find_proposal
    from detente.pipeline.watches import decide_not_watched, missing_of
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    with open_record(record_path(folder), now=now()) as record:
        one = find_proposal(missing_of(record, with_dismissed=True), id_)
        is_new = decide_not_watched(record, one, dismissed=not again, author=who, reason=why, now=now())
    done = "is proposed again" if again else "is no longer proposed"
    typer.echo(f"{printable(one.name)} {done}" if is_new else f"{printable(one.name)}: nothing changed")


def read_watch_file(file: Path) -> "WatchFile":
    """Return what a watch's file and those beside it say. Raises `UsageError` where one of them cannot be used."""
    from detente.cli.files import read_whole
    from detente.pipeline.watches import parse_watch_file

    return parse_watch_file(
        read_whole(file), name=file.name, read_beside=lambda name: read_whole(file.parent / name, beside=file)
    )
