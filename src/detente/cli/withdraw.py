"""`detente withdraw`: a record left out from now on, with its reason; nothing is deleted."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.add import link_all_waiting, now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.moments import AUTHOR_HELP, REASON_HELP, author_of, reason_of
from detente.cli.named import resolve_subject
from detente.core.errors import UsageError

__all__ = ["withdraw"]


def withdraw(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    which: Annotated[
        str | None, typer.Argument(help="The document: its id, the first digits of it, or its name.", metavar="ID")
    ] = None,
    *,
    author: Annotated[str | None, typer.Option(help=AUTHOR_HELP, metavar="NAME", show_default=False)] = None,
    reason: Annotated[str | None, typer.Option(help=REASON_HELP, metavar="WORDS", show_default=False)] = None,
    public_reason: Annotated[
        str | None,
        typer.Option(
            "--public-reason", help="Why, as readers are told it; else none.", metavar="WORDS", show_default=False
        ),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take it back in, as it was.")] = False,
) -> None:
    """Withdraw a document: it is left out of lists, counts, voices and linking from now on, and nothing is deleted.

    Its history shows who withdrew it and why, and `--as-known-on` a day before shows it as it was shown then. Without
    an ID it lists what stands withdrawn. Its page stays for those it was released to, with the day above it, and with
    the public reason where one is given; the other reason is the desk's own.
    """
    from detente.store import open_record, restate
    from detente.store import withdraw as leave_out

    if which is None:
        _list(folder, narrowed=any((author, reason, public_reason, undo)))
        return
    who, why = author_of(author), reason_of(reason)
    told = None if public_reason is None else reason_of(public_reason, option="--public-reason")
    with open_record(record_path(folder), now=now()) as record:
        document = resolve_subject(record, which, kind="document")
        done = (restate if undo else leave_out)(
            record, "document", document, author=who, reason=why, told=told, now=now()
        )  # fmt: skip
        if done:
            link_all_waiting(record, workers=1)
    if undo:
        typer.echo(f"{document[:10]} is back in" if done else f"{document[:10]} does not stand withdrawn")
    else:
        typer.echo(f"{document[:10]} is withdrawn" if done else f"{document[:10]} stands withdrawn already")
    if done:
        typer.echo(f"what changed: detente history {folder} {document[:10]}")


def _list(folder: Path, *, narrowed: bool) -> None:
    from detente.cli.show.table import print_rows
    from detente.store import open_record, withdrawals

    if narrowed:
        message = "what is to be withdrawn is not named; give its ID: detente show DIR documents"
        raise UsageError(message)
    with open_record(record_path(folder), read_only=True) as record:
        last = {(one.kind, one.subject): one for one in withdrawals(record)}
    rows = [
        {
            "id": one.subject[:10],
            "kind": one.kind,
            "reason": one.reason,
            "public": one.told or "",
            "author": one.author,
            "since": one.at.strftime("%Y-%m-%d %H:%M"),
        }
        for one in last.values()
        if one.withdrawn
    ]
    print_rows(rows, nothing="nothing stands withdrawn")
