"""`detente brief`: compose the brief of a day, and show those that are kept."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.lines import counted
from detente.cli.moments import KNOWN_HELP, known_as
from detente.cli.printable import printable
from detente.core.errors import OutputError, UsageError

if TYPE_CHECKING:
    from detente.brief.kept import KeptBrief
    from detente.store import Record

__all__ = ["brief_app"]

brief_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

Folder = Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of what people read.")]
KnownOn = Annotated[str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)]
EDITION_HELP = "The edition, by its id in brief.toml; it may be left out where there is one."
EditionId = Annotated[str | None, typer.Option("--edition", help=EDITION_HELP, metavar="ID", show_default=False)]
Shown = Literal["lines", "text", "html", "eml", "json"]


@brief_app.command("init", short_help="Write brief.toml to be filled in.")
def init_brief(folder: Folder) -> None:
    """Write brief.toml beside the record, with every setting and what it is for; one that is there is not touched."""
    from importlib.resources import files

    from detente.brief.settings import BRIEF

    path = folder / BRIEF
    text = files("detente.brief").joinpath("example.toml").read_text("utf-8")
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        message = f"{path} is there already, and was not touched: change it there, or move it away"
        raise UsageError(message) from None
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise OutputError(message) from error
    typer.echo(f"{path} is written: set the address, the terms and the editions, then detente brief compose {folder}")


@brief_app.command(short_help="Compose the brief of a day and keep it.")
def compose(
    folder: Folder,
    *,
    edition: EditionId = None,
    date: Annotated[
        dt.datetime | None,
        typer.Option(help="Of this day, as it was known at its end; else of today, as of now.", formats=["%Y-%m-%d"]),
    ] = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option(
            help="What came in after this moment (UTC); else after the last one that was approved, or in a day.",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
        ),
    ] = None,
    watch: Annotated[
        str | None, typer.Option(help="Of this watch instead of the edition's own.", metavar="ID", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Compose the brief of a day out of what came in since the last one, print it and keep it in the record.

    Doing it again for the same day and the same record keeps nothing new. One that an editor changed or approved is
    not composed anew. It is made of what the edition's level of release sees.
    """
    from detente.brief.brief import brief_to_json
    from detente.brief.composing.keeping import keep_composed
    from detente.brief.settings import read_brief_settings
    from detente.cli.brief.lines import brief_lines
    from detente.cli.ceasefire.lines import print_lines
    from detente.store import open_record

    moment, place = now(), record_path(folder)
    chosen = read_brief_settings(folder).edition(edition)
    day, until = _moment_of(date, moment, chosen.timezone)
    after = since.replace(tzinfo=dt.UTC) if since else None
    if after is not None and after >= until:
        message = f"--since {after:%Y-%m-%d %H:%M} is not before the end of what the brief is of: give an earlier one"
        raise UsageError(message)
    with open_record(place, now=moment) as record, open_record(place, read_only=True, level=chosen.level) as seen:
        kept, is_new = keep_composed(
            record, seen, chosen, day=day, until=until, now=moment, since=after, watch=watch
        )  # fmt: skip
        held_back = _held_back(record, seen, kept)
    if as_json:
        typer.echo(json.dumps(brief_to_json(kept.brief), ensure_ascii=False))
        return
    print_lines(brief_lines(kept.brief))
    typer.echo("it is kept" if is_new else "it was kept already; nothing changed", err=True)
    if held_back:
        typer.echo(
            f"{counted(held_back, 'report')} that came in since: not released to {chosen.level!r}, and not told of "
            f"here; detente release {folder} document ID --to {chosen.level} releases one", err=True,
        )  # fmt: skip


