"""What specs are put together from: the frame of a picture, and marks as Vega has them.

All marks are hidden from screen readers: the picture has one description, and the table behind it every value.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from detente.display.drawing.drawing import Spec
from detente.display.drawing.palette import FONT, paint

__all__ = [
    "LINE", "TYPE", "cut_to", "data", "days_below", "field", "group", "lines", "paths", "picture", "rectangles",
    "room_of", "scaled", "signs", "texts",
]  # fmt: skip

TYPE = 13
"""Pixels of the type in every drawing."""
LINE = 18
"""Pixels from one line of type to the next."""
LETTER = 0.58
"""How wide a letter is at most times, in its height; what is set between others leaves this much room."""
SCHEMA = "https://vega.github.io/schema/vega/v6.json"

Encoding = Mapping[str, Any]


def picture(
    *, width: int, height: int, told: str, sets: Iterable[Spec], marks: Sequence[Spec], scales: Sequence[Spec] = ()
) -> Spec:
    """Return a spec of a picture of so many pixels, with the data and marks in it."""
    return {
        "$schema": SCHEMA, "description": told, "width": width, "height": height, "padding": 0, "autosize": "none",
        "config": {"text": {"font": FONT, "fontSize": TYPE, "fill": paint("ink")}},
        "data": list(sets), "scales": list(scales), "marks": list(marks),
    }  # fmt: skip


def data(name: str, values: Iterable[Mapping[str, Any]]) -> Spec:
    """Return rows as a set of data."""
    return {"name": name, "values": [dict(one) for one in values]}


def scaled(scale: str, name: str, **more: Any) -> Spec:
    """Return where a field of a row lies on a scale."""
    return {"scale": scale, "field": name, **more}


def field(name: str) -> Spec:
    """Return a field of a row as it is."""
    return {"field": name}


def room_of(text: str) -> float:
    """Return how many pixels a text takes, at most times."""
    return len(text) * TYPE * LETTER


def cut_to(text: str, width: float) -> str:
    """Return a text that fits into so many pixels, its end left out where it does not."""
    if room_of(text) <= width:
        return text
    return f"{text[: max(1, int(width / (TYPE * LETTER)) - 1)].rstrip()}…"


def group(
    *, x: float = 0, y: float = 0, width: float, height: float, marks: Sequence[Spec], clip: bool = False
) -> Spec:
    """Return marks that stand together, measured from a corner of their own."""
    encoded = {"x": x, "y": y, "width": width, "height": height}
    return {
        "type": "group", "clip": clip, "aria": False, "encode": {"enter": _values(encoded)}, "marks": list(marks),
    }  # fmt: skip


def texts(source: str, encoding: Encoding) -> Spec:
    """Return a mark of text for each row."""
    return _mark("text", source, {"baseline": "middle", **encoding})


def lines(source: str, encoding: Encoding) -> Spec:
    """Return a mark of a straight line for each row."""
    return _mark("rule", source, {"stroke": paint("line"), **encoding})


def rectangles(source: str, encoding: Encoding) -> Spec:
    """Return a mark of a rectangle for each row."""
    return _mark("rect", source, encoding)


def signs(source: str, encoding: Encoding) -> Spec:
    """Return a mark of a sign for each row."""
    return _mark("symbol", source, encoding)


def paths(source: str, encoding: Encoding) -> Spec:
    """Return a mark of an outline for each row."""
    return _mark("path", source, encoding)


def _mark(kind: str, source: str, encoding: Encoding) -> Spec:
    return {"type": kind, "from": {"data": source}, "aria": False, "encode": {"enter": _values(encoding)}}


def _values(encoding: Encoding) -> Spec:
    """Return an encoding whose plain values stand as Vega wants them."""
    return {name: one if isinstance(one, dict) else {"value": one} for name, one in encoding.items()}


def days_below() -> Iterator[Spec]:
    """Yield the days below a drawing through time: a stroke where each begins, and how it is written."""
    at = scaled("x", "at")
    yield lines("days", {"x": at, "y": 0, "y2": 4, "stroke": paint("mark-2")})
    yield texts("days", {"x": at, "y": 14, "text": field("text"), "align": "center", "fill": paint("muted")})
