"""A desk with accounts, whose clock is turned by hand and whose passwords cost little to try."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from desk.conftest import NOW
from detente.desk.access.gate import Gate
from detente.desk.access.passwords import Passwords
from detente.desk.access.rights import ACCOUNT_ROLES, Role
from detente.desk.app import make_desk
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings, Limits
from detente.store.access.accounts import Account, NewAccount, add_account, set_password
from detente.store.access.file import AccountsFile, open_accounts
from detente.store.access.held import add_session, add_token

PASSWORD = "otter lamp seventeen brick"  # noqa: S105 - of accounts that are made up
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NAMES: dict[Role, str] = {
    "party officer": "Ilse Ford", "reader": "Ann Brook", "coder": "Tom Reed", "adjudicator": "Jan Hill",
    "administrator": "Wanda Pell",
}  # fmt: skip


@dataclass
class Clock:
    """A clock that stands until it is turned."""

    at: dt.datetime = NOW

    def __call__(self) -> dt.datetime:
        return self.at

    def turn(self, **by: float) -> None:
        self.at += dt.timedelta(**by)


@dataclass
class Staffed:
    """A desk with an account in each role, all with the same password."""

    folder: Path
    file: AccountsFile
    gate: Gate
    app: FastAPI
    clock: Clock
    accounts: dict[Role, Account]
    open_browsers: ExitStack
    settings: DeskSettings
    made: list[TestClient] = field(default_factory=list)

    def browser(self, **options: Any) -> TestClient:
        """Return a browser that is not logged in."""
        return TestClient(self.app, follow_redirects=False, **options)

    def as_role(self, role: Role) -> TestClient:
        """Return a browser in which the account of a role is logged in."""
        with self.file.writing() as connection:
            secret = add_session(connection, self.accounts[role].id, address="a", agent="b", now=self.clock.at)
        browser = self.browser()
        browser.cookies.set(self.settings.cookie, secret)
        return browser

    def program(self, role: Role, *scopes: str, days: int = 1) -> TestClient:
        """Return a program with a token of the account of a role."""
        until = self.clock.at + dt.timedelta(days=days)
        with self.file.writing() as connection:
            secret, _ = add_token(
                connection, self.accounts[role].id, label="p", scopes=scopes, expires_at=until, now=self.clock.at
            )  # fmt: skip
        return self.browser(headers={"Authorization": f"Bearer {secret}"})

    def log_in(self, browser: TestClient, login: str = "coder", password: str = PASSWORD, **more: str) -> Any:
        """Post the form by which somebody logs in."""
        return browser.post("/login", data={"login": login, "password": password, **more})


Staff = Callable[..., Staffed]


@pytest.fixture
def staff(empty: Path) -> Iterator[Staff]:
    """Return what opens a desk with an account in each role, set as is asked for."""
    with ExitStack() as open_desks:

        def staff(hasher: PasswordHasher = CHEAP, **settings: Any) -> Staffed:
            clock = Clock()
            file = open_accounts(empty / "accounts.sqlite")
            asked = {
                "limits": Limits(stranger=10**6, pages=10**6),
                **settings,
            }  # every route is tried by everybody, at once
            set_to = DeskSettings(folder=empty, hosts=("testserver",), now=clock, **asked)
            gate = Gate(file, passwords=Passwords(hasher))
            app = make_desk(set_to, open_records(empty / "record.sqlite", now=NOW), gate)
            open_desks.enter_context(TestClient(app))
            return Staffed(
                folder=empty, file=file, gate=gate, app=app, clock=clock, accounts=accounts_in(file),
                open_browsers=open_desks, settings=set_to,
            )  # fmt: skip

        yield staff


@pytest.fixture
def staffed(staff: Staff) -> Staffed:
    """Return a desk with an account in each role, which is closed to everybody else."""
    return staff()


def accounts_in(file: AccountsFile) -> dict[Role, Account]:
    """Open an account in each role; the login is the role's last word."""
    made = {}
    with file.writing() as connection:
        for role in ACCOUNT_ROLES:
            side = ("ford", "N") if role == "party officer" else (None, None)
            new = NewAccount(login=role.split()[-1], name=NAMES[role], role=role, ceasefire=side[0], side=side[1])
            made[role] = add_account(connection, new, now=NOW)
            set_password(connection, made[role].id, CHEAP.hash(PASSWORD))
    return made