@brief_app.command("list", short_help="List the briefs that are kept.")
def list_briefs(
    folder: Folder, *, edition: EditionId = None, as_known_on: KnownOn = None, as_json: Json = False
) -> None:
    """List the briefs that are kept, by their days, with who wrote the last text of each and who approved it."""
    from detente.brief.kept import briefs_of
    from detente.cli.brief.lines import brief_row
    from detente.cli.show.table import print_rows
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        rows = [brief_row(one) for one in briefs_of(record, edition, known_on=known_on)]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
    else:
        print_rows(rows, nothing="no brief is kept here: detente brief compose DIR", wide=WIDE)


@brief_app.command(short_help="Show a brief that is kept, or write it as a file.")
def show(
    folder: Folder,
    which: Annotated[
        str | None,
        typer.Argument(help="The brief: its day, its id, or the beginning of it; else the last one.", metavar="[ID]"),
    ] = None,
    *,
    as_: Annotated[Shown, typer.Option("--as", help="For a terminal, as its letter in one of three forms, as JSON.")]
    = "lines",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; else it is printed.", metavar="OUT")
    ] = None,
    as_known_on: KnownOn = None,
) -> None:  # fmt: skip
    """Show a brief as it stands, or as it stood on a day.

    As text, html or eml it is its letter: as it was put up, else as it would be sent now; what is each reader's own
    in it leads to the form.
    """
    from detente.brief.kept import find_brief, last_brief
    from detente.cli.page import check_target, write_whole
    from detente.store import open_record

    if output is not None:
        check_target(output, called=f"brief.{'txt' if as_ in {'lines', 'text'} else as_}")
    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        kept = last_brief(record, known_on=known_on) if which is None else find_brief(record, which, known_on=known_on)
    made = _as(folder, kept, as_)
    if output is None:
        _print(made, as_)
        return
    write_whole(output, made)
    typer.echo(f"wrote {output} ({len(made) / 1000:,.0f} kB): the brief of {kept.brief.day}, {kept.brief.edition}")


def _as(folder: Path, kept: "KeptBrief", form: Shown) -> bytes:
    from detente.brief.brief import brief_to_json
    from detente.cli.brief.filed import filed
    from detente.cli.brief.lines import brief_lines

    if form == "json":
        return f"{json.dumps(brief_to_json(kept.brief), ensure_ascii=False)}\n".encode()
    if form == "lines":
        return "".join(f"{printable(line)}\n" for line in brief_lines(kept.brief)).encode()
    return filed(folder, kept, form)


def _print(made: bytes, form: Shown) -> None:
    """Print a brief: what people read cut to the terminal, what programs read as it is."""
    from detente.cli.ceasefire.lines import print_lines

    if form == "lines":
        print_lines(made.decode().splitlines())
    elif form == "text":
        typer.echo(printable(made.decode(), keeping="\n"), nl=False)
    else:
        typer.echo(made, nl=False)


MOST = 1_000
"""Reports that came in, of which it is counted how many are not released."""
WIDE = 130
"""Columns of a terminal from which a list of briefs is a table."""


def _held_back(record: "Record", seen: "Record", kept: "KeptBrief") -> int:
    """Return how many reports came in for a brief that those whom it is for are not shown."""
    from detente.store import Known, added_since

    since = dt.datetime.fromisoformat(kept.brief.since) if kept.brief.since else None
    known_on = Known(at=dt.datetime.fromisoformat(kept.brief.until))
    came, shown = (set(added_since(one, since, limit=MOST, known_on=known_on)) for one in (record, seen))
    return len(came - shown)


def _moment_of(date: dt.datetime | None, moment: dt.datetime, zone: dt.tzinfo) -> tuple[dt.date, dt.datetime]:
    """Return the day of a brief in its edition's time zone, and up to which moment it is of: never ahead."""
    today = moment.astimezone(zone).date()
    day = date.date() if date else today
    if day > today:
        message = f"{day} lies ahead: a brief is of a day that has come; it is {today} in the edition's time zone"
        raise UsageError(message)
    end = dt.datetime.combine(day, dt.time(23, 59, 59), tzinfo=zone)
    return day, min(moment, end.astimezone(dt.UTC))
