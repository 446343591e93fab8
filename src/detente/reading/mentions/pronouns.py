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
REPORTED = frozenset({"ccomp", "advcl", "conj"})
ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent", "conj"})


def find_pronouns(ground: Ground) -> Iterator[Draft]:
    """Yield personal pronouns in the place of an actor, recipient or source."""
    for i, word in enumerate(ground.parse.words):
        if word.tag != "PRP" or word.dep not in ROLES:
            continue
        text = word.text.lower()
        if text not in PERSON and text not in PLURAL and not _is_speaker(ground, i):
            continue
        kind: EntityKind = "person" if text in PERSON else "group" if text in PLURAL else "organisation"
        yield Draft(first=i, past=i + 1, head=i, kind=kind, form="pronoun", plural=text in PLURAL)


def _is_speaker(ground: Ground, i: int) -> bool:
    """Say whether "it" may be a body that speaks of itself: "Iran said it had jailed X", not "it is likely that"."""
    words = ground.parse.words
    verb = words[words[i].head]
    return words[i].text.lower() == "it" and words[i].dep == "nsubj" and verb.pos == "VERB" and verb.dep in REPORTED
