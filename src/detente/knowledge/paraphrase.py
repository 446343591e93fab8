"""Fixed terms as machines reword them ("prime clergyman"), found in one pass over a text."""

import functools
import string

import ahocorasick_rs

from detente.core.spans import Span
from detente.knowledge.files import read_toml

__all__ = ["find_odd_phrases", "load_odd_phrases"]

SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
"""Plain letters only: lower case of some others has another length."""


@functools.cache
def load_odd_phrases() -> dict[str, str]:
    """Return every odd variant with its right term, loaded once a process.

    Raises `KnowledgeError` when the file is missing or malformed.
    """
    groups = read_toml("cues/paraphrase.toml").values()
    return {odd: right for group in groups for right, variants in group.items() for odd in variants}


@functools.cache
def _automaton() -> tuple[tuple[str, ...], ahocorasick_rs.AhoCorasick]:
    odd = tuple(load_odd_phrases())
    return odd, ahocorasick_rs.AhoCorasick(odd, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def find_odd_phrases(text: str) -> list[tuple[Span, str]]:
    """Return where odd variants stand in a text as whole words, a plural "s" with them, each with its right term."""
    odd, automaton = _automaton()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(text.translate(SMALL)):
        past = end + (text[end : end + 1] == "s")
        if not text[start - 1 : start].isalnum() and not text[past : past + 1].isalnum():
            found.append((Span(start, past), load_odd_phrases()[odd[index]]))
    return found
