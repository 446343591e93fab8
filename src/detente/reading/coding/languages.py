"""Tells in which language a stretch of text is, by its letters and small words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading.coding.signs import load_signs

__all__ = ["Evidence", "evidence_of", "language_of", "may_be_english"]

TOKEN = re.compile(r"(?<![\w.@/&=])(?!\w\.)[^\W\d_]++(?![\d_@/&=])(?:['’](?=[^\W\d_]))?")
"""A word, or an elision; no address, no single letter of an abbreviation."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the small words and letters of a text speak for: the likeliest other language, it, and English."""

    language: str
    foreign: int
    english: int
    words: int

    @property
    def sure(self) -> bool:
        """Say whether that is enough to call the text by another language than English."""
        return (
            self.foreign >= FOREIGN_HITS
            and self.words >= FEW_WORDS
            and self.foreign >= FOREIGN_SHARE * self.words
            and (self.foreign > max(self.english, FOREIGN_HITS) or not self.english)
        )


def may_be_english(declared: str) -> bool:
    """Say whether a language that a document declares is English, of whatever country, or tells nothing."""
    return re.split(r"[-_]", declared.strip().lower())[0] in UNTOLD_OR_ENGLISH


def language_of(text: str, around: Evidence | None = None) -> str | None:
    """Return the language a text is in where its letters, or its small words, are not English.

    `around` is what the block it stands in speaks for: by that a text without a word of English is judged.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        letters = [ord(c) for c in text if c.isalpha()]
        if sum(c > LAST_LATIN and c not in MORE_LATIN for c in letters) > FOREIGN_LETTERS * len(letters):
            return SCRIPT
    found = evidence_of(text)
    if found.sure:
        return found.language
    return around.language if around is not None and around.sure and found.english <= found.foreign else None


def evidence_of(text: str) -> Evidence:
    """Return what the small words and letters of a text speak for."""
    words = [w.replace("’", "'") for w in TOKEN.findall(unicodedata.normalize("NFKC", text))]
    plain = list(_telling(words, capitals=text.isupper()))
    signs, foreign, shared, english = load_signs(), Counter[str](), Counter[str](), 0
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
    return Evidence(language=name, foreign=foreign[name], english=english - shared[name], words=len(plain))


def _telling(words: list[str], *, capitals: bool) -> Iterator[str]:
    """Yield the words, in lower case, that are no part of a name.

    A small word with a capital may start a sentence. One in lower case between capitals ("Ursula von der Leyen")
    is part of a name.
    """
    signs = load_signs()
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
    rest = next((w for w in words[at : at + NAME_REACH] if w not in load_signs().particles), "")
    return rest[:1].isupper()


def _languages_with(word: str) -> set[str]:
    """Return the languages that have all letters of a word."""
    return set.intersection(*(set(load_signs().letters.get(c, ())) for c in word if not c.isascii()))
