"""Outlines of countries and of the land, with the lines between them: which are borders, and which are disputed."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.knowledge.files import about, read_json, read_toml

__all__ = ["Border", "Box", "Country", "Outlines", "outlines", "outlines_source", "ring_points"]

OUTLINES = "outlines/countries.json"
DISPUTED = "outlines/disputed.toml"
ROUND = 360.0
SHARED = 2
"""How many countries a line is between that is a border."""

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Line = tuple[Point, ...]
Box = tuple[float, float, float, float]
"""West, south, east and north."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country as it is outlined: rings of numbers of lines, one that is run backwards as its complement.

    `code` is its ISO 3166-1 alpha-3 code, None for what has none.
    """

    code: str | None
    name: str
    rings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """A piece of line between two countries, and whether it is disputed."""

    points: Line
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """Lines by number with their boxes; countries and the land as rings of them; and borders.

    A line that crosses the meridian of 180 degrees goes on beyond it, and does not jump.
    """

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    countries: tuple[Country, ...]
    land: tuple[tuple[int, ...], ...]
    borders: tuple[Border, ...]


@functools.cache
def outlines() -> Outlines:
    """Return the outlines. Raises `KnowledgeError` where their files cannot be used."""
    data = read_json(OUTLINES)
    lines = tuple(_decoded(arc, data["scale"], data["origin"]) for arc in data["arcs"])
    countries = tuple(
        Country(code=one["code"], name=one["name"], rings=tuple(map(tuple, one["rings"]))) for one in data["countries"]
    )
    users = _users(countries)
    return Outlines(
        lines=lines, boxes=tuple(map(_box, lines)), countries=countries, land=tuple(map(tuple, data["land"])),
        borders=tuple(_borders(lines, users)),
    )  # fmt: skip


@functools.cache
def outlines_source() -> str:
    """Return whose outlines they are, in words."""
    told = about(OUTLINES)
    return f"{told['source'].split(',')[0]} ({told['licence'].split(' (')[0]})"


def ring_points(ring: Sequence[int], lines: Sequence[Line], round_: float = ROUND) -> list[Point]:
    """Return the points of a ring, each once, going on where it crosses the meridian of 180 degrees.

    `round_` is how long a turn round the earth is in the unit of the lines.
    """
    found: list[Point] = []
    for number in ring:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        turn = round_ * round((found[-1][0] - line[0][0]) / round_) if found else 0.0
        part = line[1:] if found else line
        found.extend([(x + turn, y) for x, y in part] if turn else part)
    return found


def _decoded(arc: Sequence[int], scale: Sequence[float], origin: Sequence[float]) -> Line:
    """Return the points of a line whose whole numbers are steps from each point to the next."""
    found, x, y = list[Point](), 0, 0
    for n in range(0, len(arc), 2):
        x, y = x + arc[n], y + arc[n + 1]
        lon = x * scale[0] + origin[0]
        turn = ROUND * round((found[-1][0] - lon) / ROUND) if found else 0.0
        found.append((lon + turn, y * scale[1] + origin[1]))
    return tuple(found)


def _box(line: Line) -> Box:
    across, up = [x for x, _ in line], [y for _, y in line]
    return min(across), min(up), max(across), max(up)


def _users(countries: Iterable[Country]) -> Mapping[int, frozenset[str]]:
    """Return by number of a line whose outlines it is of, by code or name."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for country in countries:
        for ring in country.rings:
            for number in ring:
                found[max(number, ~number)].add(country.code or country.name)
    return {number: frozenset(some) for number, some in found.items()}


def _borders(lines: Sequence[Line], users: Mapping[int, frozenset[str]]) -> Iterator[Border]:
    disputed = {frozenset(one["between"]): one.get("within") for one in read_toml(DISPUTED)["lines"]}
    for number, between in sorted(users.items()):
        if len(between) != SHARED:
            continue
        if between not in disputed:
            yield Border(points=lines[number], disputed=False)
        else:
            yield from _parted(lines[number], disputed[between])


def _parted(line: Line, within: Sequence[float] | None) -> Iterator[Border]:
    """Yield the pieces of a line: disputed inside the box, or all along where there is none."""
    if within is None:
        yield Border(points=line, disputed=True)
        return
    west, south, east, north = within
    piece, inside = [line[0]], None
    for a, b in pairwise(line):
        is_in = west <= (a[0] + b[0]) / 2 <= east and south <= (a[1] + b[1]) / 2 <= north
        if inside is not None and is_in is not inside:
            yield Border(points=tuple(piece), disputed=inside)
            piece = [a]
        piece.append(b)
        inside = is_in
    yield Border(points=tuple(piece), disputed=bool(inside))
