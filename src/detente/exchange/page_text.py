"""A report's text cut for the page: paragraphs, segments between all boundaries, and characters that nobody sees."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from unicodedata import bidirectional, category

from markupsafe import Markup, escape

__all__ = ["Mark", "Paragraph", "Segment", "cut_text", "find_paragraphs", "name_hidden", "set_words", "show_hidden"]

HARD_WRAP = range(55, 101)
"""Lines of about this length, ended by a single newline, were broken by a program and not by an author."""

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Characters that print nothing, that turn the direction of a line, or that no file can hold."""
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
JOINERS = "\u200c\u200d"
LAST_EUROPEAN = 0x5FF
"""Scripts up to here (Latin, Greek, Cyrillic, Armenian, Hebrew) have no use for a joiner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words to be marked: a class for how they look, a token for what they belong to, a title for what they mean."""

    start: int
    end: int
    look: str
    token: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text over which the same marks hold; `anchor` is set where a link leads to it."""

    start: int
    html: Markup
    looks: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    anchor: str = ""

    def at(self, anchor: str) -> "Segment":
        """Return this segment with an id to link to."""
        return replace(self, anchor=anchor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph's place in the text; `close` where the author set it directly under the one before."""

    start: int
    end: int
    close: bool = False


def find_paragraphs(text: str, longest: int, *, most: int | None = None) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the first `longest` characters, without the white space around them.

    A newline ends a paragraph, unless the text is hard-wrapped: then only an empty line does. One of more than `most`
    characters is cut between words, where it has any.
    """
    pattern = r"\S(?:.|\n(?![^\S\n]*(?:\n|\Z)))*" if _hard_wrapped(text[:longest]) else r"\S[^\n]*"
    found: list[Paragraph] = []
    past = 0
    for match in re.finditer(pattern, text[:longest]):
        gap = text[past : match.start()]
        past = match.end()
        end = match.start() + len(match.group().rstrip())
        found.append(Paragraph(start=match.start(), end=end, close=bool(found) and gap.count("\n") == 1))
    return tuple(found) if most is None else tuple(piece for one in found for piece in _pieces(text, one, most))


def _pieces(text: str, whole: Paragraph, most: int) -> Iterator[Paragraph]:
    start, close = whole.start, whole.close
    while whole.end - start > most:
        space = max(text.rfind(" ", start + 1, start + most), text.rfind("\n", start + 1, start + most))
        end = space + 1 if space > start else start + most
        yield Paragraph(start=start, end=end, close=close)
        start, close = end, True
    yield Paragraph(start=start, end=whole.end, close=close)


def _hard_wrapped(text: str) -> bool:
    # line by line: a pattern would look at the whole rest of a long line from each of its characters
    every = text.split("\n")
    lines = [len(line) for line, following in pairwise(every) if line and following.strip()]
    return len(lines) > 1 and int(median(lines)) in HARD_WRAP


def cut_text(text: str, paragraphs: Sequence[Paragraph], marks: Iterable[Mark]) -> list[list[Segment]]:
    """Return each paragraph's segments: the text cut at every boundary of every mark, so that marks may overlap."""
    opens, closes = defaultdict(list), defaultdict(list)
    for mark in marks:
        start, end = max(mark.start, 0), min(mark.end, len(text))
        if start < end:
            opens[start].append(mark)
            closes[end].append(mark)
    edges = {edge for p in paragraphs for edge in (p.start, p.end)}
    points = sorted(edges | opens.keys() | closes.keys())
    segments = list(_sweep(text, points, opens, closes))
    starts = [s.start for s in segments]
    return [segments[bisect_left(starts, p.start) : bisect_left(starts, p.end)] for p in paragraphs]


def _sweep(
    text: str, points: Sequence[int], opens: dict[int, list[Mark]], closes: dict[int, list[Mark]]
) -> Iterator[Segment]:
    active: list[Mark] = []
    for start, end in pairwise(points):
        closing = {id(m) for m in closes.get(start, ())}
        active = [m for m in active if id(m) not in closing] + opens.get(start, [])
        yield Segment(
            start=start,
            html=show_hidden(text, start, end),
            looks=tuple(sorted({m.look for m in active if m.look})),
            tokens=tuple(sorted({m.token for m in active if m.token})),
            titles=tuple(dict.fromkeys(m.title for m in active if m.title)),
        )


def show_hidden(text: str, start: int = 0, end: int | None = None) -> Markup:
    """Return text escaped for HTML, with characters that nobody sees, or that turn the line round, shown by name."""
    stop = len(text) if end is None else end
    pieces, past = [], start
    for match in HIDDEN.finditer(text, start, stop):
        if _belongs(text, match.start()):
            continue
        pieces += [escape(text[past : match.start()]), Markup("<i>{}</i>").format(_code(match.group()))]
        past = match.end()
    return Markup("").join([*pieces, escape(text[past:stop])])


def set_words(value: str | None) -> Markup:
    """Set words that came from outside: escaped, hidden characters shown, and their direction kept to themselves."""
    if value is None:
        return Markup("not read out")
    shown = show_hidden(value)
    return Markup("<bdi>{}</bdi>").format(shown) if any(bidirectional(c) in RIGHT_TO_LEFT for c in value) else shown


def name_hidden(text: str) -> str:
    """Return text with such characters named in brackets, for places that hold no mark-up: titles, attributes."""
    return HIDDEN.sub(lambda m: m.group() if _belongs(text, m.start()) else f"[{_code(m.group())}]", text)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _belongs(text: str, at: int) -> bool:
    """Say whether a joiner does its work between letters of a script that needs it, or inside an emoji."""
    around = text[at - 1 : at] + text[at + 1 : at + 2] if at else ""
    return (
        text[at] in JOINERS
        and len(around) > 1
        and all(ord(c) > LAST_EUROPEAN and category(c)[0] in "LMS" for c in around)
    )
