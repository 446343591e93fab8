"""Confirming what was asked: by a link that only the owner of the address has, once, within two days."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from detente.brief.subscribers.tokens import read
from detente.brief.subscribers.wanted import Wanted, as_kept, read_wanted
from detente.store.mail.consents import Consent, consent_of, consents_of, is_answered, note_consent, terms_of
from detente.store.mail.subscribers import (
    Choice,
    Subscriber,
    choices_of,
    lift_suppression,
    set_choice,
    set_hour,
    set_state,
    subscriber_of,
)

__all__ = ["Confirmable", "Over", "confirm", "confirmable"]

Over = Literal["used", "late", "undone"]
"""Why a link of ours confirms nothing: it did already, it is too old, or what was asked was ended since."""
ENDS = frozenset({"ended", "suspended", "erased"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmable:
    """What a link would confirm: what is wanted, in place of what is sent so far, under which terms."""

    subscriber: Subscriber
    number: int
    wanted: Wanted
    so_far: tuple[Choice, ...]
    terms: str
    terms_hash: str | None


def confirmable(connection: Connection, key: bytes, token: str, *, now: dt.datetime) -> Confirmable | Over | None:
    """Return what a link would confirm, or why it confirms nothing any more; None for what is no link of ours."""
    found = read(key, "confirm", token)
    if found is None:
        return None
    id_, number, until = found[0], int(found[1]), dt.datetime.fromtimestamp(int(found[2]), dt.UTC)
    if is_answered(connection, number):
        return "used"
    if now > until:
        return "late"
    asked, subscriber = consent_of(connection, number), subscriber_of(connection, id_)
    wanted = read_wanted(asked.choice) if asked else None
    if asked is None or wanted is None or subscriber is None or asked.subscriber != id_ or _is_ended(connection, asked):
        return "undone"
    return Confirmable(
        subscriber=subscriber, number=number, wanted=wanted, so_far=choices_of(connection, id_),
        terms=terms_of(connection, asked.terms or "") or "", terms_hash=asked.terms,
    )  # fmt: skip


def confirm(connection: Connection, key: bytes, token: str, *, now: dt.datetime) -> Confirmable | Over | None:
    """Let what was asked count from now on, and return it; or why nothing was done. It counts once.

    Editions that were chosen before and are not asked for stay as they are.
    """
    found = confirmable(connection, key, token, now=now)
    if not isinstance(found, Confirmable):
        return found
    id_ = found.subscriber.id
    note_consent(
        connection, id_, "confirmed", how="letter", now=now, terms=found.terms_hash, choice=as_kept(found.wanted),
        answers=found.number,
    )  # fmt: skip
    set_state(connection, id_, "confirmed", why="", now=now, confirmed=True)
    if found.subscriber.folded is not None:  # they ended it once, and begin it again themselves
        lift_suppression(connection, found.subscriber.folded, for_good=False)
    set_hour(connection, id_, hour=found.wanted.hour, zone=found.wanted.zone, now=now)
    for choice in found.wanted.choices:
        set_choice(connection, id_, choice)
    return found


def _is_ended(connection: Connection, asked: Consent) -> bool:
    """Say whether it was ended after it was asked: a letter from before does not begin it again."""
    return any(one.deed in ENDS for one in consents_of(connection, asked.subscriber) if one.number > asked.number)
