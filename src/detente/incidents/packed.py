"""Accounts of one reading, packed to be kept: what they share of their report is kept once."""

import dataclasses
import json
import math
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from detente.core.errors import RecordBroken
from detente.incidents.account import Account
from detente.incidents.remarks import Remark
from detente.incidents.stems import stems_with

__all__ = ["pack_accounts", "unpack_accounts", "unpack_remarks"]

SHARED = ("lead", "lead_deeds", "report", "rare", "setting")
"""Fields of `Ways` that are the report's, the same for each of its accounts."""
WEIGHED = ("sentence", "lead", "report")
"""Fields that are `Stems`: their bits are kept, the rest follows from them."""


def pack_accounts(accounts: Sequence[Account], remarks: Sequence[Remark] = ()) -> bytes:
    """Return the accounts and remarks of one reading as packed JSON.

    The voice of accounts is left out: other reports change it.
    """
    told = [msgspec.to_builtins(account, order="deterministic") for account in accounts]
    for one in told:
        one["ways"] |= {name: one["ways"][name]["bits"] for name in WEIGHED}
    shared = {name: told[0]["ways"][name] for name in SHARED} if told else {}
    for one in told:
        del one["voice"]
        for name in SHARED:
            del one["ways"][name]
        for number in one["told"]:
            number |= {end: _finite(number[end]) for end in ("low", "high")}
    # JSON's own escapes, since texts hold lone surrogates that no encoder of UTF-8 takes
    whole = {"shared": shared, "accounts": told}
    whole |= {"remarks": [msgspec.to_builtins(one, order="deterministic") for one in remarks]} if remarks else {}
    return zlib.compress(json.dumps(whole, separators=(",", ":")).encode("ascii"))


def _finite(value: float | None) -> float | None:
    """Return a number as a float; a whole number that none can hold is an infinity."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return math.inf if value is not None and value > 0 else -math.inf


def unpack_accounts(data: bytes, *, voice: str) -> tuple[Account, ...]:
    """Return what was packed. Raises `RecordBroken` where it is damaged."""
    try:
        found: Mapping[str, Any] = json.loads(zlib.decompress(data))
        shared = _expanded(found["shared"])
        made = tuple(msgspec.convert(_whole(one, shared, voice), Account) for one in found["accounts"])
    except DAMAGED as error:
        raise _damaged(error) from error
    return tuple(_sharing(one, made[0]) for one in made)


def unpack_remarks(data: bytes) -> tuple[Remark, ...]:
    """Return the remarks that were packed, none of what was packed without. Raises `RecordBroken` where damaged."""
    try:
        found: Mapping[str, Any] = json.loads(zlib.decompress(data))
        return tuple(msgspec.convert(one, Remark) for one in found.get("remarks", ()))
    except DAMAGED as error:
        raise _damaged(error) from error


DAMAGED = (zlib.error, ValueError, KeyError, TypeError)


def _damaged(error: Exception) -> RecordBroken:
    return RecordBroken(f"accounts in the record are damaged ({error}): restore a copy of the record")


def _whole(told: Mapping[str, Any], shared: Mapping[str, Any], voice: str) -> dict[str, Any]:
    return {**told, "voice": voice, "ways": {**_expanded(told["ways"]), **shared}}


def _expanded(ways: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of `Ways` with all that follows from the bits of their stems."""
    made = {name: msgspec.to_builtins(stems_with(ways[name])) for name in WEIGHED if name in ways}
    return {**ways, **made}


def _sharing(account: Account, first: Account) -> Account:
    """Return an account whose report's words are those of the first, not a copy of them."""
    shared = {name: getattr(first.ways, name) for name in SHARED}
    return dataclasses.replace(account, ways=dataclasses.replace(account.ways, **shared))
