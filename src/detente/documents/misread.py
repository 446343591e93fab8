"""What UTF-8 looks like once it was read as another encoding: the pieces of a word that may be one character each."""

import functools
import re
from dataclasses import dataclass

__all__ = ["PAGES", "WORD_END", "Page", "Piece", "pieces_of"]

WORD_END = frozenset("\u00a0»«“”‘’‚„‹›–—…•·†‡®©™°§¹²³ªº\u00ad˜ˆ")
"""What also stands right behind a letter in good text, and so proves nothing."""
LATIN = frozenset(
    chr(c)
    for c in (
        *range(0x80, 0x180),
        0x18F,
        0x192,
        0x2C6,
        0x2DC,
        0x1E6,
        0x1E7,
        *range(0x218, 0x21C),
        0x259,
        *range(0x2BB, 0x2C0),
    )
)
"""With the C1 controls and signs that letters misread twice pass through."""
SCRIPTS = (
    (0x370, 0x530), (0x531, 0x58B), (0x591, 0x5F5), (0x600, 0x700),  # Greek and Cyrillic, Armenian, Hebrew, Arabic
    (0x10D0, 0x1100), (0x1C90, 0x1CC0),  # Georgian
)  # fmt: skip
MARKS = ((0x2010, 0x2070), (0x20A0, 0x20C1), (0x2100, 0x2200), (0x2500, 0x2800), (0xFB01, 0xFB03), (0x1F000, 0x1FB00))
VIETNAMESE = ((0x1E00, 0x1F00),)
MARKS_ALONE = frozenset("\ufeff\ufffd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An encoding in which UTF-8 may have been read: the byte that each of its characters was."""

    name: str
    byte_of: dict[str, int]
    pattern: re.Pattern[str]

    @property
    def is_western(self) -> bool:
        """Say whether it is the family that Turkish and Western European text is read in, by far the commonest."""
        return self.name == "Windows-1252"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters at `[start, end)` of a word that may be one character, `target`, misread."""

    start: int
    end: int
    words: str
    target: str

    @property
    def proves(self) -> bool:
        """Say whether good text never has these characters beside each other."""
        return any(c not in WORD_END for c in self.words[1:])

    @property
    def is_mark(self) -> bool:
        """Say whether it would be a mark of punctuation, a sign or an emoji."""
        return _is_in(ord(self.target), MARKS) or self.target in MARKS_ALONE

    @property
    def is_foreign(self) -> bool:
        """Say whether it would be a letter of another script than ours."""
        return _is_in(ord(self.target), SCRIPTS)


def pieces_of(word: str, page: Page) -> list[Piece]:
    """Return the pieces of a word that are a character we know once the misreading is undone."""
    found = []
    for match in page.pattern.finditer(word):
        target = _decoded(match.group(), page)
        if target is not None:
            found.append(Piece(start=match.start(), end=match.end(), words=match.group(), target=target))
    return found


def _decoded(words: str, page: Page) -> str | None:
    try:
        target = bytes(page.byte_of[c] for c in words).decode("utf-8")
    except UnicodeDecodeError:
        return None
    code = ord(target)
    known = target in LATIN or target in MARKS_ALONE or _is_in(code, (*SCRIPTS, *MARKS))
    return target if known or _is_in(code, VIETNAMESE) else None


def _is_in(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code < past for first, past in ranges)


@functools.cache
def _page(name: str, *codecs: str) -> Page:
    """Return a page of one codec, or of several that differ in a few letters; C1 controls stand for themselves."""
    byte_of = {chr(b): b for b in range(0x80, 0xA0)}
    for codec in reversed(codecs):
        decoded = {b: bytes([b]).decode(codec, "replace") for b in range(0x80, 0x100)}
        byte_of |= {c: b for b, c in decoded.items() if c != "\ufffd"}
    two, three, four = (_set(byte_of, *ends) for ends in ((0xC2, 0xDF), (0xE1, 0xEF), (0xF0, 0xF0)))
    rest = _set(byte_of, 0x80, 0xBF)
    pattern = re.compile(f"{four}{rest}{{3}}|{three}{rest}{{2}}|{two}{rest}")
    return Page(name=name, byte_of=byte_of, pattern=pattern)


def _set(byte_of: dict[str, int], first: int, last: int) -> str:
    return "[" + "".join(re.escape(c) for c, b in byte_of.items() if first <= b <= last) + "]"


PAGES = (
    _page("Windows-1252", "cp1252", "latin-1", "cp1254"),
    _page("Windows-1250", "cp1250"),
    _page("Windows-1251", "cp1251"),
    _page("Mac Roman", "mac-roman"),
)
"""In the order in which they are tried. Latin-1 and Windows-1254 differ from Windows-1252 in letters of their own."""
