"""Keys of accounts as rows in the order in which they are asked for: by key, by how long it is told to last, by day.

Accounts that are recalled, planned or last long are looked for in other spans of time than those of one day; each kind
lies together, so that one walk along the index finds it.
"""

from collections.abc import Iterator
from typing import Any

from detente.core.ids import hash_parts
from detente.incidents.account import Account
from detente.incidents.blocking import ASIDE, FAR, LONG, NEAR, days_of, keys_of

__all__ = ["ALWAYS", "UNDATED", "asked_rows", "key_rows", "windows"]

LENGTHS = (7, 63, 10_000_000)
"""Days that an account of each length lasts at the most."""
KINDS = 3
"""Told as news, planned, recalled."""
UNDATED = KINDS * len(LENGTHS)
ALWAYS = 10_000_000
"""Days that reach over all that can be dated."""


def key_rows(account: Account, number: int) -> Iterator[dict[str, Any]]:
    """Yield the rows under which an account is found."""
    first, last = days_of(account) or (0, 0)
    span = _span(account)
    for key in keys_of(account):
        yield {"value": _value(key), "span": span, "first_day": first, "account": number, "last_day": last}


def asked_rows(account: Account, number: int) -> Iterator[dict[str, Any]]:
    """Yield the rows by which an account asks for others."""
    first, last = days_of(account) or (0, 0)
    kind = KINDS if days_of(account) is None else _kind(account)
    for key in keys_of(account):
        rare = key.startswith("rare")
        row = {"value": _value(key), "rare": rare, "kind": kind}
        yield {**row, "account": number, "first_day": first, "last_day": last}


def windows() -> Iterator[dict[str, Any]]:
    """Yield for each way of asking and each span how many days lie between two accounts at the most.

    `before` reaches back to where the longest of the span begins.
    """
    for rare in (False, True):
        for kind in range(KINDS + 1):
            for span in range(UNDATED + 1):
                if kind == KINDS or span == UNDATED:
                    days = before = ALWAYS
                else:
                    days = _window(kind, span // len(LENGTHS)) if rare else NEAR
                    before = days + LENGTHS[span % len(LENGTHS)]
                yield {"rare": rare, "kind": kind, "span": span, "days": days, "before": before}


def _value(key: str) -> int:
    return int(hash_parts("key", key)[:16], 16) >> 1


def _kind(account: Account) -> int:
    return 2 if account.is_recalled else 1 if account.status == "planned" else 0


def _span(account: Account) -> int:
    days = days_of(account)
    if days is None:
        return UNDATED
    length = next(n for n, most in enumerate(LENGTHS) if days[1] - days[0] <= most)
    return _kind(account) * len(LENGTHS) + length


def _window(one: int, other: int) -> int:
    return {0: FAR, 1: ASIDE, 2: LONG}[max(one, other)]
