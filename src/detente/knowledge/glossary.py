"""The words of the desk, each with what it means: the page and the documentation are made of one file."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.core.errors import KnowledgeError
from detente.knowledge.files import read_toml

__all__ = ["FILE", "Term", "TermGroup", "glossary"]

FILE = "glossary/desk.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the desk: by which id pages lead to it, the word itself, and what it means."""

    id: str
    term: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermGroup:
    """Words that belong together, under a heading."""

    id: str
    name: str
    terms: tuple[Term, ...]


@functools.cache
def glossary() -> tuple[TermGroup, ...]:
    """Return all words by groups. Raises `KnowledgeError` where the file is broken, or an id stands twice."""
    groups = tuple(map(_group, read_toml(FILE).get("groups", ())))
    ids = [one.id for group in groups for one in group.terms]
    if not ids or len(ids) != len(set(ids)):
        message = f"{FILE} has no words, or two of one id; reinstall détente to restore it"
        raise KnowledgeError(message)
    return groups


def _group(told: Mapping[str, Any]) -> TermGroup:
    try:
        terms = tuple(Term(id=one["id"], term=one["term"], means=one["means"]) for one in told["terms"])
        return TermGroup(id=told["id"], name=told["name"], terms=terms)
    except (KeyError, TypeError) as error:
        message = f"{FILE} lacks a field of a word ({error}); reinstall détente to restore it"
        raise KnowledgeError(message) from error
