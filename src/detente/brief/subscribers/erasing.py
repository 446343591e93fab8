"""Erasing a person: the address is overwritten, and that letters were sent stays without them."""

import datetime as dt

from detente.store.mail.consents import note_consent
from detente.store.mail.erased import erase_subscriber, forget_pages
from detente.store.mail.file import MailFile
from detente.store.mail.subscribers import subscriber_of, suppress

__all__ = ["NEVER_AGAIN", "erase"]

NEVER_AGAIN = "asked not to be written to"


def erase(file: MailFile, id_: str, *, how: str, never_again: bool = False, now: dt.datetime) -> bool:
    """Erase what is kept of a subscriber, and say whether there was anything.

    With `never_again` a hash of the address stays, by the key of this file alone, so that nobody can sign it up.
    """
    with file.writing() as connection:
        found = subscriber_of(connection, id_)
        if found is None or found.folded is None:
            return False
        if never_again:
            suppress(connection, found.folded, why=NEVER_AGAIN, now=now, for_good=True)
        erase_subscriber(connection, id_, now=now)
        note_consent(connection, id_, "erased", how=how, now=now)
    forget_pages(file)
    return True
