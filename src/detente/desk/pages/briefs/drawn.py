"""The pictures of a brief's letter: those of the desk, drawn from what the brief's level sees."""

from detente.brief.brief import Brief
from detente.brief.letter.letter import Picture
from detente.brief.letter.pictures import draw_pictures
from detente.brief.pictures import pictures_of
from detente.desk.asked import Asked, records_of

__all__ = ["drawn_for"]


def drawn_for(asked: Asked, brief: Brief) -> tuple[Picture, ...]:
    """Return the pictures of a brief, held as long as the record stays as it is."""
    record = records_of(asked.request).seen_at(brief.level)
    return asked.held("brief pictures", lambda: draw_pictures(pictures_of(brief, record)), brief.id, brief.until)
