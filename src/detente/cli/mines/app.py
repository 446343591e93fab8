"""`detente mines`: hazards, clearance, accidents and handovers, each by whose word and in which words."""

import datetime as dt
import json
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.moments import AUTHOR_HELP, KNOWN_HELP, REASON_HELP, author_of, known_as, reason_of
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.registry.interval import Interval

__all__ = ["Author", "Folder", "Json", "KnownOn", "Reason", "mines_app", "print_lines"]

mines_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

Folder = Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]
Id = Annotated[str, typer.Argument(help="The record: its id, or the first digits of it.", metavar="ID")]
Author = Annotated[str | None, typer.Option(help=AUTHOR_HELP, metavar="NAME", show_default=False)]
Reason = Annotated[str | None, typer.Option(help=REASON_HELP, metavar="WORDS", show_default=False)]
KnownOn = Annotated[str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of what people read.")]
Day = ["%Y-%m-%d"]
WIDE = 180
"""Columns of a terminal from which the list is a table."""


class Kind(Enum):
    """What a list may be narrowed to; a record may be of several."""

    HAZARD = "hazard"
    ACTIVITY = "activity"
    SURVEY = "survey"
    CLEARANCE = "clearance"
    BATTLE_AREA = "battle-area-clearance"
    SPOT_TASK = "spot-task"
    EDUCATION = "risk-education"
    RELEASED = "land-released"
    DEVICES = "devices"
    ACCIDENT = "accident"
    HANDOVER = "handover"
    FIGURE = "figure"


@mines_app.command("list", short_help="List what is told about mines, and by whom.")
def list_mines(
    folder: Folder,
    *,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only of this kind; may be given again.")] = None,
    from_: Annotated[
        dt.datetime | None, typer.Option("--from", help="Of this day and later ones.", formats=Day)
    ] = None,
    to: Annotated[dt.datetime | None, typer.Option(help="Of this day and earlier ones.", formats=Day)] = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List hazards, work on mines, accidents, handovers and figures: who says so, what, and in which words.

    What reports tell is worked out anew each time, copies of one text once. Work that is told without any figure is
    listed, and its figures are "not told".
    """
    from detente.cli.mines.words import plain_of, row_of
    from detente.cli.show.table import print_rows
    from detente.pipeline.mines import gather_mines
    from detente.registry.mines.selection import is_of_kind
    from detente.store import open_record

    known_on, interval = known_as(as_known_on, now=now()), _interval(from_, to)
    with open_record(record_path(folder), read_only=True) as record:
        every = gather_mines(record, interval=interval, known_on=known_on)
    rows = [row for row in every if is_of_kind(row.record, [one.value for one in kind or ()])]
    if as_json:
        _print_json([plain_of(row) for row in rows])
    else:
        print_rows([row_of(row) for row in rows], nothing=_nothing(narrowed=bool(kind or interval)), wide=WIDE)


@mines_app.command(short_help="Show one mine record whole, with its revisions.")
def show(folder: Folder, id_: Id, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Show one mine record whole: who says so, its words, every field told or not told, what it corrects."""
    from detente.cli.mines.words import plain_of, whole_lines
    from detente.pipeline.mines import find_mine_record, gather_mines, mine_revisions
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        row = find_mine_record(gather_mines(record, known_on=known_on), id_)
        revisions = mine_revisions(record, row.record.id, known_on=known_on)
    if as_json:
        kept = [{"revision": one.revision, "author": one.author, "reason": one.reason,
                 "at": one.made_at.isoformat(timespec="seconds")} for one in revisions]  # fmt: skip
        _print_json([{"record": plain_of(row), "revisions": kept}])
    else:
        print_lines(whole_lines(row, revisions))


@mines_app.command(short_help="Keep mine records that a person wrote down.")
def add(
    folder: Folder,
    file: Annotated[Path, typer.Argument(help="The records, one or several (TOML).", metavar="FILE")],
    *,
    author: Author = None,
    reason: Reason = None,
    as_json: Json = False,
) -> None:
    """Keep the mine records of a file, all of them or none; one that corrects another names it, and both stay."""
    from detente.cli.mines.bring import add_records
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    with open_record(record_path(folder), now=now()) as record:
        done = add_records(record, file, author=who, reason=why, now=now())
    _print_json([done.plain]) if as_json else print_lines(done.lines)


@mines_app.command("import", short_help="Keep the mine records of a table.")
def import_(
    folder: Folder,
    file: Annotated[Path, typer.Argument(help="The table (CSV).", metavar="FILE")],
    *,
    mapping: Annotated[Path | None, typer.Option(help="Which column holds what (TOML).", metavar="FILE")] = None,
    author: Author = None,
    reason: Reason = None,
    as_json: Json = False,
) -> None:
    """Keep what a table says, by a mapping; cells that cannot be used and sums that do not come out are told.

    Nothing is mended. A later figure of the same claimant, kind, place and days takes the earlier one's place, and
    both stay.
    """
    from detente.cli.mines.bring import import_table
    from detente.store import open_record

    if mapping is None:
        message = "a table and its mapping are given together: --mapping FILE"
        raise UsageError(message)
    who, why = author_of(author), reason_of(reason)
    with open_record(record_path(folder), now=now()) as record:
        done = import_table(record, file, mapping, author=who, reason=why, now=now())
    _print_json([done.plain]) if as_json else print_lines(done.lines)


@mines_app.command(short_help="Hold running totals against the figures of the same body.")
def totals(folder: Folder, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Hold published running totals against the same body's figures for periods; what does not fit is told.

    Nothing is mended, and no total is made here. How a figure may have been printed wrongly is a guess, and said to be.
    """
    from detente.cli.mines.totals import totals_lines, totals_plain
    from detente.pipeline.mines import gather_mines
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        rows = gather_mines(record, known_on=known_on)
    if as_json:
        _print_json([totals_plain(rows)])
    else:
        print_lines(totals_lines(rows))


@mines_app.command(short_help="Leave a mine record out from now on, with the reason.")
def withdraw(
    folder: Folder,
    id_: Id,
    *,
    author: Author = None,
    reason: Reason = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take it back in, as it was.")] = False,
) -> None:
    """Leave a mine record out of lists and totals from now on; nothing is deleted, and earlier days show it still."""
    from detente.pipeline.mines import set_aside
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    with open_record(record_path(folder), now=now()) as record:
        subject, done = set_aside(record, id_, undo=undo, author=who, reason=why, now=now())
    what = "is back in" if undo else "is withdrawn"
    typer.echo(f"{subject[:10]} {what}{'' if done else ' already'}")


def print_lines(lines: list[str]) -> None:
    """Print lines cut to the terminal; evidence may hold what a terminal takes for a command."""
    from rich.console import Console

    from detente.cli.ceasefire.words import wrapped

    width = Console().width
    for line in lines:
        for piece in wrapped(line, width):
            typer.echo(piece)


def _interval(from_: dt.datetime | None, to: dt.datetime | None) -> "Interval | None":
    """Return the days that are asked for, None for all. Raises `UsageError` where they end before they begin."""
    from detente.registry.interval import Interval

    if from_ is None and to is None:
        return None
    first, last = from_.date() if from_ else dt.date.min, to.date() if to else dt.date.max
    if last < first:
        message = f"the list would end on {last}, before it begins on {first}; give --from and --to in their order"
        raise UsageError(message)
    return Interval(first=first, last=last)


def _nothing(*, narrowed: bool) -> str:
    if narrowed:
        return "nothing about mines here that the options ask for; without them all is listed"
    return "nothing about mines in this record; add reports (detente add) or records (detente mines add DIR FILE)"


def _print_json(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))
