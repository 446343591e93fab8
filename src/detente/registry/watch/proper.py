"""Whether words are a name of something's own, as "Treaty of Lisbon" is and "the climate agreement" is not."""

import functools
import re

from detente.knowledge.countries import countries

__all__ = ["SMALL", "agreement_name", "body_name", "platform_name", "project_name"]

SMALL = frozenset({"a", "and", "at", "by", "de", "for", "from", "in", "of", "on", "the", "to", "with"})
WORD = re.compile(r"[\w.'’&/+]+")
TITLED = re.compile(r"[^\W\d_]*[^\W\d_a-z]|\d")
INSTRUMENTS = frozenset({
    "accord", "accords", "agreement", "armistice", "charter", "communique", "communiqué", "compact", "convention",
    "declaration", "memorandum", "pact", "protocol", "statement", "treaty",
})  # fmt: skip
LOWER_INSTRUMENTS = frozenset({"accord", "accords", "agreement", "declaration", "memorandum", "protocol", "treaty"})
"""Those that take a small letter after the name of a place: "the Lisbon treaty"."""
WORKS = frozenset({
    "airport", "bridge", "canal", "corridor", "dam", "highway", "line", "pipeline", "plant", "port", "project",
    "railroad", "railway", "reactor", "road", "tunnel",
})  # fmt: skip
MEETINGS = frozenset({
    "conference", "contact", "dialogue", "discussions", "format", "forum", "group", "platform", "process", "quartet",
    "summit", "talks", "track",
})  # fmt: skip
NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"})
GENERAL = frozenset({
    "association", "bilateral", "ceasefire", "cooperation", "final", "framework", "free", "general", "international",
    "joint", "national", "partnership", "peace", "security", "trade",
})  # fmt: skip
"""Words of what many instruments and meetings are: "Trade Agreement" is a kind, and none by name."""
PLUS = re.compile(r"\d\s?\+\s?\d")


def agreement_name(name: str) -> bool:
    """Return whether a name is an instrument's own: all titled, or a place's with a kind of instrument after it."""
    words = _words(name)
    return _of_kind(words, INSTRUMENTS) and (_is_titled(words) or _is_placed(words, LOWER_INSTRUMENTS))


def project_name(name: str) -> bool:
    """Return whether a name is that of something built, and not of what it is called in general."""
    words = _words(name)
    return bool(words) and words[-1].casefold() in WORKS and (_is_titled(words) or _is_placed(words, WORKS))


def platform_name(name: str) -> bool:
    """Return whether a name is that of a format or a series of meetings."""
    words = _words(name)
    return bool(PLUS.search(name)) or (_of_kind(words, MEETINGS) and _is_titled(words))


def body_name(name: str) -> bool:
    """Return whether a name is that of a body or a group: all of it titled, not counted, and more than an adjective."""
    words = _words(name)
    is_counted = bool(words) and words[0].casefold() in NUMBERS
    return not is_counted and _is_titled(words, general=frozenset()) and any(len(word) > 1 for word in words)


def _words(name: str) -> list[str]:
    return WORD.findall(name.replace("-", " "))


def _of_kind(words: list[str], kinds: frozenset[str]) -> bool:
    return any(word.casefold() in kinds for word in words)


def _is_titled(words: list[str], *, general: frozenset[str] = GENERAL) -> bool:
    """Return whether every word but the small ones is titled, and one of them says more than a kind and a state."""
    telling = [word for word in words if word.casefold() not in SMALL]
    if not telling or not all(TITLED.match(word) for word in telling):
        return False
    own = [w for w in telling if w.casefold() not in INSTRUMENTS | WORKS | MEETINGS | general]
    return any(not _is_state(word) for word in own)


def _is_placed(words: list[str], kinds: frozenset[str]) -> bool:
    """Return whether it is titled but for a last word that says its kind: "Pretoria agreement"."""
    return len(words) > 1 and words[-1] in kinds and _is_titled(words[:-1])


def _is_state(word: str) -> bool:
    return word.casefold() in _states()


@functools.cache
def _states() -> frozenset[str]:
    names = (name for one in countries() for name in (one.name, *one.aliases, *one.adjectives, *one.nouns))
    return frozenset(name.casefold() for name in names if " " not in name)
