"""`detente history`: every change of a record, by whom, when and why."""

import json
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.moments import KNOWN_HELP, known_as
from detente.cli.named import resolve_subject

__all__ = ["history"]

WIDE = 130
"""Columns of a terminal from which a history fits into a table."""
WHICH_HELP = "The record: the id of a document, reading, incident, decision or review, or the first digits of it."


def history(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    which: Annotated[
        str,
        typer.Argument(help=WHICH_HELP, metavar="ID"),
    ],
    *,
    as_known_on: Annotated[
        str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, an object a line, instead of a table.")] = False,
) -> None:
    """Show every change of a record in DIR: its number in the chain, who made it, when, why, and what it changed.

    The history of a document holds that of its readings, and whether it was withdrawn; that of an incident tells which
    reports' accounts came and went.
    """
    from detente.cli.show.table import print_rows
    from detente.exchange.history_rows import CHANGED, history_rows
    from detente.store import open_record

    with open_record(record_path(folder), read_only=True) as record:
        rows = list(history_rows(record, resolve_subject(record, which), known_as(as_known_on, now=now())))
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    brief = [row | {"at": row["at"][:16].replace("T", " "), CHANGED: "; ".join(row[CHANGED]) or None} for row in rows]
    hidden = ("subject", "hash", "content hash")
    print_rows(
        [{name: value for name, value in row.items() if name not in hidden} for row in brief],
        nothing="no history",
        wide=WIDE,
    )
