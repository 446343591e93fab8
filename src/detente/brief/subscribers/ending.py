"""Unsubscribing: at once, by a link that never expires; undone by the same link until the day ends."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from sqlalchemy import Connection

from detente.brief.subscribers.links import Unsubscribing
from detente.brief.subscribers.wanted import Wanted, as_kept, read_wanted
from detente.store.mail.consents import Consent, consents_of, note_consent
from detente.store.mail.subscribers import (
    Choice,
    Subscriber,
    choices_of,
    drop_choice,
    set_choice,
    set_state,
    subscriber_of,
)

__all__ = ["Standing", "end", "end_all", "standing", "undo"]

CHOOSES = frozenset({"confirmed", "changed", "ended", "resumed"})
"""Deeds after which somebody is sent something else than before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it stands with a subscriber and an edition: whether it is sent to them, and what undoing would bring back.

    `subscriber` is None where nothing is kept of them any more.
    """

    subscriber: Subscriber | None
    is_sent: bool
    undo: Choice | None = None


def standing(connection: Connection, link: Unsubscribing, *, now: dt.datetime) -> Standing:
    """Return how it stands with what a link is for."""
    found = subscriber_of(connection, link.subscriber)
    if found is None or found.state == "erased":
        return Standing(subscriber=None, is_sent=False)
    chosen = any(one.edition == link.edition for one in choices_of(connection, found.id))
    back = None if chosen else _undoable(consents_of(connection, found.id), link.edition, found, now=now)
    return Standing(subscriber=found, is_sent=chosen and found.state == "confirmed", undo=back)


def end(connection: Connection, link: Unsubscribing, *, how: str, now: dt.datetime) -> None:
    """Send somebody nothing more of an edition. Done twice it is done once; of who is gone nothing is noted."""
    found = subscriber_of(connection, link.subscriber)
    if found is None:
        return
    ended = drop_choice(connection, found.id, link.edition)
    if ended is None:
        return
    _note_ended(connection, found, (ended,), how=how, now=now)
    if not choices_of(connection, found.id):
        set_state(connection, found.id, "ended", why=how, now=now)


def end_all(connection: Connection, found: Subscriber, *, how: str, now: dt.datetime) -> None:
    """Send somebody nothing more."""
    chosen = choices_of(connection, found.id)
    for one in chosen:
        drop_choice(connection, found.id, one.edition)
    if chosen or found.state in {"pending", "suspended"}:
        _note_ended(connection, found, chosen, how=how, now=now)
        set_state(connection, found.id, "ended", why=how, now=now)


def undo(connection: Connection, link: Unsubscribing, *, now: dt.datetime) -> bool:
    """Bring back what was ended today by the same link, and say whether there was anything."""
    stands = standing(connection, link, now=now)
    if stands.subscriber is None or stands.undo is None:
        return False
    found = stands.subscriber
    set_choice(connection, found.id, stands.undo)
    if found.state == "ended":
        set_state(connection, found.id, "confirmed", why="", now=now)
    wanted = Wanted(choices=(stands.undo,), hour=found.hour, zone=found.zone)
    note_consent(connection, found.id, "resumed", how="undone", now=now, choice=as_kept(wanted))
    return True


def _note_ended(
    connection: Connection, found: Subscriber, ended: tuple[Choice, ...], *, how: str, now: dt.datetime
) -> None:
    wanted = Wanted(choices=ended, hour=found.hour, zone=found.zone)
    note_consent(connection, found.id, "ended", how=how, now=now, choice=as_kept(wanted))


def _undoable(
    consents: tuple[Consent, ...], edition: str, found: Subscriber, *, now: dt.datetime
) -> Choice | None:
    """Return what was chosen of an edition until it was ended today, by the day of the subscriber."""
    kept = ((one, read_wanted(one.choice)) for one in reversed(consents) if one.deed in CHOOSES)
    of_it = (
        (one, choice) for one, wanted in kept if wanted for choice in wanted.choices if choice.edition == edition
    )
    last = next(of_it, None)
    if last is None or last[0].deed != "ended" or found.state not in {"ended", "confirmed"}:
        return None
    zone = zoneinfo.ZoneInfo(found.zone)
    return last[1] if last[0].at.astimezone(zone).date() == now.astimezone(zone).date() else None
