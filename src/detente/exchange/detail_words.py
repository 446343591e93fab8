"""Places, quantities and checks in words, as the page and the tables of the command line give them."""

import json
from functools import cache
from importlib import resources

from detente.exchange.page_words import Json

__all__ = [
    "check_in_words",
    "figure_as_said",
    "figure_in_words",
    "inferred_in_words",
    "place_in_words",
    "precision_in_words",
    "sector_in_words",
    "share_in_words",
]

COMPASS = (
    "north", "north-north-east", "north-east", "east-north-east", "east", "east-south-east", "south-east",
    "south-south-east", "south", "south-south-west", "south-west", "west-south-west", "west", "west-north-west",
    "north-west", "north-north-west",
)  # fmt: skip
PRECISIONS = {"city": "town or city", "admin1": "province"}
CHECKS = {True: "agrees", False: "contradicts", None: "one end only"}
METRES = 1000


def sector_in_words(sector: Json | None) -> str | None:
    """Return where something was observed from a place: "3–6 km south-east of"; None for no sector."""
    if sector is None:
        return None
    near, far = sector["near_km"], sector["far_km"]
    unit, scale = ("m", METRES) if far < 1 else ("km", 1)
    ends = dict.fromkeys(f"{round(end * scale, 1):g}" for end in (near, far))
    bearing = COMPASS[round(sector["bearing"] * len(COMPASS) / 360) % len(COMPASS)]
    return f"{'–'.join(ends)} {unit} {bearing} of"


def place_in_words(place: Json) -> str:
    """Return a place's name, with where from it something was observed."""
    sector = sector_in_words(place.get("sector"))
    return f"{sector} {place['name']}" if sector else str(place["name"])


def precision_in_words(place: Json) -> str:
    """Say how exactly a place is known; where it has no point, why not."""
    precision, count = place.get("precision"), place.get("candidates") or 0
    if precision:
        return str(PRECISIONS.get(precision, precision))
    if count > 1:
        return f"not sure which of {count}"
    return "not sure of the one known" if count else "not located"


def share_in_words(score: float | None) -> str | None:
    """Return a likelihood as a share of a hundred; only what is certain is all of it."""
    if score is None:
        return None
    whole = round(score * 100)
    return f"{whole if score in (0, 1) else min(max(whole, 1), 99)}\u00a0%"


def inferred_in_words(entity: Json) -> str | None:
    """Say from what an entity's country or sectors are inferred; None where words of the report give them."""
    reason = entity.get("inferred")
    return f"inferred: {reason}" if reason else None


def check_in_words(agrees: bool | None) -> str:  # noqa: FBT001 - the record's own three values
    """Say how a length of time stands to the dates it was held against."""
    return CHECKS[agrees]


def figure_in_words(quantity: Json) -> str:
    """Return a quantity's value or bounds; a count that the text does not give is "no figure", and never 0."""
    value, low, high = (quantity.get(k) for k in ("value", "low", "high"))
    if value is not None:
        return _number(value)
    if low is not None and high is not None:
        return f"{_number(low)} to {_number(high)}"
    if low is not None:
        return f"{'more than' if _is_said(quantity, 'above') else 'at least'} {_number(low)}"
    if high is None:
        return "no figure"
    below = "less than" if quantity.get("unit") else "fewer than"
    return f"{below if _is_said(quantity, 'below') else 'at most'} {_number(high)}"


def figure_as_said(quantity: Json) -> str:
    """Return a quantity with its unit, and with the words that say how exact it is: "120 (about)".

    A bound says by itself that it is one, so its words are not repeated.
    """
    figure = " ".join(filter(None, (figure_in_words(quantity), quantity.get("unit"))))
    is_bound = (quantity.get("low") is None) != (quantity.get("high") is None)
    said = None if is_bound else quantity.get("qualifier")
    return f"{figure} ({said[0].lower()}{said[1:]})" if said else figure


def _is_said(quantity: Json, side: str) -> bool:
    """Say whether a qualifier of the text leaves the bound itself out."""
    said = (quantity.get("qualifier") or "").lower().split("; ")
    return any(words in _bounds()[side] for words in said)


def _number(value: float) -> str:
    if isinstance(value, float) and not value.is_integer():  # infinities too: larger than any column
        return f"{value:g}"
    return f"{int(value):,}".replace(",", "\u202f")


@cache
def _bounds() -> dict[str, frozenset[str]]:
    path = resources.files("detente.exchange") / "templates" / "bounds.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    return {side: frozenset(data[side]) for side in ("below", "above")}
