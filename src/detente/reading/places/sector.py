"""Reads where something was observed from a place: "3-6 km south-east of X" is a sector, X the observer's position."""

import re
from collections.abc import Iterator

from detente.reading.records import Sector

__all__ = ["bare_sectors", "sector_before"]

BEARINGS = {
    "north": 0.0, "north-north-east": 22.5, "north-east": 45.0, "east-north-east": 67.5,
    "east": 90.0, "east-south-east": 112.5, "south-east": 135.0, "south-south-east": 157.5,
    "south": 180.0, "south-south-west": 202.5, "south-west": 225.0, "west-south-west": 247.5,
    "west": 270.0, "west-north-west": 292.5, "north-west": 315.0, "north-north-west": 337.5,
}  # fmt: skip
SHORT = {"".join(part[0] for part in name.split("-")).upper(): name for name in BEARINGS}
WORD = r"(?:north|south|east|west)"
BEARING = rf"(?P<bearing>{WORD}(?:[- ]?{WORD}){{0,2}}(?:ern)?|[NSEW]{{1,3}})"
NUMBER = r"(?:\d{1,3}(?:[.,]\d{1,2})?)"
DISTANCE = (
    rf"(?P<near>{NUMBER})(?:\s?(?:-|–|to|and)\s?(?P<far>{NUMBER}))?\s?"
    rf"(?P<unit>km|kms|kilomet(?:re|er)s?|miles?|mi|met(?:re|er)s?|m)\b\.?\s+(?:to\s+the\s+)?{BEARING}"
)
BARE = re.compile(rf"(?<![\w.,]){DISTANCE}\b(?!\s+(?:of|from)\b)", re.IGNORECASE)
"""A distance and a direction as somebody tells them from where he stands: "at a distance of 3-6km south-east"."""
PATTERN = re.compile(
    rf"{DISTANCE}\s+(?:of|from)\s+"
    rf"(?:(?:the|a|an)\s+)?(?:(?:city|town|village|settlement|port|centre|center)\s+of\s+)?$",
    re.IGNORECASE,
)
KM = {"k": 1.0, "mi": 1.609, "m": 0.001}
REACH = 90
"""Characters before a place in which distance and bearing stand."""


def sector_before(text: str, start: int) -> Sector | None:
    """Return the sector that the words right before the place at `start` tell of, as seen from that place."""
    since = max(0, start - REACH)
    found = PATTERN.search(text[since:start])
    return _sector(found, since) if found else None


def bare_sectors(text: str) -> Iterator[Sector]:
    """Yield the sectors that are told without a place, as seen from wherever the observer is said to stand."""
    for found in BARE.finditer(text):
        sector = _sector(found, 0)
        if sector is not None:
            yield sector


def _sector(found: re.Match[str], since: int) -> Sector | None:
    bearing = _bearing(found["bearing"])
    if bearing is None:
        return None
    unit = found["unit"].lower()
    scale = KM["k"] if unit.startswith("k") else KM["mi"] if unit.startswith("mi") else KM["m"]
    near, far = (float(n.replace(",", ".")) * scale for n in (found["near"], found["far"] or found["near"]))
    low, high = sorted((near, far))
    return Sector(
        start=since + found.start(), end=since + found.end("bearing"), near_km=low, far_km=high, bearing=bearing
    )


def _bearing(words: str) -> float | None:
    """Return degrees clockwise from north: of "south-east", "southeast", "SE"."""
    if words.isupper():
        return BEARINGS.get(SHORT.get(words, ""))
    parts = re.findall(WORD, words.lower())
    return BEARINGS.get("-".join(parts))
