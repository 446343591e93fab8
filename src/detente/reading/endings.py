"""Whether a text breaks off: at its last words, in a word, within an attribution, or because its carrier says so."""

import functools
import re
from collections.abc import Iterator

from detente.documents.hyphens import is_word, known_words
from detente.knowledge.cues import DamageSigns, load_cues
from detente.knowledge.files import read_toml
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Damage

__all__ = ["find_ending"]

KIND = "cut-off ending"
CUT = re.compile(r"(?:…|\.{3})? ?\[\+\d{1,7} chars\]$")
"""How a news service says that it passes on the beginning only."""
LONG = 6
"""Words a last line has at least before its missing end is held to be cut off rather than a heading."""
LAST_WORD = re.compile(r"(?<![\w'’-])[a-z]+$")
SHORT = 3
"""Letters up to which a word is held against the commonest words alone: the long list has scraps of as many."""
QUOTED = re.compile(r"(,[”»\"]|[”»\"],)([^”»“«\"]*)$")
"""A quotation that ends in a comma, and what comes behind it: somebody is to be named who said it."""


def find_ending(reading: Reading, signs: DamageSigns) -> Iterator[Damage]:
    """Yield the last words of a text that breaks off, with its carrier's notice where there is one."""
    kept = reading.text.rstrip()
    notice = reading.document.incomplete
    at = _break(reading, kept, signs)
    if at is None and notice and kept:
        at = len(kept) - len(kept.split()[-1])
    if at is not None:
        yield Damage(start=at, end=len(kept), kind=KIND, reason=notice)


def _break(reading: Reading, kept: str, signs: DamageSigns) -> int | None:
    """Return where the words begin that show by themselves that a text breaks off."""
    counted = CUT.search(kept)
    if counted is not None and counted.start() > 0:
        return counted.start()
    mark = next((m for m in signs.ending_marks if kept.endswith(m)), None)
    if mark is not None and len(kept) > len(mark):
        return len(kept) - len(mark)
    line = kept.rfind("\n") + 1
    words = kept[line:].split()
    if len(words) < LONG:
        return None
    if kept.endswith(",") or words[-1] in signs.unfinished or _is_fragment(kept[line:]):
        return len(kept) - len(words[-1])
    return _open_attribution(reading.parsed(), kept, line)


def _is_fragment(line: str) -> bool:
    """Say whether a line ends in the beginning of a known word that is no word itself."""
    match = LAST_WORD.search(line)
    if match is None or match[0] in _common():
        return False
    word = match[0]
    if len(word) <= SHORT:
        return any(known.startswith(word) for known in _common())
    return not is_word(word) and any(known.startswith(word) for known in known_words())


@functools.cache
def _common() -> frozenset[str]:
    """Return the commonest words of English news, the articles and pronouns among them."""
    return frozenset(word for word in read_toml("prose/words.toml")["english"].split() if word.isalpha())


def _open_attribution(parse: Parse, kept: str, line: int) -> int | None:
    """Return where an attribution without a full stop begins that lacks its verb of saying, or whom it was said to."""
    match = QUOTED.search(kept, line)
    if match is None or kept[-1] in ".!?:;":
        return None
    words = [parse.words[i] for i in parse.words_in(match.start(2), len(kept)) if parse.words[i].pos != "PUNCT"]
    said = [w for w in words if w.lemma.lower() in load_cues().verbs and w.pos == "VERB"]
    if said and not (said[-1] is words[-1] and said[-1].lemma.lower() == "tell"):
        return None
    return match.start(2) + len(match[2]) - len(match[2].lstrip()) if words else match.start()
