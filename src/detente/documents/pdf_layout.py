"""The order in which a page's runs are read: columns beside each other, what stands over them all, tables by rows.

A gutter is a strip that many lines keep clear. What crosses it parts the page into bands, read from top to bottom;
between two crossings the left side is read before the right one, and each side is looked at in the same way again.
"""

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from detente.documents.pdf_runs import COLUMN_GAP, Run
from detente.documents.tables import CELLS

__all__ = ["MARKER", "Block", "join_rows", "order_blocks"]

FEWEST = 3
"""Lines on either side that a gutter parts."""
LETTERS, FILL = 20, 0.5
"""A column of prose has lines of so many characters, which fill so much of its width, on the mean; a table has not."""
DEEPEST = 12
MOST_PIECES = 4_000
"""Pieces of a page beyond which it is a drawing, which has no columns."""
NARROW = 0.6
"""The share of a column's width that what stands under both columns may have, to be none of its own lines."""
LINE = 1.2
"""A line's height, in sizes of its letters."""
SLACK = 2.0
"""Points by which the lines of a column are set unevenly."""
MARKER = re.compile(r"(?:[•◦▪■●‣–—*o-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that stand under each other, from top to bottom."""

    lines: tuple[Run, ...]
    table: bool = False


def order_blocks(runs: Sequence[Run], *, deep: int = 0) -> list[Block]:
    """Return the blocks of a page, or of a part of it, as they are read."""
    pieces = join_rows(runs, cells=False)
    gutter = _gutter(pieces) if deep < DEEPEST and len(pieces) <= MOST_PIECES else None
    if gutter is None:
        return [Block(lines=tuple(join_rows(runs, cells=True)))] if runs else []
    return [block for band in _bands(pieces, gutter) for block in _band_blocks(band, gutter, deep)]


def join_rows(runs: Sequence[Run], *, cells: bool) -> list[Run]:
    """Return the runs from top to bottom, those of one row that touch as one; with `cells`, all those of one row."""
    return [line for row in _rows(runs) for line in _joined(row, cells=cells)]


def _rows(runs: Iterable[Run]) -> Iterator[list[Run]]:
    row: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.base, run.left)):
        if row and row[0].base - run.base > 0.35 * max(min(row[0].size, run.size), 1.0):
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _joined(row: list[Run], *, cells: bool) -> Iterator[Run]:
    last: Run | None = None
    for run in sorted(row, key=lambda run: run.left):
        size = max(run.size, last.size) if last else run.size
        gap = run.left - last.right if last else 0.0
        if last is None:
            last = run
        elif gap < COLUMN_GAP * size or (MARKER.fullmatch(last.text) and gap < 5 * size):
            last = _merged(last, run, "" if gap < 0.12 * size and not MARKER.fullmatch(last.text) else " ")
        elif cells:
            last = _merged(last, run, CELLS if gap > 2 * size else " ")
        else:
            yield last
            last = run
    if last is not None:
        yield last


def _merged(first: Run, second: Run, between: str) -> Run:
    larger = max(first, second, key=lambda run: len(run.text))
    return dataclasses.replace(
        larger, text=first.text + between + second.text, left=first.left, right=max(first.right, second.right)
    )


def _gutter(pieces: Sequence[Run]) -> tuple[float, float] | None:
    """Return the strip that parts the most lines and is crossed by the fewest."""
    best: tuple[float, tuple[float, float] | None] = (0.0, None)
    for right in _starts(pieces):
        size = mean(piece.size for piece in pieces if abs(piece.left - right) <= SLACK)
        strip = (right - COLUMN_GAP * size, right - SLACK)
        before = [piece for piece in pieces if piece.right <= strip[0] + SLACK]
        after = [piece for piece in pieces if piece.left >= strip[1]]
        parted = min(len(_beside(before, after)), len(_beside(after, before)))
        crossing = len(pieces) - len(before) - len(after)
        if parted >= FEWEST and crossing <= parted and parted - crossing / 2 > best[0]:
            best = (parted - crossing / 2, strip)
    return best[1]


def _starts(pieces: Sequence[Run]) -> Iterator[float]:
    """Yield where at least three pieces begin under each other."""
    lefts = sorted(piece.left for piece in pieces)
    for i, left in enumerate(lefts[: -FEWEST + 1]):
        fresh = i == 0 or left - lefts[i - 1] > 1
        if fresh and lefts[i + FEWEST - 1] - left <= SLACK:
            yield left


def _beside(some: Sequence[Run], others: Sequence[Run]) -> list[Run]:
    """Return those that stand no higher and no lower than the others reach."""
    if not others:
        return []
    top, bottom = max(o.base + o.size for o in others), min(o.base - o.size for o in others)
    return [run for run in some if bottom <= run.base <= top]


def _bands(pieces: Sequence[Run], gutter: tuple[float, float]) -> Iterator[list[Run]]:
    """Part pieces, given from top to bottom, at those that cross a gutter; what crosses in a row stays together."""
    carried: list[Run] = []
    grouped = itertools.groupby(pieces, key=lambda piece: _crosses(piece, gutter))
    bands = _with_last_lines([[*band] for _, band in grouped], gutter)
    for i, band in enumerate(bands):
        whole = [*carried, *band]
        leads = i + 1 < len(bands) and _crosses(bands[i + 1][0], gutter)
        carried = _heading_of_next(whole, bands[i + 1][0]) if leads else []
        yield whole[: len(whole) - len(carried)]


