"""`detente subscribers`: list who is sent the brief; add somebody, give out what is kept, erase, suspend, resume."""

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.machine import machine_account
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from detente.store.mail.file import MailFile
    from detente.store.mail.subscribers import Choice, Subscriber

__all__ = ["subscribers_app"]

subscribers_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

Folder = Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]
Who = Annotated[str, typer.Argument(help="Their address of mail, or their id.", metavar="WHO")]
Reason = Annotated[str, typer.Option(help="Why; it is kept with who did it.", metavar="WORDS")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of what people read.")]
TOLD = {
    "new": "a letter that asks {who} to confirm is put up; nothing else is sent before they do",
    "known": "{who} is sent letters already; a letter that asks whether they want this too is put up",
    "again": "{who} was asked before; another letter that asks for a confirmation is put up",
}


@subscribers_app.command("list", short_help="List who is sent the brief.")
def list_subscribers(
    folder: Folder,
    *,
    state: Annotated[
        str | None,
        typer.Option(help="Only those who are so: confirmed, pending, suspended, ended, erased.", metavar="STATE"),
    ] = None,
    edition: Annotated[str | None, typer.Option(help="Only those who are sent this edition.", metavar="ID")] = None,
    as_json: Json = False,
) -> None:
    """List subscribers, the newest first: address, state, what they are sent, from which hour on."""
    from detente.brief.subscribers.signing import forget_unconfirmed
    from detente.cli.show.table import print_rows
    from detente.store.mail.listed import listed
    from detente.store.mail.subscribers import STATES

    if state is not None and state not in STATES:
        message = f"{state[:40]!r} is no state: {', '.join(STATES)}"
        raise UsageError(message)
    with _kept_mail(folder) as file:
        if file is not None:
            with file.writing() as connection:
                forget_unconfirmed(connection, now=now())
            with file.reading() as connection:
                found = listed(connection, state=state or "", edition=edition or "")
        rows = [_row(one, chosen) for one, chosen in found] if file is not None else []
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
    else:
        print_rows([_line(row) for row in rows], nothing="nobody is so, or nobody has signed up yet")


@subscribers_app.command(short_help="Ask somebody by letter to confirm that they want the brief.")
def add(
    folder: Folder,
    address: Annotated[str, typer.Argument(help="Their address of mail.", metavar="ADDRESS")],
    *,
    note: Annotated[str, typer.Option(help="How they asked for it: when, by which way, to whom.", metavar="WORDS")],
    edition: Annotated[
        list[str] | None,
        typer.Option(help="What they asked for; may be given again. The only edition, if not given.", metavar="ID"),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="They had asked never to be written to, and ask for it now.")
    ] = False,
) -> None:
    """Ask somebody to confirm what they asked for by word of mouth. Nothing is sent to them before they do."""
    from detente.brief.settings import read_brief_settings
    from detente.brief.subscribers.addresses import read_address
    from detente.brief.subscribers.keeping import add_by_hand, wanted_of_all

    office, to = read_brief_settings(folder), read_address(address)
    wanted = wanted_of_all(office, tuple(edition or ()))
    with _mail(folder) as file:
        told = add_by_hand(
            file, to, wanted, office, note=note, by=machine_account(), again=again, now=now()
        )  # fmt: skip
    typer.echo(TOLD[told].format(who=to.written))


@subscribers_app.command(short_help="Print all that is kept of one, as JSON, to be given to them.")
def export(folder: Folder, who: Who) -> None:
    """Print all that is kept of a subscriber as JSON, with the terms as they were shown. That it was is noted."""
    from detente.brief.subscribers.exported import export as export_of
    from detente.brief.subscribers.keeping import by_whom

    with _found(folder, who) as (file, found), file.writing() as connection:
        told = export_of(connection, found, how=by_whom(machine_account()), now=now())
    typer.echo(json.dumps(told, ensure_ascii=False, indent=1))


