"""Search: words of reports in any script, names and whom they stand for, days and places, and what the desk keeps."""

from detente.desk.pages.search.routes import router

__all__ = ["router"]
