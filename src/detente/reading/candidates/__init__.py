"""Finds the words that may tell of an event, and who does what to whom in them."""

from detente.reading.candidates.find import FindCandidates

__all__ = ["FindCandidates"]
