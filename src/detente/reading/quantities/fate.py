"""What became of those counted, told by the grammar: what they are subject or object of, and what is said of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.core.spans import HasSpan
from detente.reading.parse import Parse
from detente.reading.quantities.fates import Fate, load_fates

__all__ = ["NUMBERS", "Told", "root_of", "tell_fate"]

FARTHEST = 6
"""Steps from one who is counted to the one they are counted with."""
NAMED = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})
ABOUT = frozenset({"acomp", "attr", "oprd", "xcomp", "ccomp", "advcl"})
WHO = frozenset({"who", "which", "that", "whom"})
CARRIED_ON = frozenset({"conj", "appos", "nummod", "quantmod", "compound", "npadvmod", "dep"})
MANY = frozenset({"dozen", "score", "hundred", "thousand", "ten", "million", "handful", "number", "dozens", "hundreds"})
ALONG, WITH = frozenset({"along", "together"}), frozenset({"with", "alongside"})
NUMBERS = frozenset({"number", "total", "figure", "count", "tally", "tallies", "headcount"})
AMONG = frozenset({"including", "among", "include", "with", "alongside", "like"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The kind of harm and the word that tells of it."""

    kind: str
    at: int


@dataclass(frozen=True, slots=True)
class _Part:
    """The part that those counted play in what a word says: "noun" if it is of them, "state" if so described."""

    role: str
    word: int


def tell_fate(parse: Parse, span: HasSpan) -> Told | None:
    """Return the gravest harm that the words nearest by grammar tell of those counted in `span`."""
    at, fates = root_of(parse, span), load_fates()
    seen: set[int] = set()
    while at is not None and at not in seen and len(seen) < FARTHEST:
        seen.add(at)
        told = [Told(kind=k, at=p.word) for p in _parts(parse, at) if (k := _kind(fates, parse, p)) is not None]
        if told:
            return min(told, key=lambda t: fates.order.index(t.kind))
        at = _counted_with(parse, at)
    return None


def root_of(parse: Parse, span: HasSpan) -> int | None:
    """Return the word that governs all others of a span."""
    inside = parse.words_in(span.start, span.end)
    if not inside:
        return parse.word_at(span.start)
    return next((i for i in inside if parse.words[i].head not in inside or parse.words[i].head == i), inside[0])


def _kind(fates: Fate, parse: Parse, part: _Part) -> str | None:
    word = parse.words[part.word]
    ways = fates.ways[part.role].get(word.lemma.lower()) or fates.ways[part.role].get(word.text.lower())
    if not ways:
        return None
    beside = _beside(parse, part.word) if any(w.beside for w in ways) else frozenset()
    return next((w.kind for w in ways if not w.beside or w.beside & beside), None)


def _beside(parse: Parse, verb: int) -> frozenset[str]:
    """Return the words that complete a verb: object, particles, what its prepositions govern, "<" with a subject."""
    found: set[str] = set()
    for child in parse.children(verb):
        word = parse.words[child]
        if word.dep in {"nsubj", "nsubjpass", "conj"}:
            found |= {f"<{word.lemma.lower()}"} if word.dep == "nsubj" else set()
            continue
        found |= {word.lemma.lower(), word.text.lower()}
        for under in parse.children(child, "pobj", "prep", "pcomp", "amod", "compound"):
            found.add(parse.words[under].lemma.lower())
            found |= {parse.words[k].lemma.lower() for k in parse.children(under, "pobj", "compound")}
    return frozenset(found)


def _parts(parse: Parse, at: int) -> Iterator[_Part]:
    """Yield the parts that those named by the word `at` play in the words around it."""
    yield from _described(parse, at)
    for other in (*parse.children(at, "conj"), *_those_of(parse, at)):
        yield from _described(parse, other)
    word = parse.words[at]
    over = parse.words[word.head]
    if word.dep in {"nsubjpass", "nsubj"}:
        passive = word.dep == "nsubjpass" or bool(parse.children(word.head, "auxpass"))
        yield from _verb(parse, word.head, "object" if passive else "subject")
        if passive:
            yield _Part("passive", word.head)
    elif word.dep in {"dobj", "dative", "oprd"} or (word.dep == "npadvmod" and over.pos == "VERB"):
        yield from _verb(parse, word.head, "object")
        yield from _verb_before(parse, word.head)
    elif word.dep == "attr":
        yield from (_Part("noun", c) for c in parse.children(word.head, "nsubj"))
    elif word.dep == "pobj":
        yield from _governed(parse, word.head)
    elif word.dep in {"nummod", "amod", "compound", "quantmod"} and over.pos in {"ADJ", "VERB", "NOUN"}:
        yield _Part("state", word.head)
    elif word.dep == "ROOT" or over.pos in {"VERB", "AUX"}:
        yield from _loose(parse, at)


