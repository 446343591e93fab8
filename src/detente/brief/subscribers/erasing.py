"""Erasing a person: the address is overwritten, and that letters were sent stays without them."""

import datetime as dt

from sqlalchemy import Connection

from detente.brief.subscribers.signing import forget_unconfirmed
from detente.store.mail.consents import note_consent
from detente.store.mail.erased import ended_before, erase_subscriber, forget_pages
from detente.store.mail.file import MailFile
from detente.store.mail.subscribers import subscriber_of, suppress

__all__ = ["ENDED", "KEPT_ENDED", "NEVER_AGAIN", "erase", "erase_ended", "forget_due"]

NEVER_AGAIN = "asked not to be written to"
ENDED = "ended"
COMPLAINED = "complaint"
KEPT_ENDED = dt.timedelta(days=30)
"""So long the address stays of who ended it."""


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


def erase_ended(connection: Connection, *, now: dt.datetime) -> int:
    """Erase whoever ended it long enough ago, but for a hash of the address, and return how many.

    The desk does not write to them again by itself: adding them by hand takes word that they ask for it. They may sign
    up again themselves; who complained of a letter may not be signed up by anybody.
    """
    found = ended_before(connection, now - KEPT_ENDED)
    for one in found:
        if one.folded is not None:
            suppress(connection, one.folded, why=ENDED, now=now, for_good=one.why == COMPLAINED)
        erase_subscriber(connection, one.id, now=now)
        note_consent(connection, one.id, "erased", how="time", now=now)
    return len(found)


def forget_due(file: MailFile, *, now: dt.datetime) -> int:
    """Forget whom nobody confirmed in time, and erase who ended it long ago; return how many of the latter."""
    with file.writing() as connection:
        forget_unconfirmed(connection, now=now)
        erased = erase_ended(connection, now=now)
    if erased:
        forget_pages(file)
    return erased