@subscribers_app.command(short_help="Erase what is kept of one.")
def erase(
    folder: Folder,
    who: Who,
    *,
    never_again: Annotated[
        bool, typer.Option("--never-again", help="Keep a hash of the address, so that nobody signs it up again.")
    ] = False,
) -> None:
    """Overwrite a subscriber's address and take out what they chose. That letters were sent stays, without them."""
    from detente.brief.subscribers.erasing import erase as erase_one
    from detente.brief.subscribers.keeping import by_whom

    with _found(folder, who) as (file, found):
        erase_one(file, found.id, how=by_whom(machine_account()), never_again=never_again, now=now())
    typer.echo(f"what was kept of {found.id} is erased")


@subscribers_app.command(short_help="Send somebody nothing until they are resumed.")
def suspend(folder: Folder, who: Who, *, reason: Reason) -> None:
    """Send a subscriber nothing from now on, until they are resumed."""
    from detente.brief.subscribers.keeping import suspend as suspend_one

    with _found(folder, who) as (file, found), file.writing() as connection:
        suspend_one(connection, found, reason=reason, by=machine_account(), now=now())
    typer.echo(f"{found.id} is suspended")


@subscribers_app.command(short_help="Send letters again to somebody who was suspended.")
def resume(folder: Folder, who: Who, *, reason: Reason) -> None:
    """Send letters again to a subscriber who was suspended. Who ended it themselves signs up again."""
    from detente.brief.subscribers.keeping import resume as resume_one

    with _found(folder, who) as (file, found), file.writing() as connection:
        resume_one(connection, found, reason=reason, by=machine_account(), now=now())
    typer.echo(f"{found.id} is resumed")


@contextmanager
def _mail(folder: Path) -> "Iterator[MailFile]":
    """Open the file of mail of a folder that has a record, made where there is none."""
    from detente.store import open_record
    from detente.store.mail.file import MAIL, open_mail

    open_record(record_path(folder), read_only=True).close()
    with open_mail(folder / MAIL) as file:
        yield file


@contextmanager
def _kept_mail(folder: Path) -> "Iterator[MailFile | None]":
    """Open the file of mail of a folder; None where there is none, as nobody ever signed up."""
    from detente.store import open_record
    from detente.store.mail.file import MAIL

    if (folder / MAIL).exists():
        with _mail(folder) as file:
            yield file
    else:
        open_record(record_path(folder), read_only=True).close()
        yield None


@contextmanager
def _found(folder: Path, who: str) -> "Iterator[tuple[MailFile, Subscriber]]":
    """Open the file of mail, and find a subscriber in it. Raises `UsageError` where there is none."""
    with _kept_mail(folder) as file:
        if file is None:
            raise _nobody(who)
        with file.reading() as connection:
            found = _subscriber(connection, who)
        yield file, found


def _subscriber(connection: "Connection", who: str) -> "Subscriber":
    from detente.brief.subscribers.addresses import read_address
    from detente.brief.subscribers.keeping import find_subscriber

    found = find_subscriber(connection, who, read_address(who) if "@" in who else None)
    if found is None:
        raise _nobody(who)
    return found


def _nobody(who: str) -> UsageError:
    message = f"nothing is kept of {who[:80]!r}: detente subscribers list shows who is sent the brief"
    return UsageError(message)


def _row(one: "Subscriber", chosen: "tuple[Choice, ...]") -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "id": one.id, "address": one.address, "state": one.state, "why": one.why,
        "choices": [asdict(choice) for choice in chosen], "hour": one.hour, "zone": one.zone,
        "signed up": one.made_at.isoformat(timespec="seconds"),
        "confirmed": one.confirmed_at.isoformat(timespec="seconds") if one.confirmed_at else None,
    }  # fmt: skip


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """Return what people read of a subscriber."""
    sent = ", ".join(one["edition"] for one in row["choices"])
    return {
        "address": row["address"] or "erased", "state": row["state"], "is sent": sent or None,
        "from when on": f"{row['hour']:02}:00 {row['zone']}" if sent else None, "signed up": str(row["signed up"])[:10],
        "why": row["why"] or None,
    }  # fmt: skip
