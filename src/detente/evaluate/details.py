"""Places, quantities and parties as coded and as given: where, how much, of which country and sector."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.core.distance import distance_km
from detente.core.spans import Span, overlaps

__all__ = [
    "AMOUNTS",
    "COUNTRY",
    "PLACED",
    "PLACES",
    "POINTS",
    "QUALIFIED",
    "QUANTITIES",
    "SECTORS",
    "GivenParty",
    "GivenPlace",
    "GivenQuantity",
    "GoldParty",
    "GoldPlace",
    "GoldQuantity",
    "match_by_span",
    "tally_parties",
    "tally_places",
    "tally_quantities",
]

PLACES, PLACED, POINTS = "places", "places, put right", "points given that are wrong"
QUANTITIES, AMOUNTS, QUALIFIED = "quantities", "quantities, kind and value", "quantities, kind, value, qualifier"
COUNTRY, SECTORS = "parties with a wrong country", "parties with wrong sectors"
NEAR_KM = 161.0
"""A hundred miles: as near as a point has to be, the distance that the literature on toponyms uses."""

Tally = Counter[tuple[str, str, str]]
UNTOLD = frozenset({"a", "an", "the", "at"})
"""Words of a qualifier that tell nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A place's name as a person coded it: a "country", a "metonym" (a capital for its state) or a "place".

    Without a point where nobody could tell which of several is meant, or no list knows it.
    """

    start: int
    end: int
    what: str
    country: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPlace:
    """A place as a reading has it."""

    start: int
    end: int
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuantity:
    """A number of something as a person coded it; `qualifiers` are the words that say how exact it is."""

    start: int
    end: int
    kind: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    qualifiers: tuple[str, ...] = ()


GivenQuantity = GoldQuantity
"""A reading gives what a coder gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldParty:
    """Somebody who takes part in an event, with country and sectors as the text gives them."""

    at: Span
    country: str | None
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenParty:
    """The entity that a reading has for a coded party, by the mention over its words."""

    country: str | None
    sectors: tuple[str, ...]
    by_table: bool = False
    """Whether the country comes from a table, as the reading says, and not from the text."""


def match_by_span(
    given: Sequence[Span | GivenPlace | GoldQuantity], gold: Sequence[Span | GoldPlace | GoldQuantity]
) -> Iterator[tuple[int, int]]:
    """Yield which given thing stands where which coded one does: the most words in common first, each used once."""
    shared = [
        (min(a.end, b.end) - max(a.start, b.start), -abs(a.end - a.start - b.end + b.start), i, j)
        for i, a in enumerate(given)
        for j, b in enumerate(gold)
        if overlaps(a, b)
    ]
    used_given: set[int] = set()
    used_gold: set[int] = set()
    for _, _, i, j in sorted(shared, key=lambda s: (-s[0], -s[1], s[2], s[3])):
        if i not in used_given and j not in used_gold:
            used_given.add(i)
            used_gold.add(j)
            yield i, j


def tally_places(given: Sequence[GivenPlace], gold: Sequence[GoldPlace]) -> Tally:
    """Count a document's places. A place is put right within a hundred miles of its point; a country is that country.

    Places that were coded without a point count as found and are left out of what is put right.
    """
    tally = Tally()
    matches = list(match_by_span(given, gold))
    free = {i for i, j in matches if not _has_point(gold[j])}
    for coded in gold:
        tally[PLACES, coded.what, "gold"] += 1
        tally[PLACED, coded.what, "gold"] += _has_point(coded)
    for i in range(len(given)):
        what = next((gold[j].what for k, j in matches if k == i), "place")
        tally[PLACES, what, "given"] += 1
        tally[PLACED, what, "given"] += i not in free
    for i, j in matches:
        tally[PLACES, gold[j].what, "right"] += 1
        right = _has_point(gold[j]) and _is_right(given[i], gold[j])
        tally[PLACED, gold[j].what, "right"] += right
        if given[i].lat is not None and _has_point(gold[j]):
            tally[POINTS, "", "all"] += 1
            tally[POINTS, "", "wrong"] += not right
    return tally


def _has_point(gold: GoldPlace) -> bool:
    return gold.what == "country" or gold.lat is not None


def _is_right(given: GivenPlace, gold: GoldPlace) -> bool:
    if gold.what == "country":
        return given.precision == "country" and given.country == gold.country
    if given.lat is None or given.lon is None or gold.lat is None or gold.lon is None:
        return False
    return distance_km(given.lat, given.lon, gold.lat, gold.lon) <= NEAR_KM


def tally_quantities(given: Sequence[GoldQuantity], gold: Sequence[GoldQuantity]) -> Tally:
    """Count a document's quantities: found; with kind and value or bounds; with the words that qualify them too."""
    tally = Tally()
    matches = list(match_by_span(given, gold))
    same = [(i, j) for i, j in matches if _same_amount(given[i], gold[j])]
    whole = [(i, j) for i, j in same if _is_vague(gold[j]) or _same_words(given[i].qualifiers, gold[j].qualifiers)]
    for name, right in ((QUANTITIES, matches), (AMOUNTS, same), (QUALIFIED, whole)):
        tally.update((name, gold[j].kind, "right") for _, j in right)
        tally.update((name, q.kind, "given") for q in given)
        tally.update((name, q.kind, "gold") for q in gold)
    return tally


def _same_amount(given: GoldQuantity, gold: GoldQuantity) -> bool:
    return (given.kind, given.value, given.low, given.high) == (gold.kind, gold.value, gold.low, gold.high)


def _is_vague(gold: GoldQuantity) -> bool:
    """Say whether the number itself is the word that says how exact it is: "dozens"."""
    return gold.value is None and gold.low is None and gold.high is None


def _same_words(given: Iterable[str], gold: Iterable[str]) -> bool:
    """Say whether two lists of qualifiers are the same words, in whatever order and however parted."""
    return _words(given) == _words(gold)


def _words(qualifiers: Iterable[str]) -> frozenset[str]:
    return frozenset(w for q in qualifiers for w in q.casefold().replace(";", " ").split() if w not in UNTOLD)


def tally_parties(given: Sequence[GivenParty | None], gold: Sequence[GoldParty]) -> Tally:
    """Count the parties that a reading has too: whether country and most specific sector are as coded."""
    tally = Tally()
    for ours, theirs in zip(given, gold, strict=True):
        if ours is None:
            continue
        if not (ours.by_table and theirs.country is None):  # coders were asked for what the text says
            tally[COUNTRY, "", "all"] += 1
            tally[COUNTRY, "", "wrong"] += ours.country != theirs.country
        if not (ours.by_table and not theirs.sectors):
            tally[SECTORS, "", "all"] += 1
            tally[SECTORS, "", "wrong"] += ours.sectors[-1:] != theirs.sectors[-1:]
    return tally
