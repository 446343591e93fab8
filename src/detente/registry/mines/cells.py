"""What a cell of a table about mines says of ground; a blank says nothing."""

import re

from detente.core.errors import UsageError
from detente.registry.mines.area import SQUARE_METRES, Area, area_in
from detente.registry.table_cells import BLANK

__all__ = ["read_area"]

NUMBER = r"(\d{1,3}(?:[ ,']\d{3})+(?:\.\d{1,6})?|\d+(?:\.\d{1,6})?)"
UNIT = r"(m2|m²|sq ?m|square met(?:re|er)s?|ha|hectares?|km2|km²|sq ?km|square kilomet(?:re|er)s?|acres?)"
MOST_DIGITS = 12
"""Digits of a size before its point, in any unit; what has more is another number, or printed wrongly."""
FORMS = (
    (re.compile(rf"{NUMBER} ?{UNIT}?"), "exact"),
    (re.compile(rf"(?:at least|more than|over|>=?|≥) ?{NUMBER} ?{UNIT}?"), "low"),
    (re.compile(rf"(?:up to|at most|nearly|almost|less than|<=?|≤) ?{NUMBER} ?{UNIT}?"), "high"),
    (re.compile(rf"(?:about|around|some|approximately|c\.|ca\.|~) ?{NUMBER} ?{UNIT}?"), "about"),
)
NONE = frozenset({"none", "no", "zero", "nil"})


def read_area(cell: str, *, unit: str | None) -> Area | None:
    """Return how much ground a cell says, None where it says nothing; `unit` is that of bare numbers.

    Raises `UsageError` for a cell that says no size, and for a bare number where no unit was named.
    """
    said = " ".join(cell.split())
    plain = said.casefold()
    if plain in BLANK:
        return None
    if plain in NONE:
        return Area(low=0.0, high=0.0, words=said, unit=unit)
    for pattern, form in FORMS:
        if found := pattern.fullmatch(plain):
            told = _unit(found[2]) or unit
            if told is None:
                message = f"{said[:60]!r} has no unit: write 12 ha, or name the unit of the table (m2, ha, km2)"
                raise UsageError(message)
            value = _size(found[1])
            return area_in(
                told,
                None if form == "high" else value,
                None if form == "low" else value,
                words=said,
                qualifier=None if form == "exact" else plain[: found.start(1)].strip(),
            )
    message = (
        f"{said[:60]!r} is no size of ground: write 12.5 ha, 3,000 m2, at least 2 km2, 4 acres, 0, or leave it blank"
    )
    raise UsageError(message)


def _size(digits: str) -> float:
    """Return a size. Raises `UsageError` for one that is too large for ground."""
    plain = re.sub(r"[ ,']", "", digits)
    if len(plain.split(".")[0].lstrip("0")) > MOST_DIGITS:
        message = f"{digits[:60]!r} is too large for ground, which has up to {MOST_DIGITS} digits: look at the cell"
        raise UsageError(message)
    return float(plain)


def _unit(words: str | None) -> str | None:
    """Return the unit that words mean, None where there are none."""
    if words is None or words in SQUARE_METRES:
        return words
    if words.startswith("acre"):
        return "acre"
    if words.startswith(("ha", "hect")):
        return "ha"
    return "km2" if "k" in words else "m2"
