"""Tells blocks that have the form of a table, of verse, or of lines that a program writes or reads."""

import re
from collections import Counter

from detente.reading.coding.languages import TOKEN
from detente.reading.coding.signs import load_signs

__all__ = ["form_of"]

CELL = re.compile(r"""\t|\s?[|]\s?|(?<=[^\s.!?:;"”])\s{2,}|,(?!\s|$|["”’'»](?:\s|$)|(?<=\d,)\d{3}(?!\d))""")
RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
FULL_STOP = re.compile(r"""[.!?]["”’')]*$""")
STOPS = re.compile(r"""[.!?:;]["”’')]*$""")
LISTED = re.compile(r"\s*(?:[-*•–—>]|\(?\w{1,3}[.)]\s)")
TABLE_ROWS, TABLE_SHARE, TABLE_CELLS, CELL_WORDS, READ_SHARE = 3, 0.6, 2, 4, 0.3
SENTENCE_WORDS = 4
CODE_SHARE = 0.5
VERSE_LINES, VERSE_WIDTH, VERSE_SHARE = 4, 60, 0.85
SMALL_SHARE, RUN_ON_SHARE = 0.6, 0.25


def form_of(block: str, *, behind: str | None = None) -> str | None:
    """Return the form a block has where it is none of prose; `behind` is that of the block before it."""
    lines = [line.rstrip() for line in block.splitlines() if line.strip()]
    for kind, forms in load_signs().lines:
        if sum(any(f.search(line) for f in forms) for line in lines) > CODE_SHARE * len(lines):
            return kind
    if _is_table(lines):
        return "a table"
    return "verse" if _is_verse(lines, 2 if behind == "verse" else VERSE_LINES) else None


def _is_table(lines: list[str]) -> bool:
    """Say whether most lines fall into the same few cells, and few cells hold a sentence, which is to be read."""
    rows = [line.strip().strip("|").strip() for line in lines if not RULE.fullmatch(line)]
    ruled = len(rows) < len(lines) and any("|" in row for row in rows)
    if len(lines) < TABLE_ROWS:
        return False
    cells = [CELL.split(row) for row in rows]
    counts = Counter(map(len, cells))
    most, times = max(counts.items(), key=lambda x: x[1]) if counts else (0, 0)
    if most < TABLE_CELLS or times < TABLE_SHARE * len(rows) or not (ruled or len(rows) >= TABLE_ROWS):
        return False
    read = sum(any(map(_is_sentence, row)) for row in cells)
    short = sum(len(row.split()) for row in rows) <= CELL_WORDS * sum(map(len, cells))
    parted = sum("\t" in row or "|" in row for row in rows) >= TABLE_SHARE * len(rows)
    return read < READ_SHARE * len(rows) and (short or parted)


def _is_sentence(cell: str) -> bool:
    return len(cell.split()) >= SENTENCE_WORDS and FULL_STOP.search(cell.rstrip()) is not None


def _is_verse(lines: list[str], least: int) -> bool:
    """Say whether short lines run on into one another, as those of verse do and headlines do not.

    Wrapped prose starts its lines in lower case; verse that does so ends its lines with commas and stops.
    """
    if len(lines) < least or any(map(LISTED.match, lines)) or "".join(lines).isupper():
        return False
    if sum(len(line.strip()) <= VERSE_WIDTH for line in lines) < VERSE_SHARE * len(lines):
        return False
    heads = [TOKEN.findall(line.lower()) for line in lines]
    small = sum(not load_signs().small.isdisjoint(words) for words in heads)
    commas = [line.endswith((",", "—")) for line in lines]
    onward = [
        bool(words) and words[0] in load_signs().onward and not STOPS.search(line)
        for line, words in zip(lines, heads[1:], strict=False)
    ]
    if small < SMALL_SHARE * len(lines):
        return False
    if sum(line.lstrip("\"“'‘ \t")[:1].isupper() for line in lines) >= VERSE_SHARE * len(lines):
        return sum(commas) + sum(onward) - sum(map(min, commas, onward)) >= RUN_ON_SHARE * len(lines)
    return sum(commas) >= 2 * RUN_ON_SHARE * len(lines) and all(
        c or STOPS.search(line) for c, line in zip(commas, lines, strict=True)
    )
