"""What lies under the marks of a map: land, coasts, borders, those that are disputed, and names of countries."""

import functools
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.display.drawing.maps.view import View, plane_of
from detente.knowledge.outlines import Box, Country, outlines, ring_points

__all__ = ["Ground", "Room", "ground_of", "path_of"]

EDGE = 6.0
"""Pixels beyond the sides up to which outlines are drawn: so that no edge of a cut is seen."""
FINE = 1.2
"""Pixels within which points of a line are one."""
SPECK = 1.6
"""Pixels across under which an island is left out."""
HALF = 180.0
ROOMY = 24.0
"""Pixels across under which no country is named."""
TURNS = (-360.0, 0.0, 360.0)
Pixel = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A country with the part of it that is shown: where its name may stand, and how much room there is."""

    code: str | None
    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Outlines as paths of SVG, in pixels of the view, and the countries that are shown."""

    land: str
    borders: str
    disputed: str
    rooms: tuple[Room, ...]


@functools.lru_cache(maxsize=32)
def ground_of(view: View) -> Ground:
    """Return what lies under a map. What was worked out lately is kept."""
    known = outlines()
    land = (piece for ring in known.land for piece in _ring_pieces(ring, view))
    borders = [(one.disputed, points) for one in known.borders for points in _line_pieces(one.points, view)]
    return Ground(
        land=" ".join(path_of(one, is_closed=True) for one in land),
        borders=" ".join(path_of(points) for disputed, points in borders if not disputed),
        disputed=" ".join(path_of(points) for disputed, points in borders if disputed),
        rooms=tuple(_rooms(known.countries, view)),
    )


def path_of(points: Sequence[Pixel], *, is_closed: bool = False) -> str:
    """Return points as a path of SVG."""
    told = "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f"M{told}{'Z' if is_closed else ''}"


def _turned(box: Box, view: View) -> Iterator[float]:
    """Yield the turns round the earth by which what lies in a box is in view."""
    west, south, east, north = view.box
    for turn in TURNS:
        if box[0] + turn <= east and box[2] + turn >= west and box[1] <= north and box[3] >= south:
            yield turn


@functools.cache
def _planes() -> tuple[tuple[Pixel, ...], ...]:
    """Return the lines of all outlines on the plane of the projection: so that each is projected once."""
    return tuple(plane_of(line) for line in outlines().lines)


def _flat(points: Iterable[Pixel], turn: float, view: View) -> list[Pixel]:
    """Return where points of the plane lie in a turn round the earth, those that are one left out."""
    found: list[Pixel] = []
    last = None
    left, top, scale = math.radians(view.west - turn), view.top, view.scale
    for across, up in points:
        last = x, y = (across - left) * scale, (top - up) * scale
        if not found or abs(x - found[-1][0]) > FINE or abs(y - found[-1][1]) > FINE:
            found.append(last)
    if last is not None and found[-1] != last:
        found.append(last)
    return found


def _ring_pieces(ring: Sequence[int], view: View, *, least: float = SPECK) -> Iterator[list[Pixel]]:
    """Yield what of a ring is in the picture, where it is more than a speck."""
    box = _box_of(ring)
    if _wide(box, view) < least:
        return
    for turn in _turned(box, view):
        piece = _cut(_flat(ring_points(ring, _planes(), math.tau), turn, view), view)
        if len(piece) > 2 and max(_extent(piece)) > least:  # noqa: PLR2004 - two points are no area
            yield piece


def _box_of(ring: Sequence[int]) -> Box:
    """Return the box of a ring; one that crosses the meridian of 180 degrees may reach round the earth."""
    boxes = [outlines().boxes[max(number, ~number)] for number in ring]
    west, east = min(b[0] for b in boxes), max(b[2] for b in boxes)
    if east - west > HALF:
        west, east = west - HALF, east + HALF
    return west, min(b[1] for b in boxes), east, max(b[3] for b in boxes)


def _wide(box: Box, view: View) -> float:
    """Return how many pixels a box takes at least, from side to side or from top to bottom."""
    return math.radians(max(box[2] - box[0], box[3] - box[1])) * view.scale


def _extent(points: Sequence[Pixel]) -> Pixel:
    across, down = [x for x, _ in points], [y for _, y in points]
    return max(across) - min(across), max(down) - min(down)


def _cut(ring: list[Pixel], view: View) -> list[Pixel]:
    """Return what of a ring lies in the picture (Sutherland and Hodgman's way), its edges run along the sides."""
    sides = ((0, -EDGE, 1), (0, view.width + EDGE, -1), (1, -EDGE, 1), (1, view.height + EDGE, -1))
    for axis, bound, way in sides:
        kept: list[Pixel] = []
        for n, point in enumerate(ring):
            before = ring[n - 1]
            is_in, was_in = ((one[axis] - bound) * way >= 0 for one in (point, before))
            if is_in is not was_in:
                kept.append(_crossing(before, point, axis, bound))
            if is_in:
                kept.append(point)
        ring = kept
    return ring


def _crossing(a: Pixel, b: Pixel, axis: int, bound: float) -> Pixel:
    part = (bound - a[axis]) / (b[axis] - a[axis])
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])


def _line_pieces(line: Sequence[Pixel], view: View) -> Iterator[list[Pixel]]:
    """Yield the pieces of a line that are in the picture."""
    across, up = [x for x, _ in line], [y for _, y in line]
    for turn in _turned((min(across), min(up), max(across), max(up)), view):
        piece: list[Pixel] = []
        points = _flat(plane_of(line), turn, view)
        for a, b in itertools.pairwise(points):
            if _is_near(a, b, view):
                piece = piece or [a]
                piece.append(b)
            elif piece:
                yield piece
                piece = []
        if piece:
            yield piece


def _is_near(a: Pixel, b: Pixel, view: View) -> bool:
    """Say whether the way between two points may be seen."""
    return (
        max(a[0], b[0]) >= -EDGE
        and min(a[0], b[0]) <= view.width + EDGE
        and max(a[1], b[1]) >= -EDGE
        and min(a[1], b[1]) <= view.height + EDGE
    )


def _rooms(countries: Iterable[Country], view: View) -> Iterator[Room]:
    for one in countries:
        pieces = [piece for ring in one.rings for piece in _ring_pieces(ring, view, least=ROOMY)]
        if not pieces:
            continue
        largest = max(pieces, key=lambda piece: abs(_area(piece)))
        x, y = _middle(largest)
        width, height = _extent(largest)
        if _is_inside((x, y), largest):
            yield Room(code=one.code, name=one.name, x=x, y=y, width=width, height=height)


def _area(ring: Sequence[Pixel]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _middle(ring: Sequence[Pixel]) -> Pixel:
    area = _area(ring) or 1.0
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return x, y


def _is_inside(point: Pixel, ring: Sequence[Pixel]) -> bool:
    x, y = point
    inside = False
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (a[1] > y) is not (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]:
            inside = not inside
    return inside
