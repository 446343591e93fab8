"""What one report tells of one happening, without the words that accounts are compared by: who, whom, what, when.

Questions that go over all of a record read accounts so: taking them apart whole would take many times as long.
"""

import json
import zlib
from dataclasses import dataclass

import msgspec

from detente.core.errors import RecordBroken
from detente.incidents.account import Nearness

__all__ = ["Days", "Dealing", "Named", "unpack_dealings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Who took part, or who says so, as `Side` has it; `said` are the words of the report."""

    name: str
    kind: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days as proleptic ordinals, both included, with how near they stand to the event."""

    first: int
    last: int
    nearness: Nearness


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """An account, as far as it says who dealt how with whom, and when; its fields are those of `Account`."""

    key: str
    document: str
    start: int
    type: str
    mode: str | None
    status: str
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    said: str
    when: Days | None = None
    published: tuple[int, int] | None = None
    claimant: Named | None = None
    evidence: tuple[int, int] | None = None
    confidence: float = 1.0

    @property
    def days(self) -> tuple[int, int] | None:
        """The days that its report tells of it; None where it tells none of it."""
        if self.when is None or self.when.nearness == "around":
            return None
        return self.when.first, self.when.last


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packed:
    accounts: tuple[Dealing, ...]


DECODER = msgspec.json.Decoder(_Packed)


def unpack_dealings(data: bytes) -> tuple[Dealing, ...]:
    """Return the accounts that were packed, as dealings. Raises `RecordBroken` where they are damaged."""
    try:
        plain = zlib.decompress(data)
    except zlib.error as error:
        raise _damaged(error) from error
    try:
        return DECODER.decode(plain).accounts
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _slowly(plain)  # a lone surrogate, which only JSON of the library takes


def _slowly(plain: bytes) -> tuple[Dealing, ...]:
    try:
        return msgspec.convert(json.loads(plain), _Packed).accounts
    except (ValueError, TypeError) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> RecordBroken:
    return RecordBroken(f"accounts in the record are damaged ({error}): restore a copy of the record")
