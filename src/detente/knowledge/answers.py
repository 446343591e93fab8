"""Words for fire that is answered, and for what it is answered with."""

import functools
from dataclasses import dataclass

from detente.knowledge.files import read_toml

__all__ = ["Answers", "load_answers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Lower-case lemmas: verbs that take fire as their object, and that are done with a weapon."""

    returns: frozenset[str]
    answers: frozenset[str]
    fire: frozenset[str]
    heavy: frozenset[str]
    aerial: frozenset[str]
    at: frozenset[str]


@functools.cache
def load_answers() -> Answers:
    """Return the words about fire that is answered, read once a process.

    Raises `KnowledgeError` where the file is missing or broken.
    """
    words = {name: frozenset(text.split()) for name, text in read_toml("cues/answers.toml")["words"].items()}
    return Answers(
        returns=words["return"],
        answers=words["answer"],
        fire=words["fire"],
        heavy=words["heavy"],
        aerial=words["aerial"],
        at=words["at"],
    )
