"""What reports say of no event and yet of an incident: that nobody was hurt, that a monitor observed nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.incidents.account import Account, Side

__all__ = ["Remark", "remarks_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """That somebody says there was none of a kind, or that it observed nothing, and of which account (by its key)."""

    account: str
    document: str
    kind: Literal["none", "not observed"]
    of: str | None
    """Of "none": the kind of quantity (killed, wounded), "casualties", or what is not told."""
    claimant: Side | None
    start: int
    end: int
    words: str


def remarks_of(reading: Mapping[str, Any], accounts: Sequence[Account]) -> Iterator[Remark]:
    """Yield the remarks of a reading, each with the nearest of the document's accounts."""
    raise NotImplementedError
