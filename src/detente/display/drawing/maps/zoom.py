"""A map that can be looked at more closely where scripts run: a double click, a drag, the wheel with a key held.

Where none run, the picture is the same: as nobody has moved it.
"""

from typing import Any

from detente.display.drawing.drawing import Spec

__all__ = ["zoomed"]

MOST = 12
"""How many times larger a map may be drawn: outlines say nothing at a closer look."""
PIXELS = {"x": "pan_x + zoom * ({})", "y": "pan_y + zoom * ({})"}
GROUPS = ("group",)
FIXED = frozenset({"bar"})
"""Data that stand in a corner, and are not moved."""
STEP = {
    "events": "dblclick!", "update": "{f: clamp(zoom * (event.shiftKey ? 0.5 : 2), 1, MOST) / zoom, x: x(), y: y()}"
}  # fmt: skip
WHEEL = {
    "events": {"source": "view", "type": "wheel", "filter": "event.ctrlKey || event.metaKey", "consume": True},
    "update": "{f: clamp(zoom * pow(1.003, -event.deltaY), 1, MOST) / zoom, x: x(), y: y()}",
}
DRAG = "[mousedown, window:mouseup] > window:mousemove"


def zoomed(spec: Spec) -> Spec:
    """Return the spec of a map with signals that move and enlarge what is drawn by places."""
    return spec | {"signals": _signals(spec["width"], spec["height"]), "marks": [_moved(one) for one in spec["marks"]]}


def _signals(width: int, height: int) -> list[dict[str, Any]]:
    def held(side: int, middle: str) -> str:
        return f"clamp({middle}, {side} * (1 - zoom), 0)"

    steps = [{**one, "update": str(one["update"]).replace("MOST", str(MOST))} for one in (STEP, WHEEL)]
    moved = [
        {"name": f"pan_{axis}", "value": 0, "on": [
            {"events": {"signal": "step"},
             "update": f"clamp(step.{axis} - (step.{axis} - pan_{axis}) * step.f, {side} * (1 - zoom), 0)"},
            {"events": {"signal": "drag"}, "update": held(side, f"grip.{axis} + drag.{axis}")},
        ]} for axis, side in (("x", width), ("y", height))
    ]  # fmt: skip
    return [
        {"name": "step", "value": {"f": 1, "x": 0, "y": 0}, "on": steps},
        {"name": "zoom", "value": 1, "on": [
            {"events": {"signal": "step"}, "update": f"clamp(zoom * step.f, 1, {MOST})"}]},
        {"name": "grip", "value": {"x": 0, "y": 0, "px": 0, "py": 0}, "on": [
            {"events": "mousedown", "update": "{x: pan_x, y: pan_y, px: x(), py: y()}"}]},
        {"name": "drag", "value": {"x": 0, "y": 0}, "on": [
            {"events": DRAG, "update": "{x: x() - grip.px, y: y() - grip.py}"}]},
        *moved,
    ]  # fmt: skip


def _moved(mark: Spec) -> Spec:
    """Return a mark whose places follow the signals."""
    if mark["type"] in GROUPS:
        return mark | {"marks": [_moved(one) for one in mark["marks"]]}
    if mark["from"]["data"] in FIXED:
        return mark
    enter = mark["encode"]["enter"]
    moved = {name: {"signal": told.format(_of(enter[name]))} for name, told in PIXELS.items() if name in enter}
    if mark["type"] == "path":
        moved = {"x": {"signal": "pan_x"}, "y": {"signal": "pan_y"}, "scaleX": {"signal": "zoom"},
                 "scaleY": {"signal": "zoom"}}  # fmt: skip
    if mark["from"]["data"] == "rings":
        moved["size"] = {"signal": f"zoom * zoom * ({_of(enter['size'])})"}
    return mark | {"encode": {"enter": enter, "update": moved}}


def _of(encoding: Spec) -> str:
    """Return an encoding as an expression."""
    if "field" in encoding:
        return f"datum[{encoding['field']!r}]"
    return str(encoding["signal"]) if "signal" in encoding else str(encoding["value"])
