"""What `detente show` says of damage that made claims and events less sure."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.store import Known, Record

__all__ = ["Lowering", "lowered_in_brief", "lowered_of"]

Lowering = Mapping[tuple[str, str], list[dict[str, Any]]]
"""Kinds of damage with their words, by document and local id."""
WHOLE, COLUMN = "damage", "lowered by"
"""What --json calls it, with all of it, and what a table does."""


def lowered_of(record: "Record", document: str | None, known_on: "Known") -> Lowering:
    """Return what lowered the confidence of claims and events, of one document or of all."""
    from detente.exchange.damage_words import lowered_by
    from detente.store import lowered_readings

    return {
        (owner, item["id"]): [{"kind": one.kind, "words": list(one.words)} for one in lowered_by(item, body)]
        for owner, body in lowered_readings(record, document=document, known_on=known_on)
        for item in (*body["claims"], *body["events"])
    }


def lowered_in_brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with the damage in words, and without that column where none has any."""
    is_any = any(row[WHOLE] for row in rows)
    kept = [{name: value for name, value in row.items() if name != WHOLE} for row in rows]
    return [k | {COLUMN: _told(row[WHOLE])} for k, row in zip(kept, rows, strict=True)] if is_any else kept


def _told(lowered: list[dict[str, Any]]) -> str | None:
    """Return damage as one line: mojibake “shel��ed”."""
    return "; ".join(" ".join([one["kind"], *(f"“{words}”" for words in one["words"])]) for one in lowered) or None
