"""Mine records as the registry keeps them, each by its kind. Persons are none of them: `store.people` keeps those."""

from collections.abc import Mapping
from typing import Any

from detente.core.errors import UsageError
from detente.registry.forms import from_plain, to_plain
from detente.registry.mines.records import Accident, Activity, Handover, HazardousArea, MineFigure, MineRecord

__all__ = ["KINDS", "from_kept", "kind_of", "to_kept"]

KINDS: Mapping[str, type[MineRecord]] = {
    "mine-hazard": HazardousArea,
    "mine-activity": Activity,
    "mine-accident": Accident,
    "mine-handover": Handover,
    "mine-figure": MineFigure,
}
"""The kinds of entries that anybody at the desk may read."""


def kind_of(record: MineRecord) -> str:
    """Return the kind under which a record is kept. Raises `UsageError` for what is kept under none, as persons are."""
    found = next((kind for kind, made in KINDS.items() if type(record) is made), None)
    if found is None:
        message = f"a {type(record).__name__} is no mine record, and is not kept among them"
        raise UsageError(message)
    return found


def to_kept(record: MineRecord) -> Mapping[str, Any]:
    """Return a record as the registry keeps it."""
    plain: Mapping[str, Any] = to_plain(record)
    return plain


def from_kept(kind: str, content: Mapping[str, Any]) -> MineRecord:
    """Return a record from what the registry keeps. Raises `UsageError` for one of no kind of ours."""
    if kind not in KINDS:
        message = f"{kind[:60]!r} is no kind of mine record; there are {', '.join(KINDS)}"
        raise UsageError(message)
    return from_plain(content, KINDS[kind], what=f"a record of kind {kind}")
