"""Where the toponyms of a text lie."""

from detente.reading.places.stage import FindPlaces

__all__ = ["FindPlaces"]
