"""Whose words a stretch of words are: from an amount to what there is so much of, from half a name to the whole."""

from collections.abc import Callable, Iterator

from detente.core.spans import Span
from detente.knowledge.agents import word_list
from detente.reading.parse import Parse

__all__ = ["AMOUNTS", "base_phrases", "root_of", "standing_for", "whole_of"]

AMOUNTS = word_list("amounts")
PLURALS = frozenset({"NNS", "NNPS"})
PEOPLE = word_list("people_nouns")
BEFORE = frozenset({"compound", "nmod", "nummod"})
MODIFIERS = BEFORE | {"amod"}
NOUNS = frozenset({"NOUN", "PROPN"})
HYPHENS = frozenset({"-", "–"})
LONGEST = 6
"""Words from a part of a noun phrase to its head, at the most."""


def base_phrases(parse: Parse) -> Iterator[Span]:
    """Yield each noun that others modify directly before it, with them: "8 forged Irish passports".

    It ends where "and" joins modifiers: "Egyptian and Israeli officials" are of two.
    """
    for i, word in enumerate(parse.words):
        if word.pos not in NOUNS or (word.dep in MODIFIERS and word.head > i):
            continue
        first = i
        while first and parse.words[first - 1].dep in MODIFIERS and first <= parse.words[first - 1].head <= i:
            first -= 1
        before = parse.words[first - 1] if first else word
        hyphened = before.text in HYPHENS and before.end == parse.words[first].start
        if first < i and not hyphened and not any(parse.children(k, "conj") for k in range(first, i)):
            yield parse.span_of(range(first, i + 1))


def root_of(parse: Parse, words: range) -> int:
    """Return the last of some words that is governed from without them: the head that they have in common."""
    for i in reversed(words):
        governor = parse.words[i].head
        if (governor == i or governor not in words) and parse.words[i].dep not in {"punct", "case"}:
            return i
    return words[-1]


def standing_for(parse: Parse, i: int) -> int:
    """Return the noun that an amount is an amount of: "protesters" of "tens of thousands of protesters"."""
    while parse.words[i].lemma.lower() in AMOUNTS or parse.words[i].text.lower() in AMOUNTS:
        behind = (
            o for p in parse.children(i, "prep") if parse.words[p].text == "of" for o in parse.children(p, "pobj")
        )
        counted = next((o for o in behind if _is_counted(parse, o)), None)
        if counted is None:
            return i
        i = counted
    return i


def _is_counted(parse: Parse, i: int) -> bool:
    word = parse.words[i]
    return word.tag in PLURALS or word.lemma.lower() in PEOPLE or word.text.lower() in AMOUNTS


def whole_of(parse: Parse, words: range, is_head: Callable[[int], bool], apart: Span | None = None) -> int | None:
    """Return which head of a mention words that do not reach to the head of their phrase belong to, if any does.

    "Prime Minister" before "Vladimir Putin" is he, "two Palestinian" before "militants" they; "Israeli" alone may be
    Israel. A phrase that reaches over the trigger `apart` is none: there a verb was taken for a noun.
    """
    i = root_of(parse, words)
    counted = any(parse.words[k].pos == "NUM" for k in words)
    for _ in range(LONGEST):
        word = parse.words[i]
        if not i < word.head <= words[-1] + LONGEST or not (word.dep in BEFORE or (counted and word.dep == "amod")):
            return None
        i = word.head
        if apart is not None and words[-1] < i and parse.words[words[-1]].end <= apart.start < parse.words[i].start:
            return None
        if is_head(i):
            return i
    return None
