"""Texts in other encodings than UTF-8, read where there is no doubt which.

A byte-order mark leaves none. Without it, the bytes are read in each encoding that a text may be in; a reading is
possible where its letters are those of the languages that the encoding was made for, in words that hold together (no
two scripts in one, no capital after a small letter). Only where all readings that are possible give the same text is it
taken.
"""

import codecs
import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from detente.knowledge.files import read_toml

__all__ = ["decode_otherwise", "is_binary"]

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FEWEST_FOREIGN = 3
"""Bytes beyond ASCII below which nothing is certain: one of them may be a slip in a file of another encoding."""
MOST_CONTROLS = 0.01
CONTROLS = bytes(range(9)) + bytes(range(14, 32))
WORD = re.compile(r"(?:[^\W\d_]|[\u064b-\u0652\u0307])+")
FOREIGN_LETTER = re.compile(r"(?:[^\W\d_]|[\u064b-\u0652])(?<![\x00-\x7f])")
NOT_IN_PROSE = re.compile(r"[\u0080-\u009f\u2500-\u259f\ue000-\uf8ff\ufffd]")
STUCK = re.compile(r"[^\W\d_][¤¦§¨¯¸¹²³¼½¾×÷±¶¢£¥©®¬°†‡‰¿¡µˆ˜]+[^\W\d_]")
LONGEST_FOREIGN = 2
"""Letters beyond ASCII that follow each other in a word of Latin letters."""
JUDGED = 200_000
"""Bytes by which an encoding is judged."""


def is_binary(data: bytes) -> bool:
    """Say whether bytes that are not UTF-8 are no text in any encoding of single bytes either."""
    controls = len(data) - len(data.translate(None, CONTROLS))
    return controls > MOST_CONTROLS * len(data)


def decode_otherwise(data: bytes) -> tuple[str, str] | None:
    """Return the text of bytes that are not UTF-8, and their encoding; None where it is not certain."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = _read(data, encoding)
            return (text, encoding) if text is not None else None
    foreign = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if foreign < FEWEST_FOREIGN or is_binary(data):
        return None
    possible = [name for name, rules in _encodings().items() if _is_possible(_read(data[:JUDGED], name), rules)]
    texts = {_read(data, name): name for name in possible[::-1]}
    (text, name), *others = texts.items() if texts else [(None, "")]
    return (text, name) if text is not None and not others else None


def _read(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


@functools.cache
def _encodings() -> dict[str, dict[str, Any]]:
    return {rules["name"]: rules for rules in read_toml("encodings/alphabets.toml")["encoding"]}


def _is_possible(text: str | None, rules: dict[str, Any]) -> bool:
    if text is None or NOT_IN_PROSE.search(text) or STUCK.search(text):
        return False
    foreign = FOREIGN_LETTER.findall(text)
    small = [letter.lower()[0] for letter in foreign]
    if not any(set(small) <= set(letters) for letters in rules["letters"]):
        return False
    if rules.get("needed") and foreign and not set(small) & set(rules["needed"]):
        return False
    words = {word for word in WORD.findall(text) if not word.isascii()}
    return _is_common(small, rules) and all(_holds_together(word, rules["script"]) for word in words)


def _is_common(letters: Sequence[str], rules: dict[str, Any]) -> bool:
    """Say whether the letters of a script that has its own are as frequent as they are in its languages."""
    common = sum(letter in rules.get("common", "") for letter in letters)
    return bool(common >= rules.get("share", 0.0) * len(letters))


def _holds_together(word: str, script: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    mixed = any(a.islower() and b.isupper() for a, b in itertools.pairwise(letters))
    if script != "LATIN":
        return not mixed and all(unicodedata.name(letter, "").startswith(script) for letter in letters)
    return not mixed and all(len(run) <= LONGEST_FOREIGN for run in re.findall(r"[^\x00-\x7f]+", word))
