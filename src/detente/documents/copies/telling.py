"""Where the sentences of one text are told in another: in its words, in others, or with other figures."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from detente.documents.copies.profile import Profile, Sentence

__all__ = ["Told", "find_told"]

LOOKED_UP = 8
"""Rarest stems of a sentence by which its like is sought."""
MOST_HELD = 12
"""Sentences of a text that are looked at for having one stem: more have it than it tells."""
MOST_TRIED = 6
ENOUGH = 0.85
"""A sentence found to this share needs no second one beside it."""
ALIKE = 0.5
"""From this share on two sentences are held against each other figure by figure."""
FORM = 0.7
"""From this share of its other words on, a sentence with other names is the same form filled in otherwise."""

TRADED = 2
"""Names in the place of others that make another report of a sentence: one may be a paraphrase (in Goma, in Congo)."""
ARTICLES = frozenset(("a", "an", "the"))
PREPOSITIONS = frozenset(
    ["against", "at", "between", "by", "for", "from", "in", "into", "near", "of", "off", "on", "outside", "over", "to"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence of one text and where the other tells it: share of its weight, which sentence, other particulars.

    `counted` is whether it has particulars to differ in; `other` whether both sentences have some that the other lacks.
    """

    share: float
    at: int | None
    counted: bool
    other: bool


def find_told(one: Profile, other: Profile) -> tuple[Told, ...]:
    """Return for every sentence of `one` where `other` tells it, by its own best match."""
    holding = _holding(other)
    same: dict[tuple[str, ...], int] = {}
    for at, sentence in enumerate(other.sentences):
        same.setdefault(sentence.words, at)
    return tuple(
        Told(share=1.0, at=same[sentence.words], counted=bool(sentence.figures or sentence.names), other=False)
        if sentence.words in same
        else _told(sentence, other, holding)
        for sentence in one.sentences
    )


def _holding(profile: Profile) -> dict[str, list[int]]:
    """Return which sentences have a stem, the first few."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(profile.sentences):
        for stem in sentence.bits:
            if len(holding[stem]) < MOST_HELD:
                holding[stem].append(at)
    return dict(holding)


def _told(sentence: Sentence, other: Profile, holding: dict[str, list[int]]) -> Told:
    weight = sum(sentence.bits.values())
    particulars = bool(sentence.figures or sentence.names)
    best = max(
        (_matched(sentence, other, at, weight) for at in _tried(sentence, holding)),
        default=(0.0, 0, -1),
    )
    if best[0] < ALIKE:
        return Told(share=best[0], at=-best[1] if best[0] else None, counted=False, other=False)
    at = -best[1]
    return Told(share=best[0], at=at, counted=particulars, other=_is_other(sentence, other, at))


def _tried(sentence: Sentence, holding: dict[str, list[int]]) -> Iterator[int]:
    """Yield the sentences that share most of the rarest stems."""
    rarest = sorted(sentence.bits, key=lambda stem: (-sentence.bits[stem], len(holding.get(stem, ())), stem))
    votes: Counter[int] = Counter()
    for stem in rarest[: 2 * LOOKED_UP]:
        for at in holding.get(stem, ()):
            votes[at] += sentence.bits[stem]
    yield from sorted(votes, key=lambda at: (-votes[at], at))[:MOST_TRIED]


def _matched(sentence: Sentence, other: Profile, at: int, weight: int) -> tuple[float, int, int]:
    """Return the share of a sentence's weight that the one at `at` tells, or that one and its neighbour."""
    found = other.sentences[at].bits
    missing = {stem: bits for stem, bits in sentence.bits.items() if stem not in found}
    share = 1 - sum(missing.values()) / max(1, weight)
    if share < ENOUGH:
        beside = (other.sentences[near].bits for near in (at - 1, at + 1) if 0 <= near < len(other.sentences))
        gained = max((sum(b for stem, b in missing.items() if stem in near) for near in beside), default=0)
        share += max(0.0, gained / max(1, weight) - 0.1)
    return share, -at, 0


def _is_other(sentence: Sentence, other: Profile, at: int) -> bool:
    """Say whether both sentences have particulars of their own: figures, or names where all else is the same."""
    near = other.sentences[max(0, at - 1) : at + 2]
    match = max(near, key=lambda one: (_alone(sentence, one), one is other.sentences[at]))
    figures = sentence.figures - frozenset().union(*(one.figures for one in near))
    if figures and match.figures - sentence.figures:
        return True
    names = sentence.names - frozenset().union(*(one.names for one in near)) - match.bits.keys()
    replaced = names and match.names - sentence.bits.keys()
    if not replaced and not _trade_places(sentence, match):
        return False
    rest = {stem: bits for stem, bits in sentence.bits.items() if stem not in sentence.names}
    kept = sum(bits for stem, bits in rest.items() if stem in match.bits)
    return kept >= FORM * sum(rest.values())


def _alone(sentence: Sentence, match: Sentence) -> int:
    return sum(bits for stem, bits in sentence.bits.items() if stem in match.bits)


def _trade_places(sentence: Sentence, match: Sentence) -> bool:
    """Say whether two names or more stand where the other sentence has other ones: near Sake, and of Goma."""
    own, its = _places(sentence), _places(match)
    return sum(bool(its.get(place)) and names.isdisjoint(its[place]) for place, names in own.items()) >= TRADED


def _places(sentence: Sentence) -> dict[str, set[str]]:
    """Return the names of a sentence by the preposition before them."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for name in sentence.names:
        at = sentence.where[name] - 1
        while at >= 0 and sentence.words[at] in ARTICLES:
            at -= 1
        if at >= 0 and sentence.words[at] in PREPOSITIONS:
            places[sentence.words[at]].add(name)
    return places
