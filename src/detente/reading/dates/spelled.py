"""Days and years that are written out: "the twenty-second of June", "nineteen ninety-six", "'98"."""

import functools
import re
from typing import Any

from detente.knowledge.files import read_toml
from detente.knowledge.numbers import load_numbers

__all__ = ["day_word_slots", "ordinal_value", "ordinal_words", "plain_pieces", "year_word"]

HUNDRED = 100
FIRST_OF_LAST_CENTURY = 40
CENTURIES = {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}
WRITTEN_OUT = {"dayword": "day", "lastdayword": "lastday"}


def day_word_slots(tables: dict[str, Any]) -> dict[str, str]:
    """Return patterns of days in words: ordinals for one that stands alone or begins, both for the last one."""
    ordinals, cardinals = (_either(tables["day_words"][kind]) for kind in ("ordinals", "cardinals"))
    return {
        "dayword": rf"(?P<dayword>{ordinals})(?![\w-])",
        "daynumber": rf"(?P<dayword>{cardinals})(?![\w-])",
        "lastdayword": rf"(?P<lastdayword>{ordinals})(?![\w-])",
    }


def ordinal_words() -> str:
    """Return a pattern of ordinals in words, up to the thirty-first."""
    return _either(read_toml("dates/words.toml")["day_words"]["ordinals"])


def ordinal_value(words: str) -> int:
    """Return the number of an ordinal in words."""
    return _days()[_hyphenated(words)]


def year_word() -> str:
    """Return a pattern of years in words, from "seventeen eighty-nine" to "two thousand and twenty"."""
    numbers = load_numbers()
    tens = [word for word, value in numbers.small.items() if 20 <= value < HUNDRED and value % 10 == 0]  # noqa: PLR2004
    units = [word for word, value in numbers.small.items() if value < 10]  # noqa: PLR2004
    teens = [word for word, value in numbers.small.items() if 10 <= value < 20]  # noqa: PLR2004
    two_digits = rf"(?:{_either(tens)}(?:[ -]{_either(units)})?|{_either(teens)})"
    return (
        rf"(?P<yearword>(?i:(?:sixteen|seventeen|eighteen|nineteen)(?: hundred(?: and)?)?[ -]"
        rf"(?:{two_digits}|(?:oh|zero)[ -]{_either(units)})|twenty[ -]{two_digits}"
        rf"|(?:one|two) thousand(?: {_either(units)} hundred)?"
        rf"(?:(?: and)? (?:{two_digits}|{_either(units)}))?))(?![\w-])"
    )


def plain_pieces(pieces: dict[str, str]) -> dict[str, str]:
    """Return the pieces of an expression with what is written out put into figures beside it."""
    for spelled, plain in WRITTEN_OUT.items():
        if spelled in pieces:
            pieces[plain] = str(_days()[_hyphenated(pieces[spelled])])
    if "yearword" in pieces:
        pieces["year"] = str(_year(pieces["yearword"]))
    if "shortyear" in pieces:
        short = int(pieces["shortyear"])
        pieces["year"] = str(short + (1900 if short >= FIRST_OF_LAST_CENTURY else 2000))
    return pieces


def _year(words: str) -> int:
    first, *rest = re.findall(r"[a-z]+", words.lower())
    numbers = load_numbers()
    if first in CENTURIES:
        return CENTURIES[first] * HUNDRED + sum(numbers.small.get(word, 0) for word in rest)
    return int(numbers.value(words) or 0)


@functools.cache
def _days() -> dict[str, int]:
    tables = read_toml("dates/words.toml")["day_words"]
    return {word: place for kind in ("ordinals", "cardinals") for place, word in enumerate(tables[kind], 1)}


def _hyphenated(words: str) -> str:
    return words.lower().replace(" ", "-")


def _either(words: list[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?i:{'|'.join(word.replace('-', '[ -]') for word in longest_first)})"
