"""Words for a truce and for what is done to it: broken, fallen apart, ended, run out."""

import functools
from dataclasses import dataclass

from detente.knowledge.files import read_toml

__all__ = ["Truces", "load_truces"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truces:
    """Lower-case lemmas; a verb that needs a particle has it behind a plus sign ("break+down")."""

    truce: frozenset[str]
    cessation: frozenset[str]
    fighting: frozenset[str]
    carrier: frozenset[str]
    breaks: frozenset[str]
    fails: frozenset[str]
    ends: frozenset[str]
    lapses: frozenset[str]
    breaking: frozenset[str]
    failing: frozenset[str]
    ending: frozenset[str]
    lapsing: frozenset[str]
    blames: frozenset[str]
    blamed_for: frozenset[str]
    commits: frozenset[str]
    within: frozenset[str]
    when: frozenset[str]


@functools.cache
def load_truces() -> Truces:
    """Return the words about truces, read once a process.

    Raises `KnowledgeError` where the file is missing or broken.
    """
    words = {name: frozenset(text.split()) for name, text in read_toml("cues/truces.toml")["words"].items()}
    return Truces(
        truce=words["truce"],
        cessation=words["cessation"],
        fighting=words["fighting"],
        carrier=words["carrier"],
        breaks=words["break"],
        fails=words["fail"],
        ends=words["end"],
        lapses=words["lapse"],
        breaking=words["breaking"],
        failing=words["failing"],
        ending=words["ending"],
        lapsing=words["lapsing"],
        blames=words["blame"],
        blamed_for=words["blamed_for"],
        commits=words["commit"],
        within=words["within"],
        when=words["when"],
    )
