"""The gazetteer: which places a name may mean, from GeoNames and from a list kept by hand."""

import bisect
import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from detente.core.errors import KnowledgeError, UsageError
from detente.core.settings import BOTH, load_settings
from detente.knowledge.countries import countries, country_of_code
from detente.knowledge.files import read_json, read_jsonl
from detente.knowledge.matcher import KnownName

__all__ = [
    "Gazetteer",
    "GazetteerEntry",
    "chosen_language",
    "common_words",
    "fold_name",
    "generic_nouns",
    "load_gazetteer",
    "region_names",
    "short_forms",
]

LETTERS = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "ə": "a",
                         "Ə": "A", "’": "'", "æ": "ae", "ð": "d", "ʼ": "'", "‘": "'"})  # fmt: skip
"""Letters that do not come apart into a base letter and an accent; the same as in the build script."""
DIVISION = "d"
SAME = 0.2
SHORT = 80
"""Characters of a name up to which it is remembered how it is folded."""
"""Degrees within which two places of one name are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerEntry:
    """One place that a name may mean. `country` is ISO alpha-3; a disputed area has none."""

    name: str
    precision: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    population: int = 0
    by_hand: bool = False


class Gazetteer:
    """Looks names up, without regard to accents; reads a row only when it is asked for."""

    def __init__(self, names: list[str], places: list[str], divisions: list[str]) -> None:
        """Take the lines of the three tables; `names` are sorted by folded name."""
        self._names = names
        self._places = places
        self._divisions = divisions
        self._by_hand = _regions_by_name()
        self._countries = _countries_by_name()
        self._short = short_forms()

    @functools.lru_cache(maxsize=1 << 13)  # noqa: B019 - there is one gazetteer a process
    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """Return the places a name may mean: countries, places kept by hand, divisions, then cities by population."""
        key = fold_name(self._short.get(name, name) if "." in name else name)
        return self._entries(key) or self._by_own_name(key)

    @functools.lru_cache(maxsize=512)  # noqa: B019 - there is one gazetteer a process
    def names_beside(self, name: str, *, most: int = 2) -> tuple[str, ...]:
        """Return the other names, folded, of the places that a name stands for, of the `most` populous of them."""
        found = {reference: next(self._rows_at(reference)) for reference in self._references(fold_name(name))}
        meant = sorted(found, key=lambda reference: -found[reference].population)[:most]
        if not meant:
            return ()
        lines = (line.partition("\t") for line in self._names if any(reference in line for reference in meant))
        return tuple(other for other, _, references in lines if set(meant) & set(references.split()))

    def _by_own_name(self, key: str) -> tuple[GazetteerEntry, ...]:
        """Look up what is left of "Shandong Province", "city of Basra" without its generic noun."""
        first, *rest = key.split()
        if rest and rest[-1] in generic_nouns():
            return self._entries(" ".join([first, *rest[:-1]]))
        if len(rest) > 1 and first in generic_nouns() and rest[0] == "of":
            return self._entries(" ".join(rest[1:]))
        return ()

    def _entries(self, key: str) -> tuple[GazetteerEntry, ...]:
        kept = (*self._countries.get(key, ()), *self._by_hand.get(key, ()))
        found = sorted(self._rows(key), key=lambda e: -e.population)
        return (*kept, *(e for e in found if not any(_is_same(e, k) for k in kept)))

    def _references(self, key: str) -> list[str]:
        at = bisect.bisect_left(self._names, key + "\t")
        if at == len(self._names) or not self._names[at].startswith(key + "\t"):
            return []
        return self._names[at].partition("\t")[2].split()

    def _rows(self, key: str) -> Iterator[GazetteerEntry]:
        for reference in self._references(key):
            yield from self._rows_at(reference)

    def _rows_at(self, reference: str) -> Iterator[GazetteerEntry]:
        if reference.startswith(DIVISION):
            yield self._division(int(reference[1:]))
        else:
            yield self._place(int(reference))

    def _place(self, row: int) -> GazetteerEntry:
        geonameid, name, lat, lon, iso2, above, population = self._places[row].split("\t")
        return GazetteerEntry(
            name=name,
            precision="city",
            geonameid=int(geonameid),
            lat=float(lat),
            lon=float(lon),
            country=_alpha3(iso2),
            admin1=self._division_name(int(above)),
            population=int(population),
        )

    def _division(self, row: int) -> GazetteerEntry:
        name, lat, lon, iso2, level, above, population = self._divisions[row].split("\t")
        return GazetteerEntry(
            name=name,
            precision="admin1" if level == "1" else "district",
            lat=float(lat),
            lon=float(lon),
            country=_alpha3(iso2),
            admin1=name if level == "1" else self._division_name(int(above)),
            population=int(population),
        )

    def _division_name(self, row: int) -> str | None:
        return None if row < 0 else self._divisions[row].partition("\t")[0]


@functools.cache
def load_gazetteer() -> Gazetteer:
    """Return the package's gazetteer, read once a process.

    Raises `KnowledgeError` where one of its tables is missing.
    """
    return Gazetteer(_rows_of("names.tsv"), _rows_of("places.tsv"), _rows_of("divisions.tsv"))


@functools.cache
def short_forms() -> dict[str, str]:
    """Return divisions by the short forms that the press uses for them: "Ill.", "B.C."."""
    forms: dict[str, str] = read_json("gazetteer/short_forms.json")["divisions"]
    return forms


@functools.cache
def generic_nouns() -> frozenset[str]:
    """Return nouns that may follow or precede a place's own name: "Province", "city of"."""
    return frozenset(read_json("gazetteer/short_forms.json")["generic"])


