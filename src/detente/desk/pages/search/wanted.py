"""What somebody searches for: words, names in their other spellings, phrases, days."""

import calendar
import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.knowledge.files import read_toml
from detente.knowledge.spellings import keyed_words, other_names, ways_to_write
from detente.store import Words

__all__ = ["Days", "Query", "read_query"]

MOST_WORDS, MOST_OTHERS, LONGEST_NAME = 10, 8, 4
"""Words that are asked for at once; other names of one thing; words of a name that is looked up as a whole."""
OPEN = 5
"""Letters from which on the beginning of a word is asked for, so that its endings do not matter."""
PHRASE = re.compile(r'["“”«»„]([^"“”«»„]*)["“”«»„]?')
ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\d-])")
YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days that a search names, as it writes them, and the ways in which a report may."""

    first: dt.date
    last: dt.date
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search as it is understood.

    `asked` are groups of words, of each of which one way has to stand in a report. `names` is what was looked up as a
    name, with the other names that are asked for as well.
    """

    given: str
    asked: tuple[tuple[Words, ...], ...] = ()
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    days: Days | None = None
    rest: str = ""
    """What is left without the days."""


def read_query(given: str) -> Query:
    """Return what a search asks for. Nothing in it is taken for a command."""
    line = " ".join(given.split())
    days = find_days(line)
    rest = " ".join(line.replace(days.written, " ", 1).split()) if days else line
    asked: list[tuple[Words, ...]] = []
    names: list[tuple[str, tuple[str, ...]]] = []
    for group, name in _groups(rest):
        asked.append(group)
        names += [name] if name else []
    if days and not asked:
        asked.append(tuple(_written(days)))
    return Query(given=line, asked=tuple(asked[:MOST_WORDS]), names=tuple(names), days=days, rest=rest)


Named = tuple[str, tuple[str, ...]]


def _groups(line: str) -> Iterator[tuple[tuple[Words, ...], Named | None]]:
    """Yield what is asked for, phrase by phrase and word by word; names of several words as one."""
    past = 0
    for found in PHRASE.finditer(line):
        yield from _of_words(line[past : found.start()].split())
        past = found.end()
        keys = tuple(word.key for word in keyed_words(found.group(1)))
        if keys:
            yield (Words(keys=keys),), None
    yield from _of_words(line[past:].split())


def _of_words(chunks: Sequence[str]) -> Iterator[tuple[tuple[Words, ...], Named | None]]:
    at = 0
    while at < min(len(chunks), MOST_WORDS):
        size, others = _named_at(chunks, at)
        name = " ".join(chunks[at : at + size])
        group = tuple(dict.fromkeys((*_ways(name), *(way for other in others for way in _ways(other)[:2]))))
        if group:
            yield group, (name, others) if others else None
        at += size


def _named_at(chunks: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
    """Return how many words from here on are one name that our tables know, and its other names."""
    for size in range(min(LONGEST_NAME, len(chunks) - at), 0, -1):
        others = other_names(" ".join(chunks[at : at + size]))
        if others:
            return size, others[:MOST_OTHERS]
    return 1, ()


def _ways(name: str) -> list[Words]:
    """Return the ways to write a name or a word."""
    words = [name[word.start : word.end] for word in keyed_words(name)]
    if len(words) == 1:
        return [Words(keys=(key,), open=len(key) >= OPEN) for key in ways_to_write(words[0])]
    keys = tuple(word.key for word in keyed_words(name))
    if not keys:
        return []
    last = ways_to_write(words[-1])[:4]
    return [Words(keys=(*keys[:-1], way), open=len(way) >= OPEN) for way in last]


def find_days(line: str) -> Days | None:
    """Return the day, month or year that a search names; None where it names none."""
    iso = ISO.search(line)
    if iso is not None:
        year, month, day = iso.groups()
        return _days(int(year), int(month), int(day) if day else None, iso.group())
    found = _written_out().search(line)
    if found is None:
        return None
    written = found["before"] or found["after"]
    month = _months()[found["month"].casefold()]
    return _days(int(found["year"]), month, int(written) if written else None, found.group())


def _days(year: int, month: int, day: int | None, written: str) -> Days | None:
    try:
        if year not in YEARS:
            return None
        last = day or calendar.monthrange(year, month)[1]
        return Days(first=dt.date(year, month, day or 1), last=dt.date(year, month, last), written=written)
    except (ValueError, calendar.IllegalMonthError):
        return None


def _written(days: Days) -> Iterator[Words]:
    """Yield the ways in which reports write a day or a month."""
    year, month = str(days.first.year), calendar.month_name[days.first.month].casefold()
    if days.first != days.last:
        yield from (Words(keys=(month, year)), Words(keys=(year, f"{days.first.month:02}")))
        return
    day = str(days.first.day)
    yield from (Words(keys=(day, month, year)), Words(keys=(month, day, year)))
    yield Words(keys=(year, f"{days.first.month:02}", f"{days.first.day:02}"))


@functools.cache
def _months() -> Mapping[str, int]:
    words = read_toml("dates/words.toml")
    return {name.casefold(): number for table in ("months", "short_months") for name, number in words[table].items()}


@functools.cache
def _written_out() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b(?P<month>{months})\b\.?"
        rf"(?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?,?(?=\s))?\s+(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    )
