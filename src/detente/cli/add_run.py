"""`detente add DIR --run RUN`: a finished run's documents and readings into the record."""

from collections import Counter
from pathlib import Path

import typer

from detente.cli.add import compare_all_waiting, count_taken, link_all_waiting, now
from detente.cli.exits import Exit
from detente.cli.init import record_path
from detente.cli.lines import counted
from detente.cli.progress import show_progress
from detente.core.errors import UsageError

__all__ = ["add_run"]


def add_run(folder: Path, address: str, *, given: bool, workers: int) -> None:
    """Take in what a run has read; `given` says that something was named beside it that does not go with it."""
    from detente.runs.documents_in import open_run
    from detente.runs.load import load_readings, take_in_run
    from detente.store import open_record

    if given:
        message = (
            "--run takes what a run has read, and neither FILE nor --map nor --keep-only goes with it: leave them out"
        )
        raise UsageError(message)
    run = open_run(address)
    counts: Counter[str] = Counter()
    with open_record(record_path(folder), now=now()) as record:
        with show_progress("keeping", total=None) as advance:
            count_taken(take_in_run(record, run, workers=workers, clock=now), counts, advance)
        compare_all_waiting(record)
        with show_progress("taking over", total=None) as advance:
            for one in load_readings(record, run, clock=now):
                counts[one.outcome] += 1
                if one.error is not None:
                    typer.echo(f"{one.document[:10]}: {one.error.message}", err=True)
                advance(1)
        link_all_waiting(record, workers=workers)
    _conclude(folder, counts)


def _conclude(folder: Path, counts: Counter[str]) -> None:
    parts = [f"kept {counted(counts['kept'], 'document')}", f"{counts['known']:,} were there already"]
    parts.append(f"{counted(counts['read'], 'reading')} taken over")
    if counts["waits"]:
        parts.append(f"{counts['waits']:,} wait to be read by this version (detente add {folder})")
    if counts["foreign"]:
        parts.append(f"{counts['foreign']:,} are not in English and wait unread")
    if counts["dropped"]:
        parts.append(f"{counts['dropped']:,} were dropped from the quarantine earlier")
    parts.append(f"{counts['refused']:,} could not be kept or read")
    typer.echo("; ".join(parts), err=True)
    if counts["refused"]:
        typer.echo(f"why: detente quarantine {folder} list", err=True)
        raise typer.Exit(Exit.REFUSED)
