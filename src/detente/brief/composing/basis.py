"""What a line of a brief was made of: coded values, each known by its words, so that it can be found again later."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from detente.incidents.column import Column, Words
from detente.pipeline.mines import MineRow
from detente.registry.assertions.assertion import Assertion
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.violation import Violation
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.statements.ledger import Heard

__all__ = [
    "Basis", "Stood", "basis_text", "read_basis", "stood_assertion", "stood_claimed", "stood_heard", "stood_mine",
    "stood_mine_kind", "stood_saying", "stood_speaker",
    "stood_violation",
]  # fmt: skip


VAGUE = "around"
SAYING, MINE = "told", "mine told"
"""Rooms of values that earlier versions kept fewer of, under other names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """Coded values of one claimant at words of one report: which room has them, where they stand, what they were.

    `entry` is the id of a figure that people brought; such has no report. `words` are those it stands on.
    """

    room: str
    values: Mapping[str, str]
    document: str = ""
    start: int = 0
    end: int = 0
    entry: str = ""
    words: str = ""

    def overlaps(self, other: "Stood") -> bool:
        """Say whether both stand on some of the same words, or are the same entry."""
        if self.entry or other.entry:
            return self.entry == other.entry
        return self.document == other.document and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """All that a line was made of; `incident` is the happening that its reports were taken to tell of."""

    stood: tuple[Stood, ...]
    incident: str = ""


def basis_text(stood: Iterable[Stood], *, incident: str = "") -> str:
    """Return what a line was made of as it keeps it."""
    made = Basis(stood=_once(stood), incident=incident)
    return json.dumps(msgspec.to_builtins(made), ensure_ascii=False, sort_keys=True)


def read_basis(kept: str) -> Basis:
    """Return what a line was made of; nothing where an editor or an earlier version wrote it otherwise."""
    try:
        return msgspec.json.decode(kept.encode(), type=Basis)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return Basis(stood=())


def _once(stood: Iterable[Stood]) -> tuple[Stood, ...]:
    found: list[Stood] = []
    for one in stood:
        if one not in found:
            found.append(one)
    return tuple(found)


def stood_violation(one: Violation) -> Stood:
    """Return the coded values of something that is said of a ceasefire."""
    values = {
        "who": one.claimant_name, "column": one.claimant, "said": one.said, "by": one.alleged, "what": one.kind,
        "harm": one.harm, "number": _count(one), "days": _days(one.interval),
        "place": one.where[0].words if one.where else None,
    }  # fmt: skip
    room = f"violation {one.ceasefire}"
    entry = "" if any(words.document for words in one.evidence) else one.id
    return _stood(room, values, one.evidence[-1], entry=entry)


def stood_claimed(one: ClaimedItem, ceasefire: str) -> Stood:
    """Return the coded values of something that is claimed of a ceasefire."""
    values = {"who": one.claimant_name, "column": one.claimant, "kind": one.kind, "trend": one.trend}
    return _stood(f"claimed {ceasefire}", values, one.evidence[0])


def stood_assertion(one: Assertion) -> Stood:
    """Return the coded values of something that is said of what a registry keeps."""
    values = {
        "who": one.claimant.name, "of": one.subject or one.named, "what": one.what, "value": one.value,
        "standing": one.standing, "parts": "; ".join(f"{part.role} {part.name}" for part in one.parts) or None,
        "days": f"{one.day.first or ''}/{one.day.last or ''}" if one.day else None,
        "amount": one.amount.count.words if one.amount else None,
    }  # fmt: skip
    return _stood(one.room, values, one.evidence[0], entry="" if one.document else one.id)


def stood_saying(column: Column, words: Evidence) -> Stood:
    """Return the coded values of what one claimant tells of a happening: those that stand in the report of its words.

    What another report adds to a claimant's column is no other value of this one.
    """
    days = [f"{one.first}/{one.last}" for one in column.days if one.nearness != VAGUE and _is_in(one.words, words)]
    places = [one.name for one in column.places if one.nearness != VAGUE and _is_in(one.words, words)]
    numbers = [f"{one.kind} {_bounds(one.low, one.high)}" for one in column.numbers if _is_in(one.words, words)]
    values = {
        "who": column.claimant, "days": min(days, default=None), "place": min(places, default=None),
        "told": "; ".join(sorted(numbers)) or None, "denied": "yes" if _is_in(column.denials, words) else None,
    }  # fmt: skip
    return _stood(SAYING, values, words)


def stood_speaker(column: Column, words: Evidence) -> Stood:
    """Return who tells of a happening, as briefs kept it that had no other value of it."""
    return _stood("incident", {"who": column.claimant}, words)


def _is_in(some: Sequence[Words], words: Evidence) -> bool:
    return any(one.document == words.document for one in some)


def _bounds(low: float | None, high: float | None) -> str:
    first, last = ("" if one is None else f"{one:g}" for one in (low, high))
    return first if first == last else f"{first}–{last}"


def stood_heard(one: Heard) -> Stood:
    """Return the coded values of a quotation."""
    values = {"who": one.speaker, "office": one.office}
    return Stood(room="statement", values=_told(values), document=one.document, start=one.start, end=one.end,
                 words=one.words)  # fmt: skip


def _stood(room: str, values: Mapping[str, str | None], words: Evidence, *, entry: str = "") -> Stood:
    return Stood(
        room=room, values=_told(values), document=words.document or "", start=words.start or 0, end=words.end or 0,
        entry=entry, words=words.words,
    )  # fmt: skip


def _told(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _days(interval: Interval | None) -> str | None:
    return f"{interval.first}/{interval.last}" if interval else None


def _count(one: Violation) -> str | None:
    if one.count is None:
        return None
    low, high = one.count.low, one.count.high
    return f"{low}-{high}" if low is not None or high is not None else one.count.words


def stood_mine(row: MineRow) -> Stood:
    """Return the coded values of something that is told about mines."""
    one = row.record
    values = {
        "who": one.claimant, "kind": row.kind, "standing": one.status, "days": _days(one.interval),
        "place": one.where[0].words if one.where else None,
    }  # fmt: skip
    return _stood(MINE, values, one.evidence[0])


def stood_mine_kind(row: MineRow) -> Stood:
    """Return who tells what kind of thing about mines, as briefs kept it that had no other value of it."""
    return _stood("mine", {"who": row.record.claimant, "kind": row.kind}, row.record.evidence[0])
