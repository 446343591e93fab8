"""How many reports, voices, independent sources and sides tell of an incident, and who each of them is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.incidents.account import Account

__all__ = ["Independence", "Source", "SpeakingSide", "Standing", "Voice", "independence"]

Standing = Literal["party", "monitor", "media", "other"]
"""What a source is to an incident: it took part, it monitors, it reports, or none of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Reports that are copies of one text, and who prints it."""

    id: str
    documents: tuple[str, ...]
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says so in the end, through whomever it reached the reports.

    `names` are the words that it goes by; `own` is whether it is a report's own voice.
    """

    name: str
    names: tuple[str, ...]
    country: str | None
    standing: Standing
    own: bool
    accounts: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingSide:
    """A party, a monitor or a third party that speaks of the incident, with the names of its sources."""

    name: str
    standing: Standing
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """So many reports, voices, independent sources and sides, each with who it is."""

    reports: tuple[str, ...]
    voices: tuple[Voice, ...]
    sources: tuple[Source, ...]
    sides: tuple[SpeakingSide, ...]


def independence(accounts: Sequence[Account], *, publishers: Mapping[str, str]) -> Independence:
    """Return who is behind an incident's accounts. `publishers` are names by document; a document may lack one."""
    raise NotImplementedError
