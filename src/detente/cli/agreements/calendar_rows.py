"""Deadlines as rows of a list, and for programs."""

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.registry.agreements.deadlines import Deadline

__all__ = ["deadline_plain", "deadline_row"]


def deadline_row(one: "Deadline", day: dt.date, names: dict[str, str]) -> dict[str, Any]:
    """Return a deadline as a row: its day, how it lies to a day, and by whose word it counts."""
    from detente.registry.agreements.deadlines import standing_on

    return {
        "due": one.day.isoformat() if one.day else None,
        "status": standing_on(one, day),
        "agreement": one.agreement,
        "provision": f"{one.provision} ({', '.join((one.source, *one.also))})",
        "bound": ", ".join(names.get(actor, actor) for actor in one.bound) or None,
        "by when": one.due_words,
        "counts from": _base(one),
        "words": one.words,
    }


def _base(one: "Deadline") -> str | None:
    """Return by whose word of which day a deadline counts, or why it has no day."""
    if one.base is None or one.base.day is None:
        return one.why
    who = dict.fromkeys(said.claimant.name for said in (one.base, *one.alike))
    return f"{one.base.what} {one.base.day.first}: {', '.join(who)}"


def deadline_plain(one: "Deadline", day: dt.date) -> dict[str, Any]:
    """Return a deadline for programs, with the assertion that it counts from."""
    import msgspec

    from detente.registry.agreements.deadlines import standing_on

    plain: dict[str, Any] = msgspec.to_builtins(one)
    return plain | {"status": standing_on(one, day), "on": day.isoformat()}
