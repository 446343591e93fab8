"""What somebody changes of what is sent to them, by a link that they were sent."""

import datetime as dt

from sqlalchemy import Connection

from detente.brief.settings import BriefSettings
from detente.brief.subscribers.ending import end_all
from detente.brief.subscribers.wanted import Wanted, as_kept
from detente.core.errors import UsageError
from detente.display.language import say
from detente.store.mail.consents import keep_terms, note_consent
from detente.store.mail.subscribers import (
    Subscriber,
    choices_of,
    drop_choice,
    set_choice,
    set_hour,
    set_state,
)

__all__ = ["HOW", "change"]

HOW = "preferences"


def change(
    connection: Connection, found: Subscriber, wanted: Wanted, office: BriefSettings, *, now: dt.datetime
) -> None:
    """Send somebody what they want from now on, in place of what they were sent; nothing, where they want nothing.

    Who had ended it begins again, under the terms that are shown now: the link itself was sent to their address. Raises
    `UsageError` where nothing was confirmed yet.
    """
    if found.state not in {"confirmed", "ended", "suspended"} or found.confirmed_at is None:
        raise UsageError(say("Nothing was confirmed yet: use the link in the letter that asks you to."))
    if not wanted.choices:
        end_all(connection, found, how=HOW, now=now)
        return
    for one in choices_of(connection, found.id):
        drop_choice(connection, found.id, one.edition)
    for choice in wanted.choices:
        set_choice(connection, found.id, choice)
    set_hour(connection, found.id, hour=wanted.hour, zone=wanted.zone, now=now)
    begins_again = found.state == "ended"
    if begins_again:
        set_state(connection, found.id, "confirmed", why="", now=now, confirmed=True)
    note_consent(
        connection, found.id, "resumed" if begins_again else "changed", how=HOW, now=now, choice=as_kept(wanted),
        terms=keep_terms(connection, office.terms) if begins_again else None,
    )  # fmt: skip
