"""Numbers without a noun of their own: "94 by the other", "two of them", "Six are in custody", "19.5 billion"."""

import itertools
import re

from detente.core.spans import Span
from detente.knowledge.numbers import load_numbers
from detente.reading.parse import Parse, Word
from detente.reading.quantities.counting import OTHER, PERSONS, Counted, is_year
from detente.reading.quantities.fate import NUMBERS, root_of
from detente.reading.quantities.fates import load_fates
from detente.reading.quantities.figures import Figure
from detente.reading.quantities.lexicon import kind_of_noun, load_lexicon
from detente.reading.reading import Reading

__all__ = [
    "acts",
    "counts_votes",
    "done_to_persons",
    "is_age",
    "is_had",
    "is_named",
    "is_pronoun",
    "kind_before",
    "may_stand_alone",
    "named_before",
    "number_told",
]

REACH = 60
FARTHEST = 14
"""Words back to the noun of which a number is a part."""
PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "conj", "appos", "attr", "ROOT", "dep", "nummod"})
AFTER = frozenset({"of", "to", "with", "for", "from", "including", "by", "among", "than", "holds", "about", "against"})
TOLD_AS = frozenset({"dobj", "attr", "pobj", "nsubj", "acomp", "npadvmod"})
CHANGES = frozenset(
    {"rise", "fall", "increase", "drop", "climb", "grow", "reach", "exceed", "number", "total", "jump", "decline"}
    | {"decrease", "surpass", "near", "approach"}
)
STEPS = 3
"""Words up from a number to the one that it is the number of."""
OLDEST = 115
SMALL = 24
AGE_BEFORE = re.compile(r"\w(?:, |, \d\d? and )$")
SPELLED_AGE_BEFORE = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+, $")
AGE_BEHIND = re.compile(r"[,.;)]| and \d")
OF_THAT_AGE = re.compile(r"\b(\w+) of $")
PRONOUN = re.compile(
    r"\b(?:the|not|this|that|each|every|no|which|first|last|new|old|only) one$|\b(?:as|so|too) many$", re.IGNORECASE
)
VOTED = re.compile(r"\b(?:vot(?:e|es|ed|ing)|pass(?:ed|es)|carried|ruled|rules|seats)\b", re.IGNORECASE)
TO_A_NUMBER = re.compile(r"(?: \w+)? to (?:\d{1,3}|[a-z]+(?:-[a-z]+)?)\b(?! \w+ing\b)")
FROM_A_NUMBER = re.compile(r"\b(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)(?: votes| seats)? to $", re.IGNORECASE)
COMMA = re.compile(r", $")
VERBAL = frozenset({"VERB", "AUX", "ADP", "ADV", "PUNCT", "SCONJ", "CCONJ", "PART", "ADJ", "PRON", "DET"})


def is_age(figure: Figure, text: str, parse: Parse) -> bool:
    """Say whether a number is somebody's age."""
    return _is_age_between(figure, text) or _is_age_of(figure, text) or _is_age_said(figure, parse)


def _is_age_said(figure: Figure, parse: Parse) -> bool:
    """Say whether a number is told of one person: "who is 34 and owes", "she was nine when"."""
    if figure.value is None or figure.value > OLDEST or figure.qualifiers:
        return False
    at = root_of(parse, Span(figure.bare, figure.end))
    if at is None or parse.words[at].dep not in {"attr", "acomp", "npadvmod", "dobj", "oprd"}:
        return False
    verb = parse.words[at].head
    if parse.words[verb].lemma.lower() not in {"be", "turn"}:
        return False
    return any(_is_one_person(parse.words[s]) for s in parse.children(verb, "nsubj") if s < at)


def _is_one_person(word: Word) -> bool:
    return word.text.lower() in {"he", "she", "who", "i"} or word.tag == "NNP"


