"""The situations of the corpus by split: composed ones with their texts, real ones joined with theirs."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.core.errors import UsageError
from detente.core.ids import hash_bytes
from detente.evaluate.clusters import Mark, Report, Situation, read_situations
from detente.evaluate.collect import HASH, rows_of
from detente.evaluate.gold import Json

__all__ = ["COMPOSED_HAPPENINGS", "REAL_HAPPENINGS", "Situations", "collect_situations"]

REAL_HAPPENINGS, COMPOSED_HAPPENINGS = "happenings, real", "happenings, composed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situations:
    """The situations of one section and split, and the hash of the file that they were coded in."""

    section: str
    split: str
    hash: str
    situations: tuple[Situation, ...]
    left_out: int = 0
    """Reports of the split whose texts are not at hand."""


def collect_situations(folder: Path, *, split: str, items: Path | None) -> Iterator[Situations]:
    """Yield the situations of a corpus folder, real ones where their texts are at hand, then composed ones.

    Raises `UsageError` for files that cannot be used.
    """
    real, composed = folder / "incidents" / "real.jsonl", folder / "incidents" / f"{split}.txt"
    if real.is_file():
        rows = [row for _, row in rows_of(real) if row["split"] == split]
        texts = _texts(items, rows) if items else {}
        found = tuple(s for s in (_joined(row, texts) for row in rows) if s is not None)
        yield Situations(
            section=REAL_HAPPENINGS,
            split=split,
            hash=hash_bytes(real.read_bytes()),
            situations=found,
            left_out=sum(len(row["reports"]) for row in rows) - sum(len(s.reports) for s in found),
        )
    if composed.is_file():
        yield Situations(
            section=COMPOSED_HAPPENINGS,
            split=split,
            hash=hash_bytes(composed.read_bytes()),
            situations=tuple(read_situations(composed)),
        )


def _texts(items: Path, rows: Sequence[Json]) -> dict[int, str]:
    """Return the texts of the items that are coded, by number."""
    wanted = {report["item"] for row in rows for report in row["reports"]}
    return {number: str(row["text"]) for number, (_, row) in enumerate(rows_of(items)) if number in wanted}


def _joined(row: Json, texts: dict[int, str]) -> Situation | None:
    """Return a real situation with its texts; None where one is not at hand, or is another than the one coded."""
    for report in row["reports"]:
        text = texts.get(report["item"])
        if text is None or hashlib.sha256(text.encode()).hexdigest()[:HASH] != report["hash"]:
            return None
    return Situation(
        id=row["id"],
        region=row["region"],
        hard=tuple(row["hard"]),
        reports=tuple(_report(row["id"], number, report, texts) for number, report in enumerate(row["reports"])),
    )


def _report(situation: str, number: int, coded: Json, texts: dict[int, str]) -> Report:
    text = texts[coded["item"]]
    return Report(
        id=f"{situation}-{number}",
        published=coded["date"],
        publisher="",
        title=None,
        text=text,
        marks=tuple(_mark(situation, mark, len(text)) for mark in coded["marks"]),
    )


def _mark(situation: str, coded: tuple[int, int, str], length: int) -> Mark:
    start, end, label = coded
    if not 0 <= start < end <= length:
        message = f"real.jsonl: {situation} marks {start} to {end} of a text of {length}; take the file back from git"
        raise UsageError(message)
    happening = f"{situation}/{label.rstrip('~')}" if label.startswith("H") else None
    return Mark(start=start, end=end, happening=happening, recalled=label.endswith("~"))
