"""Chooses among the places that a name may mean, by the words after it and by the rest of the document."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.knowledge.countries import country_of_code
from detente.knowledge.gazetteer import GazetteerEntry, fold_name

__all__ = ["Context", "Toponym", "choose", "context_of"]

NEAR_KM = 250.0
WELL_KNOWN = 100_000
ALONE = 50
"""How many times as populous as all others a place must be to be sure from its name alone."""
GREAT = 1_000_000
LARGE, DOMINANT = 200_000, 10
"""Population above which, and how many times that of any namesake, a name without support means a place."""
BY_HAND, IN_COUNTRY, IN_DIVISION, NAMED_AFTER, NEAR, CITY_FIRST, OTHER_NAME, AS_DIVISION = (
    3.0,
    2.5,
    3.0,
    8.0,
    2.0,
    1.0,
    -2.0,
    4.0,
)
SHARED, MOST_SHARED = 1.0, 5
"""Weights against the decimal logarithm of population: a country that the document names outweighs a population
300 times as large, and "Paris, Texas" outweighs everything."""
EARTH_KM = 12_742.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name in the text: what stands after it ("Paris, *Texas*"; "Ankara *province*") and what it may mean."""

    start: int
    end: int
    words: str
    after: str | None
    as_division: bool
    entries: tuple[GazetteerEntry, ...]
    capital_of: str | None = None
    """The country whose capital our tables know under this name."""


@dataclass(slots=True)
class Context:
    """What the rest of the document names: countries and divisions by count, and the points that are sure."""

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[tuple[str, str]] = field(default_factory=Counter)
    points: set[tuple[float, float]] = field(default_factory=set)
    shared: Counter[tuple[str, str]] = field(default_factory=Counter)
    """For each division, how many different names of the document may mean a place in it."""


def context_of(toponyms: Iterable[Toponym], countries: Iterable[str]) -> Context:
    """Return what may be known before choosing: the countries named, and the toponyms that mean one place only."""
    toponyms = list(toponyms)
    context = Context(countries=Counter(countries), shared=_shared(toponyms))
    for toponym in toponyms:
        sure = _sure(toponym)
        if sure is None or sure.country is None:
            continue
        context.countries[sure.country] += 1
        if sure.admin1:
            context.divisions[sure.country, sure.admin1] += 1
        if sure.lat is not None and sure.lon is not None:
            context.points.add((sure.lat, sure.lon))
    return context


def _shared(toponyms: Iterable[Toponym]) -> Counter[tuple[str, str]]:
    """Count for each division the different names that may mean a place in it."""
    by_name = {t.words: t for t in toponyms}
    shared: Counter[tuple[str, str]] = Counter()
    for toponym in by_name.values():
        shared.update({(e.country, e.admin1) for e in toponym.entries if e.country and e.admin1})
    return shared


def choose(toponym: Toponym, context: Context) -> GazetteerEntry | None:
    """Return the likeliest of the places that a toponym may mean, if the text or its size leaves little doubt.

    A country's name means the country, never a town of that name; and a division that is named so (Georgia) only
    where the document names other divisions of the same state and nothing of the country.
    """
    entries = toponym.entries
    country = next((e for e in entries if e.precision == "country"), None)
    if country is not None and not toponym.after:
        namesakes = [e for e in entries if e.precision == "admin1" and _is_at_home(e, country, context)]
        return namesakes[0] if namesakes else country
    kept = [e for e in entries if e.by_hand]
    if kept and not toponym.after:
        return kept[0]  # kept by hand because the tables do not serve it: a region, or a place that is disputed
    best = max(
        (e for e in entries if _is_likely(e, toponym, context)), key=lambda e: _score(e, toponym, context), default=None
    )
    return best if best and (_is_supported(best, toponym, context) or _is_dominant(best, entries)) else None


