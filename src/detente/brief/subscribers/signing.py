"""Signing up: what is asked is kept and put to the owner of the address, and counts once they confirm it.

Nobody is told whether an address is known. Who asks again, or asks too often, is answered the same.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from detente.brief.settings import BriefSettings
from detente.brief.subscribers.addresses import Address
from detente.brief.subscribers.letters import Asking, set_asking
from detente.brief.subscribers.links import CONFIRM_HOLDS, Links
from detente.brief.subscribers.wanted import Wanted, as_kept
from detente.core.errors import UsageError
from detente.display.language import say
from detente.store.mail.abilities import BEYOND_ASCII, ability_of
from detente.store.mail.askings import count_asking
from detente.store.mail.confirmations import put_up_confirmation
from detente.store.mail.consents import consents_of, keep_terms, note_consent
from detente.store.mail.erased import drop_subscriber, unconfirmed
from detente.store.mail.file import MailFile
from detente.store.mail.keys import LINKS, drawn_key
from detente.store.mail.subscribers import (
    State,
    Subscriber,
    add_subscriber,
    choices_of,
    is_suppressed,
    set_state,
    subscriber_at,
    subscriber_of,
)

__all__ = [
    "BY_HAND", "FROM_NETWORK", "TO_ADDRESS", "TO_ADDRESS_LATELY", "AskedTooOften", "Asks", "ask",
    "forget_unconfirmed", "refuse_untaken", "sign_up",
]  # fmt: skip

TO_ADDRESS, TO_ADDRESS_LATELY, FROM_NETWORK = 3, 6, 20
"""Letters of confirmation that go out: to one address in a day and in a month, and in a day for one network."""
BY_HAND = "desk"
"""Begins `Subscriber.why` of one whom the desk's staff suspended, and how a deed came that they did."""


class AskedTooOften(UsageError):
    """More was asked from one network than may be in a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What is asked: that this be sent there; how it came; of the desk's staff, why."""

    address: Address
    wanted: Wanted
    how: str = "form"
    note: str = ""


def sign_up(file: MailFile, asks: Asks, office: BriefSettings, *, network: str, now: dt.datetime) -> None:
    """Keep what a stranger asks, and put a letter up that asks for a confirmation; or do nothing, and say nothing.

    Raises `AskedTooOften` for a network that asks without end, whatever the address; `UsageError` for an address that
    the mail server does not take.
    """
    with file.writing() as connection:
        refuse_untaken(connection, asks.address)
        forget_unconfirmed(connection, now=now)
        if count_asking(connection, f"network {network}", now=now)[0] >= FROM_NETWORK:
            raise AskedTooOften(say("From where you are, too much was signed up today. Try again tomorrow."))
        today, lately = count_asking(connection, f"address {asks.address.folded}", now=now)
        is_enough = today >= TO_ADDRESS or lately >= TO_ADDRESS_LATELY
        if not is_enough and not _must_not(connection, asks.address):
            ask(connection, asks, office, now=now)


def refuse_untaken(connection: Connection, address: Address) -> None:
    """Raise `UsageError` for an address of more characters than the mail server was seen to take."""
    if not address.is_ascii and ability_of(connection, BEYOND_ASCII) is False:
        raise UsageError(
            say(
                "The mail server of this desk takes no address with other characters than a to z, figures and signs "
                "before its @. If you have one that is written so, give that."
            )
        )


def ask(
    connection: Connection, asks: Asks, office: BriefSettings, *, now: dt.datetime
) -> Literal["new", "known", "again"]:
    """Keep what is asked and put the letter up; return to whom: somebody new, known, or who was not sent anything.

    What is asked changes nothing of what somebody is sent who is sent letters already.
    """
    found = subscriber_at(connection, asks.address.folded)
    before = found.state if found else None
    to = found or _new(connection, asks, now=now)
    if before in {"ended", "suspended"}:  # nothing goes to who is so; this letter is to, and nothing else does
        set_state(connection, to.id, "pending", why=to.why, now=now)
    terms = keep_terms(connection, office.terms)
    kept = as_kept(asks.wanted, note=asks.note)
    number = note_consent(connection, to.id, "asked", how=asks.how, now=now, terms=terms, choice=kept)
    _put_up(connection, to, number, asks, office, now=now)
    return "new" if before is None else "known" if before == "confirmed" else "again"


def forget_unconfirmed(connection: Connection, *, now: dt.datetime) -> None:
    """Forget whom nobody confirmed in time; who had confirmed it once, and was asked again, stands as before.

    Who had ended it has chosen nothing any more, and who was suspended still has.
    """
    for one in unconfirmed(connection, before=now - CONFIRM_HOLDS):
        if any(each.deed == "confirmed" for each in consents_of(connection, one.id)):
            was: State = "suspended" if choices_of(connection, one.id) else "ended"
            set_state(connection, one.id, was, why=one.why, now=now)
        else:
            drop_subscriber(connection, one.id)


def _must_not(connection: Connection, address: Address) -> bool:
    """Say whether no stranger may have a letter sent there: it was asked not to, or the desk ended it."""
    found = subscriber_at(connection, address.folded)
    by_hand = found is not None and found.state == "suspended" and found.why.startswith(BY_HAND)
    return by_hand or is_suppressed(connection, address.folded, for_good=True)


def _new(connection: Connection, asks: Asks, *, now: dt.datetime) -> Subscriber:
    return add_subscriber(
        connection, asks.address.written, asks.address.folded, zone=asks.wanted.zone, hour=asks.wanted.hour, now=now
    )  # fmt: skip


def _put_up(
    connection: Connection, to: Subscriber, number: int, asks: Asks, office: BriefSettings, *, now: dt.datetime
) -> None:
    links = Links(address=office.address, key=drawn_key(connection, LINKS))
    until = now + CONFIRM_HOLDS
    letter = set_asking(
        Asking(
            choices=[(office.edition(one.edition).title, one.days) for one in asks.wanted.choices],
            hour=asks.wanted.hour, zone=asks.wanted.zone, sender=_sender_of(office), at=now, until=until,
            confirm=links.confirm(to.id, number, until=until),
            preferences=links.preferences(to.id), is_known=to.state == "confirmed",
        )
    )  # fmt: skip
    found = subscriber_of(connection, to.id) or to
    put_up_confirmation(
        connection, found, id_=letter.id, subject=letter.subject, html=letter.html, text=letter.text, now=now
    )


def _sender_of(office: BriefSettings) -> str:
    """Return who writes, as a letter names them: by name, and by the address of the house where one is set."""
    mail = office.mail
    named = mail.sender_name if mail and mail.sender_name else office.editions[0].title
    return ", ".join(filter(None, (named, mail.postal_address if mail else "")))
