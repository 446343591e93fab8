"""An observation as the ceasefires' registry reads it: the record's own view of one has all of this."""

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from detente.core.spans import Span

__all__ = ["Observed"]


class Observed(Protocol):
    """An observation of a field report; None for what its form leaves blank. Times are in UTC."""

    @property
    def document_id(self) -> str:
        """Id of the document that it stands in."""

    @property
    def observer(self) -> str:
        """Who observed."""

    @property
    def mission(self) -> str | None:
        """Whose observer it is."""

    @property
    def place(self) -> str | None:
        """Where the observer stood, as the team calls it."""

    @property
    def lat(self) -> float | None:
        """Latitude of where the observer stood."""

    @property
    def lon(self) -> float | None:
        """Longitude of it."""

    @property
    def time_from(self) -> dt.datetime:
        """When it was, or began."""

    @property
    def time_to(self) -> dt.datetime | None:
        """When it ended, None of a moment."""

    @property
    def method(self) -> str:
        """How it is known, by its code."""

    @property
    def told_by(self) -> str | None:
        """Who told it, where it was told."""

    @property
    def what(self) -> str:
        """What it was, by its code."""

    @property
    def found_nothing(self) -> bool:
        """Whether nothing was observed: a finding, and no gap."""

    @property
    def count_low(self) -> int | None:
        """How many at least."""

    @property
    def count_high(self) -> int | None:
        """How many at most."""

    @property
    def count_words(self) -> str | None:
        """The words that say how many."""

    @property
    def bearing(self) -> float | None:
        """Degrees from north, clockwise."""

    @property
    def bearing_words(self) -> str | None:
        """The words that say in which direction."""

    @property
    def near_km(self) -> float | None:
        """The shorter distance."""

    @property
    def far_km(self) -> float | None:
        """The longer distance, the same where one is told."""

    @property
    def who(self) -> str | None:
        """Who did it, as the observer recognised or was told."""

    @property
    def weather(self) -> str | None:
        """Fog, rain, wind, light, in words."""

    @property
    def visibility(self) -> str | None:
        """How far one could see, in words."""

    @property
    def not_visited(self) -> str | None:
        """An area that could not be visited."""

    @property
    def why_not(self) -> str | None:
        """Why it could not."""

    @property
    def words(self) -> Mapping[str, Span]:
        """Where in the document's text the words of each value stand."""
