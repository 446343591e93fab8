"""What codes are called in plain words: kinds of event, modes, contexts, sectors, statuses."""

import functools
from collections.abc import Mapping
from typing import Literal

from detente.core.errors import KnowledgeError
from detente.knowledge.files import read_toml

__all__ = ["FILE", "PlainKind", "plain_words"]

FILE = "plover/plain.toml"
PlainKind = Literal[
    "types", "deeds", "modes", "contexts", "sectors", "international", "statuses", "numbers", "publishers", "forms"
]  # fmt: skip


@functools.cache
def plain_words(kind: PlainKind) -> Mapping[str, str]:
    """Return what the codes of a kind are called; of modes, each under its type ("ASSAULT drone").

    Raises `KnowledgeError` where the file lacks the kind, or holds something that is no words.
    """
    told = read_toml(FILE).get(kind)
    if not isinstance(told, dict) or not all(isinstance(one, str) and one.strip() for one in told.values()):
        message = f"{FILE} does not say in plain words what {kind} are called; reinstall détente to restore it"
        raise KnowledgeError(message)
    return told
