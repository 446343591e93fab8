"""Keys of accounts as rows in the order in which they are asked for: by key, by how long it is told to last, by day.

Accounts that are recalled, planned or last long are looked for in other spans of time than those of one day; each kind
lies together, so that one walk along the index finds it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from detente.core.ids import hash_parts
from detente.incidents.account import Account
from detente.incidents.blocking import days_of, how_told, keys_of, rows_of
from detente.incidents.meeting import ASIDE, FAR, LONG, NEAR, Row

__all__ = ["ALWAYS", "UNDATED", "asked_of", "key_rows", "rows_asked", "told_in", "windows"]

LENGTHS = (7, 63, 10_000_000)
"""Days that an account of each length lasts at the most."""
KINDS = 3
"""Told as news, planned, recalled."""
UNDATED = KINDS * len(LENGTHS)
MONTH = 30
"""Days asked for at once."""
ALWAYS = 10_000_000
"""Days that reach over all that can be dated."""


def key_rows(account: Account, number: int) -> Iterator[dict[str, Any]]:
    """Yield the rows under which an account is found."""
    first, last = days_of(account) or (0, 0)
    span = _span(account)
    for key in keys_of(account):
        yield {"value": _value(key), "span": span, "first_day": first, "account": number, "last_day": last}


def rows_asked(account: Account, number: int) -> tuple[list[Row], list[bool]]:
    """Return the rows by which an account asks for others, and of each whether its key is rare."""
    keys = sorted(keys_of(account))
    return [*rows_of(account, number, map(_value, keys))], [key.startswith("rare") for key in keys]


def asked_of(rows: Iterable[Row], rare: Iterable[bool]) -> Iterator[dict[str, Any]]:
    """Yield each key that is asked for once for every way of asking, with the days that it is asked for."""
    found: dict[tuple[int, bool, int, int], tuple[int, int]] = {}
    for (value, _, first, last, told), is_rare in zip(rows, rare, strict=True):
        own = value, is_rare, told, first // MONTH
        before, past = found.get(own, (first, last))
        found[own] = min(before, first), max(past, last)
    for (value, is_rare, told, _), (first, last) in found.items():
        yield {"value": value, "rare": is_rare, "kind": told, "first_day": first, "last_day": last}


def told_in(span: int) -> int:
    """Return how an account that lies in a span is told."""
    return span // len(LENGTHS)


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


def _span(account: Account) -> int:
    days = days_of(account)
    if days is None:
        return UNDATED
    length = next(n for n, most in enumerate(LENGTHS) if days[1] - days[0] <= most)
    return how_told(account) * len(LENGTHS) + length


def _window(one: int, other: int) -> int:
    return {0: FAR, 1: ASIDE, 2: LONG}[max(one, other)]
