"""The file of mail, and how it is opened: only its owner can read it."""

from pathlib import Path

from detente.store.mail.tables import metadata
from detente.store.own_file import Held, OwnFile, open_own

__all__ = ["MAIL", "MailFile", "open_mail"]

MAIL = "mail.sqlite"
"""What the file is called, in the folder of the record."""
FORM = 1
HELD = Held(what="mail", application_id=0x64744E4D, form=FORM, tables=metadata)
MailFile = OwnFile


def open_mail(path: Path) -> MailFile:
    """Open the file of mail, made where there is none.

    Raises `RecordError` where others than its owner may read it, `RecordBroken` where it is another file,
    `RecordTooNew` where a later version wrote it.
    """
    return open_own(path, HELD)
