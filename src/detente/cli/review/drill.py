"""Drills: asked item by item, or answered from a file; scored by field."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from detente.cli.add import now
from detente.cli.review.view import print_item
from detente.core.errors import DetenteError, UsageError

if TYPE_CHECKING:
    from detente.review.drill import DrillItem
    from detente.review.records import Verdict
    from detente.store import Record

__all__ = ["run_drill"]

REJECT, SKIP = "reject", "skip"


def run_drill(record: "Record", path: Path, *, coder: str, answers: Path | None) -> list[dict[str, Any]]:
    """Ask for the items of a set, keep the answers, and return how the coder does in it by field.

    Raises `UsageError`.
    """
    from detente.core.ids import hash_bytes
    from detente.evaluate.collect import rows_of
    from detente.evaluate.gold import document_of
    from detente.review.drill import drill_items, score_drill
    from detente.store import drill_answers, put_drill_set

    set_hash = hash_bytes(path.read_bytes())
    items: list[DrillItem] = []
    for where, row in rows_of(path):
        try:
            document_of(row, str(row.get("text") or ""), where=where)
            items += drill_items([row], set_hash=set_hash)
        except DetenteError as error:
            typer.echo(f"left out: {error}", err=True)
    if not items:
        message = f"{path} holds nothing to drill on; give documents coded in the corpus's form"
        raise UsageError(message)
    put_drill_set(record, items, set_hash=set_hash, now=now())
    given = _from_file(answers, len(items)) if answers else _from_terminal(items)
    for item, line in zip(items, given, strict=False):
        _answer(record, item, line, coder=coder)
    kept = drill_answers(record, coder=coder, set_hash=set_hash)
    scores = score_drill((item, verdict, fields) for item, _, verdict, fields in kept)
    return [
        {"field": s.field, "right": s.right, "of": s.items, "share": round(s.right / s.items, 3) if s.items else None}
        for s in scores
    ]


def _from_file(path: Path, items: int) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read: {error}; give a text file in UTF-8 with a line for each item"
        raise UsageError(message) from error
    if len(lines) > items:
        message = f"{path} answers {len(lines)} items, and the set has {items}; give a line for each"
        raise UsageError(message)
    return lines


def _from_terminal(items: "Sequence[DrillItem]") -> Iterator[str]:
    """Yield a line of fields for each item, asked for one by one; an end of input ends the drill."""
    from rich.console import Console

    from detente.review.correct import scene_of
    from detente.review.drill import item_reading
    from detente.review.records import Field

    for number, item in enumerate(items, 1):
        reading, coded = item_reading(item)
        heading = f"drill item {number} of {len(items)} · {item.document}"
        fields = {"trigger": Field(spans=(item.trigger,))}
        scene = scene_of(reading, coded)
        print_item(Console(), reading, kind="event", fields=fields, scene=scene, heading=heading, hides_machine=True)
        typer.echo("field=value, a line each; an empty line ends; reject or skip alone on a line")
        lines = []
        while line := sys.stdin.readline():
            if not line.strip():
                break
            lines.append(line.strip())
        if not line and not lines:
            return
        yield "\t".join(lines) or SKIP


def _answer(record: "Record", item: "DrillItem", line: str, *, coder: str) -> None:
    from detente.review.correct import correct_fields
    from detente.review.drill import item_reading
    from detente.store import keep_drill_answer

    if line.strip() in {"", SKIP}:
        return
    verdict: Verdict = "reject" if line.strip() == REJECT else "correct"
    reading, coded = item_reading(item)
    fields: Any = {}
    if verdict == "correct":
        parts = [part for part in line.split("\t") if part.strip()]
        fields = correct_fields("event", parts, reading=reading, coded=coded, document=item.document, whole=True)
    keep_drill_answer(record, item.id, coder=coder, verdict=verdict, fields=fields, now=now())
