"""Drawings have the colours of the desk's style sheet, in both themes, and nothing of their own."""

import re

import pytest

from detente.display.drawing.drawn import POLICY, draw_picture
from detente.display.drawing.palette import colours, paint, style_sheet
from detente.display.drawing.strip import strip_chart
from display.drawing.made import sheet


def test_both_themes_have_every_colour_of_the_style_sheet() -> None:
    light, dark = colours()
    assert {"paper", "ink", "muted", "line", "soft", "mark", "mark-2", "accent", "one", "other"} <= light.keys()
    assert light.keys() == dark.keys()
    assert light["one"] != dark["one"]


def test_a_colour_that_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError, match="--flag"):
        paint("flag")


def test_a_picture_brings_its_colours_and_is_light_on_paper() -> None:
    made = strip_chart(sheet(("row", "week", "count"), (("fire", "2021-05-03", 4),)), id="s", title="t")
    svg = draw_picture(made, "wide")
    assert f"<style>{style_sheet()}</style>" in svg
    assert "@media screen and (prefers-color-scheme: dark)" in svg
    drawn = re.sub(r"<style>.*?</style>", "", svg)
    assert not re.findall(r'(?:fill|stroke)="#', drawn), "a colour that no theme changes"


def test_the_policy_of_a_picture_allows_its_style_and_nothing_else() -> None:
    assert POLICY.startswith("default-src 'none'; style-src 'sha256-")
