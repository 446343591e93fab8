"""What brought a document, as it is kept."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from detente.documents.packet import Carried

__all__ = ["carried_of", "carried_row"]


def carried_row(carried: Carried) -> dict[str, str] | None:
    """Return what is carried as JSON values, None where that is nothing."""
    return {name: value for name, value in dataclasses.asdict(carried).items() if value} or None


def carried_of(row: Mapping[str, Any] | None) -> Carried:
    """Return what was carried, from the record."""
    return Carried(**(row or {}))
