"""Assertions for people and for programs: who says so first, then what, in which words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.registry.assertions.assertion import Amount, Assertion, Day, Part
    from detente.registry.evidence import Evidence

__all__ = ["assertion_lines", "assertion_plain", "assertion_row", "day_words", "evidence_line", "said_by", "what_words"]

NOT_TOLD = "not told"


def said_by(one: "Assertion") -> str:
    """Return who says so, and through whom."""
    via = f" (via {', '.join(one.claimant.via)})" if one.claimant.via else ""
    return f"{one.claimant.name}{via}"


def day_words(day: "Day | None") -> str | None:
    """Return a day, or from when to when; "since" and "until" where an end is open. None where none is told."""
    if day is None or (day.first is None and day.last is None):
        return None
    if day.first == day.last:
        return day.first
    if day.first is None or day.last is None:
        return f"since {day.first}" if day.first else f"until {day.last}"
    return f"{day.first} to {day.last}"


def assertion_row(one: "Assertion") -> dict[str, Any]:
    """Return an assertion as a row of a list for people."""
    return {
        "id": one.id,
        "claimed by": said_by(one),
        "of": one.named,
        "what": what_words(one),
        "status": one.standing,
        "days": day_words(one.day),
        "who": "; ".join(_part_words(part) for part in one.parts) or None,
        "words": " … ".join(evidence.words for evidence in one.evidence),
    }


def assertion_plain(one: "Assertion") -> dict[str, Any]:
    """Return an assertion for programs: every field, null or empty where nothing is told."""
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(one)
    return plain


def assertion_lines(one: "Assertion") -> Iterator[str]:
    """Yield an assertion as lines for people: who says what, then the words."""
    when = day_words(one.day)
    told = f"{said_by(one)}: {what_words(one)} ({one.standing}{f', {when}' if when else ''})"
    yield told + (f": {'; '.join(map(_part_words, one.parts))}" if one.parts else "")
    yield from (f"  {evidence_line(evidence)}" for evidence in one.evidence)
    if one.note:
        yield f"  {one.note}"


def evidence_line(evidence: "Evidence") -> str:
    """Return words with where they stand, or who wrote them down."""
    where = evidence.source or (f"document {evidence.document[:10]}" if evidence.document else "")
    by = f"written down by {evidence.by}" if evidence.by else ""
    return f"“{evidence.words}” ({', '.join(told for told in (where, by) if told)})"


def what_words(one: "Assertion") -> str:
    """Return what is asserted, with its value, its amount and its place."""
    amount = _amount_words(one.amount)
    is_within = amount is not None and amount in (one.value or "")  # "25 officers each" has its number already
    told = [one.value, None if is_within else amount, f"at {one.where.words}" if one.where else None]
    return ": ".join([one.what, ", ".join(filter(None, told))]) if any(told) else one.what


def _amount_words(amount: "Amount | None") -> str | None:
    return amount.count.words if amount else None


def _part_words(part: "Part") -> str:
    return f"{part.role} {part.name}{f' ({part.value})' if part.value else ''}"
