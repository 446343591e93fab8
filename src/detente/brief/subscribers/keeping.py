"""What the desk's staff do with subscribers: each with who did it and why, kept beside the consents."""

import datetime as dt
from typing import Literal

from sqlalchemy import Connection

from detente.brief.settings import BriefSettings
from detente.brief.subscribers.addresses import Address
from detente.brief.subscribers.signing import BY_HAND, Asks, ask, forget_unconfirmed, refuse_untaken
from detente.brief.subscribers.wanted import Wanted
from detente.core.errors import UsageError
from detente.display.language import say
from detente.store.mail.consents import note_consent
from detente.store.mail.file import MailFile
from detente.store.mail.subscribers import (
    Choice,
    State,
    Subscriber,
    is_suppressed,
    lift_suppression,
    set_state,
    subscriber_at,
    subscriber_of,
)

__all__ = ["add_by_hand", "by_whom", "find_subscriber", "is_kept", "resume", "suspend", "wanted_of_all"]

LONGEST_NOTE = 500


def by_whom(name: str) -> str:
    """Return how a deed came that somebody of the desk did."""
    return f"{BY_HAND} ({name})"


def wanted_of_all(office: BriefSettings, editions: tuple[str, ...]) -> Wanted:
    """Return all of some editions, on the days and at the hour at which they come out."""
    chosen = [office.edition(one) for one in editions or (None,)]
    return Wanted(
        choices=tuple(Choice(edition=one.id, days=one.days) for one in chosen), hour=chosen[0].hour,
        zone=chosen[0].zone,
    )  # fmt: skip


def add_by_hand(
    file: MailFile,
    address: Address,
    wanted: Wanted,
    office: BriefSettings,
    *,
    note: str,
    by: str,
    now: dt.datetime,
    again: bool = False,
) -> Literal["new", "known", "again"]:
    """Ask somebody to confirm what they asked for by word of mouth; nothing is sent to them before they do.

    Raises `UsageError` without a note of how they asked for it; for an address that the mail server does not take; and
    where the address asked not to be written to, but for one that asked to be written to `again`.
    """
    told = _note(note, say("Say how they asked for it: when, by which way, to whom."))
    with file.writing() as connection:
        refuse_untaken(connection, address)
        forget_unconfirmed(connection, now=now)
        if again:
            lift_suppression(connection, address.folded)
        if is_suppressed(connection, address.folded):
            raise UsageError(say("This address ended it, or asked not to be written to again. Nothing was sent."))
        found = subscriber_at(connection, address.folded)
        if found is not None and found.state == "suspended":
            raise UsageError(say("This address is suspended. Resume it first, if letters reach it again."))
        return ask(connection, Asks(address=address, wanted=wanted, how=by_whom(by), note=told), office, now=now)


def suspend(connection: Connection, found: Subscriber, *, reason: str, by: str, now: dt.datetime) -> None:
    """Send somebody nothing until they are resumed. Raises `UsageError` without a reason, and where nothing is sent."""
    told = _note(reason, say("Say why."))
    if found.state not in {"confirmed", "pending"}:
        raise UsageError(say("Nothing is sent to this address as it is."))
    set_state(connection, found.id, "suspended", why=f"{BY_HAND}: {told}", now=now)
    note_consent(connection, found.id, "suspended", how=by_whom(by), now=now, choice={"note": told})


def resume(connection: Connection, found: Subscriber, *, reason: str, by: str, now: dt.datetime) -> None:
    """Send somebody letters again who was suspended. Raises `UsageError` without a reason, and for others.

    Who ended it themselves signs up again themselves; and so does who had not confirmed it yet.
    """
    told = _note(reason, say("Say why."))
    if found.state != "suspended":
        raise UsageError(say("Only who was suspended is resumed. Who ended it signs up again."))
    if found.folded is None or is_suppressed(connection, found.folded):
        raise UsageError(say("This address ended it, or asked not to be written to again. Nothing was sent."))
    note_consent(connection, found.id, "resumed", how=by_whom(by), now=now, choice={"note": told})
    back: State = "confirmed" if found.confirmed_at is not None else "pending"
    set_state(connection, found.id, back, why="", now=now)


def find_subscriber(connection: Connection, who: str, address: Address | None) -> Subscriber | None:
    """Return the subscriber of an id or an address; None where there is none of whom anything is kept."""
    found = subscriber_at(connection, address.folded) if address else subscriber_of(connection, who)
    return found if is_kept(found) else None


def is_kept(found: Subscriber | None) -> bool:
    """Say whether anything is kept of somebody but that letters were sent."""
    return found is not None and found.state != "erased"


def _note(given: str, missing: str) -> str:
    told = " ".join(given.split())[:LONGEST_NOTE]
    if not told:
        raise UsageError(missing)
    return told