def _is_age_between(figure: Figure, text: str) -> bool:
    """Say whether a number is somebody's age: "Tate, 36, was ..."."""
    if figure.value is None or figure.value > OLDEST or figure.qualifiers:
        return False
    digits = text[figure.bare].isdigit()
    before = (AGE_BEFORE if digits else SPELLED_AGE_BEFORE).search(text, max(0, figure.start - REACH), figure.start)
    return before is not None and AGE_BEHIND.match(text, figure.end) is not None


def _is_age_of(figure: Figure, text: str) -> bool:
    """Say whether a number is an age after a noun: "a boy of nine"."""
    before = OF_THAT_AGE.search(text, max(0, figure.start - REACH), figure.start)
    lexicon = load_lexicon()
    if before is not None and before[1].lower() in {"age", "ages"}:
        return True
    return before is not None and before[1].lower() in lexicon.singulars and lexicon.nouns[before[1].lower()] in PERSONS


def is_pronoun(figure: Figure, text: str) -> bool:
    """Say whether a word of number stands for a thing named before: "the one to Leap", "about as many"."""
    return PRONOUN.search(text, max(0, figure.start - REACH), figure.end) is not None


def is_named(figure: Figure, parse: Parse) -> bool:
    """Say whether a number is part of a name right before it: "Interstate 94", "BlackBerry 10"."""
    at = parse.word_at(figure.bare)
    if figure.vague or at is None or not at or figure.start != figure.bare:
        return False
    before, word = parse.words[at - 1], parse.words[at]
    if before.pos != "PROPN" or before.sentence != word.sentence or before.end + 1 != word.start:
        return False
    return word.head == at - 1 or (at >= 2 and parse.words[at - 2].sentence == word.sentence)  # noqa: PLR2004


def may_stand_alone(figure: Figure, counted: Counted, parse: Parse) -> bool:
    """Say whether a number without a noun is a count by its place in the sentence, and no hour, year or label."""
    if counted.of_others:
        return figure.value != 1
    at = root_of(parse, Span(figure.bare, figure.end))
    if at is None:
        return False
    word = parse.words[at]
    if figure.vague:
        return word.tag == "NNS" and word.dep in {"nsubj", "nsubjpass", "dobj"}
    return word.tag == "CD" and not is_year(figure) and _counts_by_place(figure, parse, at)


def _counts_by_place(figure: Figure, parse: Parse, at: int) -> bool:
    word = parse.words[at]
    if figure.value == 1:
        return word.dep in {"nsubj", "nsubjpass"}
    if word.dep == "pobj":
        return _after(parse, word) in AFTER and not _may_be_hour(figure, _after(parse, word))
    following = parse.words[at + 1].pos if at + 1 < len(parse.words) else "PUNCT"
    if following == "ADP" and at and parse.words[at - 1].text in {",", ";", "and"}:
        return True
    return word.dep in PLACES and following in VERBAL


def counts_votes(figure: Figure, text: str) -> bool:
    """Say whether a number is one side of a vote: "voted 24 to 3", "four votes to one"."""
    since = max(0, figure.start - REACH)
    if figure.value is None or not VOTED.search(text, since, figure.end + REACH):
        return False
    numbers = load_numbers()
    before = FROM_A_NUMBER.search(text, since, figure.start)
    if before is not None:
        return numbers.value(before[0].split()[0]) is not None
    behind = TO_A_NUMBER.match(text, figure.end)
    return behind is not None and numbers.value(behind[0].split()[-1]) is not None


def acts(figure: Figure, parse: Parse) -> bool:
    """Say whether a number without a noun does something, as only persons do: "four walk out of the forest"."""
    at = parse.word_at(figure.bare)
    if at is None or figure.value == 1 or parse.words[at].dep not in {"nsubj", "nsubjpass"}:
        return False
    verb = parse.words[at].head
    over = parse.words[verb]
    if over.start <= figure.end:
        return False
    return over.pos == "VERB" or any(
        kind_of_noun(parse.words[what].text) in PERSONS for what in parse.children(verb, "attr")
    )


