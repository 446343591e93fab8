"""The words in which reports tell of what is to come, as patterns; they stand in a data file."""

import functools
import re
from collections.abc import Iterable
from typing import Any

from detente.knowledge.files import read_toml

__all__ = ["pattern", "patterns_of"]


@functools.cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """Return what finds the words of a list of the file, the longest first, as whole words."""
    return _either(_lists()[table][name])


@functools.cache
def patterns_of(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the lists of a table by their names, in the order of the file."""
    return tuple((name, _either(words)) for name, words in _lists()[table].items())


@functools.cache
def _lists() -> dict[str, Any]:
    return read_toml("expectations/words.toml")


def _either(words: Iterable[str]) -> re.Pattern[str]:
    inner = "|".join(sorted(words, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<![\w-])(?:{inner})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE)