def _those_of(parse: Parse, at: int) -> Iterator[int]:
    """Yield the noun of which a number word is: "thousands of displaced people"."""
    if parse.words[at].lemma.lower() in MANY:
        for of in parse.children(at, "prep"):
            yield from parse.children(of, "pobj")


def _described(parse: Parse, at: int) -> Iterator[_Part]:
    """Yield what is said of them right behind: "killed in ...", "who fled", "dead", "in custody"."""
    for child in parse.children(at):
        word = parse.words[child]
        if word.dep == "acl" or (word.dep in {"amod", "advcl"} and word.tag == "VBN"):
            told = word.tag in {"VBN", "VBD"}
            yield from _verb(parse, child, "object" if told else "subject")
            if told:
                yield _Part("passive", child)
        elif word.dep == "relcl":
            yield from _verb(parse, child, _role_in_clause(parse, child))
            if parse.children(child, "auxpass"):
                yield _Part("passive", child)
        elif word.dep in {"amod", "acomp", "appos"}:
            yield _Part("state", child)
        elif word.dep == "prep":
            yield from (_Part("state", c) for c in parse.children(child, "pobj"))


def _role_in_clause(parse: Parse, verb: int) -> str:
    """Return the part of a relative clause's antecedent: "who fled" is its subject, "who were killed" its object."""
    subjects = parse.children(verb, "nsubj")
    own = any(parse.words[c].text.lower() in WHO for c in subjects)
    return "subject" if own and not parse.children(verb, "auxpass") else "object"


def _verb(parse: Parse, verb: int, role: str) -> Iterator[_Part]:
    """Yield the part in a verb, in what completes it ("found dead", "forced to flee") and in verbs joined to it."""
    yield _Part(role, verb)
    for child in parse.children(verb):
        word = parse.words[child]
        if word.dep in ABOUT and not parse.children(child, "nsubj", "nsubjpass"):
            told = word.tag == "VBN" or bool(parse.children(child, "auxpass"))
            yield _Part("object" if told else "subject", child)
            yield _Part("state", child)
        elif word.dep == "prep":
            yield from (_Part("state", c) for c in parse.children(child, "pobj"))
        elif word.dep == "conj" and not parse.children(child, "nsubj", "nsubjpass"):
            told = word.tag == "VBN" and (role == "object" or bool(parse.children(child, "auxpass")))
            if told or role == "subject":
                yield _Part("object" if told else "subject", child)


def _verb_before(parse: Parse, verb: int) -> Iterator[_Part]:
    """Yield the verb that shares its object with the one joined to it: "killed and wounded five"."""
    word = parse.words[verb]
    if word.dep == "conj" and not parse.children(word.head, "dobj"):
        yield _Part("object", word.head)


def _governed(parse: Parse, preposition: int) -> Iterator[_Part]:
    """Yield the part of what a preposition governs: "the kidnapping of three", "a toll of five", "looked for two"."""
    over = parse.words[preposition].head
    if parse.words[over].pos in {"NOUN", "PROPN"}:
        yield _Part("noun", over)
        return
    if parse.words[over].text.lower() in ALONG:
        over = parse.words[over].head
    if parse.words[preposition].text.lower() in WITH and parse.words[over].tag == "VBN":
        yield _Part("object", over)
    if parse.words[preposition].text.lower() == "for":
        yield _Part("object", over)
    for subject in parse.children(over, "nsubj", "nsubjpass", "dobj"):
        if subject < preposition:
            yield _Part("noun", subject)
            yield from _numbered(parse, subject)


def _numbered(parse: Parse, noun: int) -> Iterator[_Part]:
    """Yield what is said of those whose number it is: "the number of Americans killed rises to three"."""
    if parse.words[noun].lemma.lower() in NUMBERS:
        for of in parse.children(noun, "prep"):
            for those in parse.children(of, "pobj"):
                yield from _described(parse, those)


def _loose(parse: Parse, at: int) -> Iterator[_Part]:
    """Yield what a number stands with where the parse is of no help."""
    over = parse.words[at].head
    if over != at and parse.words[at].dep in {"ccomp", "advcl", "parataxis", "dep"}:
        yield _Part("object", over)


def _counted_with(parse: Parse, at: int) -> int | None:
    """Return the word of those with whom they are counted: joined by "and", set beside, or of whom they are a part."""
    word = parse.words[at]
    if word.head == at:
        return None
    if word.dep in CARRIED_ON and parse.words[word.head].pos in NAMED:
        return word.head
    over = parse.words[word.head]
    if word.dep == "pobj" and over.text.lower() in AMONG and parse.words[over.head].pos in NAMED:
        return over.head
    return None
