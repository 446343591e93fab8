"""The map: incidents where they are told to have been, with the table behind it."""

from detente.desk.pages.incident_map.routes import router

__all__ = ["router"]
