"""`detente quarantine`: what was set aside because it could not be taken in or read."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import compare_all_waiting, link_all_waiting, now, read_all_waiting
from detente.cli.exits import Exit
from detente.cli.init import DIR_HELP, record_path
from detente.cli.lines import WORKERS_HELP
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.store import Record, RefusalView

__all__ = ["Deed", "quarantine"]

SHORTEST = 4
"""Figures of an id that are enough to name one, where no other begins with them."""


class Deed(StrEnum):
    """What is to be done with what was set aside."""

    LIST = "list"
    RETRY = "retry"
    DROP = "drop"


def quarantine(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    deed: Annotated[Deed, typer.Argument(help="List it, try it again, or drop it from the list.")] = Deed.LIST,
    which: Annotated[
        list[str] | None,
        typer.Argument(help="Ids or names, as `list` shows them; all where none is given.", metavar="ID..."),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help=WORKERS_HELP)] = 1,
) -> None:
    """Show what was set aside because it could not be taken in or read, and why; try it again, or drop it.

    It is set aside with its bytes, so it can be tried again when the reader has changed. What is dropped stays in the
    record, noted as not wanted, and is no longer listed; dropping needs the ids.
    """
    from detente.store import open_record, refusals

    if deed is Deed.DROP and not which:
        message = "drop needs the ids of what is to be dropped; `detente quarantine DIR list` shows them"
        raise UsageError(message)
    with open_record(record_path(folder), now=now()) as record:
        chosen = _chosen(refusals(record), which or [])
        if deed is Deed.LIST:
            _list(chosen)
        elif deed is Deed.DROP:
            _drop(record, chosen)
        else:
            _retry(record, chosen, workers=workers)


def _chosen(found: "Sequence[RefusalView]", which: list[str]) -> "list[RefusalView]":
    """Return what the ids and names stand for. Raises `UsageError` for one that stands for nothing."""
    if not which:
        return list(found)
    chosen: dict[str, RefusalView] = {}
    for given in which:
        meant = [r for r in found if r.name == given or (len(given) >= SHORTEST and r.id.startswith(given))]
        if not meant:
            message = f"nothing is set aside under {given!r}; `detente quarantine DIR list` shows what is"
            raise UsageError(message)
        chosen |= {r.id: r for r in meant}
    return list(chosen.values())


def _list(found: "Sequence[RefusalView]") -> None:
    from detente.cli.show.table import print_rows

    rows = [
        {
            "id": r.id[:10],
            "name": r.name,
            "why": f"{r.code}: {r.message}",
            "since": r.refused_at.strftime("%Y-%m-%d %H:%M"),
        }
        for r in found
    ]
    print_rows(rows, nothing="nothing is set aside")


def _drop(record: "Record", chosen: "Sequence[RefusalView]") -> None:
    from detente.store import end_refusal

    for refusal in chosen:
        end_refusal(record, refusal.id, outcome="dropped", now=now())
    typer.echo(f"dropped {len(chosen):,} from the list", err=True)


def _retry(record: "Record", chosen: "Sequence[RefusalView]", *, workers: int) -> None:
    from collections import Counter

    from detente.pipeline.intake import retry
    from detente.pipeline.opening import Opener

    left: list[str] = []
    with Opener() as opener:
        for refusal in chosen:
            error = retry(record, refusal, opener, clock=now)
            if error is not None:
                left.append(refusal.id)
                typer.echo(f"{refusal.name}: {error.message}", err=True)
    compare_all_waiting(record)
    counts: Counter[str] = Counter()
    read_all_waiting(record, counts, workers=workers)
    link_all_waiting(record, workers=workers)
    failed = len(left) + counts["failed"]
    typer.echo(f"tried {len(chosen):,}; {failed:,} still cannot be taken in or read", err=True)
    if failed:
        raise typer.Exit(Exit.REFUSED)
