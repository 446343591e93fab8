"""Which types of event can have which outcome for those counted."""

import functools
from collections.abc import Mapping

from detente.knowledge.files import read_toml

__all__ = ["causes_of"]


@functools.cache
def causes_of() -> Mapping[str, frozenset[str]]:
    """Return, by kind of quantity, the types that can bring such a number about; a kind without an entry has any."""
    table: Mapping[str, list[str]] = read_toml("quantities/causes.toml")["causes"]
    return {kind: frozenset(types) for kind, types in table.items()}
