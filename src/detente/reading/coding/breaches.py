"""Codes the breaking of a truce by grammar, where the model that reads the sentence gives no coding of it.

The words for it are few and plain ("violated the ceasefire", "the truce was broken by", "violations by"), and who broke
it stands where the grammar puts the doer of a verb or the owner of a noun. How it stands is left to the rules of
standing.
"""

from collections.abc import Iterable, Iterator, Sequence

from detente.core.spans import HasSpan, Span, overlaps
from detente.knowledge.agents import agent_nouns, word_list
from detente.knowledge.cues import Cues, load_cues
from detente.knowledge.truces import Truces, load_truces
from detente.reading.candidates.grammar import (
    actors_of_verb,
    behind,
    conjuncts,
    is_passive,
    object_heads,
    possessors,
)
from detente.reading.claims.trends import find_trends
from detente.reading.coding.truces import TruceDeed, truce_deeds
from detente.reading.heads import AMOUNTS, standing_for
from detente.reading.parse import Parse
from detente.reading.records import Coding

__all__ = ["find_breaches", "parties_of"]

CONFIDENCE = 0.8
"""Set by rule: of the first twenty found in news that the rules had not seen, sixteen had the right parties."""
BREAKS = frozenset({"broken", "failed"})
VERBAL = frozenset({"VERB", "AUX"})
BEFORE = frozenset({"compound", "amod", "nmod", "nummod"})
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "its", "their", "his"})
PARTIES = word_list("party_words") | word_list("other_people") | AMOUNTS
NAMES = frozenset({"NORP", "ORG", "GPE"})
DEEPEST = 4


def find_breaches(
    parse: Parse,
    known: Sequence[Coding],
    barred: Sequence[HasSpan] = (),
    words: Truces | None = None,
    cues: Cues | None = None,
) -> Iterator[Coding]:
    """Yield a coding for each breach of a truce that no known coding touches, in no order.

    A breach that is only said to grow or fall in number is none, nor is one in words that are not to be read.
    """
    words = words or load_truces()
    found = [deed for deed in truce_deeds(parse, words) if deed.act in BREAKS]
    if not found:
        return
    trends = frozenset(at for at, _ in find_trends(parse, cues or load_cues()))
    taken: set[int] = set()
    for deed in found:
        at, truce = parse.words[deed.deed], parse.words[deed.truce]
        apart = not any(overlaps(c.trigger, w) for c in known for w in (at, truce))
        if deed.deed in taken or not apart or any(overlaps(b, at) for b in barred):
            continue
        if _is_trend(parse, deed.deed, trends) or _tells_what_force_is(parse, deed, known, words):
            continue
        taken.add(deed.deed)
        yield _coding(parse, deed, words)


def _coding(parse: Parse, deed: TruceDeed, words: Truces) -> Coding:
    recipients: tuple[Span, ...] = ()
    if deed.act == "failed":  # it is not told which of them broke it
        actors = parties_of(parse, _sides(parse, deed.truce))
    else:
        actors = parties_of(parse, _doers(parse, deed, words))
        suffer = [*behind(parse, [deed.deed], "against"), *behind(parse, [deed.truce], "with")]
        recipients = tuple(s for s in parties_of(parse, suffer) if s not in actors)
    return Coding(
        type="ASSAULT",
        mode=None,
        contexts=(),
        status=None,
        trigger=_trigger(parse, deed),
        actors=actors,
        recipients=recipients,
        confidence=CONFIDENCE,
        by_grammar=True,
    )


def _trigger(parse: Parse, deed: TruceDeed) -> Span:
    """Return the words from deed to truce where few stand between, else the deed alone."""
    first, last = sorted((deed.deed, deed.truce))
    near = last - first <= DEEPEST + 1 and parse.words[first].dep not in {"nsubj", "nsubjpass"}
    if not near:
        return parse.span_of([deed.deed])
    hyphened = first == deed.truce and parse.words[first].lemma.lower() == "fire"  # "cease-fire", three words
    return parse.span_of([first - 2 if hyphened else first, last])


