"""What speaks for and against two accounts telling of one happening, in words that a person can read."""

import functools
import re
from collections.abc import Mapping
from typing import Any

from detente.core.errors import KnowledgeError
from detente.knowledge.files import read_toml

__all__ = ["plain_reason"]

FILE = "incidents/reasons.toml"
BOTH = re.compile(r"type: both ([A-Z]+)")
TWO = re.compile(r"type: (\w+) and (\w+)")


def plain_reason(feature: str) -> str:
    """Return what a feature says. Raises `KnowledgeError` for one without a sentence."""
    found = _sentences()
    if sentence := found["sentences"].get(feature):
        return str(sentence)
    if both := BOTH.fullmatch(feature):
        return f"both are coded {both[1]}"
    families = found["families"]
    if (two := TWO.fullmatch(feature)) and two[1] in families and two[2] in families:
        return f"one tells of {families[two[1]]}, the other of {families[two[2]]}"
    message = f"the feature {feature!r} has no sentence in {FILE}: reinstall détente to restore it"
    raise KnowledgeError(message)


@functools.cache
def _sentences() -> Mapping[str, Any]:
    return read_toml(FILE)
