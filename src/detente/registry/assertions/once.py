"""Assertions of several copies of one text, each counted once."""

from collections.abc import Iterable

from detente.registry.assertions.assertion import Assertion

__all__ = ["once_of_copies"]


def once_of_copies(told: Iterable[Assertion]) -> tuple[Assertion, ...]:
    """Return assertions in their order, without those that a copy of a text has from another copy of it."""
    seen: dict[tuple[object, ...], str | None] = {}
    chosen: list[Assertion] = []
    for one in told:
        day = (one.day.first, one.day.last) if one.day else None
        parts = tuple((part.role, part.actor or part.name, part.value) for part in one.parts)
        key = (one.voice, one.room, one.subject, one.what, one.value, day, parts, one.evidence[0].words)
        if seen.setdefault(key, one.document) == one.document:
            chosen.append(one)
    return tuple(chosen)
