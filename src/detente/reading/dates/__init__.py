"""Dates: which days the words of a text name, and whether the lengths of time it states fit them."""

from detente.reading.dates.check_stage import CheckDates
from detente.reading.dates.stage import FindDates

__all__ = ["CheckDates", "FindDates"]
