"""Numbers of a sentence that count nothing: years, clock times, numbers that are names, distances, ages."""

import re

from detente.reading.quantities.figures import Figure
from detente.reading.quantities.lexicon import load_lexicon
from detente.registry.mines.area import SQUARE_METRES
from detente.registry.numbers.asked import Why
from detente.registry.numbers.words import asked_words, tokens

__all__ = ["why_passed"]

ORDINAL = re.compile(r"(?:\d(?:st|nd|rd|th)\b|\s?\+\s?\d)", re.IGNORECASE)
CLOCK = re.compile(
    r"\s?(?:[:.]\d\d(?!\d)\s?(?:h\b|hrs|hours|am\b|pm\b|a\.m|p\.m|gmt|utc|local)|o['’]?clock|[ap]\.?m\b)", re.IGNORECASE
)
COLON = re.compile(r":\d\d(?!\d)")
DOTTED = re.compile(r"([01]?\d|2[0-4])\.[0-5]\d$")
AT = re.compile(r"\b(?:at|by|until|till|around|about)\s$", re.IGNORECASE)
AGE = re.compile(r"[- ]years?[- ]old\b", re.IGNORECASE)
AGED = re.compile(r"\baged?\s$", re.IGNORECASE)
SHARE = re.compile(r"\s(?:quarters?|thirds?|halves|fifths?|out of)\b", re.IGNORECASE)
PRONOUN = re.compile(r"(?:['’]s\b|\s(?:of|another|by)\b)", re.IGNORECASE)
EARLIEST_YEAR, LATEST_YEAR = 1500, 2200
HERE = ("length", "capacity")
NEAR = 12
DIGITS_OF_YEAR = 4


def why_passed(text: str, figure: Figure) -> Why | None:
    """Return what a number is that counts nothing; None for one that counts something, or may."""
    if _is_clock(text, figure):
        return "clock time"
    if _is_name(text, figure):
        return "name"
    if AGE.match(text, figure.end) or AGED.search(text, max(0, figure.start - NEAR), figure.start):
        return "age"
    if SHARE.match(text, figure.end):
        return "share"
    if text[figure.bare : figure.end].lower() == "one" and PRONOUN.match(text, figure.end):
        return "pronoun"
    return _measured(text, figure) or ("year" if _is_year(text, figure) else None)


def _is_clock(text: str, figure: Figure) -> bool:
    words = text[figure.bare : figure.end]
    if CLOCK.match(text, figure.end) or (words.isdigit() and COLON.match(text, figure.end)):
        return True
    return DOTTED.match(words) is not None and AT.search(text, max(0, figure.bare - NEAR), figure.bare) is not None


def _is_name(text: str, figure: Figure) -> bool:
    """Say whether a number is a name, or part of one: "the 2nd round", "the 3+3 platform", "Resolution 2254"."""
    joined = figure.bare and text[figure.bare - 1] in "+/-#№"
    if joined or ORDINAL.match(text, max(figure.bare, figure.end - 1)) or ORDINAL.match(text, figure.end):
        return True
    before = list(tokens(text, max(0, figure.bare - 40), figure.bare))
    if figure.start != figure.bare or not before or text[before[-1].end() : figure.bare].strip(" .№"):
        return False
    return before[-1][0].lower() in asked_words().labels and before[-1][0].lower() != "no"


def _measured(text: str, figure: Figure) -> Why | None:
    """Return what a number with a unit is, where it is not of ground, money or a share."""
    lexicon = load_lexicon()
    if lexicon.time.match(text, figure.end):
        return "time"
    found = lexicon.unit.match(text, figure.end)
    unit = lexicon.units[found[1]][1] if found else None
    if found is None or unit in SQUARE_METRES or unit == "%":
        return None
    behind = next((one[0].lower() for one in tokens(text, found.end())), "")
    if unit in ("km", "mi", "m"):
        return "distance" if behind in asked_words().distances else None
    return None if unit in ("t", "ton") else "measure"


def _is_year(text: str, figure: Figure) -> bool:
    words = text[figure.bare : figure.end]
    if figure.start != figure.bare or not words.isdigit() or len(words) != DIGITS_OF_YEAR:
        return False
    behind = next(tokens(text, figure.end), None)
    is_bare = behind is None or text[figure.end : behind.start()].strip() or behind[0].lower() in asked_words().plain
    return bool(is_bare) and EARLIEST_YEAR <= int(words) <= LATEST_YEAR
