"""The words that say how exact a number is or of what sort, before it ("nearly") and behind it ("a day")."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.knowledge.files import read_toml

__all__ = ["NONE", "Qualifiers", "either", "qualifiers_before", "qualifiers_behind"]

LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifiers:
    """Qualifying words, where their stretch begins or ends, and whether the number is a "low" or "high" bound."""

    words: tuple[str, ...] = ()
    at: int = 0
    bound: str = "exact"


NONE = Qualifiers()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forms:
    """The patterns of qualifiers and what each word makes of the number."""

    before: re.Pattern[str]
    word_before: re.Pattern[str]
    behind: re.Pattern[str]
    word_behind: re.Pattern[str]
    again: re.Pattern[str]
    bounds: dict[str, str]
    prepositions: frozenset[str]
    not_after: re.Pattern[str]


def qualifiers_before(text: str, start: int) -> Qualifiers:
    """Return the qualifiers that end where a number starts: "an estimated at least "."""
    forms = _forms()
    found = forms.before.search(text, max(0, start - LONGEST), start)
    if found is None:
        return NONE
    words = list(forms.word_before.finditer(text, found.start(1), found.end(1)))
    while words and _is_preposition(words[0], text, forms):
        words = words[1:]
    if not words:
        return NONE
    return Qualifiers(words=tuple(w[0] for w in words), at=words[0].start(), bound=_bound(words, forms))


def qualifiers_behind(text: str, end: int) -> Qualifiers:
    """Return the qualifiers that start where a number, or what it counts, ends: " or more", ", or up to that"."""
    forms = _forms()
    again = forms.again.match(text, end)
    if again is not None:
        return Qualifiers(words=(again[1],), at=again.end(), bound=forms.bounds[again[1].lower()])
    found = forms.behind.match(text, end)
    if found is None:
        return NONE
    words = list(forms.word_behind.finditer(text, end, found.end()))
    return Qualifiers(words=tuple(w[0].strip(" ,-") for w in words), at=found.end(), bound=_bound(words, forms))


def _is_preposition(word: re.Match[str], text: str, forms: _Forms) -> bool:
    """Say whether an "over" or "under" belongs to the word before it: "control over three villages"."""
    since = max(0, word.start() - LONGEST)
    return word[0].lower() in forms.prepositions and forms.not_after.search(text, since, word.start()) is not None


def _bound(words: Iterable[re.Match[str]], forms: _Forms) -> str:
    bounds = [forms.bounds[w[0].lower()] for w in words]
    return next((b for b in reversed(bounds) if b in {"low", "high"}), bounds[0])


@functools.cache
def _forms() -> _Forms:
    data = read_toml("quantities/qualifiers.toml")
    before = {w: bound for bound, words in data["before"].items() for w in words}
    behind = {w: bound for bound, words in data["behind"].items() for w in words}
    linked = either(data["linked"]["words"])
    return _Forms(
        before=re.compile(rf"(?<!\w)((?:(?:{either(before)})(?: (?:{linked}))* )+)$", re.IGNORECASE),
        word_before=re.compile(rf"(?<!\w)(?:{either(before)})(?!\w)", re.IGNORECASE),
        behind=re.compile(rf"(?:(?: are| is| were)?(?:{either(behind)})(?!\w))+"),
        word_behind=re.compile(rf"(?:{either(behind)})(?!\w)"),
        again=re.compile(rf",? or ({either(before)}) that\b", re.IGNORECASE),
        bounds={**before, **behind},
        prepositions=frozenset(data["not_after"]["prepositions"]),
        not_after=re.compile(rf"(?:{either(data['not_after']['words'])}) $", re.IGNORECASE),
    )


def either(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
