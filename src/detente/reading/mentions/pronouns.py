"""Reads pronouns that can stand for somebody who speaks or acts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground

if TYPE_CHECKING:
    from detente.reading.records import EntityKind

__all__ = ["find_pronouns"]

PERSON = frozenset({"he", "she", "i", "him", "me", "his", "her", "hers", "my", "mine"})
PLURAL = frozenset({"they", "we", "them", "us", "their", "theirs", "our", "ours"})
ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent", "conj"})
TAGS = frozenset({"PRP", "PRP$"})
EMPTY_VERBS = frozenset({"be", "seem", "appear", "rain", "snow", "happen", "turn", "matter"})
"""Verbs of which "it" is the subject and stands for nobody."""


def find_pronouns(ground: Ground) -> Iterator[Draft]:
    """Yield personal pronouns in the place of an actor, recipient, source or owner."""
    for i, word in enumerate(ground.parse.words):
        if word.tag not in TAGS or (word.dep not in ROLES and word.dep != "poss"):
            continue
        text = word.text.lower()
        if text not in PERSON and text not in PLURAL and not _may_be_body(ground, i):
            continue
        kind: EntityKind = "person" if text in PERSON else "group" if text in PLURAL else "organisation"
        yield Draft(first=i, past=i + 1, head=i, kind=kind, form="pronoun", plural=text in PLURAL)


def _may_be_body(ground: Ground, i: int) -> bool:
    """Say whether "it" may be a body or a state: "Iran said it had jailed X", "its army", not "it is likely that"."""
    word, verb = ground.parse.words[i], ground.parse.words[ground.parse.words[i].head]
    if word.text.lower() not in {"it", "its"}:
        return False
    return word.dep == "poss" or (word.dep == "nsubj" and verb.pos == "VERB" and verb.lemma not in EMPTY_VERBS)