def number_told(figure: Figure, parse: Parse) -> tuple[bool, str | None]:
    """Say whether a number is told of a "number", "total" or "figure", and the kind of those whose number it is."""
    at = root_of(parse, Span(figure.bare, figure.end))
    if at is None or figure.value == 1 or parse.words[at].dep not in TOLD_AS:
        return False, None
    for over in itertools.islice(parse.ancestors(at), STEPS):
        subjects = (over, *parse.children(over, "nsubj", "nsubjpass", "dobj"))
        number = next((s for s in subjects if s < at and parse.words[s].lemma.lower() in NUMBERS), None)
        if number is not None:
            those = [k for of in parse.children(number, "prep") for k in parse.children(of, "pobj") if k < at]
            return True, next((_kind_of_those(parse.words[k]) for k in those), None)
        kind = _kind_that_changes(parse, over)
        if kind is not None:
            return True, kind
    return False, None


def _kind_that_changes(parse: Parse, verb: int) -> str | None:
    """Return the kind of those of whom a verb tells that they are so many now: "violations rose to 4"."""
    if parse.words[verb].lemma.lower() not in CHANGES:
        return None
    subjects = (parse.words[s] for s in parse.children(verb, "nsubj") if parse.words[s].tag == "NNS")
    return next((kind for s in subjects if (kind := kind_of_noun(s.text))), None)


def _kind_of_those(noun: Word) -> str:
    """Return the kind of those whose number is told: "the number of dead", "of suicides", "of countries"."""
    ways = load_fates().ways
    lemma = noun.lemma.lower()
    harm = next((w.kind for role in ("state", "noun") for w in ways[role].get(lemma, ()) if not w.beside), None)
    return harm or kind_of_noun(noun.text) or OTHER


def is_had(figure: Figure, parse: Parse) -> bool:
    """Say whether a number without a noun is what somebody has, counts, finds or gets: "it has 900", "we found ten"."""
    at = root_of(parse, Span(figure.bare, figure.end))
    return at is not None and figure.value != 1 and parse.words[at].dep == "dobj"


def done_to_persons(figure: Figure, parse: Parse) -> bool:
    """Say whether a number without a noun is the object of a verb that takes only persons: "the mill will hire 60"."""
    at = root_of(parse, Span(figure.bare, figure.end))
    if at is None or parse.words[at].dep != "dobj":
        return False
    return parse.words[parse.words[at].head].lemma.lower() in load_lexicon().done_to_persons


def _may_be_hour(figure: Figure, after: str) -> bool:
    """Say whether a number may be an hour: "from six to six"."""
    return (
        figure.value is not None and figure.value <= SMALL and not figure.qualifiers and after in {"to", "from", "by"}
    )


def _after(parse: Parse, word: Word) -> str:
    return parse.words[word.head].text.lower()


def kind_before(figure: Figure, text: str) -> str | None:
    """Return the kind that the words right before a number name: "a population of 80"."""
    since = max(0, figure.start - REACH)
    return next(
        (kind for kind, words in load_lexicon().before.items() if words.search(text, since, figure.start)), None
    )


def named_before(figure: Figure, counted: Counted, reading: Reading) -> Counted | None:
    """Return what the noun right before a number names: "oil wells, nineteen of them", "National Guard troops, 500"."""
    parse = reading.parsed()
    at = root_of(parse, Span(figure.bare, figure.end))
    comma = COMMA.search(reading.text, max(0, figure.start - 2), figure.start)
    if at is None or not (counted.of_others or comma):
        return None
    sentence = parse.words[at].sentence
    for k in range(at - 1, max(-1, at - FARTHEST), -1):
        word = parse.words[k]
        if word.sentence != sentence or (word.pos == "VERB" and not counted.of_others):
            break
        kind = kind_of_noun(word.text)
        if word.tag in {"NNS", "NNPS"} or (kind in PERSONS and word.text.lower() not in load_lexicon().singulars):
            kind = kind or OTHER
            return Counted(kind=kind, end=counted.end, noun=Span(word.start, word.end))
    return None
