"""What the desk's watches call places and countries, held for whoever asks."""

from detente.desk.asked import Asked
from detente.display.placed import Convention, convention_in

__all__ = ["convention_of"]


def convention_of(asked: Asked) -> Convention:
    """Return the convention of the desk."""
    return asked.held("convention", lambda: convention_in(asked.record, known_on=asked.known_on))