def _is_supported(entry: GazetteerEntry, toponym: Toponym, context: Context) -> bool:
    """Say whether the text names something that the place lies in or near, or nothing else bears the name."""
    if len(toponym.entries) == 1 or entry.by_hand or (toponym.after and _is_in(entry, toponym.after)):
        return True
    if entry.country and entry.country == toponym.capital_of:
        return True
    return bool(entry.country and context.countries[entry.country]) or _is_near(entry, context)


def _is_dominant(entry: GazetteerEntry, entries: Iterable[GazetteerEntry]) -> bool:
    """Say whether a place is by itself what its name means: far larger than its namesakes, or a capital."""
    rivals = max((e.population for e in entries if not _is_same(e, entry)), default=0)
    country = country_of_code().get(entry.country or "")
    if country and entry.population >= rivals and fold_name(entry.name) in map(fold_name, country.capitals):
        return True
    return entry.population > LARGE and entry.population >= DOMINANT * rivals


def _is_same(one: GazetteerEntry, other: GazetteerEntry) -> bool:
    """Say whether two entries are one place, or a town and the division around it."""
    return one.country == other.country and one.admin1 == other.admin1


def _is_at_home(division: GazetteerEntry, country: GazetteerEntry, context: Context) -> bool:
    """Say whether a division is meant by a name that it shares with a country."""
    if division.country == country.country or context.countries[country.country or ""]:
        return False
    return any(state == division.country for state, _ in context.divisions)


def _is_likely(entry: GazetteerEntry, toponym: Toponym, context: Context) -> bool:
    """Say whether a small place's other name may be meant: only where the document names its country."""
    if entry.by_hand or entry.population >= WELL_KNOWN or fold_name(entry.name) == fold_name(toponym.words):
        return True
    return entry.country is not None and entry.country in context.countries


def _sure(toponym: Toponym) -> GazetteerEntry | None:
    """Return the entry of a toponym that leaves no choice, by itself or by what stands after it."""
    named = [e for e in toponym.entries if toponym.after and _is_in(e, toponym.after)]
    if named:
        return named[0]
    if not toponym.entries:
        return None
    first, *rest = toponym.entries
    if first.precision == "country":
        return None if any(e.precision == "admin1" and e.country != first.country for e in rest) else first
    alone = all(first.population >= ALONE * max(e.population, 1) and not e.by_hand for e in rest)
    return first if not rest or alone else None


def _score(entry: GazetteerEntry, toponym: Toponym, context: Context) -> float:
    score = math.log10(entry.population + 1) + BY_HAND * entry.by_hand
    if entry.by_hand and entry.precision == "country":
        score += BY_HAND
    if entry.country and context.countries[entry.country]:
        share = context.countries[entry.country] / max(context.countries.values())
        score += IN_COUNTRY * share
    if entry.admin1 and entry.country and context.divisions[entry.country, entry.admin1]:
        score += IN_DIVISION
    if entry.country and entry.admin1:
        score += SHARED * min(MOST_SHARED, max(0, context.shared[entry.country, entry.admin1] - 1))
    if toponym.after and _is_in(entry, toponym.after):
        score += NAMED_AFTER
    if toponym.as_division:
        score += AS_DIVISION * (entry.precision in {"admin1", "district", "region"})
    elif entry.precision == "city":
        score += CITY_FIRST
    if entry.population < GREAT and not entry.by_hand and fold_name(entry.name) != fold_name(toponym.words):
        score += OTHER_NAME
    return score + NEAR * _is_near(entry, context)


def _is_in(entry: GazetteerEntry, larger: str) -> bool:
    """Say whether an entry lies in the country or division named by `larger` (a code or a folded name)."""
    return larger == entry.country or (entry.admin1 is not None and larger == fold_name(entry.admin1))


def _is_near(entry: GazetteerEntry, context: Context) -> bool:
    if entry.lat is None or entry.lon is None:
        return False
    return any(_km(entry.lat, entry.lon, lat, lon) < NEAR_KM for lat, lon in context.points)


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance of two points in kilometres, on a sphere."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
