"""How a report came in, held for the state of the record."""

from detente.desk.asked import Asked
from detente.exchange.intake_items import CameIn
from detente.exchange.intake_view import came_in
from detente.store import voices

__all__ = ["came_of"]


def came_of(asked: Asked, document: str) -> CameIn:
    """Return how a report came in: copies, versions, what was told before, what was left out and mended."""
    record, known = asked.record, asked.known_on
    voice = asked.held("voices", lambda: voices(record, known_on=known))
    return asked.held("came in", lambda: came_in(record, document, voice=voice, known_on=known), document)
