"""The characters of a PDF page as runs: stretches of one line, with where they stand on the page."""

import ctypes
import itertools
import math
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from detente.documents.tables import raise_digits

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

__all__ = ["PageRuns", "Run", "read_runs"]

QUARTER = 90
SLANT = 5
"""Degrees off the upright at which text is a stamp across the page."""
WORD_GAP, COLUMN_GAP = 0.24, 0.9
"""White between characters, as shares of their size: more is a space, more is another column."""
SMALLEST = 1.0
"""Points below which nobody sees a letter."""
LIGATURES = {chr(0xFB00 + i): to for i, to in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
HYPHEN_MARK = 0x02
"""What pdfium gives in place of a hyphen at a line's end."""


class Glyph(NamedTuple):
    """A character, turned upright: from where to where it goes, its base line, its size, and its turn in quarters."""

    char: str
    left: float
    right: float
    base: float
    size: float
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text on one base line, without a gap wide enough to part columns. Distances are points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRuns:
    """A page: its runs in the order of drawing, its height above its lower edge, and what was not taken of it."""

    runs: tuple[Run, ...]
    height: float
    bottom: float = 0.0
    hidden: int = 0
    stamped: int = 0


def read_runs(page: "PdfPage") -> PageRuns:
    """Return the runs of a page.

    Raises `PdfiumError` where the page cannot be taken apart.
    """
    left, bottom, right, top = page.get_bbox()
    left_out: Counter[str] = Counter()
    text_page = page.get_textpage()
    try:
        inside = (left - 1, bottom - 1, right + 1, top + 1)
        glyphs = [*_glyphs(text_page, inside, left_out)]
    finally:
        text_page.close()
    return PageRuns(
        runs=tuple(_run(group) for group in _groups(_once(glyphs))),
        height=top - bottom,
        bottom=bottom,
        hidden=left_out["hidden"],
        stamped=left_out["stamped"],
    )


def _glyphs(page: "PdfTextPage", inside: tuple[float, ...], left_out: Counter[str]) -> Iterator[Glyph | None]:
    """Yield the characters as drawn; None stands for a space that pdfium sees where none is drawn."""
    import pypdfium2.raw as pdfium

    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    high = ""
    for i in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, i)
        if pdfium.FPDFText_IsGenerated(page, i) == 1:
            yield None
            continue
        char, high = _character(code, high)
        if not char or not pdfium.FPDFText_GetMatrix(page, i, matrix):
            continue
        pdfium.FPDFText_GetCharOrigin(page, i, x, y)
        pdfium.FPDFText_GetLooseCharBox(page, i, box)
        size = pdfium.FPDFText_GetFontSize(page, i) * math.hypot(matrix.c, matrix.d)
        corners = (box.left, box.bottom, box.right, box.top)
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        glyph = _upright(char, (x.value, y.value), corners, size, angle)
        why = _left_out((x.value, y.value), inside, size, angle)
        if why or glyph is None:
            left_out[why or "hidden"] += not char.isspace()
        else:
            yield glyph


def _character(code: int, high: str) -> tuple[str, str]:
    """Return what a code stands for, and half a surrogate pair that waits for its other half."""
    char = "-" if code == HYPHEN_MARK else chr(code) if code <= sys.maxunicode else ""
    if not char or unicodedata.category(char) in {"Cc", "Cn"}:
        return (" " if char.isspace() else ""), ""
    if unicodedata.category(char) == "Cs":
        whole = (high + char).encode("utf-16", "surrogatepass").decode("utf-16", "ignore") if high else ""
        return whole, "" if high else char
    return (" " if char.isspace() else LIGATURES.get(char, char)), ""


def _left_out(origin: tuple[float, float], inside: tuple[float, ...], size: float, angle: float) -> str:
    (x, y), (left, bottom, right, top) = origin, inside
    if not (left <= x <= right and bottom <= y <= top) or not size >= SMALLEST:
        return "hidden"
    return "stamped" if SLANT < angle % QUARTER < QUARTER - SLANT else ""


def _upright(
    char: str, origin: tuple[float, float], corners: tuple[float, ...], size: float, angle: float
) -> Glyph | None:
    """Turn a character so that its line runs from left to right."""
    turn = round(angle / QUARTER) % 4
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn]
    left, bottom, right, top = corners
    ends = sorted(x * cos + y * sin for x, y in ((left, bottom), (right, top)))
    base = -origin[0] * sin + origin[1] * cos
    return Glyph(char, ends[0], ends[1], base, size, turn) if all(map(math.isfinite, (*ends, base, size))) else None


def _once(glyphs: Iterable[Glyph | None]) -> Iterator[Glyph | None]:
    """Drop what is drawn twice on one spot to look bold."""
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        spot = (glyph.char, round(glyph.left / 2), round(glyph.base / 2)) if glyph is not None else None
        if spot is None or spot not in seen:
            yield glyph
        if spot is not None and spot[0] != " ":
            seen.add(spot)


def _groups(glyphs: Iterable[Glyph | None]) -> Iterator[list[Glyph]]:
    """Group characters that follow each other on a line; spaces are kept where they part words."""
    group: list[Glyph] = []
    space = False
    for glyph in glyphs:
        if glyph is None or glyph.char == " ":
            space = True
            continue
        if group and not _follows(group[-1], glyph):
            yield group
            group = []
        elif group and (space or glyph.left - group[-1].right > WORD_GAP * glyph.size):
            group.append(group[-1]._replace(char=" ", left=group[-1].right))
        group.append(glyph)
        space = False
    if group:
        yield group


def _follows(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    gap = glyph.left - last.right
    furthest = min(0.55 * size, last.size, glyph.size)  # a raised digit; not the line beside a large first letter
    if last.turn != glyph.turn or abs(last.base - glyph.base) > furthest:
        return False
    backwards = unicodedata.bidirectional(glyph.char[0]) in {"R", "AL", "NSM"}
    level = abs(last.base - glyph.base) <= 0.15 * size
    return -0.35 * size <= gap <= (COLUMN_GAP if level else 0.35) * size or (
        backwards and -COLUMN_GAP * size <= glyph.right - last.left <= size
    )


def _run(group: list[Glyph]) -> Run:
    sizes = Counter(round(glyph.size, 1) for glyph in group)
    size = max(sizes, key=lambda each: (sizes[each], each))
    base = next(glyph.base for glyph in group if round(glyph.size, 1) == size)
    parts = itertools.groupby(group, key=lambda glyph: glyph.size < 0.85 * size and glyph.base > base + 0.1 * size)
    texts = [_written(glyphs, raised=raised) for raised, glyphs in parts]
    left, right = min(glyph.left for glyph in group), max(glyph.right for glyph in group)
    return Run(text="".join(texts), left=left, right=right, base=base, size=size, turn=group[0].turn)


def _written(glyphs: Iterable[Glyph], *, raised: bool) -> str:
    """Write raised digits as such: a note's number is no part of the number before it."""
    text = "".join(glyph.char for glyph in glyphs)
    return raise_digits(text) if raised else text
