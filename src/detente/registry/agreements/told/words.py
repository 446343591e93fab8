"""The words in which reports tell of agreements, from the data file."""

import functools
import re
from collections.abc import Mapping

__all__ = ["instrument_nouns", "is_legislature", "is_qualified", "provision_verbs"]

FILE = "agreements/words.toml"
OF_ALL_STATES = re.compile(r"\b(?:general assembly|united nations|u\.?n\.?)\b", re.IGNORECASE)
"""Who adopts a text and ratifies nothing by it."""


@functools.cache
def instrument_nouns(strength: str) -> frozenset[str]:
    """Return the nouns that are an instrument by themselves ("strong"), or only where more says so ("weak")."""
    from detente.knowledge.files import read_toml

    return frozenset(read_toml(FILE)["instruments"][strength])


@functools.cache
def provision_verbs() -> Mapping[str, str]:
    """Return the verbs behind an instrument that a provision follows on, with its mood."""
    from detente.knowledge.files import read_toml

    return {verb: mood for mood, verbs in read_toml(FILE)["provisions"].items() for verb in verbs}


def is_qualified(words: str) -> bool:
    """Say whether words make an instrument of a weak noun: "joint statement", "prisoner exchange deal"."""
    return not instrument_nouns("qualifiers").isdisjoint(re.split(r"[\s-]+", words.lower()))


def is_legislature(words: str) -> bool:
    """Say whether words name a parliament or who sits in one."""
    return bool(_legislatures().search(words)) and not OF_ALL_STATES.search(words)


@functools.cache
def _legislatures() -> re.Pattern[str]:
    from detente.knowledge.files import read_toml

    either = "|".join(map(re.escape, read_toml(FILE)["legislatures"]["words"]))
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
