"""The forms of calendar expressions, made from the data files, and the scanner that finds them in a text."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.knowledge.files import read_toml
from detente.reading.dates.feasts import feast_place
from detente.reading.dates.slots import AGAIN, fill_slots, make_slots, opening_words
from detente.reading.dates.spelled import plain_pieces

__all__ = ["Expression", "Grammar", "Words", "day_in", "load_grammar", "month_in"]

Form = tuple[str, re.Pattern[str]]
Forms = tuple[Form, ...]
FILES = ("dates/expressions.toml", "dates/relative.toml")
ARTICLES = frozenset({"the", "The"})
NEXT = re.compile(r" (\d|[^\W\d_]+)")
WORD = re.compile(r"(?<![\w$€£¥₹₺₼₽+#@=&])(?<!\d[.,:])(?:\d|['’](?=\d)|[^\W\d_]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Words that have the form of a date: which form, and the pieces it was made of."""

    start: int
    end: int
    kind: str
    pieces: Mapping[str, str]

    def number(self, piece: str) -> int:
        """Return a piece that is a number in figures."""
        return int(self.pieces[piece])


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of the calendar: their places in it, by their lower-case form."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, list[int]]
    ordinals: dict[str, int]
    days: dict[str, list[int]]
    steps: dict[str, int]
    tables: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """All forms: those that begin with figures, and those that begin with each opening word."""

    words: Words
    after_figures: Forms
    after_words: Mapping[str, Forms]
    after_the: frozenset[str]

    def expressions(self, text: str) -> Iterator[Expression]:
        """Yield what has the form of a date, in order and without overlaps; the longest form that fits wins."""
        at = 0
        for opening in WORD.finditer(text):
            if opening.start() < at:
                continue
            forms = self._forms_at(opening[0], text, opening.end())
            found = _longest(forms, text, opening.start()) if forms else None
            if found is not None:
                yield found
                at = found.end

    def _forms_at(self, word: str, text: str, end: int) -> Forms | None:
        """Return the forms to try: none at "the" where no opening word follows it, as it is everywhere."""
        if not word.isalpha():
            return self.after_figures
        if word in ARTICLES and (after := NEXT.match(text, end)) and after[1].isalpha():
            return self.after_words.get(word) if after[1] in self.after_the else None
        return self.after_words.get(word)


def _longest(forms: Forms, text: str, at: int) -> Expression | None:
    best: tuple[str, re.Match[str]] | None = None
    for kind, form in forms:
        match = form.match(text, at)
        if match and (best is None or match.end() > best[1].end()):
            best = kind, match
    if best is None:
        return None
    pieces = {name.partition(AGAIN)[0]: piece for name, piece in best[1].groupdict().items() if piece}
    return Expression(start=at, end=best[1].end(), kind=best[0], pieces=plain_pieces(pieces))


@functools.cache
def load_grammar() -> Grammar:
    """Return the grammar of the package's data files."""
    tables = read_toml("dates/words.toml")
    slots, opening = make_slots(tables), opening_words(tables)
    after_words: dict[str, list[Form]] = {}
    after_figures: list[Form] = []
    for expression in (expression for name in FILES for expression in read_toml(name)["expression"]):
        forms = [(expression["kind"], re.compile(fill_slots(form, slots))) for form in expression["forms"]]
        for word in frozenset[str]().union(*(opening[name] for name in expression["opens"] if name != "figure")):
            after_words.setdefault(word, []).extend(forms)
        if "figure" in expression["opens"]:
            after_figures.extend(forms)
    return Grammar(
        words=_words(tables),
        after_figures=tuple(after_figures),
        after_words={word: tuple(forms) for word, forms in after_words.items()},
        after_the=opening["after_the"].union(after_words),
    )


def month_in(found: Expression) -> int:
    """Return the number of the month that an expression names, 0 where it names none."""
    if "monthno" in found.pieces:
        return found.number("monthno")
    if "feast" in found.pieces:
        return feast_place(found.pieces["feast"])[0]
    words = load_grammar().words
    return words.months.get(found.pieces.get("month", "").rstrip(".").lower(), 0)


def day_in(found: Expression) -> int:
    """Return the day of the month that an expression names, 0 where it names none."""
    if "feast" in found.pieces:
        return feast_place(found.pieces["feast"])[1]
    return int(found.pieces.get("day", 0))


def _words(tables: dict[str, Any]) -> Words:
    return Words(
        months=_lowered({**tables["months"], **tables["short_months"]}),
        weekdays=_lowered({**tables["weekdays"], **tables["short_weekdays"]}),
        seasons=tables["seasons"],
        ordinals=tables["ordinals"],
        days=tables["days"],
        steps=tables["steps"],
        tables=tables,
    )


def _lowered(table: dict[str, int]) -> dict[str, int]:
    return {word.lower(): place for word, place in table.items()}
