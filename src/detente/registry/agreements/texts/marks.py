"""The numbers that clauses begin with: "1.", "Article 1", "Point 5", "(a)", "IV.", in the order of a text."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Mark", "marks_in", "marks_words"]

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
IS_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
MOST_SKIPPED = 3
"""Numbers that may be left out of a row of clauses before what follows is taken for none of it."""
GAP = r"[^\S\n]{0,40}"
"""White space in front of a number on its line; what is set in farther is no numbered clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A number at `[start, end)`: its `words`, its value as `number` ("1", "1.2", "a"), and of which `kind` it is."""

    start: int
    end: int
    words: str
    number: str
    kind: str

    @property
    def rank(self) -> int:
        """Which place it takes in its row, from 1 on."""
        last = self.number.rsplit(".", 1)[-1]
        if last.isdigit():
            return int(last)
        return roman_value(last) if self.kind.startswith("roman") else ord(last[0].lower()) - ord("a") + 1


def marks_in(text: str) -> tuple[Mark, ...]:
    """Return the numbers of clauses in a text: those at the heads of lines, and else those in its running lines."""
    marks = tuple(_in_rows(_heads(text, _at_lines())))
    if len(marks) > 1:
        return marks
    running = tuple(_in_rows(_heads(text, _in_lines())))
    return running if len(running) > 1 and running[0].rank == 1 else marks


@functools.cache
def marks_words(part: str) -> tuple[str, ...]:
    """Return the words of all languages in a part of the data file ("headings", "signatures", "recitals")."""
    from detente.knowledge.files import read_toml

    words = {word for some in read_toml("agreements/marks.toml")[part].values() for word in some}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def roman_value(words: str) -> int:
    """Return the value of a Roman number."""
    values = [ROMAN[letter] for letter in words.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


@functools.cache
def _at_lines() -> re.Pattern[str]:
    return re.compile(rf"^{GAP}(?:[#*>-]+{GAP})?(?:{_numbers()})", re.IGNORECASE | re.MULTILINE)


@functools.cache
def _in_lines() -> re.Pattern[str]:
    """Numbers within a line stand behind the end of a sentence, or at the head of the text."""
    return re.compile(rf"(?:\A\s{{0,40}}|(?<=[.;:]\s))(?:{_numbers()})", re.IGNORECASE)


def _numbers() -> str:
    headings = "|".join(map(re.escape, marks_words("headings")))
    return (
        rf"(?P<word>{headings})\s(?P<of>\d{{1,4}}(?:\.\d{{1,3}})*|[ivxlc]{{1,7}}(?!\w))[.:)]?(?=\s|$|[—–-])"
        rf"|(?P<ordinal>\d{{1,4}})\.?\s(?P<behind>{headings})(?!\w)[.:)]?"
        r"|(?P<digits>\d{1,4}(?:\.\d{1,3}){0,3})(?:[.)]|(?<=\d\.\d)|(?<=\d\.\d\d))(?=\s)"
        r"|\((?P<between>\d{1,3}|[a-z]|[ivx]{1,5})\)(?=\s)"
        r"|(?P<letter>[a-z]|[ivxlc]{1,7})[.)](?=\s)"
    )


def _heads(text: str, pattern: re.Pattern[str]) -> Iterator[Mark]:
    for found in pattern.finditer(text):
        mark = _mark(found)
        if mark is not None and not _is_date(text, mark):
            yield mark


def _mark(found: re.Match[str]) -> Mark | None:
    name = next(name for name in ("of", "ordinal", "digits", "between", "letter") if found[name])
    number, start = found[name], found.start()
    start += len(found[0]) - len(found[0].lstrip(" \t\r#*>-\u00a0"))
    told = found["word"] or found["behind"]
    if name == "letter" and number.isupper() is False and found[0].rstrip().endswith(".") and len(number) == 1:
        return None  # "a." at the head of a line is more often an initial or a word
    kind = _kind(name, number) if told is None else told.lower()
    if kind is None:
        return None
    if told is not None and not number[0].isdigit():
        if not IS_ROMAN.fullmatch(number):
            return None
        number = str(roman_value(number))
    words = found[0].strip().lstrip("#*>- ")
    return Mark(start=start, end=found.end(), words=words, number=number, kind=kind)


def _kind(name: str, number: str) -> str | None:
    """Return of which kind a number without a word is: rows of one kind belong together."""
    if number[0].isdigit():
        return f"digits {number.count('.') + 1}" + (" between" if name == "between" else "")
    case = "upper" if number.isupper() else "lower"
    if len(number) > 1:
        return f"roman {case}" if IS_ROMAN.fullmatch(number) else None
    return f"letter {case}"


def _is_date(text: str, mark: Mark) -> bool:
    """Say whether a number with a stop is the day of a date: "10. November 2020"."""
    word = re.match(r"\s+(\w{3,12})", text[mark.end : mark.end + 20])
    return mark.kind == "digits 1" and word is not None and word[1].lower().startswith(_months())


@functools.cache
def _months() -> tuple[str, ...]:
    return marks_words("months")


def _in_rows(marks: Iterator[Mark]) -> Iterator[Mark]:
    """Yield the numbers that stand in a row; one that follows on nothing ("2020.") is none.

    A letter that may as well be a Roman number ("i", "v", "x") is what goes on the row it stands in.
    """
    last: dict[str, int] = {}
    for mark in marks:
        placed = next((one for one in _readings(mark) if _follows(one, last)), None)
        if placed is None:
            continue
        last[placed.kind] = placed.rank
        for kind in [kind for kind in last if _is_within(kind, placed.kind)]:
            del last[kind]
        yield placed


def _readings(mark: Mark) -> Iterator[Mark]:
    if mark.kind.startswith("letter") and mark.number.lower() in "ivxlc":
        roman = Mark(
            start=mark.start, end=mark.end, words=mark.words, number=mark.number,
            kind=mark.kind.replace("letter", "roman"),
        )  # fmt: skip
        yield from (mark, roman) if mark.number.lower() != "i" else (roman, mark)
    else:
        yield mark


def _follows(mark: Mark, last: dict[str, int]) -> bool:
    before = last.get(mark.kind)
    if before is None:
        is_told = not mark.kind.startswith(("digits", "letter", "roman"))
        return mark.rank == 1 or is_told or (mark.kind.startswith("digits") and mark.rank < 100)  # noqa: PLR2004
    if mark.kind == "letter lower" and mark.number == "i":
        return before + 1 == mark.rank
    return mark.rank == 1 or before < mark.rank <= before + MOST_SKIPPED or not mark.kind.startswith("digits 1")


def _is_within(kind: str, outer: str) -> bool:
    """Say whether a row of one kind begins anew with each number of another: letters under digits, and such."""
    order = ("letter", "roman lower", "digits")
    ranks = [next((at for at, name in enumerate(order) if one.startswith(name)), len(order)) for one in (kind, outer)]
    if kind.startswith("digits") and outer.startswith("digits"):
        return kind > outer
    return ranks[0] < ranks[1] and not outer.startswith("letter")
