"""What somebody holds that lets them in: sessions of browsers, tokens of programs, links that set a password.

Each is 256 random bits; the file keeps its hash alone, so that who reads the file gets in by none of them.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.access.accounts import COLUMNS, Account
from detente.store.access.tables import accounts, links, sessions, tokens

__all__ = [
    "ABSOLUTE", "IDLE", "LINK_HOLDS", "Session", "Token", "add_link", "add_session", "add_token", "end_held",
    "end_session", "end_token", "hashed", "session_of", "sessions_of", "take_link", "token_of", "tokens_of",
]  # fmt: skip

IDLE = dt.timedelta(hours=12)
"""A session ends when nothing was asked by it for so long."""
ABSOLUTE = dt.timedelta(days=7)
"""And so long after the log-in, whatever was asked."""
LINK_HOLDS = dt.timedelta(hours=72)
SEEN = dt.timedelta(minutes=1)
"""How exactly it is kept when something was last used: a write a minute, not one a request."""
BITS = 32
MOST_AGENT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser that is logged in: `hash` names it."""

    hash: str
    made_at: dt.datetime
    seen_at: dt.datetime
    address: str
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program gets in by: what it is for, and which rights it may use."""

    id: str
    label: str
    scopes: tuple[str, ...]
    made_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None


def hashed(secret: str) -> str:
    """Return what is kept of something that lets somebody in."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def add_session(connection: Connection, account: str, *, address: str, agent: str, now: dt.datetime) -> str:
    """Begin a session, and return what its browser is to hold. Sessions that are over are forgotten."""
    over = (sessions.c.made_at < now - ABSOLUTE) | (sessions.c.seen_at < now - IDLE)
    connection.execute(sa.delete(sessions).where(over))
    secret = secrets.token_urlsafe(BITS)
    row = {
        "hash": hashed(secret), "account": account, "made_at": now, "seen_at": now, "address": address,
        "agent": agent[:MOST_AGENT],
    }  # fmt: skip
    connection.execute(sa.insert(sessions), row)
    return secret


def session_of(connection: Connection, secret: str, *, now: dt.datetime) -> tuple[Account, str, bool] | None:
    """Return whose session a browser holds, its hash, and whether it is due to be noted as seen; None where none."""
    which = (sessions.c.hash == hashed(secret)) & (sessions.c.made_at >= now - ABSOLUTE)
    held = which & (sessions.c.seen_at >= now - IDLE) & accounts.c.disabled.is_(False)
    query = sa.select(*COLUMNS, sessions.c.hash, sessions.c.seen_at).join(accounts).where(held)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    return _account(row), row["hash"], now - row["seen_at"] > SEEN


def note_seen(connection: Connection, hash_: str, *, now: dt.datetime) -> None:
    """Note that something was asked by a session."""
    connection.execute(sa.update(sessions).where(sessions.c.hash == hash_).values(seen_at=now))


def sessions_of(connection: Connection, account: str, *, now: dt.datetime) -> tuple[Session, ...]:
    """Return the sessions of an account that are not over, the last one seen first."""
    held = (sessions.c.made_at >= now - ABSOLUTE) & (sessions.c.seen_at >= now - IDLE)
    columns = [sessions.c[name] for name in Session.__dataclass_fields__]
    query = sa.select(*columns).where(held & (sessions.c.account == account)).order_by(sessions.c.seen_at.desc())
    return tuple(Session(**row) for row in connection.execute(query).mappings())


def end_session(connection: Connection, hash_: str, *, account: str | None = None) -> bool:
    """End a session, of one account where it is named, and say whether there was one."""
    which = sessions.c.hash == hash_
    mine = which if account is None else which & (sessions.c.account == account)
    return bool(connection.execute(sa.delete(sessions).where(mine)).rowcount)


def end_held(connection: Connection, account: str) -> None:
    """End all that lets somebody in by an account, but its password."""
    for table in (sessions, tokens, links):
        connection.execute(sa.delete(table).where(table.c.account == account))


def end_sessions(connection: Connection, account: str) -> None:
    """End the sessions of an account."""
    connection.execute(sa.delete(sessions).where(sessions.c.account == account))


