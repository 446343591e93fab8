"""Reads sentences with the model: who did what to whom, of which type and mode, how it stands; and who says what."""

from detente.reading.coding.candidates import MakeCandidates
from detente.reading.coding.stage import CodeSentences, EncodeSentences, HearSentences

__all__ = ["CodeSentences", "EncodeSentences", "HearSentences", "MakeCandidates"]
