"""What those who took part in two accounts say of their being one happening."""

import math
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from detente.documents.copies.rarity import rarity_of
from detente.incidents.account import Account, Side

__all__ = ["party_features"]

Feature = tuple[str, float]

FEW_BITS = 6.0


def party_features(one: Account, other: Account) -> Iterator[Feature]:
    """Yield what is to be said of who did it in two accounts, and to whom."""
    actors, recipients = _sides(one.actors, other.actors), _sides(one.recipients, other.recipients)
    yield f"actor: {actors}", 1.0
    yield f"recipient: {recipients}", 1.0
    if "the same" not in {actors, recipients} and "the same" in {
        _sides(one.actors, other.recipients),
        _sides(one.recipients, other.actors),
    }:
        yield "parties: the other way round", 1.0
    a, b = one.ways, other.ways
    inside, others = a.sentence.bits.keys(), b.sentence.bits.keys()
    yield from _worded("actor", (a.actors, b.actors), (inside, others))
    yield from _worded("recipient", (a.recipients, b.recipients), (inside, others))


def _worded(
    part: str, words: tuple[AbstractSet[str], AbstractSet[str]], sentences: tuple[AbstractSet[str], AbstractSet[str]]
) -> Iterator[Feature]:
    """Say whether the words for those who took part stand in the other's sentence."""
    some, others = words
    if shared := some & others:
        yield f"{part}: words shared", math.log1p(sum(map(rarity_of, shared)) / FEW_BITS)
    told = [not own.isdisjoint(theirs) for own, theirs in ((some, sentences[1]), (others, sentences[0])) if own]
    stands = "not told" if not told else "both sentences" if all(told) else "one sentence" if any(told) else "neither"
    yield f"{part}, in the other's words: {stands}", 1.0


def _sides(some: tuple[Side, ...], others: tuple[Side, ...]) -> str:
    if not some or not others:
        return "not told by one" if some or others else "not told"
    if any(_is_same(a, b) for a in some for b in others):
        return "the same"
    countries, theirs = {s.country for s in some} - {None}, {s.country for s in others} - {None}
    if countries & theirs:
        sectors = {x for s in some for x in s.sectors} & {x for s in others for x in s.sectors}
        return "one country and sector" if sectors else "one country"
    return "another country" if countries and theirs else "others"


def _is_same(a: Side, b: Side) -> bool:
    if a.words and (a.words <= b.words or b.words <= a.words):
        return a.country is None or b.country is None or a.country == b.country
    return False
