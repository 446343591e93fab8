"""Accounts: who may use the desk, by which login, in which role."""

import datetime as dt
import secrets
import unicodedata
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.errors import UsageError
from detente.store.access.tables import accounts

__all__ = [
    "Account", "NewAccount", "account_called", "account_of", "accounts_of", "add_account", "disable_account",
    "rename_account", "set_password", "set_role", "with_password",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What an account is made of. `ceasefire` and `side` are those of a party officer."""

    login: str
    name: str
    role: str
    ceasefire: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as it is kept. `password` is a hash, None until one is set: until then nobody can log in by it."""

    id: str
    login: str
    name: str
    role: str
    ceasefire: str | None
    side: str | None
    password: str | None
    disabled: bool
    made_at: dt.datetime


COLUMNS = tuple(accounts.c[name] for name in Account.__dataclass_fields__)


def add_account(connection: Connection, new: NewAccount, *, now: dt.datetime) -> Account:
    """Keep a new account, without a password. Raises `UsageError` where its login or its name is taken."""
    folded = _folded(new.name)
    taken = connection.execute(
        sa.select(accounts.c.login).where((accounts.c.login == new.login) | (accounts.c.name_folded == folded))
    ).first()
    if taken is not None:
        which = f"login {new.login}" if taken.login == new.login else f"name {new.name}"
        message = f"the {which} is taken by another account: choose one that cannot be mistaken for it"
        raise UsageError(message)
    row = {
        "id": secrets.token_hex(16), "login": new.login, "name": new.name, "role": new.role,
        "ceasefire": new.ceasefire, "side": new.side, "password": None, "disabled": False, "made_at": now,
    }  # fmt: skip
    connection.execute(sa.insert(accounts), row | {"name_folded": folded})
    return Account(**row)  # type: ignore[arg-type]


def accounts_of(connection: Connection) -> tuple[Account, ...]:
    """Return all accounts, by their names."""
    rows = connection.execute(sa.select(*COLUMNS).order_by(accounts.c.name_folded)).mappings()
    return tuple(Account(**row) for row in rows)


def account_of(connection: Connection, id_: str) -> Account | None:
    """Return the account of an id; None where there is none."""
    return _one(connection, accounts.c.id == id_)


def account_called(connection: Connection, login: str) -> Account | None:
    """Return the account of a login; None where there is none."""
    return _one(connection, accounts.c.login == login)


def with_password(connection: Connection, role: str) -> frozenset[str]:
    """Return the ids of the accounts in a role that somebody can log in by."""
    able = (accounts.c.role == role) & accounts.c.password.is_not(None) & accounts.c.disabled.is_(False)
    return frozenset(connection.scalars(sa.select(accounts.c.id).where(able)))


def set_role(connection: Connection, id_: str, role: str, *, ceasefire: str | None, side: str | None) -> None:
    """Give an account another role."""
    _change(connection, id_, {"role": role, "ceasefire": ceasefire, "side": side})


def set_password(connection: Connection, id_: str, hashed: str) -> None:
    """Keep the hash of an account's password."""
    _change(connection, id_, {"password": hashed})


def disable_account(connection: Connection, id_: str, *, disabled: bool) -> None:
    """Let nobody in by an account from now on, or let them in again."""
    _change(connection, id_, {"disabled": disabled})


def rename_account(connection: Connection, id_: str, name: str) -> None:
    """Note what somebody does by this account under another name from now on. Raises `UsageError` where it is taken."""
    folded = _folded(name)
    other = sa.select(accounts.c.id).where((accounts.c.name_folded == folded) & (accounts.c.id != id_))
    if connection.execute(other).first() is not None:
        message = f"the name {name} is that of another account: choose one that cannot be mistaken for it"
        raise UsageError(message)
    _change(connection, id_, {"name": name, "name_folded": folded})


def _one(connection: Connection, which: sa.ColumnElement[bool]) -> Account | None:
    row = connection.execute(sa.select(*COLUMNS).where(which)).mappings().one_or_none()
    return Account(**row) if row else None


def _change(connection: Connection, id_: str, values: dict[str, object]) -> None:
    connection.execute(sa.update(accounts).where(accounts.c.id == id_).values(values))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()
