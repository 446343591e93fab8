"""What a document names beside a toponym: countries, divisions and points, by which namesakes are told apart."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from detente.core.distance import distance_km
from detente.knowledge.gazetteer import GazetteerEntry, fold_name
from detente.reading.places.nearness import Nearness
from detente.reading.places.spans import Toponym

__all__ = ["Context", "first_context", "is_in", "is_same_place", "next_context"]

ALONE = 50
"""How many times as populous as all others a place must be to be sure from its name alone."""
SURE = 0.6
SAME_KM, AROUND_KM = 15.0, 60.0
"""How far apart two towns of one name are one, and a town and the middle of its division."""
"""From which likelihood a choice counts as known when the others are weighed again."""


@dataclass(slots=True)
class Context:
    """Countries and divisions by how much is named of them, points that are known, and what each name was taken for.

    `shared` and `abroad` count for each division and country how many different names may mean a place in it.
    """

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[tuple[str, str]] = field(default_factory=Counter)
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    shared: Counter[tuple[str, str]] = field(default_factory=Counter)
    abroad: Counter[str] = field(default_factory=Counter)
    fellows: Counter[str] = field(default_factory=Counter)
    """For each country, how many different names of the document may mean one of its first divisions."""
    chosen: dict[str, GazetteerEntry] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    """The countries that are named as such, by name or by people."""
    persons: frozenset[str] = frozenset()
    """The words of names that the recogniser takes for persons' and that have several."""
    home: str | None = None
    publisher: str = ""
    names: int = 0
    _nearness: Nearness | None = None

    @property
    def nearness(self) -> Nearness:
        """The points, to be asked which are near."""
        if self._nearness is None:
            self._nearness = Nearness(self.points)
        return self._nearness

    def take(self, words: str, entry: GazetteerEntry) -> None:
        """Count a place as known."""
        if entry.country:
            self.countries[entry.country] += 1
            if entry.admin1:
                self.divisions[entry.country, entry.admin1] += 1
        if entry.lat is not None and entry.lon is not None and entry.precision in {"city", "district"}:
            self.points[words] = (entry.lat, entry.lon)
            self._nearness = None


def first_context(
    toponyms: Sequence[Toponym],
    countries: Iterable[str],
    *,
    persons: Iterable[str] = (),
    home: str | None = None,
    publisher: str = "",
) -> Context:
    """Return what is known before choosing: the countries named, and the toponyms that mean one place only."""
    named = Counter(countries)
    by_name = {t.words: t for t in toponyms}
    context = Context(
        countries=named,
        named=frozenset(named),
        persons=frozenset(persons),
        home=home,
        publisher=publisher,
        names=len(by_name),
    )
    for toponym in by_name.values():
        context.shared.update({(e.country, e.admin1) for e in toponym.entries if e.country and e.admin1})
        context.abroad.update({e.country for e in toponym.entries if e.country})
        context.fellows.update({e.country for e in toponym.entries if e.country and e.precision == "admin1"})
    for toponym in toponyms:
        sure = _sure(toponym)
        if sure is not None:
            context.take(toponym.words, sure)
    return context


def next_context(before: Context, chosen: Iterable[tuple[Toponym, GazetteerEntry | None, float]]) -> Context:
    """Return what is known when every toponym has been weighed once."""
    context = Context(
        countries=Counter(before.named),
        named=before.named,
        shared=before.shared,
        abroad=before.abroad,
        fellows=before.fellows,
        persons=before.persons,
        home=before.home,
        publisher=before.publisher,
        names=before.names,
    )
    best: dict[str, float] = {}
    for toponym, entry, share in chosen:
        if entry is None or share < SURE:
            continue
        context.take(toponym.words, entry)
        if share > best.get(toponym.words, 0.0):
            best[toponym.words] = share
            context.chosen[toponym.words] = entry
    return context


def _sure(toponym: Toponym) -> GazetteerEntry | None:
    """Return the entry of a toponym that leaves no choice, by itself or by what stands after it."""
    named = [e for e in toponym.entries if toponym.after and is_in(e, toponym.after)]
    if named:
        return named[0]
    if not toponym.entries:
        return None
    first, *rest = toponym.entries
    if first.precision == "country":
        return None if any(e.precision == "admin1" and e.country != first.country for e in rest) else first
    alone = all(first.population >= ALONE * max(e.population, 1) and not e.by_hand for e in rest)
    return first if alone else None


def is_in(entry: GazetteerEntry, larger: str) -> bool:
    """Say whether an entry lies in the country or division named by `larger` (a code or a folded name)."""
    return larger == entry.country or (entry.admin1 is not None and larger == fold_name(entry.admin1))


def is_same_place(one: GazetteerEntry, other: GazetteerEntry) -> bool:
    """Say whether two entries of one name are one place: a town and its division, or one listed twice."""
    if one is other:
        return True
    if one.country != other.country or "country" in {one.precision, other.precision}:
        return False
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    apart = distance_km(one.lat, one.lon, other.lat, other.lon)
    return apart < (SAME_KM if one.precision == other.precision else AROUND_KM)