def _with_last_lines(bands: list[list[Run]], gutter: tuple[float, float]) -> list[list[Run]]:
    """Give a paragraph that crosses a gutter its last line, which may be too short to reach it."""
    made: list[list[Run]] = []
    for band in bands:
        if made and not _crosses(band[0], gutter) and _is_last_line(made[-1][-1], band):
            made[-1].append(band.pop(0))
        if made and band and _crosses(made[-1][0], gutter) and _crosses(band[0], gutter):
            made[-1] += band
        elif band:
            made.append(band)
    return made


def _is_last_line(last: Run, band: Sequence[Run]) -> bool:
    """Say whether a band begins with one line that is set as the one above it is."""
    first = band[0]
    alone = len(band) == 1 or first.base - band[1].base > 0.35 * first.size
    return alone and last.base - first.base <= 1.35 * last.size and abs(last.size - first.size) < 0.05 * last.size


def _crosses(piece: Run, gutter: tuple[float, float]) -> bool:
    return piece.left < gutter[0] + SLACK < piece.right


def _heading_of_next(band: list[Run], following: Run) -> list[Run]:
    """Return a last line that stands nearer to what follows than to its own band: a heading over the next text."""
    if len(band) <= FEWEST:
        return []
    *before, last = band
    above, below = before[-1].base - last.base, last.base - following.base
    return [last] if above > 1.25 * below or last.size > 1.1 * before[-1].size else []


def _band_blocks(band: list[Run], gutter: tuple[float, float], deep: int) -> list[Block]:
    left = [piece for piece in band if piece.right <= gutter[0] + SLACK]
    right = [piece for piece in band if piece.left >= gutter[0] + SLACK]
    if len(left) + len(right) < len(band):
        return [Block(lines=tuple(join_rows(band, cells=True)))]
    if not left or not right:
        return order_blocks(band, deep=deep + 1)
    columns = _columns(band)
    if not all(_is_prose(column) for column in columns):
        return [Block(lines=tuple(_table_rows(columns)), table=True)]
    below = _below(left, right)
    left = left[: len(left) - len(below)]
    return [block for part in (left, right, below) for block in order_blocks(part, deep=deep + 1)]


def _below(left: Sequence[Run], right: Sequence[Run]) -> list[Run]:
    """Return what stands under two columns, though only at the left since it is narrow (a table, a signature).

    That is so where the columns above it end beside each other; a column that alone goes on is wider than it.
    """
    end, edge = min(piece.base for piece in right), max(piece.right for piece in left)
    reach = min(piece.left for piece in left) + NARROW * (edge - min(piece.left for piece in left))
    start = next((i for i, piece in enumerate(left) if i and _is_apart(left[i - 1], piece) and piece.base < end), 0)
    if not start or left[start - 1].text.endswith(":"):
        return []
    ends_beside = left[start - 1].base - end <= FEWEST * LINE * left[start - 1].size
    return [*left[start:]] if ends_beside and all(piece.right < reach for piece in left[start:]) else []


def _is_apart(above: Run, below: Run) -> bool:
    return above.base - below.base > 1.3 * LINE * max(above.size, below.size)


def _columns(band: Sequence[Run]) -> list[list[Run]]:
    """Group pieces by the strips that none of them enters."""
    columns: list[list[Run]] = []
    reach = float("-inf")
    for piece in sorted(band, key=lambda piece: piece.left):
        if piece.left > reach + SLACK or not columns:
            columns.append([])
        columns[-1].append(piece)
        reach = max(reach, piece.right)
    return columns


def _is_prose(column: Sequence[Run]) -> bool:
    """Say whether lines are long; each counts by its length, so that a table set into prose weighs little."""
    width = max(piece.right for piece in column) - min(piece.left for piece in column)
    fill = _weighted([piece.right - piece.left for piece in column]) / max(width, 1)
    return len(column) >= FEWEST and fill >= FILL and _weighted([len(piece.text) for piece in column]) >= LETTERS


def _weighted(lengths: Sequence[float]) -> float:
    return sum(length * length for length in lengths) / max(sum(lengths), 1e-9)


def _table_rows(columns: Sequence[Sequence[Run]]) -> Iterator[Run]:
    """Yield a table's rows, one line each; a cell of several lines is put together.

    A row begins where its first column has a line, for that is what the row is about.
    """
    starts = sorted((piece.base + 0.4 * piece.size for piece in _heads(columns[0])), reverse=True)
    cells: dict[tuple[int, int], list[Run]] = {}
    for number, column in enumerate(columns):
        for piece in column:
            row = sum(start >= piece.base for start in starts)
            cells.setdefault((row, number), []).append(piece)
    for _, keys in itertools.groupby(sorted(cells), key=lambda key: key[0]):
        yield functools.reduce(lambda one, other: _merged(one, other, CELLS), [_cell(cells[key]) for key in keys])


def _heads(column: Sequence[Run]) -> Iterator[Run]:
    """Yield the lines of a table's first column that begin a cell, not those that go on with it."""
    ordered = sorted(column, key=lambda piece: -piece.base)
    steps = [above.base - below.base for above, below in itertools.pairwise(ordered)]
    near = min(steps, default=0.0)
    uneven = bool(steps) and max(steps) > 1.3 * near
    for i, piece in enumerate(ordered):
        if i == 0 or not uneven or steps[i - 1] > 1.3 * near:
            yield piece


def _cell(pieces: list[Run]) -> Run:
    first, *rest = sorted(pieces, key=lambda piece: (-piece.base, piece.left))
    for piece in rest:
        first = _merged(first, piece, " ")
    return first
