"""Names of one and the same: "Defence Ministry of Azerbaijan" and "the Azerbaijani Ministry of Defence"."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.documents.copies.profile import read_profile
from detente.documents.copies.rarity import rarity_of
from detente.documents.copies.words import stem_of
from detente.incidents.account import Side
from detente.knowledge.countries import countries
from detente.knowledge.files import read_toml

__all__ = ["GRAMMAR", "SPELLINGS", "Name", "is_bare", "match_names", "name_of", "stems_of_name"]

GRAMMAR = 2
"""Bits up to which a word of a name is one of grammar ("of", "the")."""
SPELLINGS = (
    ("defense", "defence"),
    ("center", "centre"),
    ("organization", "organisation"),
    ("labor", "labour"),
)
"""Words of names that are written in two ways, each with the one that it is compared by."""
SPELLED = {stem_of(one): stem_of(other) for one, other in SPELLINGS}
ROMANISED = (
    ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("x", "h"), ("q", "g"), ("ə", "a"), ("w", "v"), ("ou", "u"),
    ("ei", "ey"), ("iy", "y"), ("ij", "y"), ("yi", "y"), ("ii", "y"), ("yy", "y"), ("ian", "yan"),
    ("ye", "e"), ("ie", "e"),
)  # fmt: skip
"""Ways to write what is one name in other letters, each with the one that it is compared by, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a name is matched by: its words without its country's, and the country."""

    words: frozenset[str]
    country: str | None

    def is_within(self, other: "Name") -> bool:
        """Say whether this says the same as another name, or less."""
        if self.country not in {None, other.country}:
            return other.country is None and self.words < other.words
        return self.words <= other.words and self != other


@functools.lru_cache(maxsize=65_536)
def stems_of_name(text: str) -> frozenset[str]:
    """Return the stems of a name, in one spelling."""
    stems = {stem for part in read_profile(text).sentences for stem in part.bits}
    return frozenset(SPELLED.get(stem, stem) for stem in stems)


def name_of(side: Side) -> Name:
    """Return what a side's name is matched by; its country is that of its words where nothing else tells it.

    Of a person it is the name alone, however it was brought into Latin letters: readings differ about the country.
    """
    return _name_of_person(side.name) if side.kind == "person" else _name(side.name, side.country)


@functools.lru_cache(maxsize=65_536)
def _name_of_person(text: str) -> Name:
    stems = stems_of_name(text) or frozenset((text.casefold() or "?",))
    return Name(words=frozenset(map(_in_one_spelling, stems)), country=None)


def _in_one_spelling(stem: str) -> str:
    for one, other in ROMANISED:
        stem = stem.replace(one, other)
    return stem


@functools.lru_cache(maxsize=65_536)
def _name(text: str, country: str | None) -> Name:
    stems = stems_of_name(text) or frozenset((text.casefold() or "?",))
    plain = frozenset(stem for stem in stems if rarity_of(stem) > GRAMMAR) or stems
    named = {form: code for stem in plain for form, code in _forms().get(stem, ()) if form <= stems}
    codes = set(named.values())
    own = country or (codes.pop() if len(codes) == 1 else None)
    without = plain - {stem for form, code in named.items() if code == own for stem in form}
    return Name(words=without or plain, country=own)


@functools.cache
def _forms() -> Mapping[str, list[tuple[frozenset[str], str]]]:
    """Return the forms in which countries are named, as stems, under each of their stems."""
    found: defaultdict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for country in countries():
        forms = (country.name, *country.aliases, *country.adjectives, *country.nouns)
        for stems in {stems_of_name(form) for form in forms} if country.country else ():
            for stem in stems:
                found[stem].append((stems, country.country or ""))
    return found


def is_bare(name: Name) -> bool:
    """Say whether a name is of an office alone, and so may be that of either side: "the defence ministry"."""
    return name.country is None and name.words <= _offices()


@functools.cache
def _offices() -> frozenset[str]:
    return frozenset().union(*map(stems_of_name, read_toml("ceasefires/own-offices.toml")["party"]))


def match_names(names: Iterable[Name]) -> Mapping[Name, Name]:
    """Return for each name the fullest that it may stand for; itself where that is none, or more than one.

    "the ministry" beside the ministries of two countries is neither of them.
    """
    known = sorted(set(names), key=lambda name: (len(name.words), sorted(name.words), name.country or ""))
    above = {name: [other for other in known if name.is_within(other)] for name in known}
    fullest = {name: [other for other in more if not above[other]] for name, more in above.items()}
    return {name: found[0] if len(found) == 1 else name for name, found in fullest.items()}
