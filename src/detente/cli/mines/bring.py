"""What people bring to the mine record, from a file of their own or from a table, with what does not fit."""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli.files import read_mapping, read_rows_of, read_whole
from detente.cli.mines.totals import difference_plain
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.registry.mines.records import MineRecord
    from detente.registry.mines.table import MineTable
    from detente.registry.mines.totals import Difference
    from detente.registry.table_cells import Fault
    from detente.store import Record

__all__ = ["Brought", "add_records", "import_table"]

MOST_ROWS = 50_000
"""Rows of a table about mines; more is another table, or several."""
MOST_FAULTS = 5
"""Faults that are told of a table of which nothing can be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a file brought: for people, and for programs."""

    lines: list[str]
    plain: dict[str, Any]


def add_records(record: "Record", file: Path, *, author: str, reason: str, now: dt.datetime) -> Brought:
    """Keep the records of a file that a person wrote, each with the whole id of the one that it corrects."""
    from detente.pipeline.mines import gather_mines, keep_mine_records
    from detente.registry.mines.by_hand import records_by_hand

    written = records_by_hand(read_whole(file), name=file.name, by=author)
    rows = gather_mines(record) if any(one.supersedes for one in written) else ()
    made = [_whole(one, rows) for one in written]
    kept = keep_mine_records(record, made, author=author, reason=reason, now=now)
    return _brought(made, kept, faults=(), differences=(), ahead=_ahead(made, now.date()))


def import_table(
    record: "Record", table: Path, mapping: Path, *, author: str, reason: str, now: dt.datetime
) -> Brought:
    """Keep the records of a table, and return what is new, what corrects what, and all that does not fit."""
    from detente.pipeline.mines import keep_mine_records, kept_mines
    from detente.registry.mines.mapping import MineMapping
    from detente.registry.mines.records import MineFigure
    from detente.registry.mines.selection import corrected
    from detente.registry.mines.table import mine_records_of_table
    from detente.registry.mines.totals import reconcile_totals

    rows = _bounded(list(itertools.islice(read_rows_of(table), MOST_ROWS + 1)), table)
    read = mine_records_of_table(rows, mapping=read_mapping(mapping, MineMapping), name=table.name, by=author)
    _refuse_nothing(read, table)
    kept = kept_mines(record)
    new = corrected(read.records, kept)
    done = keep_mine_records(record, new, author=author, reason=reason, now=now)
    figures = [one for one in (*kept, *new) if isinstance(one, MineFigure)]
    own = {one.id for one in read.records}
    again = [one for one in new if one.id not in own and one.id in done]
    own.update(one.id for one in again)
    found = reconcile_totals(figures)
    return _brought(
        read.records,
        done,
        corrections=sum(one.supersedes is not None for one in new),
        again=again,
        faults=read.faults,
        differences=[one for one in found.differences if own.intersection(one.figures)],
        remarks=[one for one in found.remarks if own.intersection(one.figures)],
        ahead=_ahead(new, now.date()),
    )


def _bounded(rows: "list[Mapping[str, str]]", table: Path) -> "list[Mapping[str, str]]":
    if len(rows) > MOST_ROWS:
        message = f"{table.name} has more than {MOST_ROWS:,} rows: bring it in parts; nothing was kept"
        raise UsageError(message)
    return rows


def _refuse_nothing(read: "MineTable", table: Path) -> None:
    """Refuse a table that gave no record: whoever brought it would take it for kept."""
    if read.records:
        return
    if not read.faults:
        message = f"{table.name} has no row under its head: nothing was kept; look whether it is the one"
        raise UsageError(message)
    first = "; ".join(_fault(one) for one in read.faults[:MOST_FAULTS])
    more = f"; and {len(read.faults) - MOST_FAULTS:,} more" if len(read.faults) > MOST_FAULTS else ""
    message = f"no row of {table.name} can be used, and nothing was kept: mend the table or the mapping. {first}{more}"
    raise UsageError(message)


def _fault(one: "Fault") -> str:
    return f"row {one.row}{f', {one.column}' if one.column else ''}: {one.said}"


def _whole(one: "MineRecord", rows: Any) -> "MineRecord":
    from detente.pipeline.mines import find_mine_record

    if one.supersedes is None:
        return one
    found = find_mine_record([row for row in rows if row.record.id != one.id], one.supersedes)
    return replace(one, supersedes=found.record.id)


def _ahead(records: "Sequence[MineRecord]", today: dt.date) -> Iterator[str]:
    """Yield which records tell of days that lie ahead, and are no plans."""
    for one in records:
        if one.interval is not None and one.interval.last > today and one.status != "planned":
            yield f"{one.id[:10]} is of days to {one.interval.last}, which lie ahead; it is kept as it was written"


def _brought(
    read: "Sequence[MineRecord]",
    kept: Sequence[str],
    *,
    faults: "Sequence[Fault]",
    differences: "Sequence[Difference]",
    ahead: Iterator[str],
    corrections: int | None = None,
    again: "Sequence[MineRecord]" = (),
    remarks: "Sequence[Difference]" = (),
) -> Brought:
    from detente.registry.forms import to_plain

    corrects = corrections if corrections is not None else sum(one.supersedes is not None for one in read)
    there, told = len(read) - len(kept), list(ahead)
    lines = [
        f"{len(kept):,} of {len(read):,} records are new and kept; {corrects:,} correct an earlier one",
        *([f"{there:,} were kept already"] if there else []),
        *(f"{one.id[:10]} stands again, in place of {(one.supersedes or '')[:10]} that corrected it" for one in again),
        *(_fault(one) for one in faults),
        *(" – ".join((f"{one.kind}: {one.said}", *(f"a guess: {how}" for how in one.likely))) for one in differences),
        *(f"to note: {one.kind}: {one.said}" for one in remarks),
        *told,
    ]
    plain = {
        "read": len(read), "kept": list(kept), "corrections": corrects, "faults": [to_plain(one) for one in faults],
        "again": [one.id for one in again], "differences": [difference_plain(one) for one in differences],
        "remarks": [difference_plain(one) for one in remarks], "ahead": told,
    }  # fmt: skip
    return Brought(lines=lines, plain=plain)
