"""One turn of `detente brief run`: what is due is composed, put up, sent, and what came back is read."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from detente.brief.mail.bounces.maildir import take_maildir
from detente.brief.mail.course import send_due
from detente.brief.mail.doubts import resolve_doubts
from detente.brief.mail.envelopes import MakeMessage
from detente.brief.mail.messages import message_maker
from detente.brief.mail.putting_up import PutUp, put_up_fresh
from detente.brief.mail.sending import Sending
from detente.brief.rounds import House, go_rounds, mend_letters
from detente.brief.settings import BriefSettings, MailSettings, smtp_password
from detente.brief.subscribers.erasing import forget_due
from detente.brief.subscribers.links import Links
from detente.core.errors import UsageError
from detente.store import Record
from detente.store.mail.file import MailFile
from detente.store.mail.halts import standing_halt
from detente.store.mail.keys import links_key
from detente.store.mail.queue import next_moment

__all__ = ["PAUSE", "Office", "Turn", "mail_of", "next_turn", "put_up_words", "take_turn"]

PAUSE = dt.timedelta(seconds=10)
"""Between two turns at most: a letter that asks for a confirmation leaves as soon."""
SOON = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What a turn needs. `house` and `make` are the desk's own, where none is given."""

    folder: Path
    record: Record
    file: MailFile
    settings: BriefSettings
    clock: Callable[[], dt.datetime]
    is_ending: Callable[[], bool] = lambda: False
    house: House | None = None
    make: MakeMessage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a turn did, in lines, and why letters stand still, where they do."""

    lines: tuple[str, ...]
    halted: str = ""


def mail_of(settings: BriefSettings) -> MailSettings:
    """Return how mail leaves the house. Raises `UsageError` where it is not set."""
    if settings.mail is None:
        message = "brief.toml has no [mail]: fill it in, docs/how-to/send-mail.md says how"
        raise UsageError(message)
    return settings.mail


def take_turn(office: Office) -> Turn:
    """Take one turn. Whoever asks has the queue alone."""
    mail = mail_of(office.settings)
    lines = go_rounds(office.record, office.file, office.settings, now=office.clock(), house=office.house)
    erased = forget_due(office.file, now=office.clock())
    lines += [f"erased: {erased} who ended it 30 days ago"] if erased else []
    lines += mend_letters(office.record, office.file, office.settings, now=office.clock(), house=office.house)
    lines += [put_up_words(one) for one in put_up_fresh(office.file, office.settings, now=office.clock())]
    if mail.bounces_dir:
        came = take_maildir(office.file, office.folder / mail.bounces_dir, now=office.clock())
        lines += [f"came back: {number} {what}" for what, number in sorted(came.items())]
    doubts = resolve_doubts(office.file, mail, now=office.clock())
    lines += [f"in doubt: {number} {what}" for what, number in sorted(doubts.items()) if what != "in doubt"]
    lines += [f"letters: {number} {state}" for state, number in sorted(send_due(_sending(office, mail)).items())]
    with office.file.reading() as connection:
        halt = standing_halt(connection)
    return Turn(
        lines=tuple(lines),
        halted="" if halt is None else f"{halt.kind} until {halt.until:%Y-%m-%d %H:%M} UTC: {halt.why}",
    )


def put_up_words(one: PutUp) -> str:
    """Return in words for how many a letter was put up."""
    alone = f", {one.corrected} of them for what it puts right" if one.corrected else ""
    return f"put up for {one.number} subscribers{alone}: {one.subject}"


def next_turn(office: Office) -> dt.timedelta:
    """Return how long to wait for the next turn."""
    with office.file.reading() as connection:
        due = next_moment(connection)
    if due is None:
        return PAUSE
    return min(PAUSE, max(SOON, due - office.clock()))


def _sending(office: Office, mail: MailSettings) -> Sending:
    make = office.make or message_maker(
        office.settings, Links(address=office.settings.address, key=links_key(office.file))
    )
    return Sending(
        file=office.file, folder=office.folder, mail=mail, password=smtp_password(mail, office.folder), make=make,
        clock=office.clock, is_ending=office.is_ending,
    )  # fmt: skip
