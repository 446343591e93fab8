"""Marks words that show that a text came to us broken: only what is sure, and nothing is mended."""

import functools
import re
from collections.abc import Iterator

from detente.knowledge.cues import DamageSigns, load_cues, load_damage_signs
from detente.reading.claims.grammar import has_finite_verb
from detente.reading.claims.quotations import find_paragraphs, find_quotations
from detente.reading.endings import find_ending
from detente.reading.oddities import find_oddities
from detente.reading.overlong import find_overlong
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Damage, Sentence

__all__ = ["FindDamage"]

ABBREVIATION = re.compile(r"\b(?:[A-Z][a-z]{0,3}|(?:[A-Za-z]\.)+[A-Za-z]|no|vs|etc|est|approx|km|pp?|ca?)\.$")
"""What ends in a point without ending a sentence: a capital and up to three letters, initials, a few short words."""
LAST_LATIN = "\u02ff"
TWICE = re.compile(r"\b(?:he|she|they|it) (\w+), ((?:he|she|they|it) (?:also )?(\w+))(?=[.,;\n]|$)", re.IGNORECASE)
"""Two bare attributions in a row: "he said, he added"."""
BARE = (2, 3)
"""Words of an attribution that holds nothing else: "he added", "he also added"."""


class FindDamage:
    """Marks fragments, open quotations, doubled attributions, page leftovers, odd characters, endless sentences."""

    name, version = "damage", "4"
    needs: tuple[str, ...] = ("sentences", "parse")
    adds = "damage"

    def __init__(self, signs: DamageSigns | None = None) -> None:
        """Use these signs, by default the package's own."""
        self._signs = signs or load_damage_signs()

    def __call__(self, reading: Reading, /) -> Iterator[Damage]:
        """Yield what is broken, in order of the text."""
        found = [
            *_characters(reading.text, self._signs),
            *_boilerplate(reading, self._signs),
            *_open_quotations(reading.text),
            *_orphans(reading),
            *_doubled(reading),
            *find_ending(reading, self._signs),
            *find_oddities(reading.text, self._signs),
            *find_overlong(reading.sentences),
        ]
        yield from sorted(found, key=lambda d: (d.start, d.end, d.kind))


def _characters(text: str, signs: DamageSigns) -> Iterator[Damage]:
    if text.isascii():
        return
    for match in _pattern(tuple(sorted(signs.invisible))).finditer(text):
        if not _is_joiner(text, match.start()):
            yield Damage(start=match.start(), end=match.end(), kind="invisible character")
    for match in _pattern(signs.mojibake).finditer(text):
        yield Damage(start=match.start(), end=match.end(), kind="mojibake")


@functools.cache
def _pattern(sequences: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sequences)))


def _is_joiner(text: str, at: int) -> bool:
    """Say whether a zero-width joiner stands between letters of a script, or emoji, that need it."""
    if text[at] not in "\u200c\u200d" or not 0 < at < len(text) - 1:
        return False
    return min(text[at - 1], text[at + 1]) > LAST_LATIN


def _boilerplate(reading: Reading, signs: DamageSigns) -> Iterator[Damage]:
    lines, sentences = _compiled(signs)
    for match in re.finditer(r"[^\n]+", reading.text):
        line = match.group().strip()
        if line and lines.fullmatch(line):
            start = match.start() + match.group().index(line)
            yield Damage(start=start, end=start + len(line), kind="boilerplate")
    for sentence in reading.sentences:
        words = reading.words_of(sentence)
        if sentences.fullmatch(words) and not lines.fullmatch(words):
            yield Damage(start=sentence.start, end=sentence.end, kind="boilerplate")


@functools.cache
def _joined(lines: tuple[str, ...], sentences: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile("|".join(f"(?:{p})" for p in lines), re.IGNORECASE),
        re.compile("|".join(f"(?:{p})" for p in sentences), re.IGNORECASE | re.DOTALL),
    )


def _compiled(signs: DamageSigns) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _joined(signs.lines, signs.sentences)


def _open_quotations(text: str) -> Iterator[Damage]:
    quotations = find_quotations(text, find_paragraphs(text))
    for k, quotation in enumerate(quotations):
        goes_on = k + 1 < len(quotations) and quotations[k + 1].continues
        if not quotation.closed and not goes_on:
            yield Damage(start=quotation.outer.start, end=quotation.outer.end, kind="unclosed quotation")


