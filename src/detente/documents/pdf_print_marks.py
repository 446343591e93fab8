"""What a browser or an office program writes on a page's edge when it prints: moment, address, page of how many.

These are told by where they stand (outside any margin that a paper's own text keeps) and by what they say, so that a
page without neighbours loses them too: the moment of printing would be taken for the day of the report, and a line
over the page's whole width hides that there are columns below it.
"""

import itertools
import re
from collections.abc import Sequence

from detente.documents.pdf_runs import PageRuns, Run
from detente.documents.tables import CELLS

__all__ = ["print_marks"]

EDGE = 0.06
"""The share of a page's height, at its top and its bottom, that is margin in any paper (half an inch and a little)."""
APART = 1.5
"""Lines by which marks stand off the text."""
CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\.?)?(?:\s*(?:UTC|GMT)?(?:[+-]\d{1,2}:?\d{0,2})?)?"
DATE = (
    r"(?:\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}"
    r"|(?:\w{2,12}\.?,?\s)?\d{1,2}\.?\s(?:de\s)?[^\W\d]{3,12}\.?\s(?:de\s)?\d{4}"
    r"|(?:\w{2,12}\.?,?\s)?[^\W\d]{3,12}\.?\s\d{1,2},?\s\d{4})"
)
MARKS = (
    re.compile(rf"{DATE}\s?г?\.?,?\s(?:(?:at|à|um|a las|в)\s)?{CLOCK}", re.IGNORECASE),
    re.compile(rf"(?:page\s)?print(?:ed)?(?:\s(?:on|at|date))?:?\s{DATE}(?:,?\s(?:at\s)?{CLOCK})?", re.IGNORECASE),
    re.compile(r"(?:(?:https?|file|about|chrome-extension):/*|www\.)\S+", re.IGNORECASE),
)
PAGE_OF = re.compile(r"(?:page\s)?(\d{1,4})\s?(?:/|of|von|de|sur|из)\s?(\d{1,4})", re.IGNORECASE)


def print_marks(page: PageRuns, margin: Sequence[Run], rows: Sequence[Run]) -> list[Run]:
    """Return the rows of a page's margin, given from its edge inwards, that printing put there.

    A row with a mark goes whole: what stands beside the mark is the title of what was printed.
    """
    marked = [*itertools.takewhile(lambda row: _on_edge(row, page) and _is_marked(row), margin)]
    others = [row for row in rows if row not in marked]
    return [row for row in marked if all(abs(row.base - other.base) > APART * row.size for other in others)]


def _on_edge(row: Run, page: PageRuns) -> bool:
    from_bottom = row.base - page.bottom
    return row.turn == 0 and not EDGE * page.height <= from_bottom <= (1 - EDGE) * page.height


def _is_marked(row: Run) -> bool:
    return any(_is_mark(part.strip()) for part in row.text.split(CELLS))


def _is_mark(part: str) -> bool:
    pages = PAGE_OF.fullmatch(part)
    if pages is not None:
        return 1 <= int(pages[1]) <= int(pages[2])
    return any(mark.fullmatch(part) for mark in MARKS)
