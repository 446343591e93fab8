"""A drawing: a chart or a map of a sheet, with what is said of it to those who do not see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.display.drawing.palette import Part

__all__ = ["WIDTHS", "Drawing", "Spec", "Who"]

Spec = dict[str, Any]
"""A Vega spec; its ``width`` and ``height`` are those of the whole picture, in pixels."""
WIDTHS: Mapping[str, int] = {"narrow": 354, "middle": 640, "wide": 1040}
"""How wide a drawing is drawn: for a telephone, a tablet or a sheet of paper, and a screen. Type is of one size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Whose word a drawing shows: an id as the sheet has it, a name, and whether they are a party or monitor."""

    id: str
    name: str
    part: Part = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart or map. `told` says in words what it shows; `table` is the id of the sheet that it is drawn from.

    `draw` makes its spec for a width; `height` tells how high that is, so that a page keeps its place.
    """

    id: str
    title: str
    told: str
    table: str
    draw: Callable[[int], Spec]
    height: Callable[[int], int]
    rule: str = ""
    reading: str = ""
    """How it is read: what its signs mean, in a sentence or two."""

    @property
    def sizes(self) -> dict[str, tuple[int, int]]:
        """Return the widths that it comes in, each with its height."""
        return {name: (width, self.height(width)) for name, width in WIDTHS.items()}
