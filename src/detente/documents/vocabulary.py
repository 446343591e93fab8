"""How many of a text's words are English, by those of English news: a sign that needs no list of other languages."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.documents.copies.words import stem_of
from detente.knowledge.files import read_toml

__all__ = ["Vocabulary", "english_in"]

WORD = re.compile(r"(?<![\w.@/&=#])[^\W_]{2,}(?![\w@/&=]|\.\w)")
"""Two letters and more, figures in them too ("el sob7"); no address, no name of a field."""
SPOKEN = re.compile(r"[aeiouy]|[^\x00-\x7f]")
"""What a word has and an abbreviation of a note ("ntl", "chkpt") has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """How many words of a text tell of its language, names and abbreviations left out, and how many are English."""

    english: int
    words: int
    least: int = 5
    """Words from which on they tell of the language."""

    @property
    def tells(self) -> bool:
        """Say whether there are words enough."""
        return self.words >= self.least

    @property
    def share(self) -> float:
        """The English ones of all, 1 where there are none."""
        return self.english / self.words if self.words else 1.0


def english_in(text: str) -> Vocabulary:
    """Count a text's words and the English ones of them.

    A word with a capital may be a name, which is at home in any language. Where all words have one, or none has, what
    English news know as a name is left out, and in capitals what is short enough for an abbreviation.
    """
    words = [w for w in WORD.findall(text) if SPOKEN.search(w.lower()) and not w[0].isdigit()]
    if text.isupper():
        return _counted((w for w in map(str.lower, words) if _is_plain(w, longer=LONGEST_SHORT)), least=WITHOUT_CASE)
    if text.islower():
        return _counted((w for w in words if _is_plain(w)), least=WITHOUT_CASE)
    return _counted(w for w in words if w == w.lower())


LONGEST_SHORT = 5
"""Letters of a word in capitals that may be an abbreviation."""
WITHOUT_CASE = 8
"""Words that tell of a language where no capitals tell names from others, since few of the places are known."""


def _is_plain(word: str, *, longer: int = 0) -> bool:
    return _is_english(word) or (len(word) > longer and stem_of(word) not in _stems("names"))


def _counted(words: Iterable[str], **least: int) -> Vocabulary:
    kept = list(words)
    return Vocabulary(english=sum(map(_is_english, kept)), words=len(kept), **least)


def _is_english(word: str) -> bool:
    return word in _words() or stem_of(word) in _stems("plain")


@functools.cache
def _words() -> frozenset[str]:
    """Return the commonest English words, endings not taken off."""
    return frozenset(read_toml("prose/words.toml")["english"].split())


@functools.cache
def _stems(kind: str) -> frozenset[str]:
    return frozenset(stem for stems in read_toml("prose/word_levels.toml")[kind].values() for stem in stems.split())
