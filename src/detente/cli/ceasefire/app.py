"""`detente ceasefire`: what each side and the monitors say of a ceasefire, column beside column."""

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli.add import now
from detente.cli.ceasefire.days import asked_days, moment_words
from detente.cli.ceasefire.effort import effort
from detente.cli.ceasefire.lines import print_lines, width
from detente.cli.ceasefire.sign import sign_ceasefire
from detente.cli.ceasefire.trend import trend
from detente.cli.ceasefire.verify import verify_ceasefire
from detente.cli.init import DIR_HELP, record_path
from detente.cli.moments import AUTHOR_HELP, KNOWN_HELP, REASON_HELP, author_of, known_as, reason_of
from detente.core.errors import UsageError

__all__ = ["ceasefire_app"]

ceasefire_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)
ceasefire_app.command("verify", short_help="List what could be verified, or take a step to find out.")(verify_ceasefire)
ceasefire_app.command("sign", short_help="Lay a finding before both sides, and note who signs it.")(sign_ceasefire)
ceasefire_app.command(short_help="Measure the trend of each series of figures.")(trend)
ceasefire_app.command(short_help="Show what monitors did to see what they saw, or write it down.")(effort)

Folder = Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]
Id = Annotated[str, typer.Argument(help="The ceasefire's id, as its file has it.", metavar="ID")]
Author = Annotated[str | None, typer.Option(help=AUTHOR_HELP, metavar="NAME", show_default=False)]
Reason = Annotated[str | None, typer.Option(help=REASON_HELP, metavar="WORDS", show_default=False)]
KnownOn = Annotated[str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of what people read.")]


@ceasefire_app.command(short_help="Keep what a ceasefire's file says.")
def define(
    folder: Folder,
    file: Annotated[Path, typer.Argument(help="The ceasefire's file (TOML).", metavar="FILE")],
    *,
    author: Author = None,
    reason: Reason = None,
) -> None:
    """Keep a ceasefire as its file has it; a changed file makes a new revision, and earlier ones stay."""
    from detente.cli.files import read_whole
    from detente.pipeline.ceasefires import ceasefire_subject
    from detente.registry.ceasefires.parse import ceasefire_to_json, parse_ceasefire
    from detente.store import Entry, keep_entries, open_record

    who, why = author_of(author), reason_of(reason)
    made = parse_ceasefire(
        read_whole(file), name=file.name, read_beside=lambda name: read_whole(file.parent / name, beside=file)
    )
    entry = Entry(
        subject=ceasefire_subject(made.id), kind="ceasefire", owner=made.id, content=ceasefire_to_json(made),
        first=made.first, last=made.last,
    )  # fmt: skip
    with open_record(record_path(folder), now=now()) as record:
        kept = keep_entries(record, [entry], author=who, reason=why, now=now())
    if kept:
        typer.echo(f"{made.id} is kept as {file.name} has it: detente ceasefire show {folder} {made.id}")
    else:
        typer.echo(f"{made.id} is kept already as {file.name} has it; nothing changed")


@ceasefire_app.command("list", short_help="List the ceasefires that are kept.")
def list_ceasefires(folder: Folder, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List the ceasefires that are kept, with their parties, their days and who wrote them down last."""
    from detente.cli.ceasefire.words import row_of
    from detente.cli.show.table import print_rows
    from detente.registry.ceasefires.parse import ceasefire_from_json
    from detente.store import entries, open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        found = entries(record, kind="ceasefire", known_on=known_on)
    rows = [row_of(ceasefire_from_json(one.content), one) for one in found]
    if as_json:
        _print_json(rows)
    else:
        print_rows(rows, nothing="no ceasefire is kept here: detente ceasefire define DIR FILE", wide=WIDE)


@ceasefire_app.command(short_help="Show a ceasefire in words.")
def show(folder: Folder, id_: Id, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Show what a ceasefire rests on, between whom it is, who watches, where, and what breaches which clause."""
    from detente.cli.ceasefire.words import definition_lines
    from detente.pipeline.ceasefires import stored_ceasefire
    from detente.registry.forms import to_plain
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        ceasefire, entry = stored_ceasefire(record, id_, known_on=known_on)
    kept = {
        "author": entry.author,
        "reason": entry.reason,
        "at": moment_words(entry.made_at),
        "revision": entry.revision,
    }
    if as_json:
        typer.echo(json.dumps({"ceasefire": to_plain(ceasefire), "kept": kept}, ensure_ascii=False))
        return
    print_lines(definition_lines(ceasefire))
    print_lines([f"revision {entry.revision} by {entry.author}, {kept['at']}: {entry.reason}"])


@ceasefire_app.command(short_help="Show what each side and the monitors say, beside each other.")
def board(
    folder: Folder,
    id_: Id,
    *,
    from_: Annotated[
        dt.datetime | None,
        typer.Option("--from", help="From this day on; else from the ceasefire's first.", formats=["%Y-%m-%d"]),
    ] = None,
    to: Annotated[
        dt.datetime | None,
        typer.Option(help="Up to this day; else to the ceasefire's last, or to today.", formats=["%Y-%m-%d"]),
    ] = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """Show what each side and the monitors say of these days, by one rule for all; what nobody says is no zero.

    What reports and observers tell is worked out anew each time. A claimed trend stands below in its words, and is
    no figure.
    """
    from detente.cli.ceasefire.board import board_lines, board_plain
    from detente.cli.ceasefire.trend import measured_plain
    from detente.pipeline.ceasefires import gather_ceasefire, stored_ceasefire
    from detente.pipeline.doubts import doubted_events, doubted_violations
    from detente.pipeline.trends import board_trends
    from detente.pipeline.verification import verified_of
    from detente.registry.ceasefires.board import board_of
    from detente.store import open_record

    moment = now()
    known_on = known_as(as_known_on, now=moment)
    known_at = known_on.at or moment
    with open_record(record_path(folder), read_only=True) as record:
        ceasefire, _ = stored_ceasefire(record, id_, known_on=known_on)
        interval = asked_days(
            ceasefire, from_, to, min(known_at, moment).date(), told="the board", begins="it begins", of=" of the board"
        )
        told = gather_ceasefire(record, ceasefire, interval, known_on=known_on)
        verified = verified_of(record, ceasefire, told, interval, known_on=known_on)
        trends = board_trends(record, told, ceasefire, interval, known_on=known_on)
        doubted = doubted_violations(told.violations, doubted_events(record, known_on=known_on))
    made = board_of(ceasefire, interval, told.violations)
    if as_json:
        plain = board_plain(made, ceasefire, told, verified, known_at, doubted=doubted)
        typer.echo(json.dumps(plain | {"measured": measured_plain(trends, ceasefire)}, ensure_ascii=False))
    else:
        lines = board_lines(
            made, ceasefire, told, verified, known_at, trends=trends, doubted=doubted, width=width()
        )  # fmt: skip
        print_lines(lines)


@ceasefire_app.command(short_help="List published figures, or bring them from a table.")
def figures(
    folder: Folder,
    id_: Id,
    *,
    import_: Annotated[
        Path | None, typer.Option("--import", help="A table (CSV) of published figures to keep.", metavar="FILE")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="Which column of the table holds what (TOML).", metavar="FILE")
    ] = None,
    author: Author = None,
    reason: Reason = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List the figures that bodies published, each with its claimant, days and words; or keep those of a table.

    Cells that cannot be used and figures that do not fit are told, and nothing is mended. A later figure of the same
    claimant, class and days takes the earlier one's place, and both stay.
    """
    from detente.cli.ceasefire.figures import figure_rows, import_figures
    from detente.cli.show.table import print_rows
    from detente.pipeline.ceasefires import kept_figures, stored_ceasefire
    from detente.store import open_record

    _check_import(import_, mapping, as_known_on, author, reason)
    known_on = known_as(as_known_on, now=now())
    if import_ is not None and mapping is not None:
        who, why = author_of(author), reason_of(reason)
        with open_record(record_path(folder), now=now()) as record:
            ceasefire, _ = stored_ceasefire(record, id_)
            done = import_figures(record, ceasefire, import_, mapping, author=who, reason=why, now=now())
        typer.echo(json.dumps(done.plain, ensure_ascii=False)) if as_json else print_lines(done.lines)
        return
    with open_record(record_path(folder), read_only=True) as record:
        ceasefire, _ = stored_ceasefire(record, id_, known_on=known_on)
        rows = figure_rows(kept_figures(record, ceasefire.id, known_on=known_on))
    if as_json:
        _print_json(rows)
    else:
        print_rows(
            rows,
            nothing=f"no published figures of {id_} are kept; bring them: --import FILE --mapping FILE",
            wide=WIDER,
        )


WIDE, WIDER = 100, 130
"""Columns of a terminal from which ceasefires, and figures with their sources, are listed as tables."""


def _check_import(
    table: Path | None, mapping: Path | None, as_known_on: str | None, author: str | None, reason: str | None
) -> None:
    """Refuse options that say nothing together. Raises `UsageError`."""
    if (table is None) != (mapping is None):
        message = "a table and its mapping are given together: --import FILE --mapping FILE"
        raise UsageError(message)
    if table is not None and as_known_on is not None:
        message = "figures are brought now; leave out --as-known-on, or list without --import"
        raise UsageError(message)
    if table is None and (author or reason):
        message = "a list needs no author and no reason; leave them out, or give --import and --mapping"
        raise UsageError(message)


def _print_json(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))
