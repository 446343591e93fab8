"""Tells stretches of a document that are no English prose: tables, verse, code, records, logs, other languages."""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.core.spans import HasSpan
from detente.knowledge.files import read_toml
from detente.reading.sentences import paragraphs

__all__ = ["Stretch", "kind_of", "language_of", "may_be_english", "why_not_prose"]

WORDS_FILE = "prose/words.toml"
TOKEN = re.compile(r"(?<![\w.@/&=])(?!\w\.)[^\W\d_]++(?![\d_@/&=])(?:['’](?=[^\W\d_]))?")
"""A word, or an elision; no address, no single letter of an abbreviation."""
CELL = re.compile(r"""\t|\s?[|]\s?|(?<=[^\s.!?:;"”])\s{2,}|,(?!\s|$|["”’'»](?:\s|$)|(?<=\d,)\d{3}(?!\d))""")
RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
FULL_STOP = re.compile(r"""[.!?]["”’')]*$""")
STOPS = re.compile(r"""[.!?:;]["”’')]*$""")
LISTED = re.compile(r"\s*(?:[-*•–—>]|\(?\w{1,3}[.)]\s)")
UNTOLD_OR_ENGLISH = frozenset({"", "en", "eng", "english", "und", "mul", "mis", "unknown"})
SCRIPT = "another script than English"
FOREIGN_HITS, FOREIGN_SHARE = 2, 0.15
FEW_WORDS = 3
"""Words, names left out, below which a stretch tells no language by itself."""
FOREIGN_LETTERS = 0.4
NAME_REACH = 4
"""Words within which a name goes on behind its small words."""
LAST_LATIN, MORE_LATIN = 0x2FF, range(0x1E00, 0x1F00)
"""Where the Latin letters end, and those of Vietnamese and of transcriptions, which stand apart from the others."""
TABLE_ROWS, TABLE_SHARE, TABLE_CELLS, CELL_WORDS, READ_SHARE = 3, 0.6, 2, 4, 0.3
SENTENCE_WORDS = 4
CODE_SHARE = 0.5
VERSE_LINES, VERSE_WIDTH, VERSE_SHARE = 4, 60, 0.85
SMALL_SHARE, RUN_ON_SHARE = 0.6, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a document that is not to be coded, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What the small words and letters of a text speak for: the likeliest other language, it, and English."""

    language: str
    foreign: int
    english: int
    words: int

    @property
    def sure(self) -> bool:
        return (
            self.foreign >= FOREIGN_HITS
            and self.words >= FEW_WORDS
            and self.foreign >= FOREIGN_SHARE * self.words
            and (self.foreign > max(self.english, FOREIGN_HITS) or not self.english)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    english: frozenset[str]
    endings: tuple[str, ...]
    particles: frozenset[str]
    loans: frozenset[str]
    languages: tuple[str, ...]
    owners: dict[str, tuple[str, ...]]
    """Languages by small word."""
    letters: dict[str, frozenset[str]]
    """Languages by letter beyond those of English."""
    lines: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    """Forms of lines by the kind of text that they are lines of."""
    onward: frozenset[str]
    small: frozenset[str]


@functools.cache
def _signs() -> _Signs:
    rows = read_toml(WORDS_FILE)
    owners: dict[str, list[str]] = {}
    letters: dict[str, set[str]] = {}
    for name, own in rows["languages"].items():
        for word in dict.fromkeys(own["words"].split()):
            owners.setdefault(word, []).append(name.replace("_", " "))
        for letter in own["letters"]:
            letters.setdefault(letter, set()).add(name.replace("_", " "))
    kinds = (("data records", "records"), ("program code", "code"), ("log lines", "logs"))
    return _Signs(
        english=frozenset(rows["english"].split()),
        endings=tuple(rows["endings"]),
        particles=frozenset(rows["particles"].split()),
        loans=frozenset(rows["loans"].split()),
        languages=tuple(name.replace("_", " ") for name in rows["languages"]),
        owners={word: tuple(names) for word, names in owners.items()},
        letters={letter: frozenset(names) for letter, names in letters.items()},
        lines=tuple((name, tuple(map(re.compile, rows[key]["lines"]))) for name, key in kinds),
        onward=frozenset(rows["verse"]["onward"].split()),
        small=frozenset(rows["verse"]["small"].split()),
    )


def may_be_english(declared: str) -> bool:
    """Say whether a language that a document declares is English, of whatever country, or tells nothing."""
    return re.split(r"[-_]", declared.strip().lower())[0] in UNTOLD_OR_ENGLISH


def why_not_prose(text: str, sentences: Sequence[HasSpan] = ()) -> tuple[Stretch, ...]:
    """Return the stretches of a text that are no English prose, and what each is taken for.

    What has a form (a table, verse, code) is judged by block, between blank lines. A language is judged by sentence,
    and by block for the sentences that are too short to tell it. Without sentences each block counts as one.
    """
    return tuple(_barred(text, sentences))


def _barred(text: str, sentences: Sequence[HasSpan]) -> Iterator[Stretch]:
    at, before = 0, None
    for block in paragraphs(text):
        inside = []
        while at < len(sentences) and sentences[at].start < block.end:
            inside.append(sentences[at])
            at += 1
        words = text[block.start : block.end]
        before = _form_of(words, behind=before)
        if before is not None:
            yield Stretch(start=block.start, end=block.end, reason=_reason(before))
        else:
            yield from _foreign(text, words, inside or [block])


def _reason(kind: str) -> str:
    return f"taken for {kind}, which is not coded"


def _foreign(text: str, block: str, sentences: Sequence[HasSpan]) -> Iterator[Stretch]:
    """Yield the runs of sentences of a block that are in another language."""
    around = _evidence(block) if len(sentences) > 1 else None
    run: Stretch | None = None
    for sentence in sentences:
        kind = language_of(text[sentence.start : sentence.end], around)
        if run is not None and (kind is None or _reason(kind) != run.reason):
            yield run
            run = None
        if kind is not None:
            run = Stretch(start=run.start if run else sentence.start, end=sentence.end, reason=_reason(kind))
    if run is not None:
        yield run


def kind_of(block: str) -> str | None:
    """Return what a block is where it is no English prose ("a table", "verse", "French"), None where it is."""
    return _form_of(block) or language_of(block)


def _form_of(block: str, *, behind: str | None = None) -> str | None:
    """Return the form a block has where it is none of prose; `behind` is that of the block before it."""
    lines = [line.rstrip() for line in block.splitlines() if line.strip()]
    for kind, forms in _signs().lines:
        if sum(any(f.search(line) for f in forms) for line in lines) > CODE_SHARE * len(lines):
            return kind
    if _is_table(lines):
        return "a table"
    return "verse" if _is_verse(lines, 2 if behind == "verse" else VERSE_LINES) else None


def _is_table(lines: list[str]) -> bool:
    """Say whether most lines fall into the same few cells, and few cells hold a sentence, which is to be read."""
    rows = [line.strip().strip("|").strip() for line in lines if not RULE.fullmatch(line)]
    ruled = len(rows) < len(lines) and any("|" in row for row in rows)
    if len(lines) < TABLE_ROWS:
        return False
    cells = [CELL.split(row) for row in rows]
    counts = Counter(map(len, cells))
    most, times = max(counts.items(), key=lambda x: x[1]) if counts else (0, 0)
    if most < TABLE_CELLS or times < TABLE_SHARE * len(rows) or not (ruled or len(rows) >= TABLE_ROWS):
        return False
    read = sum(any(map(_is_sentence, row)) for row in cells)
    short = sum(len(row.split()) for row in rows) <= CELL_WORDS * sum(map(len, cells))
    parted = sum("\t" in row or "|" in row for row in rows) >= TABLE_SHARE * len(rows)
    return read < READ_SHARE * len(rows) and (short or parted)


def _is_sentence(cell: str) -> bool:
    return len(cell.split()) >= SENTENCE_WORDS and FULL_STOP.search(cell.rstrip()) is not None


def _is_verse(lines: list[str], least: int) -> bool:
    """Say whether short lines run on into one another, as those of verse do and headlines do not.

    Wrapped prose starts its lines in lower case; verse that does so ends its lines with commas and stops.
    """
    if len(lines) < least or any(map(LISTED.match, lines)) or "".join(lines).isupper():
        return False
    if sum(len(line.strip()) <= VERSE_WIDTH for line in lines) < VERSE_SHARE * len(lines):
        return False
    heads = [TOKEN.findall(line.lower()) for line in lines]
    small = sum(not _signs().small.isdisjoint(words) for words in heads)
    commas = [line.endswith((",", "—")) for line in lines]
    onward = [
        bool(words) and words[0] in _signs().onward and not STOPS.search(line)
        for line, words in zip(lines, heads[1:], strict=False)
    ]
    if small < SMALL_SHARE * len(lines):
        return False
    if sum(line.lstrip("\"“'‘ \t")[:1].isupper() for line in lines) >= VERSE_SHARE * len(lines):
        return sum(commas) + sum(onward) - sum(map(min, commas, onward)) >= RUN_ON_SHARE * len(lines)
    return sum(commas) >= 2 * RUN_ON_SHARE * len(lines) and all(
        c or STOPS.search(line) for c, line in zip(commas, lines, strict=True)
    )


def language_of(text: str, around: _Evidence | None = None) -> str | None:
    """Return the language a text is in where its letters, or its small words, are not English.

    `around` is what the block it stands in speaks for: by that a text without a word of English is judged.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        letters = [ord(c) for c in text if c.isalpha()]
        if sum(c > LAST_LATIN and c not in MORE_LATIN for c in letters) > FOREIGN_LETTERS * len(letters):
            return SCRIPT
    found = _evidence(text)
    if found.sure:
        return found.language
    return around.language if around is not None and around.sure and found.english <= found.foreign else None


