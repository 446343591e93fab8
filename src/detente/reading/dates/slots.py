"""The slots of the forms in which dates are written, and the words that may open a form."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from detente.knowledge.numbers import load_numbers
from detente.reading.dates.spelled import day_word_slots, year_word

__all__ = ["AGAIN", "fill_slots", "make_slots", "opening_words"]

AGAIN = "__"
UNITS = (
    r"(?P<unit>(?:business|working) days?|min(?:ute)?s?|seconds?|h(?:ou)?rs?|h(?!\w)|days?|weeks?|fortnights?"
    r"|months?|quarters?|years?|decades?|centuries|century)"
)
MORE_UNITS = r"(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?)"
PARTS = (
    r"(?P<part>[Ee]arly(?: in)?(?: the)?|[Mm]id|[Ll]ate(?: in)?(?: the)?"
    r"|(?:the )?(?:[Mm]iddle|[Ee]nd|[Bb]eginning|[Ss]tart) of(?: the)?)"
)
YEAR = r"(?P<year>[12]\d{3})(?!\w)(?!,\d{3})(?!\.\d)"
DAY = r"(?P<{}>3\d|[0-2]?\d)(?:st|nd|rd|th)?(?!\w)(?!,\d{{3}})(?!\.\d)(?!:\d)"
NUMBERED_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)(?!\w)"
CLOCK_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
PERIOD = r"(?P<period>week|month|year|quarter|weekend|decade)"
HALF_DAYS = r"(?:morning|afternoon|evening|night)"


def make_slots(tables: dict[str, Any]) -> dict[str, str]:
    """Return the pattern that each name in braces stands for."""
    lower = tables["lower"]
    capitals = [*tables["months"], *(m.upper() for m in tables["months"])]
    short = _either([*tables["short_months"], *lower["short"]])
    weekday = _either([*tables["weekdays"], *lower["weekdays"]])
    short_weekday = _either([*tables["short_weekdays"], *lower["short_weekdays"]])
    numbers = load_numbers()
    number = rf"(?i:half an(?= hour)|{numbers.spelled}|\ban?\b|(?:a )?few\b|several\b)|{numbers.figures}"
    anymonth = [*tables["months"], *lower["full"], *tables["short_months"], *lower["short"]]
    feasts = [name for table in ("feasts", "easter_feasts", "weekday_feasts") for name in tables[table]]
    ordinal = rf"{_anycase(tables['ordinals'])}|\d{{1,2}}(?:st|nd|rd|th)"
    return {
        "month": rf"(?P<month>(?:{_either([*capitals, *lower['full'], *lower['dated']])})(?!\w)|(?:{short})\b\.?)",
        "tightmonth": rf"(?P<month>{_either(tables['months'])}|{short})",
        "fullmonth": rf"(?P<month>{_either([*tables['months'], *lower['full']])})(?!\w)",
        "shortmonth": rf"(?P<month>{_either(tables['short_months'])})\b\.?",
        "suremonth": rf"(?P<month>(?:{_either([*tables['sure_months'], *lower['full']])})(?!\w)|(?:{short})\b\.?)",
        "anymonth": rf"(?:{_either(anymonth)})",
        "feast": rf"(?P<feast>(?i:{_either(feasts)}))(?!\w)".replace("'", "['’]"),
        "day": DAY.format("day"),
        "lastday": DAY.format("lastday"),
        "numberedday": NUMBERED_DAY.format("day"),
        **day_word_slots(tables),
        "year": YEAR,
        "anyyear": rf"(?:{YEAR}|{year_word()})",
        "yearword": year_word(),
        "ofyear": rf"(?:(?: ?,| of|, of| in)? (?:{YEAR}|{year_word()}))",
        "weekday": rf"(?P<weekday>{weekday})",
        "anyweekday": rf"(?P<weekday>{weekday}|(?:{short_weekday})\b\.?)",
        "shortweekday": rf"(?P<weekday>(?:{_either(_short_weekdays(tables))})\b\.?)",
        "anchor": _anchor(_either(anymonth), rf"{weekday}|(?:{short_weekday})\b"),
        "saidtime": rf"{CLOCK_HOUR} (?:[ap]\.? ?m|o.clock|fifteen|thirty|forty)",
        "season": rf"(?P<season>{_anycase(tables['seasons'])})",
        "ordinal": rf"(?P<ordinal>{ordinal})",
        "offset": rf"(?P<offset>{_anycase(tables['days'])})",
        "step": rf"(?P<step>{_anycase(tables['steps'])})",
        "weekstep": rf"(?P<weekstep>{_anycase(tables['steps'])})",
        "period": PERIOD,
        "halfday": HALF_DAYS,
        "part": PARTS,
        "unit": UNITS,
        "number": rf"(?P<number>{number})",
        "more": rf"(?P<more>(?:(?:,| and|, and)? (?:{number}) ?{MORE_UNITS}){{1,3}})?",
        "decadeword": rf"(?P<decadeword>{_anycase(tables['decade_words'])})",
        "counted": _either(tables["numbers"]["counted"]),
    }


def fill_slots(form: str, slots: Mapping[str, str]) -> str:
    """Put the words of the calendar into a form; braces that hold no slot's name stay what they are.

    A name that comes again gets a number after `AGAIN`, as no pattern may name two groups alike.
    """
    filled = re.sub(r"\{([a-z]+)\}", lambda m: slots[m[1]], form)
    times = Counter[str]()

    def numbered(group: re.Match[str]) -> str:
        times[group[1]] += 1
        return f"(?P<{group[1]}{AGAIN}{times[group[1]]}>" if times[group[1]] > 1 else group[0]

    return re.sub(r"\(\?P<(\w+)>", numbered, filled)


def opening_words(tables: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Return the words that open a form of each class; "figure" is the class of what begins with a digit.

    The scanner tries at a word only the forms that say, under `opens`, that they may begin with its class.
    """
    lower, numbers = tables["lower"], load_numbers()
    months = [*tables["months"], *(m.upper() for m in tables["months"]), *tables["short_months"]]
    feasts = [name for table in ("feasts", "easter_feasts", "weekday_feasts") for name in tables[table]]
    return {
        "month": frozenset({*months, *lower["full"], *lower["dated"], *lower["short"]}),
        "weekday": frozenset(
            {*tables["weekdays"], *_short_weekdays(tables), *lower["weekdays"], *lower["short_weekdays"]}
        ),
        "feast": _cased(_first_words(feasts)),
        "season": _cased(tables["seasons"]),
        "ordinal": _cased(word for word in tables["ordinals"] if word.isalpha()),
        "dayword": _cased(_first_words([*tables["day_words"]["ordinals"], *tables["day_words"]["cardinals"]])),
        "offset": _cased(_first_words(tables["days"])),
        "step": _cased(tables["steps"]),
        "number": _cased({*numbers.small, "half", "a", "an", "few", "several"}),
        "decade": _cased([*tables["decade_words"], "nineteen"]),
        **{name: _cased(words) for name, words in tables["openings"].items()},
    }


def _short_weekdays(tables: dict[str, Any]) -> list[str]:
    """Return "Fri" and "FRI" of each; "SAT" in capitals is an examination."""
    short = list(tables["short_weekdays"])
    return [*short, *(day.upper() for day in short if day != "Sat")]


def _anchor(months: str, weekdays: str) -> str:
    """Return a pattern of how a date begins that a count before it may start from."""
    relative = "today|now|tomorrow|tmrw|yesterday|next|last|this|Christmas|Easter"
    return rf"(?:the )?(?:(?:{months})\b|(?:{weekdays})\b|(?:{relative})\b|\d{{1,2}}(?:st|nd|rd|th)?[ /])"


def _first_words(phrases: Iterable[str]) -> set[str]:
    return {re.split(r"[ '’.-]", phrase)[0] for phrase in phrases}


def _cased(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in (word.lower(), word.lower().capitalize(), word.upper(), word))


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _anycase(words: Iterable[str]) -> str:
    return f"(?i:{_either(words)})"
