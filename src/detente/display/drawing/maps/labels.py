"""Names on a map: the ones that matter first, each where it lies over no other, and left out where there is no room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.display.drawing.frame import LINE, room_of

__all__ = ["Label", "Named", "Rectangle", "placed"]

BOLD = 1.14
"""How much wider bold type is."""
EDGE = 2.0
"""Pixels between a name and the side of the picture."""
NEAR = 3.0
"""Pixels between a mark and its name."""
Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name that wants room: at a mark of some size, or in the middle of an area where `is_within`.

    Names of the ground are faint.
    """

    text: str
    x: float
    y: float
    size: float = 0.0
    is_within: bool = False
    is_faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name where it stands: the left end of it, at half its height."""

    text: str
    x: float
    y: float
    is_faint: bool


def placed(names: Iterable[Named], taken: Iterable[Rectangle], width: float, height: float) -> Iterator[Label]:
    """Yield the names that have room, in their order."""
    used = list(taken)
    for one in names:
        for x, y in _ways(one):
            box = (x, y - LINE / 2, x + _wide(one), y + LINE / 2)
            inside = min(box[0], box[1], width - box[2], height - box[3]) >= EDGE
            if inside and not any(_overlap(box, other) for other in used):
                used.append(box)
                yield Label(text=one.text, x=x, y=y, is_faint=one.is_faint)
                break


def _ways(one: Named) -> Iterator[tuple[float, float]]:
    """Yield where a name may stand, best first: right of its mark, left, above, below."""
    wide, far = _wide(one), one.size + NEAR
    if one.is_within:
        yield from ((one.x - wide / 2, one.y + shift * LINE) for shift in (0, -1, 1))
        return
    yield one.x + far, one.y
    yield one.x - far - wide, one.y
    yield one.x - wide / 2, one.y - far - LINE / 2
    yield one.x - wide / 2, one.y + far + LINE / 2
    yield one.x + far, one.y - LINE * 0.7
    yield one.x + far, one.y + LINE * 0.7


def _wide(one: Named) -> float:
    """Return how many pixels a name takes; that of a mark is set bold."""
    return room_of(one.text) * (1.0 if one.is_faint else BOLD)


def _overlap(a: Rectangle, b: Rectangle) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
