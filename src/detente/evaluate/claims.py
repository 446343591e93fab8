"""Claims as coded and as given: who says what, and whether it is the right one who says it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.core.spans import Span, overlaps

__all__ = [
    "CONTENT",
    "LINKED",
    "QUOTED",
    "SOURCE",
    "SPEAKER",
    "GivenClaim",
    "GoldClaim",
    "match_claims",
    "tally_claims",
]

CONTENT, SOURCE, SPEAKER = "claims", "claims, source", "claims, speaker"
QUOTED, LINKED = "direct quotations, speaker", "speakers named elsewhere, not linked"
ALIKE = 0.5
"""Least share of words that two contents have in common, of all that either has, to be the same claim."""

MARKS = 3
"""Code points by which the ends of a quotation may differ: marks, a comma, a blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """A claim as a person coded it.

    `speaker` names who is meant where the source does not do so itself ("he", "the minister"): the best naming words
    of each, empty where the text does not tell. None where the source speaks for itself, or where it was not coded.
    """

    source: Span | None
    content: Span
    mode: str
    speaker: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenClaim:
    """A claim as a reading has it, with every mention of the entity that its source is linked to, and its members'."""

    source: Span | None
    content: Span
    mode: str
    named: tuple[Span, ...] = ()


def match_claims(given: Sequence[GivenClaim], gold: Sequence[GoldClaim]) -> list[tuple[int, int]]:
    """Return which given claim is which coded one, by their contents, the likest first, each used once."""
    likeness = [(_likeness(a.content, b.content), i, j) for i, a in enumerate(given) for j, b in enumerate(gold)]
    found: list[tuple[int, int]] = []
    for score, i, j in sorted(likeness, key=lambda x: (-x[0], x[1], x[2])):
        if score >= ALIKE and all(i != m and j != n for m, n in found):
            found.append((i, j))
    return found


def _likeness(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def tally_claims(given: Sequence[GivenClaim], gold: Sequence[GoldClaim]) -> Counter[tuple[str, str, str]]:
    """Count a document of which all claims are coded."""
    tally: Counter[tuple[str, str, str]] = Counter()
    matches = match_claims(given, gold)
    sourced = [(i, j) for i, j in matches if _same_source(given[i], gold[j])]
    spoken = [(i, j) for i, j in matches if _same_speaker(given[i], gold[j])]
    for name, right in ((CONTENT, matches), (SOURCE, sourced), (SPEAKER, spoken)):
        tally.update((name, gold[j].mode, "right") for _, j in right)
        tally.update((name, claim.mode, "given") for claim in given)
        tally.update((name, claim.mode, "gold") for claim in gold)
    tally.update(_quoted(given, gold, spoken))
    tally.update(_linked(gold, spoken))
    return tally


def _quoted(
    given: Sequence[GivenClaim], gold: Sequence[GoldClaim], spoken: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, str, str]]:
    """Yield counts of direct quotations; right are those found as such, with their speaker."""
    right = sum(given[i].mode == gold[j].mode == "direct" and _whole(given[i], gold[j]) for i, j in spoken)
    yield from [(QUOTED, "", "right")] * right
    yield from [(QUOTED, "", "given")] * sum(claim.mode == "direct" for claim in given)
    yield from [(QUOTED, "", "gold")] * sum(claim.mode == "direct" for claim in gold)


def _linked(gold: Sequence[GoldClaim], spoken: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str, str]]:
    """Yield counts of claims whose speaker is named elsewhere in the text; right are those linked to that name."""
    told = {j for j, claim in enumerate(gold) if claim.speaker}
    yield from [(LINKED, "", "all")] * len(told)
    yield from [(LINKED, "", "wrong")] * len(told - {j for _, j in spoken})


def _whole(given: GivenClaim, gold: GoldClaim) -> bool:
    """Say whether all the words quoted were found and no others; marks at the ends do not count."""
    ends = (given.content.start - gold.content.start, given.content.end - gold.content.end)
    return all(abs(apart) <= MARKS for apart in ends)


def _same_source(given: GivenClaim, gold: GoldClaim) -> bool:
    if gold.source is None or given.source is None:
        return gold.source is None and given.source is None
    return overlaps(given.source, gold.source)


def _same_speaker(given: GivenClaim, gold: GoldClaim) -> bool:
    """Say whether the source is right, and where its speaker is named elsewhere, linked to that name."""
    if not gold.speaker:  # the source speaks for itself, or the text does not tell who it is
        return _same_source(given, gold)
    return all(any(overlaps(name, mention) for mention in given.named) for name in gold.speaker)
