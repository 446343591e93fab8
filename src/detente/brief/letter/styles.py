"""The style of a letter: its colours in figures, in light to be set into the tags, in dark for programs that ask."""

import functools
import re
from importlib.resources import files

from detente.display.drawing.palette import colours

__all__ = ["inlined_style", "kept_style", "notice_style"]

PAINT = re.compile(r"var\(--([a-z0-9-]+)\)")
RULE = re.compile(r"^([^{}/*]+?) \{ (.*?) \}$", re.MULTILINE)
NARROW = "@media (max-width: 600px) { .inner { padding: 16px 16px 24px !important; } }"
ROOT = ":root { color-scheme: light dark; supported-color-schemes: light dark; }"


@functools.cache
def inlined_style() -> str:
    """Return what is set into the tags: how a letter looks where nothing is known of its reader's program."""
    return f"{_read('letter.css')}\n{_painted(_read('letter_colours.css'), dark=False)}"


@functools.cache
def notice_style() -> str:
    """Return the style of what stands above a letter on the desk, for light and dark: its own, and not the letter's."""
    style = _read("notice.css")
    dark = _painted(style, dark=True)
    return f"{_painted(style, dark=False)}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"


@functools.cache
def kept_style() -> str:
    """Return what stays a style sheet: for narrow screens, and for programs that show letters in the dark.

    Programs that turn colours by themselves are told theirs by the attribute with which they mark what they turned.
    """
    rules = RULE.findall(_painted(_read("letter_colours.css"), dark=True))
    dark = "\n".join(_rule(selector, told) for selector, told in rules)
    turned = "\n".join(_rule(f"[data-ogsc] {selector}", told) for selector, told in rules)
    return f"{ROOT}\n{NARROW}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n{turned}"


def _rule(selector: str, told: str) -> str:
    firm = " ".join(f"{one.strip()} !important;" for one in told.split(";") if one.strip())
    return f"{selector} {{ {firm} }}"


def _painted(style: str, *, dark: bool) -> str:
    by_name = colours()[1 if dark else 0]
    return PAINT.sub(lambda found: by_name[found[1]], style)


def _read(name: str) -> str:
    return files("detente.brief.letter").joinpath("templates", name).read_text(encoding="utf-8")
