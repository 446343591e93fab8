"""What speaks for and against two accounts telling of one happening, in words that a person can read."""

import functools
import re
from collections.abc import Mapping
from typing import Any

from detente.core.errors import KnowledgeError
from detente.knowledge.files import read_toml

__all__ = ["plain_reason"]

FILE = "incidents/reasons.toml"
PATTERNS = (
    (re.compile(r"type: both ([A-Z]+)"), "both are coded {}"),
    (re.compile(r"deed: both (\w+)"), "both tell the deed by a word of the kind “{}”"),
    (re.compile(r"time: exact days, 0 apart"), "the same exact day is told, or stands in the sentence, in both"),
    (
        re.compile(r"time: exact days, 1 apart"),
        "an exact day is told, or stands in the sentence, in both, one the day before or after the other",
    ),
    (
        re.compile(r"time: exact days, (\d+) apart"),
        "an exact day is told, or stands in the sentence, in both, at least {} days from each other",
    ),
    (re.compile(r"status: (\w+) and (\w+)"), "one is told as {}, the other as {}"),
)
"""Features that differ by a word or a number, and their sentences."""
TWO = re.compile(r"type: (\w+) and (\w+)")


def plain_reason(feature: str) -> str:
    """Return what a feature says. Raises `KnowledgeError` for one without a sentence."""
    found = _sentences()
    if sentence := found["sentences"].get(feature):
        return str(sentence)
    for pattern, sentence in PATTERNS:
        if match := pattern.fullmatch(feature):
            return sentence.format(*match.groups())
    families = found["families"]
    if (two := TWO.fullmatch(feature)) and two[1] in families and two[2] in families:
        return f"one tells of {families[two[1]]}, the other of {families[two[2]]}"
    message = f"the feature {feature!r} has no sentence in {FILE}: reinstall détente to restore it"
    raise KnowledgeError(message)


@functools.cache
def _sentences() -> Mapping[str, Any]:
    return read_toml(FILE)