def _is_trend(parse: Parse, deed: int, trends: frozenset[int]) -> bool:
    """Say whether a noun for breaches only stands for how many there are, which is said to change."""
    at = deed
    if parse.words[at].pos in VERBAL:
        return False
    for above in parse.ancestors(at):
        if parse.words[above].start in trends:
            return True
        if parse.words[above].pos in VERBAL:
            return any(parse.words[k].start in trends for k in parse.children(above, "dobj", "attr"))
    return any(parse.words[k].start in trends for k in parse.children(deed, "acl", "amod"))


def _tells_what_force_is(parse: Parse, deed: TruceDeed, known: Iterable[Coding], words: Truces) -> bool:
    """Say whether a breach is what a deed of force, coded already, is called or did.

    "Shelled Osk in breach of the truce", "the truce was broken by shelling".
    """
    over = [above for _, above in zip(range(2), parse.ancestors(deed.deed), strict=False)]
    named = parse.words[over[0]] if over else None
    called = over[1:] if named and named.dep == "prep" and named.lemma.lower() in words.within else []
    did = _doers(parse, deed, words) if parse.words[deed.deed].pos in VERBAL else []
    force = [c.trigger for c in known if c.type == "ASSAULT"]
    return any(overlaps(f, parse.words[i]) for f in force for i in (*called, *did))


def _doers(parse: Parse, deed: TruceDeed, words: Truces) -> list[int]:
    """Return the head words of who breaks a truce."""
    if parse.words[deed.deed].pos in VERBAL:
        return _doers_of_verb(parse, deed.deed, deed.truce, words)
    return _doers_of_noun(parse, deed.deed, words)


def _doers_of_verb(parse: Parse, verb: int, truce: int, words: Truces) -> list[int]:
    if is_passive(parse, verb) or truce in parse.children(verb, "nsubj"):
        return behind(parse, [verb], "by")
    over = [] if parse.children(verb, "nsubj") else _blamed(parse, verb, words)
    if over:
        return over
    if parse.words[verb].dep == "acl" and parse.words[verb].tag == "VB":
        return _attempting(parse, parse.words[verb].head, words)
    return actors_of_verb(parse, verb)[0]


def _attempting(parse: Parse, noun: int, words: Truces) -> list[int]:
    """Return whose attempt it is to break a truce; not who would "crush any attempt to"."""
    return possessors(parse, noun) or behind(parse, [noun], "by") or _committing(parse, noun, words)


def _doers_of_noun(parse: Parse, noun: int, words: Truces) -> list[int]:
    """Return whose a breach is: its owner, who it is by, or whose verb it is the object of."""
    found = [n for n in possessors(parse, noun) if _may_break(parse, n)] or behind(parse, [noun], "by")
    found = found or [n for c in parse.children(noun, "amod", "compound", "nmod") for n in _named(parse, c)]
    found = found or [n for n in behind(parse, [noun], "from") if _may_break(parse, n)]
    if found:
        return found
    at = _amount_over(parse, noun)
    blamed = _blamed(parse, at, words)
    if blamed:
        return blamed
    return _committing(parse, at, words)


def _named(parse: Parse, i: int) -> Iterator[int]:
    """Yield a word before a noun that names who did it: "*Russian* violations", "*rebel* violations"."""
    word = parse.words[i]
    nation = any(n.label in {"NORP", "ORG"} and n.start <= word.start < n.end for n in parse.names)
    opens = i == 0 or parse.words[i - 1].sentence != word.sentence
    nation = nation or (word.pos == "ADJ" and word.text[:1].isupper() and not opens)
    if nation or word.lemma.lower() in agent_nouns().classes:
        yield i


def _amount_over(parse: Parse, noun: int) -> int:
    """Return what a noun is an amount of, if it is one: "a number of violations"."""
    word = parse.words[noun]
    if word.dep == "pobj" and parse.words[word.head].text.lower() == "of":
        above = parse.words[word.head].head
        if parse.words[above].pos in {"NOUN", "NUM"} and standing_for(parse, above) == noun:
            return above
    return noun


