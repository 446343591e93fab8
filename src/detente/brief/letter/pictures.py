"""Drawings as pictures that a letter carries: in colours that stand on a light letter and on a dark one."""

import json
import re
from collections.abc import Iterable

from detente.brief.letter.few_colours import in_few_colours
from detente.brief.letter.letter import Picture
from detente.brief.pictures import Pictured
from detente.display.drawing.drawing import Spec
from detente.display.drawing.drawn import picture_of
from detente.display.drawing.palette import colours

__all__ = ["EDGE", "draw_pictures"]

EDGE = 12
"""The ground around a drawing, in pixels of a page."""
SCALES = (2.0, 1.5, 1.0)
"""Pixels of a picture for each: two, for screens of today; fewer where it would be too large."""
MOST = 60_000
"""Bytes of a picture at most."""
NAME = re.compile(r"[^a-z0-9]+")
PAINT = re.compile(r"var\(--([a-z0-9-]+)\)")
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
GROUND = "soft"
"""The colour a picture stands on: darker than a white page, and no glare on a dark one."""


def draw_pictures(drawn: Iterable[Pictured]) -> tuple[Picture, ...]:
    """Return drawings as pictures, in their order; one that is too large in any size is left out."""
    made = ((n, one, _png(one.spec)) for n, one in enumerate(drawn, 1))
    return tuple(
        Picture(name=_name(one.name, n), png=png, alternative=one.alternative, subject=one.subject, href=one.href)
        for n, one, png in made
        if png is not None
    )


def _name(name: str, number: int) -> str:
    """Return a name that can stand in an address and a header, and that no other picture has."""
    return f"{NAME.sub('-', name.lower()).strip('-')[:40] or 'picture'}-{number}"


def _png(spec: Spec) -> bytes | None:
    import vl_convert

    svg = _painted(picture_of(_on_ground(spec)))
    made = (in_few_colours(bytes(vl_convert.svg_to_png(svg, scale=scale))) for scale in SCALES)
    return next((png for png in made if len(png) < MOST), None)


def _on_ground(spec: Spec) -> Spec:
    plain: Spec = json.loads(json.dumps(spec))
    return plain | {"background": f"var(--{GROUND})", "padding": EDGE}


def _painted(svg: str) -> str:
    """Return a drawing with its colours in figures, as a picture has no theme."""
    light = colours()[0]
    return PAINT.sub(lambda found: light.get(found[1], light["ink"]), STYLE.sub("", svg))
