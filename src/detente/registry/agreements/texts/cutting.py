"""An agreement's text cut into its provisions, numbered or not, with its preamble and its signatures apart."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.registry.agreements.texts.duties import Duty, duties_in, duty_modal, lead_in, sentences_in
from detente.registry.agreements.texts.marks import Mark, marks_in, marks_words

__all__ = ["LONGEST", "CutText", "Section", "cut_provisions"]

LONGEST = 6_000_000
"""Characters of a text; more is no agreement."""
MOST = 20_000
"""Provisions of a text; more is a table or a list, and no agreement."""
CLOSING = 0.4
"""Where the signatures of a text without numbers may begin at the earliest, as a share of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A provision at `[start, end)` of a text: its id ("1", "1.a"), the number as the text has it, what it lays down.

    `id` is its number within those around it; where a row of numbers begins anew, "1~2" is the second 1.
    """

    id: str
    start: int
    end: int
    words: str
    number: str | None = None
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CutText:
    """A text with where its preamble and its signatures stand, None where it has none; the sections in its order.

    `is_numbered` is whether the text numbers them; else they are its sentences that lay something down, numbered here.
    """

    text: str
    is_numbered: bool
    sections: tuple[Section, ...]
    preamble: tuple[int, int] | None = None
    signatures: tuple[int, int] | None = None

    def section(self, id_: str) -> Section | None:
        """Return the section of an id."""
        return next((one for one in self.sections if one.id == id_), None)


def cut_provisions(text: str) -> CutText:
    """Return the provisions of a text, each with its span in it. A text without any has none.

    Raises `UsageError` for a text that is too long to be one.
    """
    if len(text) > LONGEST:
        message = f"the text has {len(text):,} characters, and an agreement {LONGEST:,} at most: is it the right file?"
        raise UsageError(message)
    marks = marks_in(text)
    if len(marks) > MOST:
        message = (
            f"the text has {len(marks):,} numbered lines, and an agreement {MOST:,} at most: is it the right file?"
        )
        raise UsageError(message)
    return _numbered(text, marks) if len(marks) > 1 else _unnumbered(text)


def _numbered(text: str, marks: Sequence[Mark]) -> CutText:
    signed_at = _signatures(text, marks[-1].end)
    end = signed_at if signed_at is not None else len(text)
    sections = tuple(_sections(text, marks, end))
    return CutText(
        text=text, is_numbered=True, sections=sections, preamble=_span(text, 0, marks[0].start),
        signatures=_span(text, end, len(text)),
    )  # fmt: skip


def _sections(text: str, marks: Sequence[Mark], end: int) -> Iterator[Section]:
    """Yield a section for each number, up to the next; what a clause opens with holds for those within it."""
    ends = [*(mark.start for mark in marks[1:]), end]
    taken: dict[str, int] = {}
    around: list[tuple[Mark, Duty | None]] = []
    for mark, stop in zip(marks, ends, strict=True):
        while around and not _holds(around, mark):
            around.pop()
        id_ = _unique(".".join(one.number for one in _path(around, mark)), taken)
        lead = next((duty for _, duty in reversed(around) if duty is not None), None)
        start, last = _trimmed(text, mark.end, stop)
        yield Section(
            id=id_, start=start, end=last, words=" ".join(text[start:last].split()), number=mark.words,
            duties=duties_in(text, start, last, lead=lead),
        )  # fmt: skip
        around.append((mark, lead_in(text, mark.end, stop)))


def _holds(around: Sequence[tuple[Mark, Duty | None]], mark: Mark) -> bool:
    """Say whether a number stands within the last one: its kind is none of those around."""
    kinds = [one.kind for one, _ in around]
    if mark.kind in kinds:
        return False
    if mark.kind.startswith("digits") and kinds[-1].startswith("digits") and "between" not in mark.kind:
        return mark.kind > kinds[-1]
    return True


def _path(around: Sequence[tuple[Mark, Duty | None]], mark: Mark) -> Iterator[Mark]:
    """Yield the numbers that a number stands within, and itself; "1.2" says of itself that it is within 1."""
    for one, _ in around:
        if not (mark.kind.startswith("digits") and mark.number.startswith(f"{one.number}.")):
            yield one
    yield mark


def _unique(id_: str, taken: dict[str, int]) -> str:
    taken[id_] = taken.get(id_, 0) + 1
    return id_ if taken[id_] == 1 else f"{id_}~{taken[id_]}"


def _unnumbered(text: str) -> CutText:
    """Return a text whose provisions are its sentences that lay something down, behind the recitals."""
    signed_at = _signatures(text, int(len(text) * CLOSING))
    end = signed_at if signed_at is not None else len(text)
    found = []
    for start, stop in sentences_in(text, 0, end):
        at, last = _trimmed(text, start, stop)
        if at < last and duty_modal(text[at:last]) and not _is_recital(text[at:last]):
            found.append((at, last))
        if len(found) > MOST:
            message = f"the text has more than {MOST:,} sentences that lay something down: is it the right file?"
            raise UsageError(message)
    sections = tuple(
        Section(id=str(n), start=at, end=last, words=" ".join(text[at:last].split()), duties=duties_in(text, at, last))
        for n, (at, last) in enumerate(found, 1)
    )
    first = found[0][0] if found else end
    return CutText(
        text=text, is_numbered=False, sections=sections, preamble=_span(text, 0, first) if found else None,
        signatures=_span(text, end, len(text)),
    )  # fmt: skip


def _is_recital(words: str) -> bool:
    return words.lower().startswith(marks_words("recitals")) or words.rstrip().lower().endswith("as follows:")


@functools.cache
def _signing() -> re.Pattern[str]:
    words = "|".join(map(re.escape, marks_words("signatures")))
    return re.compile(rf"(?:^[^\S\n]{{0,40}}|(?<=[.;]\s))(?:{words})(?!\w)", re.IGNORECASE | re.MULTILINE)


def _signatures(text: str, since: int) -> int | None:
    """Return where the signatures begin, None where there are none; a clause may speak of them before."""
    found = _signing().search(text, since)
    return found.start() if found else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _span(text: str, start: int, end: int) -> tuple[int, int] | None:
    at, last = _trimmed(text, start, end)
    return (at, last) if at < last else None
