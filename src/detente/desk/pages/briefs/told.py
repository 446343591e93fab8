"""A brief as whoever asks is told it: the desk's staff see who of them did what, and others read of the desk."""

from collections.abc import Iterable
from dataclasses import replace

from detente.brief.kept import KeptBrief
from detente.brief.letter.unnamed import unnamed
from detente.desk.asked import Asked
from detente.desk.pages.briefs.post import settings_of

__all__ = ["names_editors", "told_of"]


def told_of(asked: Asked, found: Iterable[KeptBrief]) -> tuple[KeptBrief, ...]:
    """Return briefs as whoever asks is told them."""
    if asked.viewer.level == "internal":
        return tuple(found)
    keeps = names_editors(asked)
    return tuple(replace(one, brief=unnamed(one.brief, keeps_words=keeps)) for one in found)


def names_editors(asked: Asked) -> bool:
    """Say whether an editor's own words go out with the editor's name."""
    settings = settings_of(asked)
    return settings is not None and settings.names_editors