def add_token(
    connection: Connection,
    account: str,
    *,
    label: str,
    scopes: Sequence[str],
    expires_at: dt.datetime,
    now: dt.datetime,
) -> tuple[str, Token]:
    """Make a token, and return what its program is to hold, which nothing keeps, and what is kept of it."""
    secret = f"detente_{secrets.token_urlsafe(BITS)}"
    made = Token(
        id=secrets.token_hex(16), label=label, scopes=tuple(scopes), made_at=now, expires_at=expires_at, used_at=None
    )
    row = {name: getattr(made, name) for name in Token.__dataclass_fields__} | {"scopes": list(scopes)}
    connection.execute(sa.insert(tokens), row | {"account": account, "hash": hashed(secret)})
    return secret, made


def token_of(connection: Connection, secret: str, *, now: dt.datetime) -> tuple[Account, Token] | None:
    """Return whose token a program holds; None where it is none, or over, or of an account that is disabled."""
    which = (tokens.c.hash == hashed(secret)) & (tokens.c.expires_at > now) & accounts.c.disabled.is_(False)
    mine = [tokens.c[name].label(f"token_{name}") for name in Token.__dataclass_fields__]
    row = connection.execute(sa.select(*COLUMNS, *mine).join(accounts).where(which)).mappings().one_or_none()
    if row is None:
        return None
    return _account(row), _token({name: row[f"token_{name}"] for name in Token.__dataclass_fields__})


def note_used(connection: Connection, token: Token, *, now: dt.datetime) -> None:
    """Note that something was asked by a token."""
    connection.execute(sa.update(tokens).where(tokens.c.id == token.id).values(used_at=now))


def is_due(token: Token, *, now: dt.datetime) -> bool:
    """Say whether it is to be noted that a token is used."""
    return token.used_at is None or now - token.used_at > SEEN


def tokens_of(connection: Connection, account: str) -> tuple[Token, ...]:
    """Return the tokens of an account, the newest first."""
    columns = [tokens.c[name] for name in Token.__dataclass_fields__]
    query = sa.select(*columns).where(tokens.c.account == account).order_by(tokens.c.made_at.desc(), tokens.c.id)
    return tuple(_token(dict(row)) for row in connection.execute(query).mappings())


def end_token(connection: Connection, id_: str, *, account: str) -> bool:
    """End a token of an account, and say whether there was one."""
    mine = (tokens.c.id == id_) & (tokens.c.account == account)
    return bool(connection.execute(sa.delete(tokens).where(mine)).rowcount)


def add_link(connection: Connection, account: str, *, now: dt.datetime) -> str:
    """Make the one link by which an account's password can be set, and return what it holds. An earlier one ends."""
    connection.execute(sa.delete(links).where((links.c.account == account) | (links.c.expires_at <= now)))
    secret = secrets.token_urlsafe(BITS)
    row = {"hash": hashed(secret), "account": account, "expires_at": now + LINK_HOLDS}
    connection.execute(sa.insert(links), row)
    return secret


def link_of(connection: Connection, secret: str, *, now: dt.datetime) -> Account | None:
    """Return whose password a link sets; None where it is none, or over, or of an account that is disabled."""
    which = (links.c.hash == hashed(secret)) & (links.c.expires_at > now) & accounts.c.disabled.is_(False)
    row = connection.execute(sa.select(*COLUMNS).join(links).where(which)).mappings().one_or_none()
    return _account(row) if row else None


def take_link(connection: Connection, secret: str, *, now: dt.datetime) -> Account | None:
    """Return whose password a link sets, and let nobody use it again."""
    found = link_of(connection, secret, now=now)
    connection.execute(sa.delete(links).where(links.c.hash == hashed(secret)))
    return found


def _account(row: sa.RowMapping) -> Account:
    return Account(**{name: row[name] for name in Account.__dataclass_fields__})


def _token(row: dict[str, object]) -> Token:
    return Token(**(row | {"scopes": tuple(row["scopes"])}))  # type: ignore[arg-type]
