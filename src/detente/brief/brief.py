"""A brief as it is composed: sections of lines, each line sentences made by rules of coded fields, with their words.

Nothing of it is formatted: a letter, a page of the desk, a feed's entry and a file are made of the same brief.
"""

from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from detente.registry.evidence import Evidence
from detente.store.levels import Level

__all__ = [
    "Approval", "Brief", "Correction", "How", "Line", "Piece", "Quiet", "Remark", "Section", "Sentence", "Subject",
    "brief_from_json", "brief_to_json",
]  # fmt: skip

Subject = str
"""What a section is of, as subscribers choose it: ``ceasefire/ID``, ``agreements``, ``platforms``, ``institutions``,
``projects``, ``mines``, ``relations``, ``statements``, ``expectations``, ``contradictions``, ``elsewhere``."""
MARKS = frozenset({"“”", '""'})
"""Quotation marks that words may stand between already."""
Kind = Literal[
    "incident", "board", "trend", "effort", "finding", "agreement", "meeting", "institution", "project", "mines",
    "relation", "statement", "expectation", "contradiction",
]  # fmt: skip
How = Literal["", "again", "taken back", "withdrawn", "hidden"]
"""How what was told stands now: the record says something else, or the same again; nothing; its report is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a sentence. `evidence` are the words it stands on; `href` leads to more of it on the desk (a path).

    `quoted` is whether the text is words of a report, which are set as such and never put in other words: the bare
    words, to which whatever shows them gives their marks.
    """

    text: str
    evidence: Evidence | None = None
    href: str | None = None
    quoted: bool = False

    @property
    def bare(self) -> str:
        """Its text without quotation marks around it, where it is words of a report: those are put once, outside."""
        if self.quoted and self.text[:1] + self.text[-1:] in MARKS:
            return self.text[1:-1]
        return self.text

    @property
    def plain(self) -> str:
        """It in plain text: words of a report in quotation marks."""
        return f"“{self.bare}”" if self.quoted else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: whose word it is first. Its text is that of its pieces, one after the other.

    `claimant` is who says so as the record names them; None where it says only what the desk itself did or has.
    """

    pieces: tuple[Piece, ...]
    claimant: str | None = None

    @property
    def text(self) -> str:
        """The sentence in plain text."""
        return "".join(piece.plain for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Words of an editor, and whose: they stand beside what was composed, marked as the editor's own wherever shown."""

    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """That a brief may be sent: by whom it was read and approved, and when (ISO).

    `by` is empty where an edition is sent on its own: nobody read it before.
    """

    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a brief tells of one thing of the record.

    `about` is that thing's id, `basis` names the coded values that the sentences were made of: where the record gives
    another one later, the line was put right or taken back. `documents` are those of its words. `remarks` are what an
    editor says beside it.
    """

    id: str
    kind: Kind
    about: str
    href: str
    sentences: tuple[Sentence, ...]
    documents: tuple[str, ...]
    basis: str
    weight: int = 0
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines of one subject; `left_out` is how many more there are, which `href` (a path of the desk) has."""

    subject: Subject
    title: str
    lines: tuple[Line, ...]
    left_out: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an earlier brief had wrong: what it said, what the record says now, and why.

    `brief` is the one that told last what is wrong, which may be a correction itself; `earlier` are others that told it
    before that. Whoever was sent one of these is sent this. `line` is the line that it is of, `origin` the brief that
    this stands in, where it is another one than `brief`. `how` says how what was told stands now: "" where `now` says
    it, "again" where the record says it once more.

    `basis` is what `now` was made of, as of a line. `state` tells what of the line's own basis the record had
    otherwise: the same state is the same correction. None in those of an earlier version.
    """

    brief: str
    line: str
    subject: Subject
    day: str
    said: tuple[Sentence, ...]
    now: tuple[Sentence, ...]
    why: Sentence
    how: How = ""
    origin: str = ""
    earlier: tuple[str, ...] = ()
    basis: str = ""
    state: str | None = None

    @property
    def of(self) -> tuple[str, str]:
        """The brief and the line that it is of, whichever brief told it last."""
        return self.origin or self.brief, self.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Why there is nothing, or little, to tell: from whom no report came, and what was looked at without result."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief: of which edition and level of release, of what day (YYYY-MM-DD), from which moment up to which (ISO).

    `state` names the state of the record that it was composed from. `pictures` are the names of the drawings that go
    with it (`brief.pictures` draws them from the record as of `until`). `invented` is whether the watch is an example.

    What editors do is in it: `remarks` are their words on the whole, `struck` is how many lines they left out, `cut`
    how many sentences of others; those are in the revision before. It is a draft until it has its `approval`.
    """

    id: str
    edition: str
    level: Level
    title: str
    day: str
    since: str | None
    until: str
    state: str
    sections: tuple[Section, ...]
    corrections: tuple[Correction, ...] = ()
    quiet: Quiet | None = None
    pictures: tuple[str, ...] = ()
    invented: bool = False
    remarks: tuple[Remark, ...] = ()
    struck: int = 0
    cut: int = 0
    approval: Approval | None = None


def brief_to_json(brief: Brief) -> dict[str, Any]:
    """Return a brief as the record keeps it."""
    made: dict[str, Any] = msgspec.to_builtins(brief)
    return made


def brief_from_json(kept: Any) -> Brief:
    """Return a brief as it was kept. Raises `msgspec.ValidationError` for what is none."""
    return msgspec.convert(kept, Brief)