@functools.cache
def common_words() -> frozenset[str]:
    """Return folded names of places that are words of everyday English too: "Police", "Mobile"."""
    return frozenset(_rows_of("common_words.txt"))


def fold_name(name: str) -> str:
    """Return a name without accents and case, as names are looked up."""
    return _fold_short(name) if len(name) <= SHORT else _fold(name)


def _fold(name: str) -> str:
    if name.isascii():
        return " ".join(name.casefold().split())
    decomposed = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


_fold_short = functools.lru_cache(maxsize=1 << 15)(_fold)
"""The same for what is short enough to be remembered: a report folds each of its names some twenty times."""


def region_names() -> Iterator[tuple[str, KnownName]]:
    """Yield the names of the places kept by hand, for the matcher."""
    for row in read_jsonl("gazetteer/regions.jsonl"):
        known = KnownName(canonical=_settled_name(row), kind="place", country=row["country"])
        for form in (row["name"], *row["aliases"]):
            yield form, known


def _rows_of(table: str) -> list[str]:
    """Return the rows of a table, without its first line, which says where it comes from."""
    file = resources.files("detente.knowledge") / "data" / "gazetteer" / table
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        message = f"the gazetteer's table {table} cannot be read ({error}); reinstall détente to restore it"
        raise KnowledgeError(message) from error
    return text.rstrip("\n").split("\n")[1:]


def _alpha3(iso2: str) -> str | None:
    country = country_of_code().get(iso2)
    return country.code if country else None


def _regions_by_name() -> dict[str, tuple[GazetteerEntry, ...]]:
    found: dict[str, tuple[GazetteerEntry, ...]] = {}
    for row in read_jsonl("gazetteer/regions.jsonl"):
        fields: dict[str, Any] = {f: row.get(f) for f in ("precision", "geonameid", "lat", "lon", "country")}
        entry = GazetteerEntry(name=_settled_name(row), **fields, by_hand=True)
        for form in (row["name"], *row["aliases"]):
            found[fold_name(form)] = (*found.get(fold_name(form), ()), entry)
    return found


def _is_same(row: GazetteerEntry, kept: GazetteerEntry) -> bool:
    """Say whether a row of the tables is a place that is kept by hand: by its id, or a town where that one is."""
    if row.geonameid is not None and row.geonameid == kept.geonameid:
        return True
    if row.lat is None or row.lon is None or kept.lat is None or kept.lon is None:
        return False
    near = abs(row.lat - kept.lat) < SAME and abs(row.lon - kept.lon) < SAME
    return near and kept.precision not in {"country", "line"}


@functools.cache
def chosen_language() -> str:
    """Return the language whose names are set, or that both are wanted.

    Raises `UsageError` for a language in which no place kept by hand has a name of its own: it would change nothing.
    """
    chosen = load_settings().names
    known = sorted({language for row in read_jsonl("gazetteer/regions.jsonl") for language in row.get("names", {})})
    if chosen not in {BOTH, *known}:
        message = f'DETENTE_NAMES is {chosen!r}, and no place has names in it; set it to "both", {", ".join(known)}'
        raise UsageError(message)
    return chosen


def _settled_name(row: dict[str, Any]) -> str:
    """Return the name a place goes by: where communities have two, both, in order of the alphabet, or the one set."""
    names = row.get("names", {})
    setting = chosen_language()
    if setting in names:
        return str(names[setting])
    return " / ".join(sorted(set(names.values()))) or str(row["name"])


def _countries_by_name() -> dict[str, tuple[GazetteerEntry, ...]]:
    """Return states by name; a country is an area, and its point one near the middle of its largest part."""
    rows = (row.split("\t") for row in _rows_of("middles.tsv"))
    middles = {code: (float(lat), float(lon)) for code, lat, lon in rows}
    found: dict[str, tuple[GazetteerEntry, ...]] = {}
    for country in countries():
        if country.kind != "state" or country.code is None:
            continue
        lat, lon = middles.get(country.code, (None, None))
        entry = GazetteerEntry(
            name=country.name,
            precision="country",
            geonameid=country.geonameid,
            lat=lat,
            lon=lon,
            country=country.code,
            by_hand=True,
        )
        for form in (country.name, *country.aliases):
            found.setdefault(fold_name(form), (entry,))
    return found
