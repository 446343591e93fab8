"""The forms of calendar expressions, made from the data files, and the scanner that finds them in a text."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.knowledge.files import read_toml
from detente.knowledge.numbers import load_numbers

__all__ = ["Expression", "Grammar", "Words", "day_in", "load_grammar", "month_in"]

UNITS = r"(?P<unit>minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries|century)"
PARTS = (
    r"(?P<part>[Ee]arly(?: in)?(?: the)?|[Mm]id|[Ll]ate(?: in)?(?: the)?"
    r"|(?:the )?(?:[Mm]iddle|[Ee]nd|[Bb]eginning|[Ss]tart) of(?: the)?)"
)
YEAR = r"(?P<year>[12]\d{3})(?!\w)(?!,\d{3})(?!\.\d)"
DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)(?!,\d{{3}})(?!\.\d)(?!:\d)"


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
    feasts: dict[str, list[int]]
    days: dict[str, list[int]]
    steps: dict[str, int]
    tables: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """All forms, and what they may begin with."""

    words: Words
    opening: re.Pattern[str]
    forms: tuple[tuple[str, re.Pattern[str]], ...]

    def expressions(self, text: str) -> Iterator[Expression]:
        """Yield what has the form of a date, in order and without overlaps; the longest form that fits wins."""
        at = 0
        while (opening := self.opening.search(text, at)) is not None:
            found = self._longest(text, opening.start())
            if found is not None:
                yield found
            at = found.end if found else opening.end()

    def _longest(self, text: str, at: int) -> Expression | None:
        best: tuple[str, re.Match[str]] | None = None
        for kind, form in self.forms:
            match = form.match(text, at)
            if match and (best is None or match.end() > best[1].end()):
                best = kind, match
        if best is None:
            return None
        pieces = {name: piece for name, piece in best[1].groupdict().items() if piece}
        return Expression(start=at, end=best[1].end(), kind=best[0], pieces=pieces)


@functools.cache
def load_grammar() -> Grammar:
    """Return the grammar of the package's data files."""
    tables = read_toml("dates/words.toml")
    slots = _slots(tables)
    forms = tuple(
        (expression["kind"], re.compile(_filled(form, slots)))
        for expression in read_toml("dates/expressions.toml")["expression"]
        for form in expression["forms"]
    )
    return Grammar(words=_words(tables), opening=_opening(tables), forms=forms)


def month_in(found: Expression) -> int:
    """Return the number of the month that an expression names, 0 where it names none."""
    if "monthno" in found.pieces:
        return found.number("monthno")
    words = load_grammar().words
    if "feast" in found.pieces:
        return words.feasts[_plain_quotes(found.pieces["feast"])][0]
    return words.months.get(found.pieces.get("month", "").rstrip(".").lower(), 0)


def day_in(found: Expression) -> int:
    """Return the day of the month that an expression names, 0 where it names none."""
    if "feast" in found.pieces:
        return load_grammar().words.feasts[_plain_quotes(found.pieces["feast"])][1]
    return int(found.pieces.get("day", 0))


def _plain_quotes(words: str) -> str:
    return words.lower().replace("’", "'")


def _words(tables: dict[str, Any]) -> Words:
    return Words(
        months=_lowered({**tables["months"], **tables["short_months"]}),
        weekdays=_lowered({**tables["weekdays"], **tables["short_weekdays"]}),
        seasons=tables["seasons"],
        ordinals=tables["ordinals"],
        feasts={name.lower(): day for name, day in tables["feasts"].items()},
        days=tables["days"],
        steps=tables["steps"],
        tables=tables,
    )


def _lowered(table: dict[str, int]) -> dict[str, int]:
    return {word.lower(): place for word, place in table.items()}


def _slots(tables: dict[str, Any]) -> dict[str, str]:
    full, short = _either(tables["months"]), _either(tables["short_months"])
    weekday, short_weekday = _either(tables["weekdays"]), _either(tables["short_weekdays"])
    numbers = load_numbers()
    return {
        "month": rf"(?P<month>{_with_capitals(tables['months'])}|(?:{short})\b\.?)",
        "fullmonth": rf"(?P<month>{full})(?!\w)",
        "anymonth": rf"(?:{full})",
        "feast": rf"(?P<feast>{_either(tables['feasts'])})".replace("'", "['’]"),
        "day": DAY.format("day"),
        "lastday": DAY.format("lastday"),
        "year": YEAR,
        "weekday": rf"(?P<weekday>{weekday})",
        "anyweekday": rf"(?P<weekday>{weekday}|(?:{short_weekday})\b\.?)",
        "season": rf"(?P<season>{_anycase(tables['seasons'])})",
        "ordinal": rf"(?P<ordinal>{_anycase(tables['ordinals'])})",
        "offset": rf"(?P<offset>{_anycase(tables['days'])})",
        "step": rf"(?P<step>{_anycase(tables['steps'])})",
        "weekstep": rf"(?P<weekstep>{_anycase(tables['steps'])})",
        "period": r"(?P<period>week|month|year|quarter|weekend)",
        "part": PARTS,
        "unit": UNITS,
        "number": rf"(?P<number>(?i:{numbers.spelled}|\ban?\b|(?:a )?few\b|several\b)|{numbers.figures})",
        "counted": _either(tables["numbers"]["counted"]),
    }


def _filled(form: str, slots: dict[str, str]) -> str:
    """Put the words of the calendar into a form; braces that hold no slot's name stay what they are."""
    return re.sub(r"\{([a-z]+)\}", lambda m: slots[m[1]], form)


def _opening(tables: dict[str, Any]) -> re.Pattern[str]:
    """Return a pattern of what any form begins with: the scanner looks closer only there."""
    capitals = _either([*tables["months"], *tables["short_months"], *tables["weekdays"], *tables["short_weekdays"]])
    capitals += "|" + "|".join({name.partition("'")[0].partition(" ")[0] for name in tables["feasts"]})
    capitals += "|" + "|".join(m.upper() for m in tables["months"])
    words = {first.partition(" ")[0] for name in ("seasons", "days", "steps", "ordinals") for first in tables[name]}
    words |= {*load_numbers().small, "half", "a", "an", "few", "several", "the", "that", "earlier", "later", "night"}
    words |= {"early", "mid", "late", "middle", "end", "beginning", "start", "preceding", "century"}
    return re.compile(
        rf"(?<![\w$€£¥₹₺₼₽+#@=&])(?<!\d[.,:])(?:\d|(?:{capitals}|Q\d|AD|A\.D|(?i:{_either(words)}))(?!\w))"
    )


def _with_capitals(months: dict[str, int]) -> str:
    return rf"(?:{_either(months)}|{'|'.join(m.upper() for m in months)})(?!\w)"


def _either(words: Any) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _anycase(words: Any) -> str:
    return f"(?i:{_either(words)})"
