"""Where something is said to have been: a name, a sector, a line or an area, and never a point that nobody told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Locality", "LocalityKind"]

LocalityKind = Literal["named", "point", "sector", "line", "area"]
"""What is known of it: its name only, a point, a sector seen from a point, a stretch of a line, an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality:
    """A place as it was told. `geometry` is GeoJSON (WGS 84, longitude first), None where only a name is known.

    `radius_km` is how far what is meant may lie from the geometry; `of` is the id of the ceasefire's own line or area
    that it lies on or in, None where it was not told which.
    """

    words: str
    kind: LocalityKind = "named"
    geometry: Mapping[str, Any] | None = None
    radius_km: float | None = None
    of: str | None = None
