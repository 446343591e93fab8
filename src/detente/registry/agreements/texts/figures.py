"""What can be compared between languages: the figures and dates of a clause, and the names that the desk knows."""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping

__all__ = ["figures_in", "names_in"]

FIGURE = re.compile(r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?!\d)|\d+")
AFTER = re.compile(r"(?:st|nd|rd|th|er|ère|re|º|ª|°)?[\s.\u00a0]{1,3}(?:of |de |d')?(\w{3,12})", re.IGNORECASE)
BEFORE = re.compile(r"(\w{3,12})\s$")


def figures_in(words: str) -> Counter[str]:
    """Return the figures of some words, each as often as it stands there: "1960", and of a date its month: "-11-15"."""
    return Counter(_figures(words))


def names_in(words: str, names: Mapping[str, str]) -> Counter[str]:
    """Return whom and what words name, by what each name stands for; of names within one another the longest."""
    if not names:
        return Counter()
    found = _pattern(tuple(sorted(names))).finditer(words)
    return Counter({names[one[0].casefold()]: 1 for one in found if one[0].casefold() in names})


def _figures(words: str) -> Iterator[str]:
    for found in FIGURE.finditer(words):
        figure = re.sub(r"\D", "", found[0])
        month = _month(words, found) if len(figure) <= 2 else None  # noqa: PLR2004 - a day has two figures at most
        yield f"{int(figure)} of month {month}" if month else str(int(figure))


def _month(words: str, found: re.Match[str]) -> int | None:
    """Return the month that stands beside a figure, in any of the languages that are known."""
    after, before = AFTER.match(words, found.end()), BEFORE.search(words, max(0, found.start() - 14), found.start())
    beside = [one[1].lower() for one in (after, before) if one is not None]
    return next((month for word in beside if (month := _months(word)) is not None), None)


@functools.lru_cache(maxsize=4096)
def _months(word: str) -> int | None:
    fits = [(len(start), month) for start, month in _beginnings() if word.startswith(start)]
    return max(fits)[1] if fits else None


@functools.cache
def _beginnings() -> tuple[tuple[str, int], ...]:
    from detente.knowledge.files import read_toml

    some = read_toml("agreements/marks.toml")["months"].values()
    known = {(start, n) for months in some for n, start in enumerate(months, 1)}
    return tuple(sorted(known))


@functools.lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})", re.IGNORECASE)
