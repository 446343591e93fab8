"""`detente run`: an archive in, tables of Parquet out; no record is kept."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.exits import Exit
from detente.cli.fields import meant_by
from detente.cli.interrupts import heed_termination
from detente.cli.lines import counted, tell_passed
from detente.cli.run_progress import show_run
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.runs.manifest import Manifest
    from detente.runs.plan import Plan

__all__ = ["run"]

MOST_FIELDS = 8
ENGINES = ("local", "ray")


def run(
    plan: Annotated[Path, typer.Argument(help="What is to be read and where it goes, in TOML.", metavar="PLAN")],
    *,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-w", min=1, help="Processes to read with; the tables are the same whatever it is."),
    ] = None,
    engine: Annotated[
        str | None, typer.Option("--engine", help="local: processes of this machine; ray: a cluster of Ray.")
    ] = None,
    address: Annotated[
        str | None, typer.Option("--address", help="The cluster of Ray to use, as Ray names it.", metavar="ADDRESS")
    ] = None,
    again_aside: Annotated[
        bool,
        typer.Option("--again-aside", help="Read again where documents crashed, hung, swelled or failed before."),
    ] = False,
) -> None:
    """Read an archive by a plan and write tables of Parquet: documents, claims, events and mentions, by month.

    A run that was interrupted goes on where it was when it is started again; one that is whole is not done twice.
    Documents that cannot be read are set aside with the reason; the exit status is 3 then. Progress goes to standard
    error.
    """
    from detente.runs.plan_file import read_plan
    from detente.runs.run import run as carry_out

    wanted = _changed(read_plan(plan), workers=workers, engine=engine, address=address)
    with heed_termination(), show_run() as watch:
        manifest = carry_out(wanted, again_aside=again_aside, watch=watch)
    _tell(manifest, wanted.output)
    if manifest.aside:
        raise typer.Exit(Exit.REFUSED)


def _changed(plan: "Plan", *, workers: int | None, engine: str | None, address: str | None) -> "Plan":
    if engine is not None and engine not in ENGINES:
        message = f"--engine is {engine!r}; it may be {' or '.join(ENGINES)}"
        raise UsageError(message)
    given = {"workers": workers, "engine": engine, "address": address}
    return dataclasses.replace(plan, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]


def _tell(manifest: "Manifest", output: str) -> None:
    tell_passed(manifest.passed)
    refused = sum(manifest.aside.values())
    typer.echo(f"read {counted(manifest.read, 'document')}, could not read {refused:,}{_by(manifest.aside)}", err=True)
    if manifest.unread:
        typer.echo(f"kept unread {sum(manifest.unread.values()):,}{_by(manifest.unread)}", err=True)
    _tell_fields(manifest.fields)
    if manifest.undated:
        told = f"of {counted(manifest.undated, 'document')} it is not known in which month they came out"
        typer.echo(f"{told}: they are under month=unknown; `columns` in the plan says what holds the day", err=True)
    rows = ", ".join(counted(number, table.removesuffix("s")) for table, number in manifest.rows.items())
    typer.echo(f"{output} has {rows}", err=True)
    if manifest.shard_size is not None and manifest.shard_size.chosen:
        told = counted(manifest.shards, "shard")
        typer.echo(f"it was read in {told}, whose size was chosen by that of the input", err=True)


def _tell_fields(fields: Mapping[str, int]) -> None:
    """Say which fields nothing reads, and which of ours a name may mean."""
    for name, documents in list(fields.items())[:MOST_FIELDS]:
        ours = meant_by(name)
        do = f"; if it is what is called {ours!r} here, say so: columns = {{{ours} = {name!r}}}" if ours else ""
        typer.echo(f"{name!r} is no field that is read ({counted(documents, 'document')}){do}", err=True)
    if len(fields) > MOST_FIELDS:
        typer.echo("and more fields; the manifest names them", err=True)


def _by(counts: Mapping[str, int]) -> str:
    return f" ({', '.join(f'{number:,} {code}' for code, number in counts.items())})" if counts else ""