def _evidence(text: str) -> _Evidence:
    words = [w.replace("’", "'") for w in TOKEN.findall(unicodedata.normalize("NFKC", text))]
    plain = list(_telling(words, capitals=text.isupper()))
    signs, foreign, shared, english = _signs(), Counter[str](), Counter[str](), 0
    for word in plain:
        owners = signs.owners.get(word, ())
        if word in signs.english:
            english += 1
            shared.update(owners)
        elif owners:
            if word not in signs.loans:
                foreign.update(owners)
        elif not word.isascii():
            if word not in signs.loans:
                foreign.update(_languages_with(word))
        else:
            english += word.endswith(signs.endings)
    name = max(signs.languages, key=lambda x: 2 * foreign[x] + shared[x])  # the first of equals
    return _Evidence(language=name, foreign=foreign[name], english=english - shared[name], words=len(plain))


def _telling(words: list[str], *, capitals: bool) -> Iterator[str]:
    """Yield the words, in lower case, that are no part of a name.

    A small word with a capital may start a sentence. One in lower case between capitals ("Ursula von der Leyen")
    is part of a name.
    """
    signs = _signs()
    named = False
    for at, word in enumerate(words):
        low = word.lower()
        if low == "s" and at and words[at - 1].endswith("'"):
            yield "'s"
        elif capitals:
            yield low
        elif word[0].isupper():
            named = True
            if at == 0 and low in signs.owners:
                yield low
        elif not (named and low in signs.particles and _leads_to_a_name(words, at)):
            named = False
            yield low


def _leads_to_a_name(words: list[str], at: int) -> bool:
    """Say whether nothing but small words stands between here and the next word with a capital."""
    rest = next((w for w in words[at : at + NAME_REACH] if w not in _signs().particles), "")
    return rest[:1].isupper()


def _languages_with(word: str) -> set[str]:
    """Return the languages that have all letters of a word."""
    return set.intersection(*(set(_signs().letters.get(c, ())) for c in word if not c.isascii()))
