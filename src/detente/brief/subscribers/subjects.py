"""What subscribers may choose among: the subjects that sections of a brief are of, in words."""

from collections.abc import Mapping, Sequence

from detente.brief.brief import Subject
from detente.display.language import mark, say

__all__ = ["CEASEFIRE", "SUBJECT_NAMES", "subject_words"]

CEASEFIRE = "ceasefire/"
"""Begins the subject of a ceasefire, before its id."""
SUBJECT_NAMES: Mapping[Subject, str] = {
    "agreements": mark("Agreements"),
    "platforms": mark("Platforms and meetings"),
    "institutions": mark("Institutions"),
    "projects": mark("Projects"),
    "mines": mark("Mines"),
    "relations": mark("Relations"),
    "statements": mark("Statements"),
    "expectations": mark("Expectations"),
    "contradictions": mark("Contradictions"),
    "elsewhere": mark("What happened elsewhere"),
}


def subject_words(subject: Subject, ceasefires: Sequence[tuple[str, str]] = ()) -> str:
    """Return what a subject is called; `ceasefires` are the ids and names of those that may be named."""
    if subject.startswith(CEASEFIRE):
        id_ = subject.removeprefix(CEASEFIRE)
        return dict(ceasefires).get(id_, id_)
    name = SUBJECT_NAMES.get(subject)
    return say(name) if name else subject
