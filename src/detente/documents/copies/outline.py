"""What two texts could tell of each other at most: seen from their stems alone, before any sentence is compared.

A sentence is told by the words of it that the other text has somewhere. So the weight of the stems that both have is
never less than what `compare` finds told, and a pair that falls short here falls short there: nothing is lost by
passing it over, and ninety-nine of a hundred pairs that share marks are passed over at a hundredth of the cost.
"""

import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from detente.documents.copies.compare import RETOLD_TOLD, TOLD, TOLD_LONG
from detente.documents.copies.profile import Profile
from detente.documents.copies.words import hash_word

__all__ = ["Outline", "may_be_copies", "outline", "pack_outline", "unpack_outline"]

SHORT = (1 << 32) - 1
"""Two stems of one number make a pair look likelier, never less likely: half a hash is enough."""
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The stems of a text by their numbers, each with the bits that it tells in all its sentences together."""

    bits: Mapping[int, int]
    total: int


def outline(profile: Profile) -> Outline:
    """Return the outline of a text whose words are known."""
    bits: Counter[int] = Counter()
    for sentence in profile.sentences:
        for stem, told in sentence.bits.items():
            bits[hash_word(stem) & SHORT] += told
    return Outline(bits=dict(bits), total=bits.total())


def pack_outline(own: Outline) -> bytes:
    """Return an outline as bytes, the same on every machine."""
    stems = sorted(own.bits)
    return struct.pack(f"<{2 * len(stems)}I", *stems, *(own.bits[stem] for stem in stems))


def unpack_outline(data: bytes) -> Outline:
    """Return the outline that was packed."""
    values = struct.unpack(f"<{len(data) // 4}I", data)
    half = len(values) // 2
    return Outline(bits=dict(zip(values[:half], values[half:], strict=True)), total=sum(values[half:]))


def may_be_copies(one: Outline, other: Outline) -> bool:
    """Say whether two texts share weight enough to be copies; where they do not, comparing them finds none."""
    shared = one.bits.keys() & other.bits.keys()
    told = (_share(one, shared), _share(other, shared))
    less, more = min(told) + ROUNDING, max(told) + ROUNDING
    return less >= RETOLD_TOLD or (more >= TOLD and less >= TOLD_LONG)


def _share(own: Outline, shared: set[int]) -> float:
    """Return the share of a text's weight; of one that tells nothing nothing can be said, so all of it."""
    return sum(own.bits[stem] for stem in shared) / own.total if own.total else 1.0
