"""Which mentions speak of one and the same."""

from detente.reading.entities.stage import LinkEntities

__all__ = ["LinkEntities"]
