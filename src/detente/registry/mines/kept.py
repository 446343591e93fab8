"""Mine records as the registry keeps them: each by its kind, and persons under a kind of their own."""

from collections.abc import Mapping
from typing import Any

from detente.core.errors import UsageError
from detente.registry.forms import from_plain, to_plain
from detente.registry.mines.records import Accident, Activity, Handover, HazardousArea, MineFigure, MineRecord
from detente.registry.mines.victims import Victim

__all__ = ["KINDS", "VICTIM", "from_kept", "kind_of", "to_kept"]

VICTIM = "mine-victim"
"""The kind under which persons are kept: whoever lists mine records leaves it out, and asks `victims.show_victims`."""
KINDS: Mapping[str, type[MineRecord]] = {
    "mine-hazard": HazardousArea,
    "mine-activity": Activity,
    "mine-accident": Accident,
    "mine-handover": Handover,
    "mine-figure": MineFigure,
}
"""The kinds of entries that anybody at the desk may read."""


def kind_of(record: MineRecord | Victim) -> str:
    """Return the kind under which a record is kept."""
    if isinstance(record, Victim):
        return VICTIM
    return next(kind for kind, made in KINDS.items() if type(record) is made)


def to_kept(record: MineRecord | Victim) -> Mapping[str, Any]:
    """Return a record as the registry keeps it."""
    plain: Mapping[str, Any] = to_plain(record)
    return plain


def from_kept(kind: str, content: Mapping[str, Any]) -> MineRecord:
    """Return a record from what the registry keeps. Raises `UsageError` for one of a person, or of no kind of ours."""
    if kind not in KINDS:
        why = "is of persons: it is read by named roles only" if kind == VICTIM else "is no kind of mine record"
        message = f"{kind[:60]!r} {why}; there are {', '.join(KINDS)}"
        raise UsageError(message)
    return from_plain(content, KINDS[kind], what=f"a record of kind {kind}")
