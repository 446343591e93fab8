"""What a deed says of how its doer stands to whom it is done to."""

import functools
from typing import Any, Literal, cast

from detente.knowledge.files import read_toml
from detente.knowledge.plover import plover

__all__ = ["leaning_of"]

Leaning = Literal["for", "against"]


@functools.cache
def _table() -> dict[str, Any]:
    return read_toml("cues/leanings.toml")


def leaning_of(type_: str, mode: str | None) -> Leaning | None:
    """Return for or against, by mode, type or quad class, the most specific that the table has; None for neither."""
    table = _table()
    found = table["modes"].get(f"{type_} {mode}")
    if found is None:
        found = table["types"].get(type_)
    if found is None:
        found = table["quads"].get(plover().quad(type_), "")
    return cast("Leaning", found) if found else None
