"""How much: numbers of people, things and money in a text, as exact as the words are and no more."""

from detente.reading.quantities.stage import FindQuantities

__all__ = ["FindQuantities"]
