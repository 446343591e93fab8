"""Fits lexicon entries to the words of a parse: is this the predicate, and where do its parties stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.knowledge.lexicon import NONE, Entry
from detente.reading.candidates.grammar import (
    behind,
    conjuncts,
    implied_subjects,
    is_verb,
    object_heads,
    possessors,
    subject_heads,
)
from detente.reading.parse import Parse

__all__ = ["Fit", "anchors_of", "fit_entry", "slot_heads"]

ANY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """An entry found at word `word`; `parts` are the other words that the entry asked for."""

    entry: Entry
    word: int
    parts: tuple[int, ...]


def fit_entry(parse: Parse, i: int, entries: tuple[Entry, ...], measures: frozenset[str] = frozenset()) -> Fit | None:
    """Return the first of `entries` that fits word `i`, or None; a sense that is no event is a fit of type NONE.

    Through `measures` the noun behind is seen: "a round of sanctions".
    """
    told_of = subject_heads(parse, i) or (implied_subjects(parse, i) if any(e.subjects for e in entries) else [])
    subjects = list(_through(parse, told_of, measures))
    objects = list(_through(parse, object_heads(parse, i), measures))
    for entry in entries:
        if not _admits(parse, i, entry, subjects, objects):
            continue
        parts = _parts(parse, i, entry, objects)
        if parts is not None:
            return Fit(entry=entry, word=i, parts=parts)
    return None


def _through(parse: Parse, nouns: list[int], measures: frozenset[str]) -> Iterator[int]:
    """Yield nouns, and behind a noun of measure what it measures."""
    for noun in nouns:
        yield noun
        if parse.words[noun].lemma.lower() in measures:
            yield from behind(parse, [noun], "of")


def _parts(parse: Parse, i: int, entry: Entry, objects: list[int]) -> tuple[int, ...] | None:
    """Return the words that meet an entry's conditions, None where one is not met."""
    near = list(_near(parse, i)) if entry.beside else []
    found = [next((c for c in near if _is(parse, c, words)), None) for words in entry.beside]
    if entry.objects:
        found.append(next((o for o in objects if _is(parse, o, entry.objects)), None))
    for prep, words in entry.preps:
        if None in found:
            return None
        behind_it = behind(parse, [i, *(f for f in found if f is not None)], prep)
        found.append(next((n for n in behind_it if _is(parse, n, words)), None))
    kept = tuple(f for f in found if f is not None)
    return kept if len(kept) == len(found) else None


def _admits(parse: Parse, i: int, entry: Entry, subjects: list[int], objects: list[int]) -> bool:
    """Say whether a word's complement, subject and object do not rule an entry out."""
    if entry.infinitive and not _has_infinitive(parse, i):
        return False
    if entry.subjects and not any(_is(parse, s, entry.subjects) for s in _within(parse, subjects, entry)):
        return False
    return not (entry.never and any(_is(parse, o, entry.never) for o in objects))


def _within(parse: Parse, subjects: list[int], entry: Entry) -> list[int]:
    """Return the subject's nouns; all within it where only a sense is to be kept apart ("floods in X, Y killed")."""
    if entry.type == NONE:
        return [n for s in subjects for n in parse.subtree(s)]
    return subjects


def _has_infinitive(parse: Parse, i: int) -> bool:
    complements = parse.children(i, "xcomp", "ccomp", "advcl", "oprd")
    return any(parse.words[a].text.lower() == "to" for c in complements for a in parse.children(c, "aux"))


def _near(parse: Parse, i: int) -> Iterator[int]:
    """Yield what hangs on a word, and before its subject and object: "joint" of "held joint exercises"."""
    yield from (c for c in parse.children(i) if (c > i or parse.words[c].dep != "prep") and not _is_called(parse, c, i))
    if i and parse.words[i].dep == parse.words[i - 1].dep == "compound" and not is_verb(parse, i):
        yield i - 1  # "*press* release No. 5", where the parser hangs both on the number
    if i + 1 < len(parse.words) and parse.words[i + 1].tag == "RP":
        yield i + 1  # "handed *over* 15 detainees", where the parser hangs it on the number
    if is_verb(parse, i):
        for o in parse.children(i, "dobj", "prt", "nsubj", "nsubjpass"):
            yield from parse.children(o, "amod", "compound", "nmod")


def _is_called(parse: Parse, i: int, verb: int) -> bool:
    """Say whether a word is an interjection set apart from its verb: "*No*, said X" against "said no to X"."""
    return parse.words[i].dep == "intj" and abs(i - verb) > 1


def _is(parse: Parse, i: int, words: frozenset[str]) -> bool:
    if not words:
        return False
    word = parse.words[i]
    if ANY in words:
        return word.pos in {"NOUN", "PROPN", "NUM"}
    return word.lemma.lower() in words or word.text.lower() in words


def anchors_of(parse: Parse, fit: Fit) -> list[int]:
    """Return the words of a predicate on which the prepositions of its parties may hang."""
    objects = object_heads(parse, fit.word) if is_verb(parse, fit.word) else []
    below = [n for o in objects for p in parse.children(o, "prep") for n in parse.children(p, "pobj")]
    return list(dict.fromkeys((fit.word, *fit.parts, *objects, *below)))


def slot_heads(parse: Parse, fit: Fit, slot: str) -> list[int]:
    """Return the nouns that stand in a slot of a predicate."""
    taken = set(fit.parts)
    if slot == "object":
        return _objects(parse, fit)
    if slot == "subject":
        return subject_heads(parse, fit.word)
    if slot == "dative":
        given = parse.children(fit.word, "dobj") and parse.children(fit.word, "nsubjpass")
        return [n for d in (*parse.children(fit.word, "dative"), *given) for n in conjuncts(parse, d)]
    if slot == "that":
        return [n for c in parse.children(fit.word, "ccomp") for n in subject_heads(parse, c)]
    anchors = anchors_of(parse, fit)
    if slot == "'s":
        return [n for a in anchors if a != fit.word for n in possessors(parse, a)]
    return [n for n in behind(parse, anchors, slot) if n not in taken]


def _objects(parse: Parse, fit: Fit) -> list[int]:
    """Return what a predicate is done to, also where the parser hung it on the particle ("sounded out X")."""
    beside = fit.parts[: len(fit.entry.beside)]
    own = [n for n in object_heads(parse, fit.word) if n not in beside]
    if own or not beside:
        return own
    return [n for b in beside for o in parse.children(b, "pobj", "compound", "nmod") for n in conjuncts(parse, o)]
