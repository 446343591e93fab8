"""Projects that nobody keeps, named by what their money goes to: "the Anamur water pipeline"."""

import functools
import re

from detente.registry.assertions.telling import Span, Telling
from detente.registry.projects.wording import families, told_words, wording

__all__ = ["is_of_project", "unkept_project"]

NAME = r"[A-Z][\w'’-]*(?:[ –-][A-Z][\w'’-]*)*"
TO = r"\A[^,;.]{0,30}?\b(?:in|into|to|for|on|towards) (?:the |its |their )?"


def unkept_project(telling: Telling, at: Span, home: Span) -> Span | None:
    """Return where the project is named that a sum goes to, behind it, None where none is."""
    found = _goes_to().match(telling.text[at[1] : home[1]])
    return (at[1] + found.start(1), at[1] + found.end(1)) if found else None


def is_of_project(text: str, name: Span) -> bool:
    """Whether a name is only part of the name of a project: "Anamur" of "the Anamur water pipeline"."""
    return _rest().match(text[name[1] : name[1] + 60]) is not None


@functools.cache
def _goes_to() -> re.Pattern[str]:
    return re.compile(rf"{TO}({NAME}(?: {_nature()})* (?:{_nouns()}))\b")


@functools.cache
def _rest() -> re.Pattern[str]:
    return re.compile(rf"(?:[ –-](?:[A-Z][\w'’-]*|{_nature()}))*? (?:{_nouns()})\b")


def _nature() -> str:
    return rf"(?:{told_words(*wording()['unkept']['natures'])})"


def _nouns() -> str:
    nouns = {*families(), *wording()["unkept"]["nouns"]} - set(wording()["unkept"]["not_alone"])
    return told_words(*nouns, *(noun.title() for noun in nouns))
