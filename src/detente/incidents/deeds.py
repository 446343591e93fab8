"""What an account's words say was done: killed, shelled, arrested, met. It is finer than a type."""

import functools
from collections import defaultdict
from collections.abc import Iterable

from detente.documents.copies.words import stem_of
from detente.knowledge.files import read_toml

__all__ = ["deeds_of", "is_general"]


@functools.cache
def _deeds() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Return the deeds that each stem may tell of, and the stems that fit many."""
    table = read_toml("prose/deeds.toml")
    found: defaultdict[str, set[str]] = defaultdict(set)
    for deed, words in table["deeds"].items():
        for word in words.split():
            found[stem_of(word)].add(deed)
    general = frozenset(stem_of(word) for word in table["general"]["words"].split())
    return {stem: frozenset(deeds) for stem, deeds in found.items()}, general


def deeds_of(stems: Iterable[str]) -> frozenset[str]:
    """Return what any of these stems says was done."""
    known = _deeds()[0]
    return frozenset(deed for stem in stems for deed in known.get(stem, ()))


def is_general(stems: Iterable[str]) -> bool:
    """Say whether any of these stems fits many deeds ("the attack")."""
    return not _deeds()[1].isdisjoint(stems)
