"""Small questions to the parse that every search for claims asks: whose verb, which words, negated or not."""

from collections.abc import Iterable, Sequence

from detente.core.spans import Span
from detente.reading.parse import Parse

__all__ = [
    "clause_of",
    "governing_verb",
    "has_finite_verb",
    "is_finite",
    "is_negated",
    "is_passive",
    "modal_of",
    "noun_phrase",
    "subject_of",
    "trim",
    "under",
]

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBAL = frozenset({"VERB", "AUX"})
CLAUSE_HEADS = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "acl", "pcomp"})
SHED = frozenset({"relcl", "acl", "appos", "advcl", "ccomp", "parataxis", "cc", "preconj"})
RELATIVE = frozenset({"WDT", "WP"})


def subject_of(parse: Parse, verb: int) -> int | None:
    """Return the head word of whoever does what `verb` says, looking up the tree where the verb has no subject.

    In the passive that is the agent. None where the text names nobody.
    """
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        own = _own_subject(parse, verb)
        if own is not None or is_passive(parse, verb):
            return None if own is not None and _says_nothing(parse, own) else own
        above = _inherits_from(parse, verb)
        if above is None:
            return None
        if parse.words[above].pos not in VERBAL:
            return above
        verb = above
    return None


def _own_subject(parse: Parse, verb: int) -> int | None:
    if is_passive(parse, verb):
        return next((k for by in parse.children(verb, "agent") for k in parse.children(by, "pobj")), None)
    subjects = parse.children(verb, "nsubj")
    found = next((k for k in subjects if not (k != subjects[-1] and _is_heading(parse, k))), None)
    if found is not None and parse.words[found].tag in RELATIVE and parse.words[verb].dep == "relcl":
        return parse.words[verb].head
    return found


def _is_heading(parse: Parse, subject: int) -> bool:
    """Say whether a word heads what only says what a sentence is about: "2011 Syrian uprising: Assad says ..."."""
    past = parse.subtree(subject)[-1] + 1
    return any(parse.words[k].text == ":" for k in (past - 1, past) if k < len(parse.words))


def _says_nothing(parse: Parse, subject: int) -> bool:
    return parse.words[subject].dep == "expl" or parse.words[subject].tag == "EX"


def _inherits_from(parse: Parse, verb: int) -> int | None:
    """Return the word whose subject is also this verb's, or a noun that is itself the subject."""
    word = parse.words[verb]
    if word.head == verb:
        return None
    head = parse.words[word.head]
    if word.dep == "pcomp" and head.pos in {"ADP", "SCONJ"}:
        return head.head if parse.words[head.head].pos in VERBAL else None
    if word.dep in {"conj", "xcomp", "advcl"} and head.pos in VERBAL:
        return word.head
    if word.dep in {"acl", "advcl"} and word.tag == "VBG" and head.pos in {"NOUN", "PROPN"}:
        return word.head
    return None


def is_passive(parse: Parse, verb: int) -> bool:
    """Say whether a verb is in the passive, a bare participle after a noun included ("the plan announced by ...")."""
    word = parse.words[verb]
    if parse.children(verb, "nsubjpass", "auxpass", "agent"):
        return True
    return word.tag == "VBN" and word.dep in {"acl", "advcl", "amod"} and not parse.children(verb, "aux", "nsubj")


def is_negated(parse: Parse, verb: int) -> bool:
    """Say whether "not" or "never" stands at a verb."""
    return bool(parse.children(verb, "neg"))


def modal_of(parse: Parse, verb: int) -> int | None:
    """Return the modal auxiliary of a verb ("will", "would", "may"), if it has one."""
    return next((k for k in parse.children(verb, "aux") if parse.words[k].tag == "MD"), None)


def is_finite(parse: Parse, verb: int) -> bool:
    """Say whether a verb carries tense, itself or by its auxiliary."""
    if parse.words[verb].tag in FINITE:
        return True
    return any(parse.words[k].tag in FINITE for k in parse.children(verb, "aux", "auxpass"))


def has_finite_verb(parse: Parse, indices: Iterable[int]) -> bool:
    """Say whether one of the words carries tense."""
    return any(parse.words[i].tag in FINITE and parse.words[i].pos in VERBAL for i in indices)


def governing_verb(parse: Parse, i: int) -> int | None:
    """Return the nearest verb above word `i` that heads a clause."""
    for k in parse.ancestors(i):
        if parse.words[k].pos in VERBAL and parse.words[k].dep in CLAUSE_HEADS:
            return k
    return None


def clause_of(parse: Parse, verb: int, without: int) -> list[int]:
    """Return the words of the clause that `verb` heads, all but those under `without`."""
    left_out = set(parse.subtree(without))
    if parse.words[verb].dep == "ROOT":
        words: Iterable[int] = parse.sentence_words(parse.words[verb].sentence)
    else:
        words = parse.subtree(verb)
    return [k for k in words if k not in left_out]


def noun_phrase(parse: Parse, head: int) -> Span:
    """Return the span of a noun phrase without its clauses and asides."""
    kept, stack = [], [head]
    while stack:
        k = stack.pop()
        kept.append(k)
        stack.extend(c for c in parse.children(k) if parse.words[c].dep not in SHED or _belongs(parse, k, c))
    kept = [k for k in kept if parse.words[k].dep != "case" or parse.words[k].head != head]  # "Turkey", not "Turkey's"
    return parse.span_of(trim(parse, sorted(kept)) or [head])


def _belongs(parse: Parse, k: int, child: int) -> bool:
    """Say whether an "and" joins two names under `k`, or a name follows its office without a comma."""
    if parse.words[child].dep == "appos":
        return parse.words[parse.subtree(child)[0] - 1].pos != "PUNCT"
    return parse.words[child].dep == "cc" and bool(parse.children(k, "conj"))


def trim(parse: Parse, indices: Sequence[int]) -> list[int]:
    """Return the words without the punctuation at either end; a closing bracket stays with its opening one."""
    start, end = 0, len(indices)
    while start < end and _is_mark(parse, indices[start]):
        start += 1
    while end > start and _is_mark(parse, indices[end - 1]):
        end -= 1
    return list(indices[start:end])


def _is_mark(parse: Parse, i: int) -> bool:
    return parse.words[i].pos == "PUNCT" and not parse.words[i].text.isalnum() and parse.words[i].text not in "()"


def under(parse: Parse, i: int, top: int) -> bool:
    """Say whether word `i` is `top` or stands under it."""
    return i == top or top in parse.ancestors(i)