def _orphans(reading: Reading) -> Iterator[Damage]:
    """Yield sentences that start in lower case behind a full stop and have no finite verb, or one without a subject."""
    parse = reading.parsed()
    for start, stop in _stretches(reading):
        end = _before_closing_mark(reading.text, start, stop)
        words = [i for i in parse.words_in(start, end) if parse.words[i].pos != "PUNCT"]
        if words and _starts_low(parse, words[0]) and _lacks_clause(parse, words) and not _is_cue(parse, words):
            yield Damage(start=start, end=end, kind="orphan fragment")


def _stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the sentences that stand right behind a full stop in the same line."""
    for k, sentence in enumerate(reading.sentences[1:], start=1):
        before = reading.sentences[k - 1]
        between = reading.text[before.end : sentence.start]
        ended = reading.words_of(before)
        if "\n" not in between and ended.endswith(".") and not ABBREVIATION.search(ended):
            yield sentence.start, sentence.end


def _before_closing_mark(text: str, start: int, end: int) -> int:
    """Return where the first part of a stretch ends: what follows a closing mark is narration again."""
    mark = min((k for k in (text.find(m, start, end) for m in "”»") if k > start), default=end)
    return start + len(text[start:mark].rstrip(" ,"))


def _starts_low(parse: Parse, i: int) -> bool:
    text = parse.words[i].text
    return text.isalpha() and text.islower()


def _lacks_clause(parse: Parse, words: list[int]) -> bool:
    if not has_finite_verb(parse, words):
        return True
    first = parse.words[words[0]]
    return first.tag in {"VBZ", "VBP", "VBD"} and not parse.children(words[0], "nsubj", "nsubjpass", "expl")


def _is_cue(parse: Parse, words: list[int]) -> bool:
    """Say whether a fragment is an attribution that a full stop cut off (", the minister said")."""
    return any(parse.words[i].lemma in load_cues().verbs and parse.words[i].pos == "VERB" for i in words)


def _doubled(reading: Reading) -> Iterator[Damage]:
    """Yield a bare "he added." right behind an attribution: one quotation, two attributions."""
    for k, sentence in enumerate(reading.sentences[1:], start=1):
        before = reading.sentences[k - 1]
        if "\n" in reading.text[before.end : sentence.start]:
            continue
        if _is_bare(reading, sentence) and _ends_in_cue(reading, before):
            yield Damage(start=sentence.start, end=sentence.end, kind="doubled attribution")
    for match in TWICE.finditer(reading.text):
        if _is_cue_word(match[1]) and _is_cue_word(match[3]):
            yield Damage(start=match.start(2), end=match.end(2), kind="doubled attribution")


def _is_cue_word(word: str) -> bool:
    """Say whether a word is a form of a verb that goes with quoted words."""
    return word.lower() in _quoting()


@functools.cache
def _quoting() -> frozenset[str]:
    forms = {"said", "says", "told", "tells"}
    for lemma, verb in load_cues().verbs.items():
        if "quote" in verb.forms:
            forms |= {lemma + "ed", lemma + "d", lemma + "s"}
    return frozenset(forms)


def _is_bare(reading: Reading, span: Sentence) -> bool:
    """Say whether a sentence is an attribution and nothing else."""
    parse = reading.parsed()
    words = [i for i in parse.words_in(span.start, span.end) if parse.words[i].pos != "PUNCT"]
    if len(words) not in BARE or parse.words[words[0]].pos != "PRON":
        return False
    return _speaks(parse, words[-1])


def _ends_in_cue(reading: Reading, span: Sentence) -> bool:
    """Say whether a sentence ends in an attribution behind a quotation: ``..."`` he said."""
    words = reading.words_of(span)
    mark = max(words.rfind(m) for m in '”"»')
    parse = reading.parsed()
    tail = [i for i in parse.words_in(span.start + mark + 1, span.end) if parse.words[i].pos != "PUNCT"]
    return mark > 0 and bool(tail) and any(_speaks(parse, i) for i in tail)


def _speaks(parse: Parse, i: int) -> bool:
    verb = load_cues().verbs.get(parse.words[i].lemma.lower())
    return verb is not None and "quote" in verb.forms and parse.words[i].tag in {"VBD", "VBZ", "VBP"}
