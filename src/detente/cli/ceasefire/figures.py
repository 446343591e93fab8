"""Published figures of a ceasefire: brought from a table with what does not fit, and listed."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli.files import read_mapping, read_rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.ceasefires.figure_checks import Trap
    from detente.registry.ceasefires.figures_table import Table
    from detente.registry.ceasefires.violation import Violation
    from detente.store import Entry, Record

__all__ = ["Brought", "figure_rows", "import_figures"]

NOTHING = "no cell says how many; a blank is no figure: look whether the mapping names the columns that are meant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a table brought: for people, and for programs."""

    lines: list[str]
    plain: dict[str, Any]


def import_figures(
    record: "Record",
    ceasefire: "Ceasefire",
    table: Path,
    mapping: Path,
    *,
    author: str,
    reason: str,
    now: dt.datetime,
) -> Brought:
    """Keep the figures of a table, and return what is new, what corrects what, and all that does not fit."""
    from detente.pipeline.ceasefires import kept_figures
    from detente.registry.ceasefires.figure_checks import correct_earlier, find_corrected, find_traps
    from detente.registry.ceasefires.figures_table import FigureMapping, figures_of
    from detente.store import keep_entries

    rows = list(read_rows_of(table))
    read = figures_of(
        rows, mapping=read_mapping(mapping, FigureMapping), ceasefire=ceasefire, name=table.name, by=author
    )
    kept = kept_figures(record, ceasefire.id)
    # one that is kept already says nothing new: taken for a correction of what corrects it, it would undo that
    there = {one.id for one in kept}
    new = correct_earlier([one for one in read.figures if one.id not in there], kept)
    done = keep_entries(record, [_entry(one, ceasefire) for one in new], author=author, reason=reason, now=now)
    traps = (*find_corrected(new, kept), *find_traps(read, ceasefire.taxonomy, today=now.date()))
    return _brought(read, [one for one in new if one.id in done], traps)


def figure_rows(figures: "Sequence[Violation]") -> list[dict[str, Any]]:
    """Return a row for each figure, with the one that it replaces and the one that replaces it."""
    from detente.registry.ceasefires.repeats import replaced_by

    replaced = replaced_by(figures)
    return [
        {
            "id": one.id,
            "from": one.interval.first.isoformat() if one.interval else None,
            "to": one.interval.last.isoformat() if one.interval else None,
            "claimed by": one.claimant or one.claimant_name,
            "what": one.kind or one.harm,
            "by": one.alleged,
            "figure": one.count.words if one.count else None,
            "replaced by": replaced.get(one.id, "")[:10] or None,
            "corrected on": one.revised.isoformat() if one.revised else None,
            "source": one.evidence[0].source,
        }
        for one in figures
    ]


def _entry(one: "Violation", ceasefire: "Ceasefire") -> "Entry":
    from detente.registry.forms import to_plain
    from detente.store import Entry

    days = one.interval
    return Entry(
        subject=one.id, kind="figure", owner=ceasefire.id, content=to_plain(one),
        first=days.first.isoformat() if days else None, last=days.last.isoformat() if days else None,
    )  # fmt: skip


def _brought(read: "Table", new: "Sequence[Violation]", traps: "Sequence[Trap]") -> Brought:
    from detente.registry.forms import to_plain

    passed = {id_ for one in traps if one.kind == "corrected since" for id_ in one.figures}
    corrections = sum(one.supersedes is not None and one.id not in passed for one in new)
    there = len(read.figures) - len(new)
    lines = [
        f"{len(new):,} of {len(read.figures):,} figures are new and kept; {corrections:,} correct an earlier one",
        *([f"{there:,} were kept already"] if there else []),
        *([NOTHING] if not (read.figures or read.totals or read.faults) else []),
        *(f"row {one.row}{f', {one.column}' if one.column else ''}: {one.said}" for one in read.faults),
        *(f"{one.kind}: {one.said}" for one in traps),
    ]
    plain = {
        "read": len(read.figures), "kept": [one.id for one in new], "corrections": corrections,
        "faults": [to_plain(one) for one in read.faults], "traps": [to_plain(one) for one in traps],
    }  # fmt: skip
    return Brought(lines=lines, plain=plain)
