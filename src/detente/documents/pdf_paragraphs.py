"""Lines of a page as paragraphs, over the ends of columns and pages."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from detente.documents.pdf_layout import MARKER, Block
from detente.documents.pdf_runs import Run
from detente.documents.tables import CELLS

__all__ = ["Paragraph", "join_pages", "paragraphs_of"]

ENDED = re.compile(r"[.!?:;…][\"'”’»)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
NOTE = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}[.)]?\s|[*†‡]{1,3})\s*\S")
SAME_SIZE = 1.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Lines that belong together; those of a table stay lines; `full`: the last reaches the column's end."""

    lines: tuple[str, ...]
    size: float
    table: bool = False
    full: bool = False
    first: bool = False
    """It is the first of its column."""


def paragraphs_of(block: Block) -> list[Paragraph]:
    """Return the paragraphs of lines that stand under each other."""
    shape = _Shape.of(block.lines)
    groups: list[list[Run]] = []
    for i, line in enumerate(block.lines):
        after = block.lines[i + 1] if i + 1 < len(block.lines) else None
        if block.table or (groups and not shape.begins(groups[-1], line, after)):
            groups = groups or [[]]
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, shape, block, first=i == 0) for i, group in enumerate(groups)]


def _paragraph(group: list[Run], shape: "_Shape", block: Block, *, first: bool) -> Paragraph:
    return Paragraph(
        lines=tuple(line.text for line in group),
        size=group[0].size,
        table=block.table or any(CELLS in line.text for line in group),
        full=group[-1].right >= shape.right - 0.1 * (shape.right - shape.left),
        first=first,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """How a column is set: where its lines begin and end, and the step from one to the next."""

    left: float
    right: float
    leading: float

    @classmethod
    def of(cls, lines: Sequence[Run]) -> "_Shape":
        lefts = Counter(round(line.left) for line in lines)
        steps = [a.base - b.base for a, b in itertools.pairwise(lines) if 0 < a.base - b.base < 2.5 * b.size]
        size = median(line.size for line in lines)
        return cls(
            left=float(max(lefts, key=lambda left: (lefts[left], -left))),
            right=max(line.right for line in lines),
            leading=median(steps) if len(steps) > 1 else min(steps, default=1.3 * size),
        )

    def begins(self, group: list[Run], line: Run, after: Run | None) -> bool:
        """Say whether a line begins a paragraph after the lines of a group."""
        last = group[-1]
        step, sizes = last.base - line.base, sorted((last.size, line.size))
        if CELLS in line.text or CELLS in last.text:
            return not (CELLS in line.text and CELLS in last.text and step <= 2.5 * self.leading)
        if sizes[1] > SAME_SIZE * sizes[0] or not -0.5 * line.size < step <= 1.3 * max(self.leading, line.size):
            return True
        return self._item(group, line) or self._indented(last, line, after) or self._broken(last, line)

    def _item(self, group: list[Run], line: Run) -> bool:
        """Say whether a line begins an item of a list."""
        marker, _, rest = line.text.partition(" ")
        item = bool(rest) and MARKER.fullmatch(marker) is not None
        return item and (
            bool(ENDED.search(group[-1].text)) or MARKER.fullmatch(group[0].text.split(" ")[0]) is not None
        )

    def _indented(self, last: Run, line: Run, after: Run | None) -> bool:
        inwards, before = line.left - last.left, last.left - self.left
        back = after is None or after.left < line.left - 0.7 * line.size
        if 0.7 * line.size < inwards < 5 * line.size and abs(before) < 0.5 * line.size:
            return back or bool(ENDED.search(last.text))
        return inwards < -0.7 * line.size and bool(ENDED.search(last.text)) and not self._is_centred(last)

    def _broken(self, last: Run, line: Run) -> bool:
        """Say whether the last line ended though the next one's first word had room on it."""
        word = len(line.text.split(" ")[0]) / max(len(line.text), 1) * (line.right - line.left)
        room = self.right - last.right - word
        width = self.right - self.left
        if last.text.endswith("-"):
            return False
        if ENDED.search(last.text):
            return room > 1.2 * line.size
        open_end = room > 0.35 * width and not line.text[:1].islower()
        return open_end and not self._is_centred(last) and not self._is_centred(line)

    def _is_centred(self, line: Run) -> bool:
        before, behind = line.left - self.left, self.right - line.right
        return before > line.size and abs(before - behind) < 2 * line.size


def join_pages(pages: Sequence[Sequence[Paragraph]], body: float) -> list[Paragraph]:
    """Return the paragraphs of all pages in one row: one that goes on over a page is one, a page's notes follow it."""
    joined: list[Paragraph] = []
    notes: list[Paragraph] = []
    for page in pages:
        kept = [*_joined([paragraph for paragraph in page if not _is_note(paragraph, body)])]
        if joined and kept and _goes_on(joined[-1], kept[0]):
            joined[-1] = _both(joined[-1], kept.pop(0))
        joined += [*notes, *kept]
        notes = [paragraph for paragraph in page if _is_note(paragraph, body)]
    return [*joined, *notes]


def _joined(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    last: Paragraph | None = None
    for paragraph in paragraphs:
        if last is not None and _goes_on(last, paragraph):
            last = _both(last, paragraph)
            continue
        if last is not None:
            yield last
        last = paragraph
    if last is not None:
        yield last


def _is_note(paragraph: Paragraph, body: float) -> bool:
    return not paragraph.table and paragraph.size <= 0.9 * body and NOTE.match(paragraph.lines[0]) is not None


def _goes_on(last: Paragraph, following: Paragraph) -> bool:
    """Say whether a paragraph ends in the next column or on the next page."""
    sizes = sorted((last.size, following.size))
    if last.table or following.table or not following.first or sizes[1] > SAME_SIZE * sizes[0]:
        return False
    begins = following.lines[0].lstrip("\"'“‘«(")
    item = MARKER.fullmatch(following.lines[0].split(" ")[0]) is not None
    if ENDED.search(last.lines[-1]) or not begins or item:
        return False
    return begins[0].islower() or (last.full and len(last.lines) > 1)


def _both(last: Paragraph, following: Paragraph) -> Paragraph:
    return Paragraph(
        lines=last.lines + following.lines, size=last.size, full=following.full, first=last.first, table=last.table
    )
