"""What stands over an event and changes what is told: a promise, a demand, a refusal, a threat, an attempt."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.knowledge.lexicon import Operator
from detente.reading.parse import Parse

__all__ = ["FUTURES", "Above", "find_above", "is_future"]

CLIMBED = frozenset(
    {
        "xcomp",
        "ccomp",
        "pcomp",
        "prep",
        "acl",
        "acomp",
        "pobj",
        "dobj",
        "conj",
        "attr",
        "advcl",
        "nsubj",
        "nsubjpass",
        "agent",
    }
)
NOUNS = frozenset({"NOUN", "PROPN"})
VERBAL = frozenset({"VERB", "AUX", "ADJ"})
FURTHEST = 5
TOLD = frozenset({"plan", "promise", "demand", "refuse", "threat"})
"""Kinds of operator that with a finite clause in the past only report it: "announces that", "insists that"."""
PURPOSE = frozenset({"for", "to", "of", "on", "with", "against", "from", "about", "over", "in"})
FUTURES = frozenset({"will", "shall", "'ll", "would", "wo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """An operator over an event: the word, and what it does."""

    word: int
    operator: Operator


def find_above(parse: Parse, i: int, operators: Mapping[str, Operator]) -> Above | None:
    """Return the nearest operator whose complement the event at word `i` is, passing over "began to" and the like.

    Only where grammar makes it a complement: a reason or a manner ("by", "after") is its own event.
    """
    at = i
    for _ in range(FURTHEST):
        word, below = parse.words[at], at
        if word.head == at or word.dep not in CLIMBED or _is_own_clause(parse, at):
            return None
        at = word.head
        operator = operators.get(parse.words[at].lemma.lower())
        if operator is None or operator.kind == "aspect" or not _governs(parse, at, word.dep):
            if parse.words[at].pos in VERBAL and word.dep not in {"conj", "xcomp"} and operator is None:
                return None
            continue
        if word.dep == "ccomp" and operator.kind in TOLD and _tells_a_fact(parse, below):
            return None
        return Above(word=at, operator=operator)
    return None


def _tells_a_fact(parse: Parse, i: int) -> bool:
    """Say whether a clause is in a past tense or the perfect without a modal: "announces that it has jailed X"."""
    aux = [parse.words[k] for k in parse.children(i, "aux", "auxpass")]
    if any(a.tag == "MD" for a in aux):
        return False
    return parse.words[i].tag == "VBD" or any(a.tag in {"VBD", "VBZ", "VBP"} and a.lemma == "have" for a in aux)


def _is_own_clause(parse: Parse, i: int) -> bool:
    """Say whether a word opens a clause of its own: a reason, a time, a manner, a subject."""
    word = parse.words[i]
    if word.dep == "prep":
        return word.text.lower() not in PURPOSE
    if word.dep == "advcl":
        return not any(parse.words[c].text.lower() == "to" for c in parse.children(i, "aux"))
    if word.dep in {"nsubj", "nsubjpass", "agent"}:
        return not any(parse.words[c].dep == "auxpass" for c in parse.children(word.head))
    if word.dep == "acl":
        return word.tag in {"VBN", "VBG"}
    if word.dep == "conj":
        return bool(parse.children(i, "nsubj", "nsubjpass"))
    return False


def _governs(parse: Parse, above: int, dep: str) -> bool:
    return dep != "conj" and (dep not in {"nsubj", "agent"}) and parse.words[above].pos in {*NOUNS, *VERBAL}


def is_future(parse: Parse, i: int) -> bool:
    """Say whether a verb itself, or the one it is joined to, speaks of what is to come: "will", "is to"."""
    for c in parse.children(i, "aux"):
        if parse.words[c].text.lower() in FUTURES:
            return True
    word = parse.words[i]
    if word.dep == "conj" and word.tag == "VB" and word.head != i:
        return is_future(parse, word.head)
    headline = word.dep == "ROOT" and bool(parse.children(i, "nsubj"))  # "A and B to stop fighting"
    if headline or (word.dep == "xcomp" and parse.words[word.head].lemma == "be"):
        return any(parse.words[c].text.lower() == "to" for c in parse.children(i, "aux"))
    return False
