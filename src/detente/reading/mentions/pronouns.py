"""Reads pronouns that can stand for somebody who speaks or acts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground

if TYPE_CHECKING:
    from detente.reading.records import EntityKind

__all__ = ["find_pronouns"]

PERSON = frozenset({"he", "she", "i", "him", "me"})
PLURAL = frozenset({"they", "we", "them", "us"})
ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent", "conj"})


def find_pronouns(ground: Ground) -> Iterator[Draft]:
    """Yield personal pronouns in the place of an actor, recipient or source."""
    for i, word in enumerate(ground.parse.words):
        if word.tag != "PRP" or word.dep not in ROLES:
            continue
        text = word.text.lower()
        if text not in PERSON and text not in PLURAL:
            continue
        kind: EntityKind = "person" if text in PERSON else "group"
        yield Draft(first=i, past=i + 1, head=i, kind=kind, form="pronoun", plural=text in PLURAL)
