"""A brief as a file: its letter as it was put up, else as it would be sent now."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.brief.kept import KeptBrief
    from detente.brief.letter.files import Form
    from detente.brief.letter.letter import Letter
    from detente.brief.settings import BriefSettings

__all__ = ["filed"]


def filed(folder: Path, kept: "KeptBrief", form: "Form") -> bytes:
    """Return the letter of a brief as a file, but for the links that are each reader's own.

    Its pictures are drawn from what the brief's level sees. Raises `UsageError` where its edition is not set any more,
    and for a message where no mail is set up.
    """
    from detente.brief.letter.files import as_file
    from detente.brief.mail.turn import mail_of
    from detente.brief.settings import read_brief_settings

    settings = read_brief_settings(folder)
    if form == "eml":
        mail_of(settings)
    letter = _put_up(folder, kept) or _set(folder, kept, settings)
    approval = kept.brief.approval
    return as_file(letter, settings, form, date=dt.datetime.fromisoformat(approval.at) if approval else kept.made_at)


def _put_up(folder: Path, kept: "KeptBrief") -> "Letter | None":
    from detente.brief.letter.approving import as_letter
    from detente.brief.letter.setting import letter_id
    from detente.store.mail.file import MAIL, open_mail
    from detente.store.mail.letters import letter_of

    if not (folder / MAIL).is_file():
        return None
    with open_mail(folder / MAIL) as file, file.reading() as connection:
        found = letter_of(connection, letter_id(kept.brief.id, kept.revision))
    return as_letter(found) if found is not None else None


def _set(folder: Path, kept: "KeptBrief", settings: "BriefSettings") -> "Letter":
    from detente.brief.letter.pictures import draw_pictures
    from detente.brief.letter.setting import set_letter
    from detente.brief.pictures import pictures_of
    from detente.cli.init import record_path
    from detente.store import open_record

    edition = settings.edition(kept.brief.edition)
    with open_record(record_path(folder), read_only=True, level=kept.brief.level) as seen:
        pictures = draw_pictures(pictures_of(kept.brief, seen))
    return set_letter(kept.brief, settings, edition, pictures, revision=kept.revision)
