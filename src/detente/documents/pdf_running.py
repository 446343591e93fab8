"""What a PDF's pages repeat at their head and foot: running titles, marks and page numbers.

A row is cut only where a page one or two further on has it too, in the same place and size, with the same figures or
with figures that count the pages. So a table's row that looks like the one above it stays, and so does a line of the
text that only seems to count the pages: one whose sentence goes on in a line that stays. What printing put on the edge
(`print_marks`) is cut from any page.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.documents.pdf_layout import join_rows
from detente.documents.pdf_print_marks import print_marks
from detente.documents.pdf_runs import PageRuns, Run

__all__ = ["BarePage", "cut_running"]

MARGIN = 0.2
"""The share of a page's height, at its top and its bottom, in which running lines stand."""
MOST_ROWS = 4
NEAR = 6.0
"""Points by which a running line may move from page to page."""
NEAR_SIZE = 0.5
LEADING = 1.6
"""Heights of a line from its base line to the next one's at most, where a sentence runs on from one to the other."""
MEASURE = 0.75
"""How wide a line is at least, beside the one it runs on into: a title that stands close above the text is shorter."""
SENTENCE_END = re.compile(r"[.!?:;][\"'\u201d\u2019)\]]*$")
NEIGHBOURS = (-2, -1, 1, 2)
FIGURES = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarePage:
    """A page's runs without what runs on every page, and the characters cut at its head and its foot."""

    runs: tuple[Run, ...]
    header: int = 0
    footer: int = 0


def cut_running(pages: Sequence[PageRuns]) -> list[BarePage]:
    """Return the pages without running heads, running feet and page numbers."""
    rows = [join_rows(_main(page.runs), cells=True) for page in pages]
    heads = [_margin(page, found, top=True) for page, found in zip(pages, rows, strict=True)]
    feet = [_margin(page, found, top=False) for page, found in zip(pages, rows, strict=True)]
    return [
        _bare(
            page,
            _either(_without_text(_running(heads, i), rows[i]), print_marks(page, heads[i], rows[i])),
            _either(
                _without_text(_running(feet, i), rows[i]),
                print_marks(page, feet[i], rows[i]),
                _lone_number(feet[i], rows[i]),
            ),
        )
        for i, page in enumerate(pages)
    ]


def _either(*found: Sequence[Run]) -> list[Run]:
    return list(dict.fromkeys(itertools.chain.from_iterable(found)))


def _main(runs: Sequence[Run]) -> list[Run]:
    """Return the runs that are turned as most of the page is."""
    turns = [sum(len(run.text) for run in runs if run.turn == turn) for turn in range(4)]
    return [run for run in runs if run.turn == turns.index(max(turns))]


def _margin(page: PageRuns, rows: list[Run], *, top: bool) -> list[Run]:
    """Return the outermost rows of a page, from its edge inwards."""
    if not rows:
        return []
    ordered = rows if top else rows[::-1]
    edge = ordered[0].base
    return [row for row in ordered[:MOST_ROWS] if abs(row.base - edge) <= MARGIN * page.height]


def _running(margins: Sequence[list[Run]], number: int) -> list[Run]:
    """Return the rows of a page's margin, from its edge inwards, as long as a neighbour has them too."""
    near = [(apart, margins[number + apart]) for apart in NEIGHBOURS if 0 <= number + apart < len(margins)]
    repeats = lambda row: any(_same(row, other, apart) for apart, others in near for other in others)  # noqa: E731
    return [*itertools.takewhile(repeats, margins[number])]


def _without_text(running: list[Run], rows: list[Run]) -> list[Run]:
    """Return running rows without those, from the inside outwards, whose sentence goes on in a row that stays."""
    kept = len(running)
    while kept:
        stays = [row for row in rows if row not in running[:kept]]
        row = running[kept - 1]
        if not any(_runs_on(row, other) or _runs_on(other, row) for other in stays):
            break
        kept -= 1
    return running[:kept]


def _runs_on(row: Run, below: Run) -> bool:
    """Return whether a line goes on in another: right below it, as large, set to the same measure, in lower case."""
    close = 0 < row.base - below.base <= LEADING * row.size and abs(row.size - below.size) <= NEAR_SIZE
    beside = abs(row.left - below.left) <= 2 * row.size and row.right - row.left >= MEASURE * (below.right - below.left)
    return close and beside and below.text[:1].islower() and not SENTENCE_END.search(row.text)


def _same(row: Run, other: Run, apart: int) -> bool:
    if abs(row.base - other.base) > NEAR or abs(row.size - other.size) > NEAR_SIZE:
        return False
    if PAGE_NUMBER.fullmatch(row.text) and PAGE_NUMBER.fullmatch(other.text) and not FIGURES.search(row.text):
        return True
    if FIGURES.sub("#", row.text) != FIGURES.sub("#", other.text):
        return False
    mine, theirs = FIGURES.findall(row.text), FIGURES.findall(other.text)
    return all(b == a or int(b) - int(a) == apart for a, b in zip(mine, theirs, strict=True))


def _lone_number(foot: list[Run], rows: list[Run]) -> list[Run]:
    """Return the page number of a paper of one page: the last row, set apart from the text."""
    apart = len(rows) > 1 and rows[-2].base - rows[-1].base > 2.2 * rows[-1].size
    return foot[:1] if foot and apart and PAGE_NUMBER.fullmatch(foot[0].text) else []


def _bare(page: PageRuns, head: list[Run], foot: list[Run]) -> BarePage:
    head = [row for row in head if row not in foot]
    bases = [(row.base, row.left, row.right) for row in (*head, *foot)]
    kept = tuple(run for run in page.runs if not any(_within(run, *base) for base in bases))
    return BarePage(runs=kept, header=sum(len(row.text) for row in head), footer=sum(len(row.text) for row in foot))


def _within(run: Run, base: float, left: float, right: float) -> bool:
    return abs(run.base - base) <= 0.5 * run.size and left - 1 <= run.left and run.right <= right + 1
