"""`detente add`: reports into the record, read and kept one by one."""

import datetime as dt
import itertools
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.exits import Exit
from detente.cli.fields import note_fields
from detente.cli.init import DIR_HELP, record_path
from detente.cli.lines import WORKERS_HELP, counted
from detente.cli.progress import count_bytes, show_progress
from detente.cli.read import FILES_HELP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.documents.packets import Packet
    from detente.pipeline.outcomes import Outcome
    from detente.store import Record

__all__ = ["add"]


def add(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    files: Annotated[list[Path], typer.Argument(help=FILES_HELP, metavar="FILE...")],
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help=WORKERS_HELP)] = 1,
) -> None:
    """Read reports and keep them, with what was read, in the record that `detente init DIR` made.

    Each report is kept whole or not at all, so a run that is interrupted can simply be repeated. The same bytes added
    twice change nothing. A document that cannot be read is noted with its reason, and the exit status is 3.
    """
    from detente.documents.packets import check_paths, packets_of
    from detente.pipeline.outcomes import outcomes_of
    from detente.store import open_record

    check_paths(files)
    packets = itertools.chain.from_iterable(packets_of(f, standard_input=sys.stdin.buffer) for f in files)
    counts: Counter[str] = Counter()
    with (
        open_record(record_path(folder), now=_now()) as record,
        show_progress("adding", total=count_bytes(files)) as advance,
    ):
        unread = _unread(record, note_fields(packets), counts)
        for outcome in outcomes_of(unread, workers=workers):
            counts[_keep(record, outcome)] += 1
            advance(len(outcome.packet.data) + 1)
    typer.echo(
        f"kept {counted(counts['kept'], 'document')}; {counts['known']:,} were there already; "
        f"{counts['refused']:,} could not be read",
        err=True,
    )
    if counts["refused"]:
        typer.echo(f"why: detente show {folder} refused", err=True)
        raise typer.Exit(Exit.REFUSED)


def _unread(record: "Record", packets: "Iterable[Packet]", counts: Counter[str]) -> "Iterator[Packet]":
    """Yield the packets that the record does not hold as read by these very stages."""
    from detente.core.ids import hash_bytes
    from detente.pipeline.reader import default_reader
    from detente.store import has_reading, note_origin

    versions = default_reader().versions
    for packet in packets:
        bytes_hash = hash_bytes(packet.data)
        if packet.error is None and has_reading(record, bytes_hash, versions):
            note_origin(record, bytes_hash, packet.name, now=_now())
            counts["known"] += 1
        else:
            yield packet


def _keep(record: "Record", outcome: "Outcome") -> str:
    from detente.store import KeptDocument, keep, refuse

    packet, reading, error = outcome.packet, outcome.reading, outcome.error
    if reading is not None:
        kept = KeptDocument(document=reading.document, data=packet.data, name=packet.name)
        keep(record, kept, reading, now=_now())
        return "kept"
    if error is not None:
        data = packet.data if packet.error is None else None
        refuse(record, name=packet.name, code=error.code, message=error.message, data=data, now=_now())
        typer.echo(f"{packet.name}: {error.message}", err=True)
    return "refused"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
