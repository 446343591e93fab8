"""Numbers as English writes them, in figures and in words, and what they amount to.

Figures are read only where their grouping is certain: ``1,990``, ``12,34,567`` (South Asia), ``1.500.000`` and
``10 000`` (the continent) are whole numbers, ``2.5`` is two and a half, ``1.500`` could be either and is refused.
"""

import functools
import re
from dataclasses import dataclass

from detente.knowledge.files import read_toml

__all__ = ["Numbers", "load_numbers"]

FIGURES = (
    r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?"
    r"|\d{1,2}(?:,\d{2}){1,6},\d{3}"
    r"|\d{1,3}(?:\.\d{3}){2,5}"
    r"|\d{1,3}(?:['’]\d{3}){1,5}"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,5}"
    r"|\d{1,18}(?:\.\d{1,9})?"
)
AMBIGUOUS = re.compile(r"\d{1,3}\.\d{3}")
SEPARATORS = re.compile(r"[,\s'’]")
LARGEST = 10**18
HALVED = r"(?:mile|kilometre|kilometer|metre|meter|hectare|acre|ton|tonne|kilo|inch|foot|percent|per cent|percentage)\b"
TENS = range(20, 100, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The words for numbers, the pattern that finds a number, and how to read what it found."""

    small: dict[str, int]
    scales: dict[str, int]
    short_scales: dict[str, int]
    vague: tuple[str, ...]

    @property
    def figures(self) -> str:
        """A pattern of a number in figures that does not start within another one."""
        return rf"(?:{FIGURES})(?![\d])(?!,\d)(?!\.\d)"

    @property
    def spelled(self) -> str:
        """A pattern of a number in words ("twenty-one", "two hundred and five", "half a million", "a dozen")."""
        tens = _either({word: value for word, value in self.small.items() if value in TENS})
        base = rf"(?:{tens}[ -]{_either({w: v for w, v in self.small.items() if v < TENS[0]})}|{_either(self.small)})"
        scale = _either(self.scales)
        more = rf"(?: (?:and )?{base}(?: {scale}){{0,2}}){{0,4}}"
        scaled = rf"(?:\b(?:an?)\b|{base})(?: {scale}){{1,2}}(?:(?<!dozen){more})?"
        half = rf"half an? {scale}|half an?(?= {HALVED})"
        return rf"{half}|{base} and a half(?: {scale})?|{scaled}|(?<=another ){scale}|{base}"

    def value(self, words: str) -> int | float | None:
        """Return what a number in figures or in words amounts to, or None where it cannot be told."""
        value = self._figures_value(words) if words[:1].isdigit() else self._spelled_value(words)
        return value if value is not None and value <= LARGEST else None

    def _figures_value(self, words: str) -> int | float | None:
        figures = re.match(FIGURES, words)
        if figures is None or AMBIGUOUS.fullmatch(figures[0]):
            return None
        value = _plain_figures(figures[0])
        for scale in re.findall(r"[a-z]+", words[figures.end() :].lower()):
            value = _times(value, self.scales.get(scale) or self.short_scales[scale])
        return value

    def _spelled_value(self, words: str) -> int | float | None:
        plain, halves = re.subn(r" and a half\b", "", words.lower())
        total: int | float = 0
        part: int | float = halves * 0.5
        tokens = re.findall(r"[a-z]+", plain)
        for token in tokens:
            if token in self.scales:
                scale = self.scales[token]
                total, part = _scaled(total, part, scale)
            else:
                part += self.small.get(token, 0)
        value = total + part
        return _plain((value or 1) / 2 if tokens[:1] == ["half"] else value) or None


@functools.cache
def load_numbers() -> Numbers:
    """Return the number words of the package's data file."""
    data = read_toml("quantities/numbers.toml")
    return Numbers(
        small={**data["words"], **data["tens"]},
        scales=data["scales"],
        short_scales=data["short_scales"],
        vague=tuple(data["vague"]["words"]),
    )


def _either(words: dict[str, int]) -> str:
    return rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b"


def _scaled(total: float, part: float, scale: int) -> tuple[float, float]:
    """Multiply what stands before a scale word: all of it by a larger one, the last part by a hundred or a dozen."""
    if scale < 1000:  # noqa: PLR2004  a thousand and above close a group: two hundred thousand
        return total, (part or 1) * scale
    if total and not part:
        return total * scale, 0
    return total + (part or 1) * scale, 0


def _plain_figures(figures: str) -> int | float:
    if figures.count(".") > 1:
        return int(figures.replace(".", ""))
    return _plain(float(SEPARATORS.sub("", figures))) if "." in figures else int(SEPARATORS.sub("", figures))


def _times(value: float, scale: int) -> int | float:
    """Multiply without what binary fractions would add: 19.3 million is 19,300,000."""
    return _plain(round(value * scale, 4))


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else value
