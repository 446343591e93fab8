"""What the measured figures stand on: the data, how far people agree on it, and what the reader does badly."""

import functools
from dataclasses import dataclass

from detente.knowledge.files import about, read_json, read_toml

__all__ = ["Agreed", "DataSet", "Known", "Weakness", "load_known"]

AGREEMENT, KNOWN = "accuracy/agreement.json", "accuracy/known.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """What a section is measured on, who coded it, and what was learnt or chosen by it."""

    section: str
    what: str
    coded: str
    tuned: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """Something that is known to be done badly."""

    area: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """How far two people agree on a field: Krippendorff's alpha, over so many units."""

    field: str
    alpha: float
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All of it; `items` were coded twice, `agreed_on` is the day on which agreement was worked out."""

    data: tuple[DataSet, ...]
    weak: tuple[Weakness, ...]
    agreed: tuple[Agreed, ...]
    items: int
    agreed_on: str


@functools.cache
def load_known() -> Known:
    """Return what ships. Raises `KnowledgeError` where a file is missing or malformed."""
    told, agreed = read_toml(KNOWN), read_json(AGREEMENT)
    return Known(
        data=tuple(DataSet(**row) for row in told["data"]),
        weak=tuple(Weakness(**row) for row in told["weak"]),
        agreed=tuple(Agreed(**row) for row in agreed["fields"]),
        items=agreed["items"],
        agreed_on=about(AGREEMENT)["date"],
    )
