"""The real server over a folder, on a port of its own, with accounts that the command line opened."""

import datetime as dt
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from detente.cli import app as commands
from detente.cli.serve import Asked, gate_for, settings_for
from detente.desk.app import make_desk
from detente.desk.records import open_records
from typer.testing import CliRunner

__all__ = ["PASSWORD", "STAFF", "Person", "open_staff", "served"]

PASSWORD = "otter lamp seventeen brick"  # noqa: S105 - of accounts that are made up


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account of the desk."""

    login: str
    name: str
    role: str
    side: str | None = None


STAFF = {
    one.login: one
    for one in (
        Person(login="wanda", name="Wanda Pell", role="administrator"),
        Person(login="jan", name="Jan Hill", role="adjudicator"),
        Person(login="tom", name="Tom Reed", role="coder"),
        Person(login="ann", name="Ann Brook", role="reader"),
        Person(login="ilse", name="Ilse Ford", role="party officer", side="V"),
        Person(login="oren", name="Oren Vale", role="party officer", side="C"),
    )
}


def open_staff(folder: Path, ceasefire: str) -> None:
    """Open the accounts of the desk, as its administrator does at the command line."""
    for one in STAFF.values():
        given = ("--name", one.name, "--role", one.role, "--password-stdin")
        side = ("--ceasefire", ceasefire, "--side", one.side) if one.side else ()
        ran = CliRunner().invoke(commands, ["account", "add", str(folder), one.login, *given, *side], input=PASSWORD)
        assert ran.exit_code == 0, ran.output


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a desk as `detente serve` does, and give its address."""
    asked = Asked(
        folder=folder, host="127.0.0.1", port=0, public=False, read_only=False, names=(), secure=False, alone=None
    )
    records = open_records(folder / "record.sqlite", now=dt.datetime.now(dt.UTC), beside=folder)
    made = make_desk(settings_for(asked, has_accounts=True), records, gate_for(asked, ""))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(made, log_level="error", http="h11", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
