"""What ends or suspends a subscription without its reader having said so here: an address that is none, a complaint."""

import datetime as dt

from sqlalchemy import Connection

from detente.brief.subscribers.ending import end_all
from detente.store.mail.consents import note_consent
from detente.store.mail.subscribers import set_state, subscriber_of

__all__ = ["end_complained", "suspend_address"]


def suspend_address(connection: Connection, subscriber: str, *, why: str, now: dt.datetime) -> None:
    """Write to an address no more until somebody resumes it, and note why. What is ended or erased stays so."""
    found = subscriber_of(connection, subscriber)
    if found is None or found.state not in {"pending", "confirmed"}:
        return
    set_state(connection, subscriber, "suspended", why=why, now=now)
    note_consent(connection, subscriber, "suspended", how="bounce", now=now, choice={"note": why})


def end_complained(connection: Connection, subscriber: str, *, now: dt.datetime) -> None:
    """End all that is sent to who complained of a letter to whoever keeps their mail."""
    found = subscriber_of(connection, subscriber)
    if found is not None and found.state not in {"ended", "erased"}:
        end_all(connection, found, how="complaint", now=now)
