"""Who and what a text speaks of."""

from detente.reading.mentions.stage import FindMentions

__all__ = ["FindMentions"]
