"""What the desk knows of the mail of its briefs: what is set, and the file of mail, where they are there."""

import contextlib
from collections.abc import Collection, Iterator, Mapping

from detente.brief.kept import LOOKED_BACK
from detente.brief.settings import BRIEF, BriefSettings, read_brief_settings
from detente.core.errors import DetenteError, UsageError
from detente.desk.asked import Asked
from detente.display.language import say
from detente.store.mail.file import MAIL, MailFile, open_mail
from detente.store.mail.letters import KeptLetter, deliveries_of, letter_of

__all__ = ["looked_back", "open_post", "sent_of", "settings_of", "settings_to_send", "the_letter"]


def settings_of(asked: Asked) -> BriefSettings | None:
    """Return what is set for briefs; None where nothing is, or it cannot be read."""
    if not (asked.settings.folder / BRIEF).is_file():
        return None
    try:
        return read_brief_settings(asked.settings.folder)
    except UsageError:
        return None


def looked_back(asked: Asked) -> int:
    """Return over how many days briefs may put earlier ones right: the most that an edition is set to look back.

    Never fewer than are looked back where nothing is set: an edition may look back less than it did.
    """
    settings = settings_of(asked)
    return max((LOOKED_BACK, *(one.look_back for one in settings.editions))) if settings is not None else LOOKED_BACK


def settings_to_send(asked: Asked, edition: str) -> BriefSettings:
    """Return what is set, to set a letter by. Raises `UsageError` in the desk's own words where that cannot be done."""
    found = settings_of(asked)
    if found is None or not any(one.id == edition for one in found.editions):
        message = say(
            "The letter of this brief cannot be set: what is set for briefs on this machine does not name its edition, "
            "or cannot be read. Whoever keeps the machine has to mend it; nothing was changed."
        )
        raise UsageError(message)
    return found


@contextlib.contextmanager
def open_post(asked: Asked, *, new: bool = False) -> Iterator[MailFile | None]:
    """Open the file of mail; where there is none it is made for somebody who puts a letter there, else it is None."""
    path = asked.settings.folder / MAIL
    if not new and not path.is_file():
        yield None
        return
    try:
        opened = open_mail(path)
    except DetenteError as error:
        message = say("The letters of this desk cannot be read. Whoever keeps the machine has to look at their file.")
        raise UsageError(message) from error
    with opened:
        yield opened


def the_letter(asked: Asked, id_: str) -> KeptLetter | None:
    """Return a letter as it was put up; None where it was not."""
    with open_post(asked) as mail:
        if mail is None:
            return None
        with mail.reading() as connection:
            return letter_of(connection, id_)


def sent_of(asked: Asked, briefs: Collection[str]) -> Mapping[str, Mapping[str, int]]:
    """Return by brief how many deliveries of its letters stand in which state."""
    with open_post(asked) as mail:
        if mail is None:
            return {}
        with mail.reading() as connection:
            return deliveries_of(connection, briefs)
