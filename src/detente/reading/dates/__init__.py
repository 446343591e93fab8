"""When: the calendar expressions of a text, and the days they name where those can be told."""

from detente.reading.dates.stage import FindDates

__all__ = ["FindDates"]
