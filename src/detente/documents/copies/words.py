"""Words of a text as they are compared: where they stand, folded, cut to their stem, hashed.

Any script: letters with the marks upon them make a word; where a script parts no words (Chinese, Japanese, Thai, Lao,
Burmese, Khmer) every character is one.
"""

import functools
import re
import unicodedata
from hashlib import blake2b

__all__ = ["UNPARTED", "combine", "fold", "hash_word", "stem_of", "words_of"]

UNPARTED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters of scripts that part no words, for a class of a regular expression."""

LETTER = rf"[^\W\d_{UNPARTED}]"
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0980-\u0dff"
)
WORD = re.compile(rf"\d+(?:[.,:]\d+)*|[{UNPARTED}]|{LETTER}(?:{LETTER}|[{MARKS}]|\d|['’ʼ](?={LETTER}))*")
MASK = (1 << 63) - 1
STEP = 0x2545F4914F6CDD1D
MIX = 0x1B8735939E3779B9
SHORT = 3
"""Letters of a word that is its own stem."""
LONGEST_WORD = 64
"""Characters by which a word is known: what is longer is no word, and costs no more."""


def words_of(text: str) -> list[tuple[int, int, str]]:
    """Return where the words of a text stand, and what each is folded to; what folds to nothing is no word."""
    matches = ((match.span(), fold(match[0][:LONGEST_WORD])) for match in WORD.finditer(text))
    return [(start, end, folded) for (start, end), folded in matches if folded]


@functools.lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return a word without case, accents, apostrophes and its possessive ending."""
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(char for char in parts if not unicodedata.combining(char)).replace("’", "'").replace("ʼ", "'")
    word = word.lower().removesuffix("'s").replace("'", "")
    return _number(word) if word[:1].isdecimal() else word


def _number(word: str) -> str:
    """Return figures without what parts their thousands: "1,200" and "1200" are the same."""
    return re.sub(r",(?=\d{3}(?!\d))", "", word)


@functools.lru_cache(maxsize=65_536)
def stem_of(folded: str) -> str:
    """Return a folded word without the ending that English grammar gives it; what is not English mostly stays."""
    if len(folded) <= SHORT or not folded.isascii() or folded[0].isdigit():
        return folded
    for ending, instead, least in ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= least:
            return _without_double(folded[: len(folded) - len(ending)] + instead)
    return folded


ENDINGS = (
    ("ies", "y", 2),
    ("ied", "y", 2),
    ("sses", "ss", 2),
    ("ches", "ch", 2),
    ("shes", "sh", 2),
    ("ing", "", 4),
    ("ings", "", 4),
    ("ed", "", 3),
    ("es", "", 3),
    ("ss", "ss", 1),
    ("us", "us", 1),
    ("is", "is", 1),
    ("s", "", 3),
    ("e", "", 3),
)


def _without_double(stem: str) -> str:
    """Return a stem without the letter that an ending doubled ("stopped"), and without the "e" that an ending drops."""
    if len(stem) > SHORT + 1 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem.removesuffix("e") if len(stem) > SHORT else stem


@functools.lru_cache(maxsize=65_536)
def hash_word(word: str) -> int:
    """Return 63 bits that stand for a word, the same on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") & MASK


def combine(hashes: tuple[int, ...]) -> int:
    """Return 63 bits that stand for several hashes in their order."""
    value = len(hashes)
    for one in hashes:
        value = ((value ^ one) * STEP) & MASK
        value ^= value >> 29
    value = (value * MIX) & MASK
    return value ^ (value >> 32)
