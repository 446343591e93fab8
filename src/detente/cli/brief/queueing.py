"""`detente brief queue`: what waits, what did not arrive and why, what is in doubt."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import now
from detente.cli.brief.sending import Folder
from detente.cli.init import record_path
from detente.cli.machine import machine_account
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.store.mail.file import MailFile
    from detente.store.mail.shown_queue import Shown

__all__ = ["queue"]

TOLD = ("in doubt", "refused", "given up", "waiting", "sending", "handing over")
"""Deliveries of which states are listed, these first; of the others how many there are is enough."""


def queue(
    folder: Folder,
    *,
    sent: Annotated[
        str | None,
        typer.Option("--sent", help="A letter in doubt that arrived: its id, or its beginning.", metavar="ID"),
    ] = None,
    again: Annotated[
        str | None, typer.Option("--again", help="A letter in doubt that is to be sent once more.", metavar="ID")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Let letters go out again that stand still, at the next turn.")
    ] = False,
    limit: Annotated[int, typer.Option(help="How many letters of a state are listed.", min=1, max=10_000)] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of what people read.")] = False,
) -> None:
    """Show what waits, what was refused or given up and why, and what is in doubt; no address is shown.

    A letter is in doubt where nobody heard whether the server took it. Say --sent or --again where you know better
    than to wait.
    """
    from detente.cli.show.table import print_rows
    from detente.store import open_record
    from detente.store.mail.file import MAIL, open_mail

    open_record(record_path(folder), read_only=True).close()
    if sum((sent is not None, again is not None, resume)) > 1:
        message = "say one of --sent, --again and --resume at a time"
        raise UsageError(message)
    with open_mail(folder / MAIL) as file:
        _change(file, sent, again, resume=resume)
        counts, halt, rows = _found(file, limit)
    if as_json:
        typer.echo(json.dumps({"counts": counts, "halt": halt, "letters": rows}, ensure_ascii=False))
        return
    typer.echo(", ".join(f"{number:,} {state}" for state, number in counts.items()) or "no letter was put up yet")
    if halt is not None:
        typer.echo(f"letters stand still, {halt['kind']} until {halt['until']}: {halt['why']}")
    if rows:
        print_rows(rows, nothing="")


def _change(file: "MailFile", sent: str | None, again: str | None, *, resume: bool) -> None:
    from detente.brief.mail.doubts import decide
    from detente.store.mail.halts import end_halt

    given = sent if sent is not None else again
    if given is not None:
        decide(file, _one(file, given), was_sent=sent is not None, now=now(), by=machine_account())
    if resume:
        with file.writing() as connection:
            end_halt(connection)


def _one(file: "MailFile", given: str) -> str:
    """Return the delivery that is meant. Raises `UsageError` where it is none, or more than one."""
    from detente.store.mail.shown_queue import deliveries_called

    with file.reading() as connection:
        found = deliveries_called(connection, given) if given else []
    if len(found) != 1:
        how_many = "more than one letter answers" if found else "no letter answers"
        message = f"{how_many} to {given!r}: `detente brief queue DIR` lists them with their ids"
        raise UsageError(message)
    return found[0].message_id


def _found(file: "MailFile", limit: int) -> tuple[dict[str, int], dict[str, Any] | None, list[dict[str, Any]]]:
    from detente.store.mail.halts import standing_halt
    from detente.store.mail.queue import STATES
    from detente.store.mail.shown_queue import count_states, shown_deliveries

    with file.reading() as connection:
        counted = count_states(connection)
        halt = standing_halt(connection)
        shown = [one for state in TOLD for one in shown_deliveries(connection, [state], most=limit)]
    counts: dict[str, int] = {state: counted[state] for state in STATES if state in counted}
    stands = None if halt is None else {
        "kind": halt.kind, "at": _moment(halt.at), "until": _moment(halt.until), "times": halt.times, "why": halt.why,
    }  # fmt: skip
    return counts, stands, [_row(one) for one in shown]


def _row(one: "Shown") -> dict[str, Any]:
    return {
        "id": one.message_id, "state": one.state, "letter": one.subject, "domain": one.domain, "tries": one.tries,
        "due": _moment(one.due_at), "last answer": one.answer or None,
    }  # fmt: skip


def _moment(at: Any) -> str:
    return str(at.isoformat(timespec="seconds"))
