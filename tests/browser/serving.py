"""The real server over a folder, on a port of its own, and the browsers of those who have an account there."""

import datetime as dt
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import uvicorn
from typer.testing import CliRunner

from detente.cli import app as commands
from detente.cli.serve import Asked, gate_for, settings_for
from detente.desk.app import make_desk
from detente.desk.records import open_records

__all__ = ["PASSWORD", "STAFF", "Desk", "Person", "open_staff", "served"]

PASSWORD = "otter lamp seventeen brick"  # noqa: S105 - of accounts that are made up
PATIENCE = 30_000
"""Milliseconds for a page, on a machine that does other things too."""


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
def served(folder: Path, *, public: bool = False) -> Iterator[str]:
    """Serve a desk as `detente serve` does, to everybody where it is `public`, and give its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    asked = Asked(
        folder=folder, host="127.0.0.1", port=listening.getsockname()[1], public=public, read_only=False, names=(),
        secure=False, alone=None,
    )  # fmt: skip
    records = open_records(folder / "record.sqlite", now=dt.datetime.now(dt.UTC), beside=folder)
    settings = replace(settings_for(asked, has_accounts=True), patience=None)  # who walks waits for what is worked out
    made = make_desk(settings, records, gate_for(asked, ""))
    server = uvicorn.Server(uvicorn.Config(made, log_level="error", http="h11", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@dataclass(slots=True, kw_only=True)
class Desk:
    """A served desk, and what went wrong in the browsers that look at it."""

    address: str
    folder: Path
    browser: Any
    open_browsers: ExitStack
    wrong: list[str] = field(default_factory=list)

    def page(self, **options: Any) -> Any:
        """Return a page of a new browser in which nobody is logged in."""
        shown = {"viewport": {"width": 1360, "height": 900}, "color_scheme": "light"} | options
        context = self.browser.new_context(base_url=self.address, **shown)
        self.open_browsers.callback(context.close)
        made = context.new_page()
        made.set_default_timeout(PATIENCE)
        self._watch(made)
        return made

    def enter(self, login: str, **options: Any) -> Any:
        """Return a page in which somebody has logged in by the form, as they do in the morning."""
        page = self.page(**options)
        page.goto("/login")
        page.get_by_label("Login").fill(login)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(f"{self.address}/")
        return page

    def _watch(self, page: Any) -> None:
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda told: self.wrong.append(told.text) if told.type in ("error", "warning") else None)
        page.on("request", lambda asked: None if self._is_here(asked.url) else self.wrong.append(asked.url))
        page.on("response", lambda given: self.wrong.append(given.url) if given.status >= 500 else None)

    def _is_here(self, url: str) -> bool:
        return url.startswith((f"{self.address}/", "data:", "blob:"))
