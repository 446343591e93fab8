"""`detente statements`: the ledger of quotations, and phrases through time."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import known_as
from detente.cli.registry.options import Folder, From, Json, KnownOn, To, interval_of, print_json
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.pipeline.ledger import Carrier, Phrases

__all__ = ["statements_app"]

statements_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

WIDE, LISTED = 160, 110
"""Columns of a terminal from which the ledger is a table."""


@statements_app.command("list", short_help="List what is quoted, by whom and when.")
def list_statements(  # noqa: PLR0913 - each is an option of the command
    folder: Folder,
    *,
    speaker: Annotated[
        str | None, typer.Option(help="Only of speakers so named.", metavar="NAME", show_default=False)
    ] = None,
    about: Annotated[
        str | None, typer.Option(help="Only what speaks of somebody so named.", metavar="NAME", show_default=False)
    ] = None,
    words: Annotated[
        str | None, typer.Option(help="Only what has these words.", metavar="WORDS", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="What is told in reporters' words as well.")] = False,
    from_: From = None,
    to: To = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List utterances: who speaks, in which office, when and where, in how many versions, and the fullest of them.

    A speaker whom the report leaves open is "not told who", and nobody is put in that place. With --from and --to
    only what was said or came out on these days.
    """
    from detente.cli.show.table import print_rows
    from detente.cli.statements.rows import line_plain, line_row
    from detente.pipeline.ledger import carriers, gather_ledger
    from detente.registry.statements.selection import select_lines
    from detente.store import open_record

    days, known_on = interval_of(from_, to), known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        every = gather_ledger(record, known_on=known_on, quoted_only=not everything)
        called = carriers(record, known_on=known_on)
    shown = select_lines(every, speaker=speaker, about=about, words=words, days=days)
    if as_json:
        print_json(line_plain(one, called) for one in shown)
    else:
        print_rows(
            [line_row(one) for one in shown], nothing="nothing is quoted here that the options ask for", wide=WIDE
        )


@statements_app.command(short_help="Show an utterance with all of its versions.")
def show(
    folder: Folder,
    id_: Annotated[str, typer.Argument(help="The utterance: its id, or the first digits of it.", metavar="ID")],
    *,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """Show one utterance: each version with its outlet, which is fullest, which cut or damaged, what differs."""
    from detente.cli.mines.app import print_lines
    from detente.cli.statements.rows import line_lines, line_plain
    from detente.pipeline.ledger import carriers, find_line, gather_ledger
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        line = find_line(gather_ledger(record, known_on=known_on, quoted_only=False), id_)
        called = carriers(record, known_on=known_on)
    if as_json:
        print_json([line_plain(line, called)])
    else:
        print_lines(list(line_lines(line, called)))


@statements_app.command(short_help="List phrases that recur through time.")
def phrases(folder: Folder, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List the phrases of the watch with who says them when, then those that the machine proposes.

    A proposed phrase recurs in quotations of one speaker on several days. None is followed before a watch names it.
    """
    from detente.cli.show.table import print_rows
    from detente.cli.statements.rows import phrase_rows, proposed_plain

    gathered, _ = _phrases(folder, as_known_on)
    rows = phrase_rows(gathered)
    if as_json:
        print_json([*(row for row in rows if row["kind"] == "followed"), *map(proposed_plain, gathered.proposed)])
    else:
        print_rows(
            rows, nothing="no watch here follows a phrase, and none recurs: detente watch load DIR FILE", wide=LISTED
        )


@statements_app.command(short_help="Show a phrase through time, with its forms.")
def phrase(
    folder: Folder,
    id_: Annotated[str, typer.Argument(help="The phrase: its id in the watch, or its words.", metavar="PHRASE")],
    *,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """Show where a phrase of the watch stands: who says it when, in which form, and in whose mouth."""
    from detente.cli.mines.app import print_lines
    from detente.cli.statements.rows import occurrence_lines, occurrence_plain

    gathered, called = _phrases(folder, as_known_on)
    asked = id_.casefold()
    found = [
        one
        for one in gathered.watched
        if asked in {one.id.casefold(), one.words.casefold(), *map(str.casefold, one.forms)}
    ]
    if len(found) != 1:
        there = ", ".join(one.id for one in gathered.watched) or "none: a watch's file names them under [[phrases]]"
        message = f"no phrase that a watch follows answers to {id_[:60]!r}; there are {there}"
        raise UsageError(message)
    own = gathered.of(found[0].id)
    if as_json:
        print_json(occurrence_plain(one, called) for one in own)
    elif own:
        print_lines([line for one in own for line in occurrence_lines(one, called)])
    else:
        typer.echo(f"no report here has “{found[0].words}” in any of its forms")


def _phrases(folder: Path, as_known_on: str | None) -> "tuple[Phrases, dict[str, Carrier]]":
    from detente.pipeline.ledger import carriers, gather_phrases
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        return gather_phrases(record, known_on=known_on), carriers(record, known_on=known_on)
