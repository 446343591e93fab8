"""Expectations for people and for programs: by whose word first, then what is expected, and what became of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.cli.registry.assertions import assertion_lines, day_words, evidence_line, said_by

if TYPE_CHECKING:
    from detente.registry.assertions.assertion import Day
    from detente.registry.expectations.expectation import Expectation, Proposal

__all__ = ["due_words", "expectation_lines", "expectation_plain", "expectation_row"]


def due_words(day: "Day | None") -> str | None:
    """Return by when it is due: "by" where only the last day is told, the report's words where none is."""
    if day is None:
        return None
    if day.first is None and day.last is not None:
        return f"by {day.last}"
    return day_words(day) or (f"“{day.words}”" if day.words else None)


def expectation_row(one: "Expectation") -> dict[str, Any]:
    """Return an expectation as a row of a list."""
    from detente.registry.expectations.clause import ABOUT

    where = next((t.where.words for t in one.tellings if t.where), None)
    return {
        "id": one.id,
        "claimed by": "; ".join(dict.fromkeys(said_by(t) for t in one.tellings)),
        "mood": ", ".join(dict.fromkeys(t.value for t in one.tellings if t.value)) or None,
        "what": one.kind,
        "who": ", ".join(part.name for part in one.parts if part.role != ABOUT) or None,
        "about": next((part.name for part in one.parts if part.role == ABOUT), None),
        "where": where,
        "due": due_words(one.due),
        "state": one.state,
        "proposed": sum(f.decided is None for f in one.proposals),
        "words": one.first.named,
    }


def expectation_plain(one: "Expectation") -> dict[str, Any]:
    """Return an expectation for programs: every field, null or empty where nothing is told."""
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(one)
    return plain | {"voices": one.voices}


def expectation_lines(one: "Expectation") -> list[str]:
    """Return an expectation whole: tellings, changes, what may meet it, what people decided."""
    return list(_lines(one))


def _lines(one: "Expectation") -> Iterator[str]:
    yield f"{one.kind} {one.id[:10]}: {one.state}; {one.why}"
    yield f"due: {due_words(one.due) or 'no day is told'}; told by {one.voices} voice{'s' if one.voices > 1 else ''}"
    for telling in one.tellings:
        yield f"{telling.id[:10]} {telling.published or 'day not told'}"
        yield from assertion_lines(telling)
    for change in one.changes:
        yield from assertion_lines(change)
    if one.replaces:
        yield f"it replaces {one.replaces[:10]}"
    if one.replaced_by:
        yield f"it is replaced by {one.replaced_by[:10]}"
    for event in one.proposals:
        yield from _event(event)
    for said in one.decisions:
        about = said.event or said.other
        deed = f"{said.deed} {about[:10]}" if about else said.deed
        yield f"{said.author} decided: {deed}: {said.reason} ({said.made_at[:10]})"


def _event(one: "Proposal") -> Iterator[str]:
    word = {"met": "accepted", "not met": "rejected"}[one.decided.deed] if one.decided else "proposed"
    when = day_words(one.day) or "day not told"
    yield f"{word} as meeting it: event {one.event[:10]}, {when}, told by {one.claimed_by}"
    yield f"  for: {'; '.join(one.reasons)}"
    yield f"  against: {'; '.join(one.against) or 'nothing told'}"
    yield from (f"  {evidence_line(evidence)}" for evidence in one.evidence)
