"""How much a word tells: rare words, names and figures carry what a report says, and tell two reports apart."""

import functools

from detente.knowledge.files import read_toml

__all__ = ["MONTHS", "NUMERALS", "UNLISTED", "is_name", "rarity_of"]

UNLISTED = 14
"""Bits told by a word that is in no list."""
FIGURE = 9
"""Bits told by a figure of several digits; one digit tells less."""
DIGIT = 6
MONTHS = {
    month: str(number)
    for number, month in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMERALS = (
    {word: number for number, word in enumerate(f"{_SMALL} seventeen eighteen nineteen".split())}
    | {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
    | {"dozen": 12}
)
"""What a number word amounts to; "dozen" as a word of its own."""


@functools.cache
def _levels() -> tuple[dict[str, int], frozenset[str]]:
    """Return the level of every listed stem, and the stems that are plain words."""
    tables = read_toml("prose/word_levels.toml")
    plain = {stem: int(level) for level, stems in tables["plain"].items() for stem in stems.split()}
    names = {stem: int(level) for level, stems in tables["names"].items() for stem in stems.split()}
    return names | plain, frozenset(plain)


@functools.lru_cache(maxsize=65_536)
def rarity_of(stem: str) -> int:
    """Return how many bits a stem tells: 0 stands in every report, 14 in one of sixteen thousand or fewer."""
    if stem[0].isdigit():
        return FIGURE if len(stem) > 1 else DIGIT
    return _levels()[0].get(stem, UNLISTED)


def is_name(first: str, stem: str) -> bool:
    """Say whether a word that begins with the letter `first` names somebody or something."""
    return first.isupper() and stem not in _levels()[1] and len(stem) > 1
