"""`detente brief send` and `run`: letters are put up, and go out."""

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.exits import Exit
from detente.cli.init import DIR_HELP, record_path
from detente.cli.printable import printable

if TYPE_CHECKING:
    from detente.brief.mail.turn import Office, Turn

__all__ = ["Folder", "run", "send"]

Folder = Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]


def send(
    folder: Folder,
    brief: Annotated[
        str | None,
        typer.Argument(
            help="A brief: its id, the beginning of it, or its day; else each that waits.", metavar="[BRIEF]"
        ),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of what people read.")] = False,
) -> None:
    """Put the letter of an approved brief up for those who chose its edition, and what it puts right for all others.

    Nothing leaves the house by that: `detente brief run` sends what is put up. Who was sent a brief is not sent it
    again.
    """
    import msgspec

    from detente.brief.mail.putting_up import put_up_brief
    from detente.brief.mail.turn import put_up_words
    from detente.brief.settings import read_brief_settings
    from detente.store import open_record
    from detente.store.mail.file import MAIL, open_mail

    open_record(record_path(folder), read_only=True).close()
    settings = read_brief_settings(folder)
    with open_mail(folder / MAIL) as file:
        done = put_up_brief(file, settings, brief, now=now())
    for one in done:
        typer.echo(json.dumps(msgspec.to_builtins(one)) if as_json else printable(put_up_words(one)))
    if not done and not as_json:
        typer.echo("no letter waits to be put up: a brief is approved first")


def run(
    folder: Folder,
    *,
    once: Annotated[bool, typer.Option("--once", help="Do what is due, and end.")] = False,
) -> None:
    """Compose each edition when its hour comes, put up what was approved, send what is due, and read what came back.

    It goes on until it is ended (SIGTERM, Ctrl-C), and ends after the letter that is on its way. With --once it does
    what is due and ends, for cron; the exit status is 3 where letters stand still. One process does it at a time, and
    one that was killed stands in nobody's way.
    """
    from detente.brief.mail.turn import next_turn, take_turn

    ended = threading.Event()
    with _office(folder, ended) as office:
        told = ""
        if not once:
            _tell_maildir(office)
        while True:
            turn = take_turn(office)
            told = _tell(turn, told)
            if once or ended.wait(next_turn(office).total_seconds()):
                break
    if once and turn.halted:
        raise typer.Exit(Exit.REFUSED)


@contextmanager
def _office(folder: Path, ended: threading.Event) -> "Iterator[Office]":
    from detente.brief.mail.alone import queue_alone
    from detente.brief.mail.turn import Office, mail_of
    from detente.brief.settings import read_brief_settings
    from detente.store import open_record
    from detente.store.mail.file import MAIL, open_mail

    settings = read_brief_settings(folder)
    mail_of(settings)
    with (
        open_record(record_path(folder), now=now()) as record,
        open_mail(folder / MAIL) as file,
        queue_alone(folder),
        _heeding(ended),
    ):
        yield Office(
            folder=folder, record=record, file=file, settings=settings, clock=now, is_ending=ended.is_set
        )  # fmt: skip


@contextmanager
def _heeding(ended: threading.Event) -> Iterator[None]:
    """End well when asked to: a letter that is on its way is finished first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {which: signal.signal(which, lambda *_: ended.set()) for which in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)


def _tell_maildir(office: "Office") -> None:
    """Say where what comes back is looked for and is nothing yet: it may be called otherwise."""
    mail = office.settings.mail
    if mail is not None and mail.bounces_dir and not (office.folder / mail.bounces_dir).exists():
        where = office.folder / mail.bounces_dir
        typer.echo(printable(f"bounces_dir {where} is not there yet: nothing has come back"), err=True)


def _tell(turn: "Turn", told: str) -> str:
    """Say what a turn did, and why letters stand still where that was not said before; return what was said of it."""
    for line in turn.lines:
        typer.echo(printable(line), err=True)
    if turn.halted and turn.halted != told:
        typer.echo(printable(f"letters stand still, {turn.halted}"), err=True)
    return turn.halted
