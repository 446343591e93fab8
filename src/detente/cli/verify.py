"""`detente verify`: whether a record or a snapshot is unaltered, and if not, what was altered."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.exits import Exit
from detente.cli.init import record_path
from detente.cli.lines import counted
from detente.core.errors import RecordBroken, UsageError

if TYPE_CHECKING:
    from detente.store import Proof

__all__ = ["Keys", "verify"]

HASH = 64


class Keys(StrEnum):
    """How many of the keys that the desk finds things by are made anew and compared."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


SHARES = {Keys.ALL: 1.0, Keys.SOME: 0.1, Keys.NONE: 0.0}


def verify(
    given: Annotated[
        Path, typer.Argument(help="The folder that holds the record, or a snapshot's file.", metavar="DIR|FILE")
    ],
    *,
    head: Annotated[
        str | None, typer.Option(help="A head that was noted earlier: it has to be in the chain.", metavar="HASH")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="A snapshot taken earlier: its head has to be in the chain.", metavar="FILE")
    ] = None,
    keys: Annotated[
        Keys, typer.Option(help="Compare all keys with what they are made of, a tenth drawn by chance, or none.")
    ] = Keys.ALL,
) -> None:
    """Prove that the record in DIR, or the snapshot FILE, is as it was written; say what was altered, or is missing.

    What was altered gives exit status 1. Whoever cuts off the chain's end, with what it is of, leaves a chain that
    holds: a head that was noted elsewhere, given with --head, or an earlier snapshot shows that too.
    """
    if head is not None and (len(head) != HASH or set(head) - set("0123456789abcdef")):
        message = (
            f"{head[:70]!r} is no head: it has {HASH} digits and letters, as `detente snapshot` and `verify` print it"
        )
        raise UsageError(message)
    if head is not None and against is not None:
        message = "--head and --against both name the end that the chain had; leave one of them out"
        raise UsageError(message)
    noted = head if against is None else _head_of(against)
    proof = _of_record(given, noted, SHARES[keys]) if given.is_dir() else _of_snapshot(given, noted, SHARES[keys])
    for complaint in proof.complaints:
        typer.echo(complaint)
    if proof.more:
        typer.echo(f"and {proof.more:,} more")
    if proof.complaints:
        typer.echo(f"{given} is NOT as it was written: compare it with a copy that is", err=True)
        raise typer.Exit(Exit.BROKEN)
    typer.echo(
        f"{given} is as it was written: {counted(proof.revisions, 'revision')} of {counted(proof.records, 'record')}"
    )
    typer.echo(f"head {proof.head} (revision {proof.revisions:,})")
    if keys is not Keys.ALL:
        told = "a tenth of the keys was" if keys is Keys.SOME else "no keys were"
        typer.echo(f"{told} compared with what they are made of: --keys all")
    if noted is None:
        typer.echo("that nothing was cut off at its end only a head shows that was noted elsewhere: --head, --against")


def _head_of(file: Path) -> str:
    """Return the head of a snapshot. Raises `RecordBroken` where the snapshot is not what its manifest says."""
    from detente.store import open_snapshot

    with open_snapshot(file) as snapshot:
        for complaint in snapshot.complaints():
            message = f"{file} proves nothing: {complaint}; use another copy"
            raise RecordBroken(message)
        return snapshot.manifest.head


def _of_record(folder: Path, head: str | None, keys: float) -> "Proof":
    from detente.store import open_record
    from detente.store import verify as prove

    with open_record(record_path(folder), read_only=True) as record:
        return prove(record, head=head, keys=keys)


def _of_snapshot(file: Path, head: str | None, keys: float) -> "Proof":
    """Prove a snapshot: its checksums, then the record that it comes to, made for a moment in a folder of its own."""
    import tempfile

    from detente.store import Proof, hash_at, open_record, open_snapshot, restore
    from detente.store import verify as prove

    with open_snapshot(file) as snapshot:
        manifest = snapshot.manifest
        if complaints := tuple(snapshot.complaints()):
            return Proof(revisions=manifest.revisions, head=manifest.head, records=0, complaints=complaints)
        with tempfile.TemporaryDirectory(prefix="detente-verify-") as folder:
            path = record_path(Path(folder))
            restore(snapshot, path)
            with open_record(path, read_only=True) as record:
                found, end = prove(record, head=head, keys=keys), hash_at(record, manifest.revisions)
    # a snapshot of an earlier form may have got more revisions as it was brought up to date
    is_whole = end == manifest.head and (found.revisions == manifest.revisions or snapshot.is_of_earlier_form)
    other = () if is_whole else ("the manifest names another end of the chain than the snapshot has: one was altered",)
    return Proof(
        revisions=manifest.revisions,
        head=manifest.head,
        records=found.records,
        complaints=(*found.complaints, *other),
        more=found.more,
    )
