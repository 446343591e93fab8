"""What somebody asks of the record: numbers of a sentence, each with what was made out of it, and what was not."""

from dataclasses import dataclass, field
from typing import Literal

from detente.registry.count import Count
from detente.registry.interval import Interval

__all__ = ["AskedFigure", "Counted", "Kind", "Named", "Passed", "Question", "Why"]

Kind = Literal["kept", "other unit", "not kept", "not made out"]
"""How well it was made out what a number counts: something that the record counts; something that the record counts by
another unit (shells, where cases of fire are kept); something that it does not count; nothing was made out."""
Why = Literal["year", "clock time", "name", "distance", "measure", "time", "age", "share", "pronoun"]
"""What a number is that counts nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a number counts. `subjects` are what it may be asked by, `near` those of which it is another unit.

    `words` are those that say it, `spans` where they stand. `is_carried` is whether an earlier number of the sentence
    has them, and grammar carries them on ("12 incidents in March and 9 in April").
    """

    kind: Kind
    subjects: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    words: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    is_carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Whom a sentence names: those by whose count it is, those said to have done it, and all."""

    said: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigure:
    """A number of a sentence, with what was made out of the words that belong to it.

    A percentage is of something that is counted, and no count itself. "Dozens" has no number. `rest` are words that
    narrow what is counted and were not made out. `is_about` is whether it is said to be about so many.
    """

    start: int
    end: int
    count: Count
    unit: str | None = None
    is_percent: bool = False
    is_about: bool = False
    counted: Counted = field(default_factory=lambda: Counted(kind="not made out"))
    interval: Interval | None = None
    named: Named = field(default_factory=Named)
    places: frozenset[str] = frozenset()
    rest: tuple[str, ...] = ()
    is_open_ended: bool = False
    """Whether one end of its days was not made out: "since 4 March"."""

    @property
    def subjects(self) -> frozenset[str]:
        """What it may be asked by; none where that was not made out."""
        return self.counted.subjects

    @property
    def is_vague(self) -> bool:
        """Whether it is no number that can be held against another."""
        return self.count.low is None and self.count.high is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A number that counts nothing, with why: a year, the time of a clock."""

    words: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The sentence as it was understood: its numbers, and those that count nothing."""

    text: str
    figures: tuple[AskedFigure, ...]
    passed: tuple[Passed, ...] = ()
