"""The colours of the page and of the form can be read in both themes."""

import re
from importlib import resources

import pytest

TEMPLATES = resources.files("detente.exchange") / "templates"
SHEETS = {name: (TEMPLATES / f"{name}.css").read_text(encoding="utf-8") for name in ("page", "form")}
THEMES = {
    f"{name}, {theme}": dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]+);", block))
    for name, css in SHEETS.items()
    for theme, block in zip(("light", "dark"), re.findall(r":root \{(.*?)\}", css, re.DOTALL), strict=False)
}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_text_and_lines_stand_out_enough(theme: dict[str, str]) -> None:
    for text, ground in (
        ("ink", "paper"),
        ("muted", "paper"),
        ("accent", "paper"),
        ("ink", "tint"),
        ("paper", "accent"),
    ):
        assert contrast(theme[text], theme[ground]) >= 4.5, (text, ground)
    assert contrast(theme["ink"], theme.get("ground", theme["paper"])) >= 4.5
    for line in ("mark", "mark-2"):
        assert contrast(theme[line], theme["paper"]) >= 3


@pytest.mark.parametrize("css", SHEETS.values(), ids=SHEETS)
def test_there_are_four_sizes_of_type(css: str) -> None:
    sizes = set(re.findall(r"(?:font-size: |font: )(\d+px)", css))
    assert sizes == {"13px", "15px", "18px", "24px"}
