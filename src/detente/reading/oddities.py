"""Finds what no writer leaves in a text: words of a rewording machine, doubled words, traces of mark-up and pages."""

import functools
import html.entities
import re
from collections.abc import Iterator

from detente.knowledge.cues import DamageSigns
from detente.knowledge.paraphrase import find_odd_phrases
from detente.reading.records import Damage

__all__ = ["find_oddities"]

LONG = 80
"""Characters that a paragraph has before it is no accident that it stands twice."""
ENTITY = re.compile(r"&(?:amp;)*(?:#\d{2,6};|#[xX][0-9a-fA-F]{2,6};|([A-Za-z]{2,8}\d{0,2};))")
SPINNER = re.compile(r"\{[^{}|\n]{1,60}(?:\|[^{}|\n]{0,60}){1,12}\}|\[/?(?:spin|spintax)\]", re.IGNORECASE)
FOREIGN = re.compile(r"(?:[\u0370-\u1fff]+[ ,]+){3,40}[\u0370-\u1fff]{2,}")
PARAGRAPH = re.compile(r"\S[^\n]*")


def find_oddities(text: str, signs: DamageSigns) -> Iterator[Damage]:
    """Yield what is odd in a text, kind by kind."""
    for span, _ in find_odd_phrases(text):
        yield Damage(start=span.start, end=span.end, kind="machine paraphrase")
    for kind, pattern in _patterns(tuple(signs.oddities.items())):
        for match in pattern.finditer(text):
            yield Damage(start=match.start(), end=match.end(), kind=kind)
    yield from _entities(text)
    yield from _untranslated(text)
    yield from _repeated(text)
    yield from _interrupted(text, signs)


@functools.cache
def _patterns(lists: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = {kind: "|".join(map(re.escape, listed)) for kind, listed in lists}
    cuts = "|".join(f"{w[:k]}-[ \\n]{{1,2}}{w[k:]}" for w in dict(lists)["broken"] for k in range(2, len(w) - 1))
    misread = "|".join(f"[{w[0]}{w[0].upper()}]{w[1:]}" for w in dict(lists)["misread"])  # "WBO" is a federation
    tag = rf"</?(?:{words['tags']})(?:\s[^<>\n]{{0,300}})?/?>"
    return (
        ("spinner leftover", SPINNER),
        ("doubled word", re.compile(rf"(?<![\w'’-])({words['doubled']})[ \t\n]\1(?![\w'’-])")),
        ("mark-up", re.compile(rf"{tag}|\[/?(?:caption|embed|gallery)\b[^\]\n]{{0,300}}\]|\{{\{{|\}}\}}|\bstyle=\"")),
        ("broken hyphenation", re.compile(rf"\b(?:{cuts})\b")),
        ("missing space", re.compile(rf"(?<![@/.\w])[a-z]{{3,}}[.!?](?:{words['openers']})(?= [a-z])")),
        ("misread letters", re.compile(rf"\b(?:{misread})\b")),
    )


def _entities(text: str) -> Iterator[Damage]:
    """Yield references to characters that nobody resolved; what no reference is called ("R&D;") is none."""
    for match in ENTITY.finditer(text):
        if match[1] is None or match[1] in html.entities.html5:
            yield Damage(start=match.start(), end=match.end(), kind="broken entity")


def _untranslated(text: str) -> Iterator[Damage]:
    """Yield four words and more of another script in a text that is Latin, outside brackets and quotation marks."""
    if text.isascii() or sum("a" <= c <= "z" for c in text) * 2 < len(text):
        return
    for match in FOREIGN.finditer(text):
        if text[: match.start()].rstrip()[-1:] not in set('("“«:['):
            yield Damage(start=match.start(), end=match.end(), kind="untranslated")


def _repeated(text: str) -> Iterator[Damage]:
    """Yield each paragraph that stood in the text before, word for word."""
    seen: set[str] = set()
    for match in PARAGRAPH.finditer(text):
        words = match.group().rstrip()
        if len(words) >= LONG and words in seen:
            yield Damage(start=match.start(), end=match.start() + len(words), kind="repeated passage")
        seen.add(words)


def _interrupted(text: str, signs: DamageSigns) -> Iterator[Damage]:
    """Yield where a notice of the page stands in the middle of a sentence: from the word before to the word behind."""
    lines = list(PARAGRAPH.finditer(text))
    notice = _joined(signs.lines)
    for before, between, after in zip(lines, lines[1:], lines[2:], strict=False):
        first, last = after.group().split()[0], before.group().split()[-1]
        cut = last[-1].isalpha() and first.isalpha() and first.islower()
        if cut and notice.fullmatch(between.group().strip()):
            start = before.start() + len(before.group().rstrip()) - len(last)
            yield Damage(start=start, end=after.start() + len(first), kind="interrupted sentence")


@functools.cache
def _joined(lines: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in lines), re.IGNORECASE)
