"""Questions to the parse: who is the subject, what the object, what stands behind a preposition."""

from collections.abc import Iterable, Iterator

from detente.knowledge.agents import word_list
from detente.reading.parse import Parse

__all__ = [
    "actors_of_verb",
    "around",
    "behind",
    "conjuncts",
    "implied_subjects",
    "is_passive",
    "is_verb",
    "object_heads",
    "possessors",
    "subject_heads",
    "subjects_over",
]

DAYS = word_list("days")
SUBJECTS = ("nsubj", "csubj", "expl")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
OBJECTS = ("dobj", "obj", "oprd", "attr")
SUBORDINATE = frozenset({"xcomp", "advcl", "ccomp", "conj", "pcomp", "acl", "dep"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
CLIMBED = SUBORDINATE | {"relcl", "prep", "acomp", "pobj", "dobj", "appos"}
WHERE = frozenset({"in", "at", "near", "around", "outside"})
ENGAGED = frozenset({"in", "for", "during", "at"})
HELD = frozenset(
    {"take", "occur", "erupt", "continue", "resume", "begin", "start", "break", "be", "happen", "end", "hold"}
)
PARTICLES = frozenset({"off", "up", "out", "down", "back"})
INDUCED = frozenset({"relcl", "acl"})
FURTHEST = 6


def conjuncts(parse: Parse, i: int) -> Iterator[int]:
    """Yield a noun and the nouns joined to it by "and", in order."""
    yield i
    for child in parse.children(i, "conj"):
        yield from conjuncts(parse, child)


def is_passive(parse: Parse, i: int) -> bool:
    """Say whether a verb is in the passive, also without its auxiliary ("a treaty signed by both")."""
    if parse.children(i, "auxpass", *PASSIVE_SUBJECTS):
        return True
    word = parse.words[i]
    mistagged = word.tag == "VBD" and word.dep == "acl" and not parse.children(i, "dobj")
    if (word.tag != "VBN" and not mistagged) or parse.children(i, "aux"):
        return False
    if parse.children(i, "nsubj") and word.dep in {"ROOT", "conj", "ccomp", "pcomp", "acl", "advcl"}:
        return not parse.children(i, "dobj", "xcomp", "ccomp")  # "four killed, 34 people injured"
    if word.dep == "conj":
        return is_passive(parse, word.head) and not parse.children(i, *SUBJECTS)
    return word.dep in {"acl", "advcl"} or bool(parse.children(i, "agent"))


def is_verb(parse: Parse, i: int) -> bool:
    """Say whether a word is a verb, also one that the tagger took for a noun: "Senegal severs ties"."""
    word = parse.words[i]
    return word.pos in {"VERB", "AUX"} or (word.tag in {"NNS", "NNPS"} and bool(parse.children(i, "dobj")))


def subject_heads(parse: Parse, i: int) -> list[int]:
    """Return the nouns that stand as grammatical subject of a verb itself, relatives resolved, "and" unfolded."""
    own = parse.children(i, *SUBJECTS, *PASSIVE_SUBJECTS)
    if not own and parse.words[i].pos not in {"VERB", "AUX"} and is_verb(parse, i):
        own = parse.children(i, "amod", "compound", "nmod")
    if not own:
        return _behind_date(parse, i)
    return [n for s in own for n in conjuncts(parse, _antecedent(parse, i, s))]


def _behind_date(parse: Parse, i: int) -> list[int]:
    """Return the subject that the parser took for the end of a date: "On 12 June 2021 *Azerbaijan* handed over"."""
    if parse.words[i].tag not in {"VBD", "VBZ", "VBP"}:
        return []
    objects = [o for p in parse.children(i, "prep") if p < i for o in parse.children(p, "pobj")]
    return [o for o in objects if _ends_date(parse, o)]


def _ends_date(parse: Parse, i: int) -> bool:
    before = [parse.words[c] for c in parse.children(i, "nmod", "compound", "nummod") if c < i]
    dated = any(w.text.lower() in DAYS for w in before) and any(w.tag == "CD" for w in before)
    return dated and parse.words[i].pos == "PROPN" and parse.words[i].text.lower() not in DAYS


def _antecedent(parse: Parse, verb: int, subject: int) -> int:
    if parse.words[subject].text.lower() not in RELATIVES:
        return subject
    at = verb
    while parse.words[at].dep == "conj":
        at = parse.words[at].head
    return parse.words[at].head if parse.words[at].dep == "relcl" else subject


def actors_of_verb(parse: Parse, i: int, controlled: Iterable[int] = ()) -> tuple[list[int], bool]:
    """Return the nouns that do what a verb says, and whether they are the verb's own rather than shared or implied.

    `controlled` are verbs whose object, not subject, does what their complement says ("urged X to withdraw").
    """
    if is_passive(parse, i):
        own = behind(parse, [i], "by")
        return own, True
    own = subject_heads(parse, i)
    if own:
        return own, True
    return _inherited(parse, i, frozenset(controlled)), False


def _inherited(parse: Parse, i: int, controlled: frozenset[int]) -> list[int]:
    """Climb to who does it: over complements, "and", participles; by object where the verb above lends that."""
    at = i
    for _ in range(FURTHEST):
        word = parse.words[at]
        if word.head == at or word.dep not in CLIMBED:
            return []
        above, dep = word.head, word.dep
        noun = dep in INDUCED and parse.words[above].pos in {"NOUN", "PROPN", "PRON"}
        found = _of_noun(parse, at, above) if noun and not _is_where(parse, above) else []
        if found:
            return found
        at = above
        if parse.words[at].pos not in {"VERB", "AUX"}:
            continue
        found = _lent(parse, at, dep, controlled)
        if found:
            return found
    return []


def _is_where(parse: Parse, noun: int) -> bool:
    """Say whether a noun only says where: what "in Kabul, killing five" says is not done by Kabul."""
    word = parse.words[noun]
    while word.dep in {"appos", "conj"} and word.head != noun:
        noun = word.head
        word = parse.words[noun]
    return word.dep == "pobj" and parse.words[word.head].text.lower() in WHERE


def _lent(parse: Parse, verb: int, dep: str, controlled: frozenset[int]) -> list[int]:
    if verb in controlled and dep != "conj":
        objects = object_heads(parse, verb) or behind(parse, [verb], "on") or behind(parse, [verb], "to")
        if objects:
            return objects
    if is_passive(parse, verb):
        found = subject_heads(parse, verb) if dep in {"xcomp", "ccomp", "advcl", "prep"} else []
        return found or (behind(parse, [verb], "by") if dep == "conj" else [])
    return subject_heads(parse, verb)


def _of_noun(parse: Parse, verb: int, noun: int) -> list[int]:
    """Return who does what a participle or infinitive behind a noun says: the noun, or whose the noun is.

    "Its intention to" is left to the subject above, whose "its" mostly is.
    """
    if parse.words[verb].tag == "VBG" or parse.words[verb].dep == "relcl":
        return list(conjuncts(parse, noun))
    named = [n for n in possessors(parse, noun) if parse.words[n].pos != "PRON"]
    return named or behind(parse, [noun], "by") or _misread_verb(parse, noun)


def _misread_verb(parse: Parse, noun: int) -> list[int]:
    """Return what stands before a verb that the tagger took for a noun: "The *Senate votes* to suspend X"."""
    word = parse.words[noun]
    if word.dep != "ROOT" or word.tag != "NNS":
        return []
    return list(parse.children(noun, "compound", "nmod"))[-1:]


def subjects_over(parse: Parse, nouns: Iterable[int]) -> list[int]:
    """Return who makes the nouns that a participle tells of: "*the Assembly* passes a resolution demanding X"."""
    verbs = [parse.words[n].head for n in nouns if parse.words[n].dep == "dobj"]
    return [s for v in verbs if not is_passive(parse, v) for s in subject_heads(parse, v)]


def around(parse: Parse, noun: int) -> list[int]:
    """Return the sides of a mutual event that stand about its noun: "talks held between A and B", "A in talks"."""
    word = parse.words[noun]
    if word.dep in {"nsubj", "nsubjpass", "attr"} and parse.words[word.head].lemma in HELD:
        return behind(parse, [word.head], "between")
    prep = parse.words[word.head]
    if word.dep != "pobj" or prep.text.lower() not in ENGAGED or not behind(parse, [noun], "with"):
        return []
    return subject_heads(parse, prep.head) if parse.words[prep.head].pos in {"VERB", "AUX"} else []


def implied_subjects(parse: Parse, i: int) -> list[int]:
    """Return who a verb without a subject of its own is said of, whatever stands above it."""
    return _inherited(parse, i, frozenset())


def object_heads(parse: Parse, i: int) -> list[int]:
    """Return the nouns that a verb is done to, in the active and in the passive, "and" unfolded."""
    if is_passive(parse, i):
        kept = [n for o in parse.children(i, "dobj") for n in conjuncts(parse, o)]
        subjects = parse.children(i, *PASSIVE_SUBJECTS) or parse.children(i, "nsubj")
        own = [n for s in subjects for n in conjuncts(parse, _antecedent(parse, i, s))]
        return kept or own or _passive_object(parse, i)
    objects = parse.children(i, *OBJECTS) or _behind_particle(parse, i)
    own = [n for o in objects for n in conjuncts(parse, _antecedent(parse, i, o))]
    word = parse.words[i]
    if own or word.dep != "conj" or word.tag not in {"VBD", "VBZ", "VBP", "VB", "VBN"}:
        return own
    return []


def _behind_particle(parse: Parse, i: int) -> tuple[int, ...]:
    """Return the object that the parser hung on the verb's particle: "breaks *off* relations"."""
    after = next((c for c in parse.children(i, "prep", "prt") if c == i + 1), None)
    if after is None or parse.words[after].text.lower() not in PARTICLES:
        return ()
    return parse.children(after, "pobj")


def _passive_object(parse: Parse, i: int) -> list[int]:
    word = parse.words[i]
    if word.dep == "acl" and parse.words[word.head].pos in {"NOUN", "PROPN"}:
        return [] if _is_where(parse, word.head) else _said_of(parse, word.head)
    if word.dep == "conj" and parse.words[word.head].pos == "VERB":
        return object_heads(parse, word.head)
    if word.dep == "pcomp" and word.head != i:  # "after being threatened by X"
        verb = parse.words[word.head].head
        return subject_heads(parse, verb) if parse.words[verb].pos in {"VERB", "AUX"} else []
    if word.dep in {"xcomp", "relcl"} and word.head != i:
        return subject_heads(parse, word.head)
    return []


def _said_of(parse: Parse, noun: int) -> list[int]:
    """Return the nouns that a participle behind a noun may speak of: "the hand of peace extended to X"."""
    word = parse.words[noun]
    if word.dep == "pobj" and parse.words[word.head].text.lower() == "of":
        return [noun, parse.words[word.head].head]
    return [noun]


def behind(parse: Parse, anchors: Iterable[int], prep: str) -> list[int]:
    """Return the nouns behind a preposition that hangs on one of `anchors`, "and" unfolded."""
    for anchor in anchors:
        for p in parse.children(anchor, "prep", "agent", "dative"):
            if parse.words[p].text.lower() != prep:
                continue
            found = [n for o in parse.children(p, "pobj", "pcomp") for n in conjuncts(parse, o)]
            found = [n for n in found if not _is_day(parse, n)]
            if found:
                return found
    return []


def _is_day(parse: Parse, i: int) -> bool:
    """Say whether a noun only says when: "imposed sanctions *on Saturday* on X" tells of no sanctions on Saturday."""
    return parse.words[i].text.lower() in DAYS


def possessors(parse: Parse, i: int) -> list[int]:
    """Return whose a noun is: "X's", "Xs'", "their"."""
    return [n for p in parse.children(i, "poss") for n in conjuncts(parse, p)]
