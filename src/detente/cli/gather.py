"""`detente gather`: visits what is watched, keeps what it brings, and reads it."""

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import compare_all_waiting, link_all_waiting, now, read_all_waiting
from detente.cli.exits import Exit
from detente.cli.init import DIR_HELP, record_path
from detente.cli.interrupts import stop_if_interrupted
from detente.cli.lines import WORKERS_HELP, counted
from detente.cli.printable import printable
from detente.core.errors import RecordBusy, UsageError

if TYPE_CHECKING:
    from detente.pipeline.watch import Watched
    from detente.store import Record

__all__ = ["gather"]

VISITS_HELP = "How many sources are visited at once, each host by one of them."
WELL = frozenset({"fetched", "unchanged"})
"""The outcomes of visits that were not in vain."""


def gather(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    *,
    once: Annotated[bool, typer.Option("--once", help="Visit what is due, and end.")] = False,
    keep_only: Annotated[
        bool, typer.Option("--keep-only", help="Only keep what it brings; the next run that reads takes it up.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help=WORKERS_HELP)] = 1,
    visits: Annotated[int, typer.Option("--visits", min=1, max=64, help=VISITS_HELP)] = 16,
) -> None:
    """Visit the feeds and pages of `detente sources DIR` that are due, keep what they bring, and read it.

    Without --once it goes on until it is interrupted; what was brought until then is kept. With it, the exit status is
    3 where a source could not be visited or a document not be read. Each host is asked no more than once in five
    seconds, and not at all where its robots.txt says so; what hosts asked for is remembered from run to run. One run at
    a time gathers for a record. Set DETENTE_CONTACT to an address at which whoever is asked can reach you.
    """
    from detente.core.settings import load_settings
    from detente.gather import clock as clocks
    from detente.gather.fetch import Fetcher
    from detente.gather.manners import Manners
    from detente.pipeline.lease import Alone
    from detente.pipeline.watch import watch
    from detente.store import HostBook, open_record
    from detente.store import sources as watched

    with open_record(record_path(folder), now=now()) as record:
        if not watched(record):
            message = f"nothing is watched yet; add a feed: detente sources {folder} add ADDRESS"
            raise UsageError(message)
        fetcher = Fetcher.from_settings(load_settings(), clock=clocks.WallClock())
        manners = Manners(fetcher, memory=HostBook(record=record))
        counts: Counter[str] = Counter()
        with Alone(record, "gather", clock=now) as lease:
            _take_up(record, counts, workers=workers, keep_only=keep_only)  # what a run left that was ended
            going = watch(record, manners, once=once, stop=lambda: lease.is_lost, workers=workers, hands=visits)
            with closing(going):
                for done in going:
                    stop_if_interrupted()
                    _tell(done, _title(record, done.visit.source))
                    counts.update(done.counts)
                    counts["well" if done.visit.outcome in WELL else "ill"] += 1
                    if done.counts["new"]:
                        _take_up(record, counts, workers=workers, keep_only=keep_only)
            if lease.is_lost:
                message = f"this process stood still, and another took over gathering for {record.path}; it ended here"
                raise RecordBusy(message)
    _conclude(folder, counts)


def _take_up(record: "Record", counts: Counter[str], *, workers: int, keep_only: bool) -> None:
    """Compare what was not compared, read what waits, and link what was read."""
    compare_all_waiting(record)
    if not keep_only:
        read_all_waiting(record, counts, workers=workers)
        link_all_waiting(record, workers=workers)


def _title(record: "Record", source_id: str) -> str:
    from detente.store import sources as watched

    return next((one.title or one.url for one in watched(record) if one.id == source_id), source_id)


def _tell(done: "Watched", name: str) -> None:
    visit, counts = done.visit, done.counts
    brought = ", ".join(f"{n:,} {what}" for what in ("new", "known", "refused") if (n := counts[what]))
    told = f"{name}: {visit.outcome}: {visit.words}" + (f" ({brought})" if brought else "")
    # words may hold what a feed wrote, and a terminal obeys some characters
    typer.echo(printable(told), err=True)


def _conclude(folder: Path, counts: Counter[str]) -> None:
    """Sum up, and end with status 3 where something failed."""
    ill, unread = counts["ill"], counts["refused"] + counts["failed"]
    visited = f"visited {counted(counts['well'] + ill, 'source')}, {ill:,} of them in vain"
    documents = f"{counts['new']:,} documents were new; {counts['read']:,} were read; {unread:,} could not be"
    typer.echo(f"{visited}; {documents}", err=True)
    if ill:
        typer.echo(f"why: detente sources {folder} list", err=True)
    if unread:
        typer.echo(f"why: detente quarantine {folder} list", err=True)
    if ill or unread:
        raise typer.Exit(Exit.REFUSED)
