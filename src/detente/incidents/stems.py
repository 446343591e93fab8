"""The words of a text as accounts are compared by them: stems with the bits they tell, without what tells nothing.

Names of months and days stand in every report, and dates are compared as dates; a single letter is what is left of an
abbreviation. A list of rare words holds none of them, so they would pass for the rarest of all.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.documents.copies.profile import WEEKDAYS, Profile, read_profile
from detente.documents.copies.rarity import MONTHS
from detente.documents.copies.words import stem_of

__all__ = ["RARE", "TELLING", "Stems", "names_of", "read_stems", "stems_with"]

SHORTEST = 3
RARE, TELLING = 9, 5
"""Bits from which a stem is rare, and from which it tells anything."""
DAYS = frozenset(MONTHS) | {stem_of(word) for word in (*MONTHS, *WEEKDAYS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stems:
    """Stems with their bits, and what is asked of them again and again: their length as a vector, and all they tell."""

    bits: Mapping[str, int]
    length: float
    telling: frozenset[str]
    told: int

    def likeness(self, other: "Stems") -> float:
        """Return the cosine of two sets of stems, each as long as it tells."""
        shared = self.bits.keys() & other.bits.keys()
        if not shared:
            return 0.0
        return sum(self.bits[stem] ** 2 for stem in shared) / (self.length * other.length)

    def found_in(self, other: "Stems") -> float:
        """Return which share of what these stems tell stands among the other's."""
        if not self.told:
            return 0.0
        return sum(self.bits[stem] for stem in self.telling & other.bits.keys()) / self.told


def stems_with(bits: Mapping[str, int]) -> Stems:
    """Return stems with their bits, ready to be compared."""
    telling = frozenset(stem for stem, told in bits.items() if told >= TELLING)
    return Stems(
        bits=bits,
        length=math.sqrt(sum(told * told for told in bits.values())),
        telling=telling,
        told=sum(bits[stem] for stem in telling),
    )


def read_stems(text: str) -> dict[str, int]:
    """Return the stems of a text that tell anything of a happening, with their bits."""
    return _bits(read_profile(text))


def _bits(profile: Profile) -> dict[str, int]:
    return {stem: bits for part in profile.sentences for stem, bits in part.bits.items() if _tells(stem)}


def names_of(text: str) -> frozenset[str]:
    """Return the stems of a text that name somebody or something."""
    return frozenset(name for part in read_profile(text).sentences for name in _kept(part.names))


def _kept(stems: Iterable[str]) -> Iterable[str]:
    return (stem for stem in stems if _tells(stem))


def _tells(stem: str) -> bool:
    return (len(stem) >= SHORTEST or stem.isdigit()) and stem not in DAYS
