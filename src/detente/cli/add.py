"""`detente add`: reports into the record, kept with their bytes, then read."""

import datetime as dt
import itertools
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.exits import Exit
from detente.cli.fields import note_fields
from detente.cli.init import DIR_HELP, record_path
from detente.cli.lines import MAP_HELP, WORKERS_HELP, counted, read_mapping, tell_passed
from detente.cli.progress import count_bytes, show_progress
from detente.cli.read import FILES_HELP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.pipeline.intake import Taken
    from detente.store import Record

__all__ = ["add", "compare_all_waiting", "count_taken", "link_all_waiting", "now", "read_all_waiting"]

RUN_HELP = "The folder of a finished `detente run`: its documents and readings are taken, in place of FILE."


def add(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    files: Annotated[
        list[Path] | None, typer.Argument(help=f"{FILES_HELP} None: only read what waits.", metavar="FILE...")
    ] = None,
    *,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help=WORKERS_HELP)] = 1,
    columns: Annotated[list[str] | None, typer.Option("--map", help=MAP_HELP, metavar="FIELD=COLUMN")] = None,
    keep_only: Annotated[
        bool, typer.Option("--keep-only", help="Only keep them; the next run that reads takes them up.")
    ] = False,
    run: Annotated[str | None, typer.Option("--run", help=RUN_HELP, metavar="RUN")] = None,
) -> None:
    """Keep reports in the record that `detente init DIR` made, and read what waits there.

    Each report is kept whole or not at all, and read once by each version of the reader, so a run that is interrupted
    can simply be repeated. The same bytes added twice change nothing. What cannot be taken in or read is set aside with
    its reason (`detente quarantine DIR`), and the exit status is 3. What is not in English is kept and not read.
    Without FILE it reads what an earlier run has kept and not read. With --run, readings that the record's own stages
    made are kept as they are, and what other versions read waits for the next `detente add DIR`.
    """
    if run is not None:
        from detente.cli.add_run import add_run

        add_run(folder, run, given=bool(files or columns or keep_only), workers=workers)
        return
    from detente.documents.packets import check_paths
    from detente.pipeline.intake import take_in
    from detente.pipeline.opening import Opener
    from detente.store import open_record

    given = files or []
    check_paths(given)
    mapping = read_mapping(columns or [])
    counts: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    with open_record(record_path(folder), now=now()) as record:
        with Opener(workers=workers) as opener, show_progress("keeping", total=count_bytes(given)) as advance:
            cut = (opener.packets_of(f, standard_input=sys.stdin.buffer, passed=passed, mapping=mapping) for f in given)
            count_taken(
                take_in(record, note_fields(itertools.chain.from_iterable(cut)), opener, clock=now), counts, advance
            )
        compare_all_waiting(record)
        if not keep_only:
            read_all_waiting(record, counts, workers=workers)
            link_all_waiting(record, workers=workers)
    tell_passed(passed)
    _conclude(folder, counts, keep_only=keep_only)


PART = re.compile(r":[0-9]+$")
"""The number of a row or a line behind the name of its file."""
MOST_TOLD = 20
"""Parts of one file whose refusal is told as it happens; the quarantine lists all."""


def count_taken(taken: "Iterator[Taken]", counts: Counter[str], advance: Callable[[int], None]) -> None:
    """Count what became of packets, and tell of those that were refused why."""
    refused: Counter[str] = Counter()
    for one in taken:
        counts[_outcome(one)] += 1
        counts["foreign"] += one.new and one.unread is not None
        if one.error is not None:
            file = PART.sub("", one.packet.name)
            refused[file] += file != one.packet.name
            earlier = "dropped from the quarantine earlier: " if one.dropped else ""
            if refused[file] <= MOST_TOLD:
                typer.echo(f"{one.packet.name}: {earlier}{one.error.message}", err=True)
        advance(len(one.packet.data) + 1)
    for file, number in refused.items():
        if number > MOST_TOLD:
            typer.echo(f"{file}: {number - MOST_TOLD:,} more of its parts were refused", err=True)


def _outcome(one: "Taken") -> str:
    if one.error is not None:
        return "dropped" if one.dropped else "refused"
    return "kept" if one.new else "known"


def compare_all_waiting(record: "Record") -> None:
    """Compare the texts that are new with all others: who prints another's text is no voice of his own."""
    from detente.store import compare_waiting

    with show_progress("comparing", total=None) as advance:
        for _ in compare_waiting(record):
            advance(1)


def read_all_waiting(record: "Record", counts: Counter[str], *, workers: int) -> None:
    """Read what waits in the record, counting what was read and what failed."""
    from detente.pipeline.intake import read_waiting

    with show_progress("reading", total=None) as advance:
        for one in read_waiting(record, workers=workers, clock=now):
            counts["failed" if one.error is not None else "read" if one.is_new else "meanwhile"] += 1
            if one.error is not None:
                typer.echo(f"{one.document[:10]}: {one.error.message}", err=True)
            advance(1)


def link_all_waiting(record: "Record", *, workers: int) -> int:
    """Link what was read with what other reports tell, and return how many accounts were linked."""
    from detente.pipeline.linking import link_waiting

    linked = 0
    with show_progress("linking", total=None) as advance:
        for some in link_waiting(record, clock=now, workers=workers):
            linked += some
            advance(some)
    return linked


def _conclude(folder: Path, counts: Counter[str], *, keep_only: bool) -> None:
    parts = [f"kept {counted(counts['kept'], 'document')}", f"{counts['known']:,} were there already"]
    if not keep_only:
        parts.append(f"{counts['read']:,} were read")
    if counts["meanwhile"]:
        parts.append(f"{counts['meanwhile']:,} had been read meanwhile by another run")
    if counts["foreign"]:
        parts.append(f"{counts['foreign']:,} are not in English and wait unread")
    if counts["dropped"]:
        parts.append(f"{counts['dropped']:,} were dropped from the quarantine earlier")
    failed = counts["refused"] + counts["failed"]
    parts.append(f"{failed:,} could not be {'kept' if keep_only else 'read'}")
    typer.echo("; ".join(parts), err=True)
    if failed:
        typer.echo(f"why: detente quarantine {folder} list", err=True)
        raise typer.Exit(Exit.REFUSED)


def now() -> dt.datetime:
    """Return the time, with its offset from UTC."""
    return dt.datetime.now(dt.UTC)
