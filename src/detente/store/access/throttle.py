"""How often somebody may try to log in: each failure makes the next one wait, by login and by address.

What is typed as a login is sometimes a password by mistake: of it only a hash is kept, whose key is drawn anew when the
file is opened and stands nowhere. Whoever has the file tries nothing by it; a start of the desk forgets who failed with
which login, and not from which address.

A login that was in from an address lately waits for its own failures, and not for those of others at that address.
"""

import datetime as dt
import hmac
import ipaddress
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.access.tables import attempts

__all__ = ["clear_attempt", "take_attempt"]

LONGEST = dt.timedelta(minutes=5)
"""More would let anybody keep the owner of a login out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    free: int
    forgotten: dt.timedelta


_LOGIN = _Rule(free=5, forgotten=dt.timedelta(hours=24))
_ADDRESS = _Rule(free=20, forgotten=dt.timedelta(hours=1))
LATELY = dt.timedelta(days=7)
"""For so long a login is known at the address from which it was in, unless the desk is started anew."""
KNOWN = "known "


def take_attempt(connection: Connection, key: bytes, *, login: str, address: str, now: dt.datetime) -> dt.timedelta:
    """Count an attempt before it is known how it ends, so that many at once are no way round; return how long to wait.

    Where that is not zero, nothing is counted and nothing is to be tried.
    """
    keys = [(_login(login, key), _LOGIN)]
    if not _is_known(connection, _known(login, address, key), now=now):
        keys.append((_address(address), _ADDRESS))
    counted = [(own, *_count(connection, own, rule, now=now)) for own, rule in keys]
    wait = max(wait for _, _, wait in counted)
    if wait > dt.timedelta(0):
        return wait
    for own, failures, _ in counted:
        connection.execute(sa.delete(attempts).where(attempts.c.key == own))
        connection.execute(sa.insert(attempts), {"key": own, "failures": failures + 1, "last_at": now})
    return dt.timedelta(0)


def clear_attempt(connection: Connection, key: bytes, *, login: str, address: str, now: dt.datetime) -> None:
    """Take an attempt back that was none: somebody logged in. What failed at the address before stays counted."""
    known = _known(login, address, key)
    if not _is_known(connection, known, now=now):  # of one who is known nothing was counted at the address
        fewer = sa.update(attempts).where(attempts.c.key == _address(address))
        connection.execute(fewer.values(failures=attempts.c.failures - 1))
    is_known = attempts.c.key.startswith(KNOWN)
    old = sa.case((is_known, attempts.c.last_at < now - LATELY), else_=attempts.c.last_at < now - _LOGIN.forgotten)
    connection.execute(sa.delete(attempts).where(attempts.c.key.in_([_login(login, key), known]) | old))
    connection.execute(sa.insert(attempts), {"key": known, "failures": 0, "last_at": now})


def _count(connection: Connection, key: str, rule: _Rule, *, now: dt.datetime) -> tuple[int, dt.timedelta]:
    """Return how often a login or an address failed of late, and how long it is to wait."""
    row = connection.execute(sa.select(attempts).where(attempts.c.key == key)).one_or_none()
    if row is None or now - row.last_at > rule.forgotten:
        return 0, dt.timedelta(0)
    over = row.failures - rule.free
    pause = dt.timedelta(0) if over < 0 else min(LONGEST, dt.timedelta(seconds=2 ** min(over, 12)))
    return row.failures, max(dt.timedelta(0), row.last_at + pause - now)


def _is_known(connection: Connection, known: str, *, now: dt.datetime) -> bool:
    """Say whether a login was in from an address lately."""
    lately = (attempts.c.key == known) & (attempts.c.last_at >= now - LATELY)
    return connection.scalar(sa.select(attempts.c.key).where(lately)) is not None


def _known(login: str, address: str, key: bytes) -> str:
    """Return under what a login is known at an address: of both together a hash is kept."""
    return KNOWN + _hashed(f"{login}\n{_address(address)}", key)


def _login(login: str, key: bytes) -> str:
    return f"login {_hashed(login, key)}"


def _hashed(words: str, key: bytes) -> str:
    return hmac.digest(key, words.encode("utf-8", "replace"), "sha256").hex()


def _address(address: str) -> str:
    """Return what an address is counted under: one of IPv6 by its network, since whoever has one has all of it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "address unknown"
    wide = isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None
    return f"address {ipaddress.ip_network((found, 64), strict=False) if wide else found}"
