"""Runs of capitalised words: what may be a name, before anything is known about it."""

from collections.abc import Iterator

from detente.knowledge.agents import Instruments, word_list
from detente.reading.mentions.ground import Ground

__all__ = ["find_runs"]

PARTICLES = word_list("name_particles")
PREFIXES = word_list("prefixes")
JOINT, FORMULA = 1, 3
"""Words that a joining word takes up, and "3+3"."""
BEFORE = 2
"""Words that a prefix and its hyphen take up."""
LINKS = frozenset({"of", "for", "on", "against"})
NAME_TAGS = frozenset({"PROPN", "NOUN", "ADJ", "X", "VERB", "NUM", "ADV"})
NOT_NAMES = frozenset({"NUM", "ADV", "VERB"})
CALENDAR = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})


def find_runs(ground: Ground, nouns: Instruments) -> Iterator[tuple[int, int]]:
    """Yield word ranges ``(first, past)`` of capitalised words, with the small words that join names inside."""
    words = ground.parse.words
    i = 0
    while i < len(words):
        if not _opens(ground, i) or _is_prefix(ground, i):
            i += 1
            continue
        past = _extend(ground, i, nouns)
        yield i, past
        i = past


def _opens(ground: Ground, i: int) -> bool:
    """Say whether word `i` can stand first in a name."""
    word = ground.parse.words[i]
    if i in ground.known:
        return ground.known[i].first == i
    if not word.text[0].isupper() or _is_calendar(ground, i) or _is_prefixed(ground, i):
        return False
    if word.pos == "PROPN":
        return True
    if word.pos not in NAME_TAGS:
        return False
    return i in ground.labels or (word.pos not in NOT_NAMES and not _starts_clause(ground, i))


def _is_prefix(ground: Ground, i: int) -> bool:
    """Say whether word `i` is a prefix with its hyphen: "Pro-", "Anti-"."""
    words = ground.parse.words
    return words[i].text.lower() in PREFIXES and i + 1 < len(words) and words[i + 1].text == "-"


def _is_prefixed(ground: Ground, i: int) -> bool:
    """Say whether word `i` is the rest of a hyphened word: "anti-Semitism"."""
    words = ground.parse.words
    if i < BEFORE or words[i - 1].text != "-" or words[i - 1].end != words[i].start:
        return False
    prefix = words[i - 2].text
    return (prefix[0].islower() or prefix.lower() in PREFIXES) and words[i - 2].end == words[i - 1].start


def _is_calendar(ground: Ground, i: int) -> bool:
    label = ground.labels.get(i)
    return label is not None and label[0] in CALENDAR


def _starts_clause(ground: Ground, i: int) -> bool:
    """Say whether word `i` is capitalised only because it stands first, in the sentence or in a quotation."""
    words = ground.parse.words
    return (
        i == 0 or words[i - 1].sentence != words[i].sentence or words[i - 1].text in {'"', "“", ":", "‘", "'", "(", "-"}
    )


def _extend(ground: Ground, first: int, nouns: Instruments) -> int:
    """Return the word past the last of the name that starts at `first`."""
    past = ground.known[first].past if first in ground.known else first + 1
    while True:
        step = _next_part(ground, first, past, nouns)
        if step == past:
            return past
        past = step


def _next_part(ground: Ground, first: int, past: int, nouns: Instruments) -> int:
    """Return the word past one more part of a name; `past` itself where the name ends."""
    words = ground.parse.words
    if past >= len(words) or words[past].sentence != words[first].sentence:
        return past
    if _continues(ground, past):
        return ground.known[past].past if past in ground.known else past + 1
    skipped = _joined_by(ground, past) or _linked_by(ground, past, nouns)
    return past + skipped


def _joined_by(ground: Ground, at: int) -> int:
    """Return how many words a small word or mark at `at` adds to the name before it; 0 where it adds none."""
    words = ground.parse.words
    if at + 1 < len(words) and _joins(ground, at, words[at].text) and _continues(ground, at + 1):
        return JOINT
    if at + 1 < len(words) and _is_lower_half(ground, at):
        return JOINT + 1
    if _is_formula(ground, at) and _continues(ground, at + FORMULA):
        return FORMULA + 1
    arabic = at + 2 < len(words) and words[at].text in PARTICLES and words[at + 1].text == "-"
    return JOINT + 2 if arabic and _continues(ground, at + 2) else 0


def _linked_by(ground: Ground, at: int, nouns: Instruments) -> int:
    """Return how many words "of ...", "on the ..." adds to a name that may go on so."""
    words = ground.parse.words
    if words[at].text not in LINKS or not _may_be_linked(ground, at, nouns):
        return 0
    if _continues(ground, at + 1):
        return JOINT + 1
    article = at + 2 < len(words) and words[at + 1].text == "the"
    return JOINT + 2 if article and _continues(ground, at + 2) else 0


def _continues(ground: Ground, i: int) -> bool:
    words = ground.parse.words
    if i >= len(words) or words[i].sentence != words[i - 1].sentence:
        return False
    if i in ground.known:
        return True
    text = words[i].text
    if not text[0].isupper() or words[i].tag in {"PRP", "WP", "DT", "IN", "CC", "MD"}:
        return bool(text[0].isdigit() and "+" in text)
    return not _is_calendar(ground, i) and (words[i].pos in NAME_TAGS or i in ground.labels)


def _joins(ground: Ground, i: int, text: str) -> bool:
    """Say whether a small word or mark at `i` joins what stands before and after it into one name."""
    if text in PARTICLES:
        return True
    words = ground.parse.words
    touching = words[i - 1].end == words[i].start and i + 1 < len(words) and words[i].end == words[i + 1].start
    if text in {"-", "–", "/"}:
        return touching
    inside = i in ground.labels and i + 1 in ground.labels and ground.labels.get(i - 1) == ground.labels[i]
    return inside and text in {"and", "&", "of", "for", "the", "on", "'s", "’s", "in"} and _one_name(ground, i)


def _one_name(ground: Ground, i: int) -> bool:
    """Say whether the recogniser's name over `i` is of a sort that holds small words."""
    label = ground.labels[i]
    return label[0] in {"ORG", "LAW", "FAC", "EVENT", "WORK_OF_ART"} and label[1] < i < label[2] - 1


def _is_formula(ground: Ground, i: int) -> bool:
    """Say whether "3+3" stands at word `i`."""
    words = ground.parse.words[i : i + FORMULA]
    return len(words) == FORMULA and words[0].text.isdigit() and words[1].text == "+" and words[2].text.isdigit()


def _is_lower_half(ground: Ground, i: int) -> bool:
    """Say whether a hyphen at `i` joins a small second half to a name: "Ban Ki-moon"."""
    words = ground.parse.words
    joined = words[i].text == "-" and words[i - 1].end == words[i].start and words[i].end == words[i + 1].start
    label = ground.labels.get(i + 1)
    return joined and label is not None and label[0] == "PERSON" and ground.labels.get(i - 1) == label


def _may_be_linked(ground: Ground, past: int, nouns: Instruments) -> bool:
    """Say whether "of ..." goes on with the name: "Ministry of Defence", "Declaration on Allied Relations"."""
    last = ground.parse.words[past - 1].text.lower()
    if past - 1 in ground.known:
        return False
    return last in nouns.organisation or last in nouns.agreement
