"""What is done to a truce: it is broken, falls apart, is ended or runs out, by the word that governs it.

The word for a truce stands far more often where one is kept, and a trained model may take the word for the deed. A deed
that stands in no list leaves a truce as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.core.spans import Span
from detente.knowledge.truces import Truces, load_truces
from detente.reading.parse import Parse

__all__ = ["TruceAct", "TruceDeed", "is_of_truce", "truce_act", "truce_deeds"]

TruceAct = Literal["broken", "failed", "ended", "lapsed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TruceDeed:
    """What is done to a truce: the words for truce and deed, by their number in the parse, and the act."""

    truce: int
    deed: int
    act: TruceAct


def truce_deeds(parse: Parse, words: Truces | None = None) -> Iterator[TruceDeed]:
    """Yield all that a text says is done to truces, in order of the words for them."""
    words = words or load_truces()
    for truce in range(len(parse.words)):
        if _is_truce(parse, truce, words):
            for deed, act in (*_deeds(parse, truce, words), *_deeds_behind(parse, truce, words)):
                yield TruceDeed(truce=truce, deed=deed, act=act)


def truce_act(parse: Parse, trigger: Span, words: Truces | None = None) -> TruceAct | None:
    """Return what a trigger says is done to a truce; None where it is kept, made, or only spoken of.

    The trigger counts where it is the truce itself, or the verb or noun that does something to it.
    """
    words = words or load_truces()
    inside = parse.words_in(trigger.start, trigger.end)
    for truce in _truces_near(parse, inside, words):
        for deed, act in _deeds(parse, truce, words):
            if truce in inside or deed in inside:
                return act
    return None


def is_of_truce(parse: Parse, trigger: Span) -> bool:
    """Say whether a trigger, or the subject of its verb, is a truce."""
    inside = parse.words_in(trigger.start, trigger.end)
    around = {*inside, *(k for i in inside for k in parse.children(i, "nsubj", "nsubjpass", "dobj"))}
    return any(_is_truce(parse, i, load_truces()) for i in around)


def _truces_near(parse: Parse, inside: range, words: Truces) -> Iterator[int]:
    """Yield the words for a truce in the sentence of a trigger."""
    if inside:
        for i in parse.sentence_words(parse.words[inside[0]].sentence):
            if _is_truce(parse, i, words):
                yield i


def _is_truce(parse: Parse, i: int, words: Truces) -> bool:
    lemma = _lemma(parse, i)
    if lemma in words.cessation:
        below = (k for of in parse.children(i, "prep") for k in parse.children(of, "pobj"))
        return any(_lemma(parse, k) in words.fighting for k in below)
    # "cease-fire" is three words to a parser
    return lemma in words.truce or (lemma == "fire" and i > 1 and _lemma(parse, i - 2) == "cease")


def _deeds(parse: Parse, truce: int, words: Truces) -> Iterator[tuple[int, TruceAct]]:
    """Yield the verb or noun that governs a truce and does something to it, through what carries the truce."""
    at = truce
    for _ in range(4):
        word, above = parse.words[at], parse.words[at].head
        if above == at:
            return
        deed = (
            _noun_deed(parse, at, above, words) or _verb_deed(parse, at, above, words) or _late_deed(parse, at, words)
        )
        if deed is not None:
            yield deed
            return
        carried = word.dep in {"compound", "amod", "nmod", "poss"} and _lemma(parse, above) in words.carrier
        within = word.dep == "pobj" and _lemma(parse, above) in {"of", "in", "to"} and parse.words[above].dep == "prep"
        if not carried and not (within and _lemma(parse, parse.words[above].head) in words.carrier):
            return
        at = above if carried else parse.words[above].head


def _deeds_behind(parse: Parse, truce: int, words: Truces) -> Iterator[tuple[int, TruceAct]]:
    """Yield a verb that breaks a truce and has it neither as its object nor as the subject of a whole passive.

    "A truce violated by X", "a truce that X had broken", and of headlines "truce violated three times".
    """
    above = parse.words[truce].head
    stated = [k for k in parse.children(above, "dobj") if _lemma(parse, k) != "time"]
    if parse.words[truce].dep == "nsubj" and parse.words[above].tag in {"VBN", "VBD"} and not stated:
        smalls = parse.children(above, "prt")
        if _lemma(parse, above) in words.breaks and not smalls and not parse.children(above, "aux"):
            yield above, "broken"
    for verb in parse.children(truce, "acl", "relcl", "amod"):
        word = parse.words[verb]
        objects = (*parse.children(verb, "dobj"), *parse.children(verb, "nsubjpass"))
        relative = word.dep == "relcl" and any(parse.words[k].tag in {"WDT", "WP"} for k in objects)
        participle = word.dep == "acl" and word.tag in {"VBN", "VBD"} and not parse.children(verb, "dobj")
        misread = word.dep == "amod" and word.tag == "VBG"  # "accused of breaching ceasefire"
        if (relative or participle or misread) and _lemma(parse, verb) in words.breaks:
            yield verb, "broken"


def _late_deed(parse: Parse, at: int, words: Truces) -> tuple[int, TruceAct] | None:
    """Return the verb behind a truce that is its subject, where "as" was taken for a preposition: "as a truce fell"."""
    word = parse.words[at]
    over = parse.words[word.head].head
    if word.dep != "pobj" or parse.words[word.head].lemma.lower() not in words.when:
        return None
    past = parse.subtree(at)[-1]
    for verb in (over, *parse.children(over, "advcl")):
        finite = verb > past and parse.words[verb].tag in {"VBD", "VBZ", "VBN"}
        if not finite or parse.children(verb, "nsubj", "nsubjpass", "dobj", "expl", "csubj"):
            continue
        if _names(words.fails, parse, verb, _smalls(parse, verb)):
            return verb, "failed"
        if parse.children(verb, "auxpass") and _lemma(parse, verb) in words.breaks:
            return verb, "broken"
    return None


def _smalls(parse: Parse, verb: int) -> set[str]:
    return {_lemma(parse, k) for k in parse.children(verb, "prt", "prep", "advmod", "dobj")}


def _noun_deed(parse: Parse, at: int, above: int, words: Truces) -> tuple[int, TruceAct] | None:
    """Return the noun over a truce and its act: "violation of the ceasefire", "truce breaches", "the truce's end"."""
    word = parse.words[at]
    noun = above
    if word.dep == "pobj" and parse.words[above].dep == "prep" and _lemma(parse, above) in {"of", "to", "in", "for"}:
        noun = parse.words[above].head
    elif word.dep not in {"compound", "poss", "nmod", "amod"}:
        return None
    if parse.words[noun].pos not in {"NOUN", "PROPN", "VERB"}:
        return None
    lists: tuple[tuple[frozenset[str], TruceAct], ...] = (
        (words.breaking, "broken"),
        (words.failing, "failed"),
        (words.ending, "ended"),
        (words.lapsing, "lapsed"),
    )
    return next(((noun, act) for nouns, act in lists if _lemma(parse, noun) in nouns), None)


def _verb_deed(parse: Parse, at: int, above: int, words: Truces) -> tuple[int, TruceAct] | None:
    """Return the verb that has a truce as its object or subject, and its act, with its particle or preposition."""
    dep, verb, small = parse.words[at].dep, above, ""
    if dep == "pobj":
        small, verb = _lemma(parse, above), _verb_over(parse, above)
        if parse.words[verb].pos == "NOUN":  # "put an end to the truce"
            small, verb = _lemma(parse, verb), parse.words[verb].head
    if parse.words[verb].pos not in {"VERB", "AUX"}:
        return None
    smalls = {small, *_smalls(parse, verb)} - {""}
    acts = _acts_on_subject(words) if dep == "nsubj" else _acts_on_object(words, behind=dep == "pobj")
    known = dep in {"nsubj", "dobj", "nsubjpass", "pobj"}
    return next(((verb, act) for verbs, act in acts if known and _names(verbs, parse, verb, smalls)), None)


def _acts_on_subject(words: Truces) -> tuple[tuple[frozenset[str], TruceAct], ...]:
    return (words.fails, "failed"), (words.lapses, "lapsed")


def _acts_on_object(words: Truces, *, behind: bool) -> tuple[tuple[frozenset[str], TruceAct], ...]:
    """Return what verbs do to an object; `behind` a preposition only those that ask for a small word count."""
    if behind:
        return ((frozenset(v for v in words.ends if "+" in v), "ended"),)
    return (words.ends, "ended"), (words.breaks, "broken")


def _verb_over(parse: Parse, preposition: int) -> int:
    """Return what prepositions hang on: "pulled" over "out of"."""
    at = parse.words[preposition].head
    while parse.words[at].dep == "prep" and parse.words[at].head != at:
        at = parse.words[at].head
    return at


def _names(verbs: frozenset[str], parse: Parse, verb: int, smalls: set[str]) -> bool:
    """Say whether a list of verbs holds this one, by itself or with one of its small words."""
    lemma = _lemma(parse, verb)
    return lemma in verbs or any(f"{lemma}+{small}" in verbs for small in smalls)


def _lemma(parse: Parse, i: int) -> str:
    return parse.words[i].lemma.lower()
