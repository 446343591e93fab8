"""The stage that holds the lengths of time a text states against the dates it gives."""

from collections.abc import Iterator
from datetime import date

from detente.reading.dates.checks import check_dates
from detente.reading.reading import Reading
from detente.reading.records import DateCheck

__all__ = ["CheckDates"]


class CheckDates:
    """Holds durations, counts between events and anniversaries against dates; both outcomes are kept."""

    name, version = "checks", "1"
    needs: tuple[str, ...] = ("published", "dates")
    adds = "checks"

    def __call__(self, reading: Reading, /) -> Iterator[DateCheck]:
        """Yield the checks that a text allows, in order."""
        stated = reading.published
        exact = stated is not None and stated.first is not None and stated.first == stated.last
        day = date.fromisoformat(stated.first) if exact and stated and stated.first else None
        yield from check_dates(reading.text, reading.dates, published=day)
