"""Matches quotation marks, paragraph by paragraph: where quoted words start and end, and which never close.

An apostrophe never opens a quotation. Marks within a quotation are left alone: they quote what the speaker quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.core.spans import Span

__all__ = ["Quotation", "find_paragraphs", "find_quotations"]

CLOSERS = {"“": "”", "„": "“”", "«": "»", "‘": "’", "'": "'", '"': '"'}
DOUBLE = frozenset('“„«"')
ANY_MARK = re.compile("[“„«»”‘’'\"]")
LONGEST, LONGEST_SINGLE, DEEPEST = 20_000, 1_000, 3
"""Code points within which a mark closes, and marks within marks: a text of nothing else shall not take for ever."""
BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
LINE_AFTER_STOP = re.compile(r"(?<=[.!?:”»\"])[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Quoted words within one paragraph.

    `outer` takes the marks in, `inner` leaves them and the white space beside them out. `continues` says that the
    paragraph before left its quotation open and this one opens with a mark, as long quotations are printed.
    """

    outer: Span
    inner: Span
    closed: bool
    continues: bool = False


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs: between blank lines, or, in a text that has none, between lines that end a sentence."""
    breaks = [m.span() for m in BLANK_LINE.finditer(text)]
    if not breaks:
        breaks = [m.span() for m in LINE_AFTER_STOP.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    trimmed = (_trim(text, a, b) for a, b in zip(starts, ends, strict=True))
    return tuple(span for span in trimmed if span)


def find_quotations(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quotation, ...]:
    """Return the outermost quotations of every paragraph, in order."""
    if not ANY_MARK.search(text):
        return ()
    found: list[Quotation] = []
    end_before = -1
    for paragraph in paragraphs:
        left_open = bool(found) and not found[-1].closed and found[-1].outer.end == end_before
        found.extend(_in_paragraph(text, paragraph, continues=left_open))
        end_before = paragraph.end
    return tuple(found)


def _in_paragraph(text: str, paragraph: Span, *, continues: bool) -> Iterator[Quotation]:
    at = paragraph.start
    while (start := _next_opener(text, at, paragraph)) is not None:
        end = _closer(text, start, paragraph)
        closed = end is not None
        at = end if end is not None else _end_of_open(text, start, paragraph)
        inner = _trim(text, start + 1, at - closed)
        if inner is None:
            continue
        while closed and at < paragraph.end and _closes_again(text, at, paragraph):
            at += 1
        first = continues and start == paragraph.start
        yield Quotation(outer=Span(start, at), inner=inner, closed=closed, continues=first)


def _closes_again(text: str, at: int, paragraph: Span) -> bool:
    """Say whether a mark right behind a closing one closes once more, and opens nothing."""
    behind = text[at + 1] if at + 1 < paragraph.end else " "
    return text[at] in "”»" or (text[at] == '"' and not behind.isalnum())


def _next_opener(text: str, at: int, paragraph: Span) -> int | None:
    for match in ANY_MARK.finditer(text, at, paragraph.end):
        k = match.start()
        mark = text[k]
        if mark in "“„«" or (mark == '"' and _may_open(text, k, paragraph)):
            return k
        if mark in "‘'" and _opens(text, k, paragraph) and _single_closer(text, k, paragraph) is not None:
            return k
    return None


def _may_open(text: str, k: int, paragraph: Span) -> bool:
    """Say whether a mark that may open or close can open: not behind a letter, a digit or a stop."""
    before = text[k - 1] if k > paragraph.start else " "
    return before.isspace() or before in "([—–-:/"


def _opens(text: str, k: int, paragraph: Span) -> bool:
    """Say whether a mark that may open or close can only open: it leans on what follows."""
    after = text[k + 1] if k + 1 < paragraph.end else " "
    return _may_open(text, k, paragraph) and not after.isspace()


def _closer(text: str, start: int, paragraph: Span) -> int | None:
    """Return the offset just behind the mark that closes the quotation opened at `start`."""
    mark = text[start]
    if mark in "‘'":
        single = _single_closer(text, start, paragraph)
        return None if single is None else single + 1
    depth = 1
    end = min(paragraph.end, start + LONGEST)
    for match in ANY_MARK.finditer(text, start + 1, end):
        k, char = match.start(), match.group()
        if mark == "“" and char == "“":
            if (
                text.count("”", k, end) <= depth or depth == DEEPEST
            ):  # too few closers for a nested one: the first never closed
                return None
            depth += 1
        elif char == mark and _opens(text, k, paragraph):  # straight marks: another opens, so the first never closed
            return None
        elif char in CLOSERS[mark] or (mark == "“" and char == '"' and not _opens(text, k, paragraph)):
            depth -= 1
            if not depth:
                return k + 1
    return None


def _single_closer(text: str, start: int, paragraph: Span) -> int | None:
    """Return where a single-quoted piece closes: behind a stop for choice, else where no letter follows.

    A piece of one word in straight marks is left alone: it may be a clipped word ("'em").
    """
    close = CLOSERS[text[start]]
    fallback = None
    for match in ANY_MARK.finditer(text, start + 2, min(paragraph.end, start + LONGEST_SINGLE)):
        k = match.start()
        if text[k] in "‘'" and _opens(text, k, paragraph):
            break
        if text[k] != close or (k + 1 < paragraph.end and text[k + 1].isalnum()):
            continue
        if text[k - 1] in ",.?!…":
            return k
        if fallback is None and not text[k - 1].isspace() and (text[k - 1] != "s" or k + 1 == paragraph.end):
            fallback = k
    if fallback is not None and " " not in text[start:fallback]:
        return None
    return fallback


def _end_of_open(text: str, start: int, paragraph: Span) -> int:
    """Return where a quotation that never closes ends: with its paragraph, or before the sentence that opens another.

    Another opening mark shows that its first words are narration again.
    """
    openers = (k for k in range(start + 1, paragraph.end) if text[k] in DOUBLE)
    nxt = next((k for k in openers if text[k] != '"' or _opens(text, k, paragraph)), None)
    if nxt is None:
        return paragraph.end
    stops = [m.end() for m in re.finditer(r"[.!?…](?=\s)", text[start:nxt])]
    return start + stops[-1] if stops else nxt


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
