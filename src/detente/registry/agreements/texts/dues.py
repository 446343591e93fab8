"""By when something is owed: a day, or a time counted from something, with the words of the text."""

import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Due", "dues_in", "stated_days"]

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
NUMBERS = {
    word: value
    for value, words in {
        1: "one a an", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
        10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen",
        17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 21: "twenty-one", 24: "twenty-four",
        25: "twenty-five", 28: "twenty-eight", 30: "thirty", 40: "forty", 45: "forty-five", 48: "forty-eight",
        50: "fifty", 60: "sixty", 72: "seventy-two", 90: "ninety", 100: "hundred", 120: "one hundred and twenty",
        180: "one hundred and eighty",
    }.items()
    for word in ([words] if " and " in words else words.split())
}  # fmt: skip
UNITS = {"hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years"}
SIGNED = re.compile(r"\bsign(?:ed|ing|ature)\b", re.IGNORECASE)
IN_FORCE = re.compile(
    r"\b(?:entry|enter\w*|entered|com(?:es?|ing)|came) into (?:force|effect)|\beffective date|\btak\w+ effect",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    r"\b(?:article|section|point|clause|paragraph|provision)\s(\d{1,3}(?:\.\d{1,3})*|[a-z]\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """By when: `words` at `[start, end)`. `day` (YYYY-MM-DD) where one is stated whole, a year too.

    Else `count` of a `unit` ("days", "months"), from `counted_from`: "signed", "in force", or the number of another
    clause; None where the text counts from something else, which `from_words` are, or from nothing.
    """

    start: int
    end: int
    words: str
    day: str | None = None
    count: int | None = None
    unit: str | None = None
    counted_from: str | None = None
    from_words: str | None = None


def dues_in(text: str, start: int, end: int) -> tuple[Due, ...]:
    """Return by when the words `[start, end)` of a text say that something is owed, in their order."""
    found = sorted((*_counted(text, start, end), *_days(text, start, end)), key=lambda due: (due.start, -due.end))
    kept: list[Due] = []
    for due in found:
        if not kept or due.start >= kept[-1].end:
            kept.append(due)
    return tuple(kept)


def stated_days(words: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield where words state a day, and which (None without its year)."""
    for found in _day().finditer(words):
        yield found.start(), found.end(), _iso(found)


@functools.cache
def _day() -> re.Pattern[str]:
    month = "|".join(MONTHS)
    return re.compile(
        rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
        rf"|(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)? (?P<m>{month})\b(?:,? (?P<y>\d{{4}})\b)?"
        rf"|(?P<n>{month}) (?P<e>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<z>\d{{4}})\b)?)",
        re.IGNORECASE,
    )


def _iso(found: re.Match[str]) -> str | None:
    try:
        if found["iso"]:
            return dt.date.fromisoformat(found["iso"]).isoformat()
        year = found["y"] or found["z"]
        month = MONTHS.index((found["m"] or found["n"]).lower()) + 1
        return dt.date(int(year), month, int(found["d"] or found["e"])).isoformat() if year else None
    except ValueError:
        return None


@functools.cache
def _by() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?:no|not) later than|by|before|until|prior to|on)\s+(?:\d\d?[.:]\d\d(?: hours)?,? )?(?:the )?$",
        re.IGNORECASE,
    )


def _days(text: str, start: int, end: int) -> Iterator[Due]:
    for at, stop, day in stated_days(text[start:end]):
        lead = _by().search(text, max(start, start + at - 40), start + at)
        if lead is not None:
            words = " ".join(text[lead.start() : start + stop].split())
            yield Due(start=lead.start(), end=start + stop, words=words, day=day)


def _counted(text: str, start: int, end: int) -> Iterator[Due]:
    for found in _patterns().finditer(text, start, end):
        number = found["n"].lower()
        count = int(number) if number.isdigit() else NUMBERS[number]
        origin = _until_verb(found["from"] or "")
        if not (found["lead"] or origin):
            continue  # "a term of five years" is by no day
        stop = found.start("from") + len(origin) if origin else found.end("u") + _plural(text, found.end("u"))
        yield Due(
            start=found.start(), end=stop, words=" ".join(text[found.start() : stop].split()), count=count,
            unit=UNITS[found["u"].lower()], counted_from=_origin(origin), from_words=origin or None,
        )  # fmt: skip


def _plural(text: str, at: int) -> int:
    return 1 if text[at : at + 1].lower() == "s" else 0


@functools.cache
def _patterns() -> re.Pattern[str]:
    number = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
    return re.compile(
        r"\b(?P<lead>(?:no|not) later than\s+|within\s+(?:a period of\s+|the (?:next|first)\s+)?)?"
        rf"(?P<n>\d{{1,4}}|{number})(?:\s?\(\w+\))?[\s-](?:calendar |working |business |full )?"
        r"(?P<u>hour|day|week|month|year)s?\b"
        r"(?:\s+(?:of|from|after|following|since)\s+(?P<from>[^,.;:\n]{1,90}))?",
        re.IGNORECASE,
    )


def _until_verb(words: str) -> str:
    """Return the words that a time is counted from, without what is owed behind them."""
    stop = re.search(r"\s+(?:shall|will|must|may|is|are|and|the parties|both|each|either|all)\b", words, re.IGNORECASE)
    return (words[: stop.start()] if stop else words).rstrip()


def _origin(words: str) -> str | None:
    """Return what a time is counted from as the calendar knows it, None for what it does not."""
    if clause := CLAUSE.search(words):
        return clause[1].lower()
    if IN_FORCE.search(words):
        return "in force"
    return "signed" if SIGNED.search(words) else None
