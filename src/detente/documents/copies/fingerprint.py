"""Marks by which a text that was told before is found again.

Three sorts of marks, 63 bits each. *Runs*: of every stretch of twenty runs of words the one with the least hash
(winnowing): any stretch that two texts share word for word yields the same mark in both, wherever it stands. *Pairs*:
of every sentence the pairs of its rarest words that stand apart: they outlast other words around them, another order of
clauses and of sentences. *Neighbours*: rare names and figures that follow one another, whatever stands between. A mark
depends on the words around it and on nothing that is stored, so whether two texts share marks depends on these two.
"""

from dataclasses import dataclass
from itertools import combinations

from detente.documents.copies.profile import Profile, Sentence, read_profile
from detente.documents.copies.runs import run_hashes, winnow
from detente.documents.copies.words import combine, hash_word

__all__ = ["MOST_MARKS", "Fingerprint", "fingerprint", "least_shared", "mark"]

RAREST = 4
"""Words of a sentence that are paired."""
APART = 2
"""Words between which a pair is taken; neighbours are one name more often than not, and tell nothing more."""
LEAST_BITS = 20
"""Bits that a pair must tell; less is in many reports of any year."""
RARE = 9
NEXT = 2
LEAST_BITS_APART = 22
"""Names and figures as rare as this are paired with the next two, where both together tell enough."""
FEW = 10
"""Marks of a short item, of which one is enough to look at it."""
MOST_WANTED = 6
MOST_MARKS = 1500
"""Marks that are kept of a long text, those with the least hashes, so that two long texts keep the same ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The marks of a text, in ascending order."""

    marks: tuple[int, ...]


def fingerprint(text: str) -> Fingerprint:
    """Return the marks of a text; a text without words has none."""
    return mark(read_profile(text))


def mark(profile: Profile) -> Fingerprint:
    """Return the marks of a text whose words are known."""
    marks = sorted(winnow(run_hashes(profile.words)) | _pairs(profile) | _neighbours(profile))
    return Fingerprint(marks=tuple(marks[:MOST_MARKS]))


def least_shared(n_one: int, n_other: int) -> int:
    """Return the least number of marks that two texts share to be worth comparing: by the shorter one, either way."""
    shorter = min(n_one, n_other)
    return max(1 if shorter < FEW else 2, min(MOST_WANTED, shorter // 12))


def _pairs(profile: Profile) -> set[int]:
    found = set()
    for sentence in profile.sentences:
        rarest = sorted(sentence.bits, key=lambda stem: (-sentence.bits[stem], hash_word(stem)))[:RAREST]
        for one, other in combinations(sorted(rarest), 2):
            apart = abs(sentence.where[one] - sentence.where[other]) >= APART
            if apart and sentence.bits[one] + sentence.bits[other] >= LEAST_BITS:
                found.add(combine((hash_word(one), hash_word(other), 1)))
    return found


def _neighbours(profile: Profile) -> set[int]:
    """Return pairs of rare names and figures that come one after the other, whatever else was put in other words."""
    order: dict[str, int] = {}
    for sentence in profile.sentences:
        named = [stem for stem, bits in sentence.bits.items() if bits >= RARE and _is_particular(stem, sentence)]
        order |= {stem: sentence.bits[stem] for stem in named if stem not in order}
    stems = list(order)
    pairs = [pair for step in range(1, NEXT + 1) for pair in zip(stems, stems[step:], strict=False)]
    return {
        combine((hash_word(min(pair)), hash_word(max(pair)), 2))
        for pair in pairs
        if order[pair[0]] + order[pair[1]] >= LEAST_BITS_APART
    }


def _is_particular(stem: str, sentence: Sentence) -> bool:
    return stem in sentence.names or stem in sentence.figures
