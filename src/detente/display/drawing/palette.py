"""The colours of drawings: those of `colours.css`, by the names that it gives them."""

import functools
import re
from importlib.resources import files
from typing import Literal

__all__ = ["FONT", "Part", "colours", "paint", "paint_of", "sign_of", "style_sheet"]

Part = Literal["one", "other", "monitor", "others"]
"""Whose word something is: one party's, the other's, of those who monitor, of others."""

STYLE = "colours.css"
ROOT = re.compile(r":root \{(.*?)\}", re.DOTALL)
COLOUR = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{3,8});")
DARK = "prefers-color-scheme: dark"
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'

PAINTS: dict[Part, str] = {"one": "one", "other": "other", "monitor": "mark-2", "others": "mark"}
SIGNS: dict[Part, str] = {"one": "circle", "other": "diamond", "monitor": "square", "others": "triangle-up"}


def paint(name: str) -> str:
    """Return a colour of the style sheet as a drawing names it: the theme of the page decides which it is."""
    if name not in colours()[0]:
        message = f"the style sheet has no colour --{name}"
        raise LookupError(message)
    return f"var(--{name})"


def paint_of(part: Part) -> str:
    """Return the colour in which somebody's word stands."""
    return paint(PAINTS[part])


def sign_of(part: Part) -> str:
    """Return the shape in which somebody's word stands: nobody is told apart by colour alone."""
    return SIGNS[part]


@functools.cache
def colours() -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours by name, in light and in dark."""
    text = files("detente.display.drawing").joinpath(STYLE).read_text(encoding="utf-8")
    before, _, after = text.partition(DARK)
    light, dark = (dict(COLOUR.findall(found[1])) if (found := ROOT.search(one)) else {} for one in (before, after))
    return light, light | dark


@functools.cache
def style_sheet() -> str:
    """Return the style of a drawing that stands alone: its colours in light, in dark, and on paper."""
    light, dark = (";".join(f"--{name}:{value}" for name, value in one.items()) for one in colours())
    return f":root{{{light}}}@media screen and ({DARK}){{:root{{{dark}}}}}"
