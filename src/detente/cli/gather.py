"""`detente gather`: visits what is watched, keeps what it brings, and reads it."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import compare_all_waiting, link_all_waiting, now, read_all_waiting
from detente.cli.init import DIR_HELP, record_path
from detente.cli.interrupts import stop_if_interrupted
from detente.cli.lines import WORKERS_HELP
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.pipeline.watch import Watched
    from detente.store import Record

__all__ = ["gather"]


def gather(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    *,
    once: Annotated[bool, typer.Option("--once", help="Visit what is due, and end.")] = False,
    keep_only: Annotated[
        bool, typer.Option("--keep-only", help="Only keep what it brings; the next run that reads takes it up.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help=WORKERS_HELP)] = 1,
) -> None:
    """Visit the feeds and pages of `detente sources DIR` that are due, keep what they bring, and read it.

    Without --once it goes on until it is interrupted; what was brought until then is kept. Each host is asked no more
    than once in five seconds, and not at all where its robots.txt says so. Set DETENTE_CONTACT to an address at which
    whoever is asked can reach you.
    """
    from detente.core.settings import load_settings
    from detente.gather.clock import WallClock
    from detente.gather.fetch import Fetcher
    from detente.gather.manners import Manners
    from detente.pipeline.watch import watch
    from detente.store import open_record
    from detente.store import sources as watched

    with open_record(record_path(folder), now=now()) as record:
        if not watched(record):
            message = f"nothing is watched yet; add a feed: detente sources {folder} add ADDRESS"
            raise UsageError(message)
        manners = Manners(Fetcher.from_settings(load_settings(), clock=WallClock()))
        counts: Counter[str] = Counter()
        titles = {source.id: source.title or source.url for source in watched(record)}
        _take_up(record, counts, workers=workers, keep_only=keep_only)  # what a run left that was ended
        for done in watch(record, manners, once=once, workers=workers):
            stop_if_interrupted()
            _tell(done, titles)
            counts.update(done.counts)
            if done.counts["new"]:
                _take_up(record, counts, workers=workers, keep_only=keep_only)
    typer.echo(f"{counts['new']:,} documents were new; {counts['read']:,} were read", err=True)


def _take_up(record: "Record", counts: Counter[str], *, workers: int, keep_only: bool) -> None:
    """Compare what was not compared, read what waits, and link what was read."""
    compare_all_waiting(record)
    if not keep_only:
        read_all_waiting(record, counts, workers=workers)
        link_all_waiting(record, workers=workers)


def _tell(done: "Watched", titles: dict[str, str]) -> None:
    visit, counts = done.visit, done.counts
    brought = ", ".join(f"{n:,} {what}" for what in ("new", "known", "refused") if (n := counts[what]))
    name = titles.get(visit.source, visit.source)
    told = f"{name}: {visit.outcome}: {visit.words}" + (f" ({brought})" if brought else "")
    # words may hold what a feed wrote, and a terminal obeys some characters
    typer.echo("".join(c if c.isprintable() else "\ufffd" for c in told), err=True)
