"""What a number counts: the unit or the noun phrase that follows it, or that it counts nothing of ours."""

import re
from dataclasses import dataclass

from detente.core.spans import Span
from detente.reading.parse import Parse, Word
from detente.reading.quantities.fate import root_of
from detente.reading.quantities.figures import Figure
from detente.reading.quantities.lexicon import kind_of_noun, kind_of_one, load_lexicon
from detente.reading.reading import Reading

__all__ = ["LABEL", "NOTHING", "OTHER", "PERSONS", "Counted", "count_what", "is_year"]

OTHER = "other"
FINITE = frozenset({"VBD", "VBP", "VBN", "VBZ", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OF_A_NOUN = frozenset({"nummod", "amod", "quantmod", "det", "nmod", "compound"})
PEOPLES = "NORP"
"""The recogniser's label of nationalities, faiths and parties."""
PERSONS = frozenset({"people", "troops"})
MOST_WORDS = 6
REACH = 90
WORD = re.compile(r" (?:“|\")?([^\W\d_][\w’'&.-]*[\w]|[^\W\d_])")
OF = re.compile(r" (?:more )?of(?: (?:the|its|his|her|their|our|whom|them|these|those))*(?= )")
LAST_WORD = re.compile(r"([\w.’'-]+) (?:\()?$")
TIED_BEHIND = re.compile(r"[-–/:+×x][\w]|[°′″]|(?:st|nd|rd|th)\b|[A-Za-z]")
OF_SO_MANY = re.compile(r"-([a-z]+)(?= )")
OF_ARMS = re.compile(r" of (explosives|ammunition|weapons|munitions|arms|TNT)\b")
OF_DEPTH = re.compile(r" of (?:rain|snow|ice|steel)\b")
AWAY = re.compile(r" (?:ago|away|later|hence)\b")
AN_HOUR_BEFORE = re.compile(r" (?:several|some|dozens|scores|hundreds|thousands|tens of thousands) \w")
YEARS, YEAR_DIGITS = range(1000, 2101), 4
YEAR_OF_A_NAME = re.compile(r" [A-Z]")
STRONG = re.compile(r"-strong\b")

LABEL = "a label, not a count"
TIME = "a length of time, not a count"
NOTHING = "a number of nothing that is kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a number counts: its kind (None for a number that stands alone), its unit, and where its words end.

    `refused` says why it counts nothing of ours. `of_others` holds for "two of them": part of what was named before.
    """

    kind: str | None = None
    unit: str | None = None
    end: int
    noun: Span | None = None
    of_others: bool = False
    refused: str | None = None


def count_what(figure: Figure, reading: Reading) -> Counted:
    """Return what a number counts."""
    text = reading.text
    if figure.sign:
        return _money(figure, text)
    told = _measured(figure, text) or _refused(figure, text)
    if told is not None:
        return told
    told = _counted(figure, text)
    if told.kind in {None, OTHER}:
        told = _by_grammar(figure, told, reading) or told
    if told.kind == "people" and told.noun:
        told = _of_a_people(figure, told, reading) or told
    if figure.value == 1 and told.noun and _is_plural(reading.words_of(told.noun)):
        return Counted(end=figure.end, refused=NOTHING)
    if told.kind == OTHER and told.noun and _is_verb(told.noun, reading.parsed()):
        return Counted(end=figure.end)
    if told.refused == NOTHING and _does_something(figure, reading.parsed()):
        return Counted(end=figure.end)
    return told


def _does_something(figure: Figure, parse: Parse) -> bool:
    """Say whether a verb follows a number: "eight went on", "four walk out", where a parser may see a noun."""
    root = root_of(parse, Span(figure.bare, figure.end))
    if root is None or figure.value == 1 or not parse.words[root].text[-1:].isalnum():
        return False
    at = next((i for i in range(root + 1, min(root + 4, len(parse.words))) if parse.words[i].start >= figure.end), None)
    if at is None or parse.words[at].sentence != parse.words[root].sentence:
        return False
    word = parse.words[at]
    if word.tag in FINITE and parse.words[root].dep in SUBJECTS and parse.words[root].head == at:
        return True
    follows = parse.words[at + 1] if at + 1 < len(parse.words) else word
    return word.text in load_lexicon().acts_of_persons and follows.pos not in {"NOUN", "PROPN"}


def _is_verb(noun: Span, parse: Parse) -> bool:
    """Say whether what looks like a plural is a verb: "the Group of Eight meets"."""
    at = parse.word_at(noun.start)
    return at is not None and parse.words[at].pos in {"VERB", "AUX"}


def _money(figure: Figure, text: str) -> Counted:
    lexicon = load_lexicon()
    unit = lexicon.currency_signs[figure.sign or ""]
    named = lexicon.currency.match(text, figure.end)
    return Counted(kind="money", unit=unit or None, end=named.end() if named else figure.end)


def _measured(figure: Figure, text: str) -> Counted | None:
    """Return an amount of money or of a measure, where its unit follows."""
    lexicon = load_lexicon()
    money = lexicon.currency.match(text, figure.end)
    if money is None and figure.vague and text.startswith(" of ", figure.end):
        money = lexicon.currency.match(text, figure.end + len(" of"))
    if money:
        return Counted(kind="money", unit=lexicon.currency_words[money[1]] or None, end=money.end())
    unit = lexicon.unit.match(text, figure.end)
    if unit and unit[1] == "mm" and not OF_DEPTH.match(text, unit.end()):
        return Counted(end=unit.end(), refused=LABEL)
    if unit and not (unit[1].isalpha() and len(unit[1]) <= 2 and text[figure.end] == "-"):  # noqa: PLR2004  "5-m"
        kind, code = lexicon.units[unit[1]]
        of = OF_ARMS.match(text, unit.end())
        kind = lexicon.nouns.get(of[1].lower(), kind) if of else kind
        return Counted(kind=kind, unit=code or None, end=unit.end(), noun=Span(unit.start(1), unit.end(1)))
    return None


def _refused(figure: Figure, text: str) -> Counted | None:
    lexicon = load_lexicon()
    if lexicon.time.match(text, figure.end) or AN_HOUR_BEFORE.match(text, figure.end):
        return Counted(end=figure.end, refused=TIME)
    tied = OF_SO_MANY.match(text, figure.end)
    if tied and tied[1] in lexicon.singulars and text[figure.bare : figure.end].isdigit():
        return Counted(kind=lexicon.nouns[tied[1]], end=tied.end(), noun=Span(tied.start(1), tied.end(1)))
    if TIED_BEHIND.match(text, figure.end) and not STRONG.match(text, figure.end):
        return Counted(end=figure.end, refused=LABEL)
    if is_year(figure) and YEAR_OF_A_NAME.match(text, figure.end):
        return Counted(end=figure.end, refused=LABEL)
    before = LAST_WORD.search(text, max(0, figure.start - REACH), figure.start)
    if before and before[1].lower() in lexicon.labels:
        return Counted(end=figure.end, refused=LABEL)
    return None


def is_year(figure: Figure) -> bool:
    """Say whether a number looks like a year."""
    value = figure.value
    return value is not None and value in YEARS and figure.end - figure.bare == YEAR_DIGITS and not figure.qualifiers


def _counted(figure: Figure, text: str) -> Counted:
    """Return what the noun phrase after a number names."""
    others = load_lexicon().of_others.match(text, figure.end)
    if others:
        return Counted(end=others.end(), of_others=True)
    of = OF.match(text, figure.end)
    at = of.end() if of else figure.end
    strong = STRONG.match(text, at)
    if strong:
        return Counted(kind="people", end=strong.end())
    kind, end, last = _noun(text, at, one=figure.value == 1)
    if kind is not None:
        noun = _last_word(text, end)
        if text[noun.start : noun.end] in load_lexicon().skipped and _is_definite(figure, text):
            return Counted(end=figure.end, refused=NOTHING)
        kind = load_lexicon().kind_by_sequel(text[noun.start : noun.end].lower(), text, end) or kind
        return Counted(kind=kind, end=end, noun=noun)
    if last is None:
        return Counted(end=figure.end, refused=NOTHING if of else None)
    return _other(figure, text, last, at)


def _by_grammar(figure: Figure, told: Counted, reading: Reading) -> Counted | None:
    """Return what the noun that a number belongs to by grammar names: "one lane", "nine more dead bodies"."""
    at = _noun_over(figure, reading.parsed())
    if at is None:
        return None
    noun = reading.parsed().words[at]
    kind = _kind_in_parse(at, figure, told, reading)
    if kind is None or noun.text.lower() in load_lexicon().never:
        return None
    if noun.text.lower() in load_lexicon().skipped and _is_definite(figure, reading.text):
        return None
    kind = load_lexicon().kind_by_sequel(noun.text.lower(), reading.text, noun.end) or kind
    return Counted(kind=kind, end=noun.end, noun=Span(noun.start, noun.end))


def _of_a_people(figure: Figure, told: Counted, reading: Reading) -> Counted | None:
    """Return what is counted where the word taken for persons describes it: "two Vietnamese patrol boats"."""
    parse = reading.parsed()
    at = parse.word_at(told.noun.start) if told.noun else None
    if at is None or not parse.words[at].text[:1].isupper() or parse.words[at].dep not in {"amod", "compound"}:
        return None
    over = parse.words[at].head
    while parse.words[over].dep == "compound" and parse.words[over].head > over:
        over = parse.words[over].head
    noun = parse.words[over]
    if not told.end < noun.end <= figure.end + REACH or not (noun.tag in {"NNS", "NNPS"} or figure.value == 1):
        return None
    if parse.words[at].sentence != noun.sentence or noun.pos not in {"NOUN", "PROPN"}:
        return None
    return Counted(kind=kind_of_noun(noun.text) or OTHER, end=noun.end, noun=Span(noun.start, noun.end))


def _noun_over(figure: Figure, parse: Parse) -> int | None:
    """Return the noun behind a number that governs it."""
    root = root_of(parse, Span(figure.bare, figure.end))
    if root is None or parse.words[root].dep not in OF_A_NOUN:
        return None
    noun = parse.words[parse.words[root].head]
    near = figure.end < noun.start <= figure.end + REACH
    return parse.words[root].head if near and noun.pos in {"NOUN", "PROPN"} else None


def _kind_in_parse(at: int, figure: Figure, told: Counted, reading: Reading) -> str | None:
    """Return the kind of a noun that a number belongs to by grammar, if it stands in the right number."""
    parse, lexicon = reading.parsed(), load_lexicon()
    noun = parse.words[at]
    plain, plural = noun.text.lower(), noun.tag in {"NNS", "NNPS"}
    if (figure.value != 1 and plain in lexicon.singulars) or (figure.value == 1 and plural):
        return None
    together = lexicon.nouns.get(f"{parse.words[at - 1].text} {noun.text}".lower()) if at else None
    kind = together or kind_of_noun(noun.text) or kind_of_noun(noun.lemma)
    if kind == "mines" and parse.words[at - 1].text.lower() in lexicon.ores:
        return OTHER
    if kind is None and any(n.label == PEOPLES and n.start <= noun.start < n.end for n in parse.names):
        return "people"
    counts = told.kind != OTHER and plain not in lexicon.time_words and _is_number_of(noun, figure)
    return kind or (OTHER if counts else None)


def _is_number_of(noun: Word, figure: Figure) -> bool:
    """Say whether a noun stands in the number that a figure asks for: "one lane", "three sheep"."""
    return noun.pos == "NOUN" and (noun.tag == "NNS" or figure.value == 1 or noun.lemma in load_lexicon().invariant)


def _noun(text: str, at: int, *, one: bool) -> tuple[str | None, int, re.Match[str] | None]:
    """Return the kind of the last noun that has one, where it ends, and the last word of the phrase."""
    kind, end, last = None, at, None
    for _ in range(MOST_WORDS):
        word = WORD.match(text, at)
        if word is None or not _goes_on(word[1].lower(), first=last is None):
            break
        named = _kind_of(word[1], last, one=one)
        if kind is not None and named is None and not word[1][0].islower():
            break
        if named is not None:
            kind, end = named, word.end()
        elif kind is not None:
            break
        at, last = word.end(), word
    return kind, end, last


def _goes_on(word: str, *, first: bool) -> bool:
    lexicon = load_lexicon()
    return word not in lexicon.stops or (first and word in lexicon.within)


def _kind_of(word: str, before: re.Match[str] | None, *, one: bool) -> str | None:
    """Return the kind of a noun that may be what is counted: "27 member states" counts no member."""
    lexicon = load_lexicon()
    if not one and word.lower() in lexicon.singulars:
        return None
    together = lexicon.nouns.get(f"{before[1]} {word}".lower()) if before is not None else None
    kind = together or kind_of_noun(word) or (kind_of_one(word) if one else None)
    if kind == "vehicles" and before is not None and before[1].lower() in lexicon.unmanned:
        return "weapons"
    if kind == "mines" and before is not None and before[1].lower() in lexicon.ores:
        return None
    return kind


def _other(figure: Figure, text: str, last: re.Match[str], at: int) -> Counted:
    """Return a count of things without a kind of their own, where it surely is a count."""
    lexicon = load_lexicon()
    if figure.value == 1:
        return Counted(end=figure.end, refused=NOTHING)
    noun = next((w for w in WORD.finditer(text, at, last.end()) if _is_plural(w[1])), None)
    if noun is None or noun[1] in lexicon.never or (noun[1] in lexicon.skipped and _is_definite(figure, text)):
        return Counted(end=figure.end, refused=NOTHING)
    if AWAY.match(text, noun.end()):
        return Counted(end=figure.end, refused=TIME)
    kind = lexicon.kind_by_sequel(noun[1].lower(), text, noun.end()) or OTHER
    return Counted(kind=kind, end=noun.end(), noun=Span(noun.start(1), noun.end(1)))


def _last_word(text: str, end: int) -> Span:
    return Span(max(text.rfind(" ", 0, end), text.rfind("-", 0, end)) + 1, end)


def _is_definite(figure: Figure, text: str) -> bool:
    before = LAST_WORD.search(text, max(0, figure.start - REACH), figure.start)
    return before is not None and before[1].lower() in load_lexicon().definite


def _is_plural(word: str) -> bool:
    return word.islower() and word.endswith("s") and not word.endswith(("ss", "'s", "’s", "us"))