def _blamed(parse: Parse, at: int, words: Truces) -> list[int]:
    """Return the object of a verb that says of it what stands below: "accused *X* of breaking", "warned *X* not to".

    "Each other" are those who say so.
    """
    for below, above in _upwards(parse, at):
        if parse.words[above].lemma.lower() in words.blames and parse.words[above].pos in {*VERBAL, "NOUN"}:
            heads = object_heads(parse, above)
            if parse.words[below].dep == "prep" and parse.words[below].lemma.lower() not in words.blamed_for:
                return []
            if parse.words[below].dep == "dobj":  # of "accused X of violations" the parser hangs the rest on X
                return [] if below == at else list(conjuncts(parse, below))
            mutual = any(parse.words[h].lemma.lower() in {"other", "another"} for h in heads)
            return actors_of_verb(parse, above)[0] if mutual else [h for h in heads if h != below]
        if parse.words[above].pos in VERBAL and parse.words[below].dep not in {"xcomp", "prep", "ccomp", "conj"}:
            return []
    return []


def _committing(parse: Parse, noun: int, words: Truces) -> list[int]:
    """Return the subject of a verb that makes a breach its deed: "committed violations", "is in breach of"."""
    word = parse.words[noun]
    verb = word.head
    if word.dep == "pobj":
        if parse.words[verb].lemma.lower() not in words.within:
            return []
        verb = _nearest_verb(parse, parse.words[verb].head, verb)
    elif word.dep not in {"dobj", "nsubjpass"} or parse.words[verb].lemma.lower() not in words.commits:
        return []
    return actors_of_verb(parse, verb)[0] if parse.words[verb].pos in VERBAL else []


def _nearest_verb(parse: Parse, verb: int, preposition: int) -> int:
    """Return the verb right before "in breach of", which the parser may hang on another farther off."""
    between = (
        i for i in range(preposition - 1, verb, -1) if parse.words[i].pos == "VERB" and parse.words[i].dep != "amod"
    )
    return next(between, verb)


def _upwards(parse: Parse, at: int) -> Iterator[tuple[int, int]]:
    below = at
    for _, above in zip(range(DEEPEST), parse.ancestors(at), strict=False):
        yield below, above
        below = above


def _sides(parse: Parse, truce: int) -> list[int]:
    """Return whose truce it is: "between A and B", "with B", "A's truce"."""
    both = behind(parse, [truce], "between") or behind(parse, [truce], "among")
    return both or [*possessors(parse, truce), *behind(parse, [truce], "with")]


def parties_of(parse: Parse, heads: Iterable[int]) -> tuple[Span, ...]:
    """Return the words of each head that can break a truce; of a deed those whose deed it is."""
    found = (p for h in heads for p in _who(parse, standing_for(parse, h)))
    return tuple(dict.fromkeys(_phrase(parse, p) for p in found))


def _who(parse: Parse, head: int) -> Iterator[int]:
    by = behind(parse, [head], "by") if parse.words[head].pos == "NOUN" else []
    if not by and _may_break(parse, head):
        yield head
    elif parse.words[head].pos == "NOUN":
        owners = [*possessors(parse, head), *by] or behind(parse, [head], "from")
        before = [n for c in parse.children(head, "amod", "compound") for n in _named(parse, c)]
        yield from (n for n in (owners or before) if _may_break(parse, n) or n in before)


def _may_break(parse: Parse, i: int) -> bool:
    """Say whether a word can stand for somebody who breaks a truce."""
    word, nouns = parse.words[i], agent_nouns()
    lemma = word.lemma.lower()
    if word.pos == "PRON" or word.tag == "PRP$":
        return word.text.lower() in PRONOUNS
    known = lemma in nouns.classes or lemma in nouns.states or lemma in nouns.collective or lemma in PARTIES
    named = any(n.label in NAMES and n.start <= word.start < n.end for n in parse.names)
    return known or named or word.pos == "PROPN" or word.text.lower() in PARTIES


def _phrase(parse: Parse, head: int) -> Span:
    """Return a head word with what stands right before it and belongs to it, without its article."""
    first = head
    while first and parse.words[first - 1].dep in BEFORE and first <= parse.words[first - 1].head <= head:
        first -= 1
    return parse.span_of(range(first, head + 1))
