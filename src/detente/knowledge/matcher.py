"""One Aho-Corasick pass over a text for every name that our own tables know."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import ahocorasick_rs

__all__ = ["FoundName", "KnownKind", "KnownName", "NameMatcher", "NameSort", "known_names"]

KnownKind = Literal["person", "organisation", "state", "group", "place"]
NameSort = Literal["name", "demonym", "capital", "seat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """What a name stands for.

    `sort` says how: "name" for a thing's own name, "demonym" for the adjective or the people ("Turkish", "Turks"),
    "capital" and "seat" for a city or building whose name also stands for the government that sits there.
    `canonical` is the thing's name in our tables, the same for all its aliases.
    """

    canonical: str
    kind: KnownKind
    sort: NameSort = "name"
    country: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundName:
    """A known name at ``[start, end)`` of a text."""

    start: int
    end: int
    known: KnownName


class NameMatcher:
    """Finds known names: whole words, in their own case, the longest first where they overlap."""

    def __init__(self, names: Iterable[tuple[str, KnownName]]) -> None:
        """Take pairs of form and meaning; of two meanings of one form the first is kept."""
        self._meanings: dict[str, KnownName] = {}
        for form, known in names:
            for variant in _variants(form):
                self._meanings.setdefault(variant, known)
        self._forms = list(self._meanings)
        self._automaton = ahocorasick_rs.AhoCorasick(self._forms, matchkind=ahocorasick_rs.MatchKind.Standard)

    def __len__(self) -> int:
        """Return the number of forms."""
        return len(self._forms)

    def __getitem__(self, form: str) -> KnownName:
        """Return the meaning of a form; raises `KeyError` where it has none."""
        return self._meanings[form]

    def __contains__(self, form: object) -> bool:
        """Say whether a form is known."""
        return form in self._meanings

    def find(self, text: str) -> list[FoundName]:
        """Return the names in `text` in order; none overlaps another."""
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        whole = [(start, -end, index) for index, start, end in hits if _is_whole(text, start, end)]
        return list(self._longest(sorted(whole)))

    def _longest(self, hits: list[tuple[int, int, int]]) -> Iterator[FoundName]:
        past = 0
        for start, minus_end, index in hits:
            if start >= past:
                past = -minus_end
                yield FoundName(start, past, self._meanings[self._forms[index]])


def _variants(form: str) -> Iterator[str]:
    """Yield a form, and the same with the other apostrophe."""
    yield form
    if "'" in form:
        yield form.replace("'", "’")


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a match is not part of a longer word."""
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
    return before and after


@functools.cache
def known_names() -> NameMatcher:
    """Return the matcher over all countries, organisations, groups and media, made once a process."""
    from detente.knowledge.countries import country_names
    from detente.knowledge.gazetteer import region_names
    from detente.knowledge.organisations import organisation_names

    return NameMatcher([*country_names(), *organisation_names(), *region_names()])
