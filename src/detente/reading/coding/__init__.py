"""Codes sentences with the model: who did what to whom, of which type and mode, how it stands."""

from detente.reading.coding.candidates import MakeCandidates
from detente.reading.coding.stage import CodeSentences

__all__ = ["CodeSentences", "MakeCandidates"]
