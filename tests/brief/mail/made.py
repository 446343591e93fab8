"""Files of mail made by hand: subscribers, a letter, and what it takes to send it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from detente.brief.mail.envelopes import Parcel
from detente.brief.mail.sending import Sending
from detente.brief.settings import MailSettings
from detente.store.mail.file import MAIL, MailFile, open_mail
from detente.store.mail.queue import put_up
from detente.store.mail.tables import choices, deliveries, halts, letters, subscribers, tries

NOW = dt.datetime(2031, 3, 3, 7, 0, tzinfo=dt.UTC)
LETTER = "a" * 32
EDITION = "morning"


@dataclass
class Hand:
    """Time that only passes when a test says so."""

    moment: dt.datetime = NOW

    def __call__(self) -> dt.datetime:
        return self.moment

    def passes(self, **more: float) -> None:
        self.moment += dt.timedelta(**more)


@dataclass
class Office:
    """A folder with a file of mail, a clock, and settings for a server on this machine."""

    folder: Path
    file: MailFile
    clock: Hand = field(default_factory=Hand)

    def settings(self, port: int, **more: Any) -> MailSettings:
        given: dict[str, Any] = {
            "host": "127.0.0.1", "port": port, "security": "none", "sender": "desk@desk.example.org",
            "bounces": "bounces@desk.example.org", "per_minute": 100_000, "timeout": 0.3, "connections": 1,
        }  # fmt: skip
        return MailSettings(**(given | more))

    def sending(self, port: int, **more: Any) -> Sending:
        kept = {name: more.pop(name) for name in ("passed", "is_ending", "make", "password") if name in more}
        given: dict[str, Any] = {
            "file": self.file, "folder": self.folder, "mail": self.settings(port, **more), "password": "",
            "make": make_message, "clock": self.clock,
        }  # fmt: skip
        return Sending(**(given | kept))

    def rows(self, *columns: Any) -> list[Any]:
        with self.file.reading() as connection:
            found = connection.execute(sa.select(*columns).order_by(*columns)).all()
        return [one[0] if len(columns) == 1 else tuple(one) for one in found]

    @property
    def states(self) -> list[str]:
        return self.rows(deliveries.c.state)

    @property
    def delivery(self) -> Any:
        with self.file.reading() as connection:
            return connection.execute(sa.select(deliveries)).one()

    @property
    def tried(self) -> list[Any]:
        with self.file.reading() as connection:
            return list(connection.execute(sa.select(tries).order_by(tries.c.number)))

    @property
    def halt(self) -> Any:
        with self.file.reading() as connection:
            return connection.execute(sa.select(halts)).one_or_none()

    def reader(self, number: int) -> Any:
        with self.file.reading() as connection:
            return connection.execute(sa.select(subscribers).where(subscribers.c.id == id_of(number))).one()


def id_of(number: int) -> str:
    return f"{number:032x}"


def address_of(number: int) -> str:
    return f"reader{number}@of{number % 7}.example.net"


def add_subscribers(
    file: MailFile,
    numbers: range,
    *,
    edition: str = EDITION,
    subjects: tuple[str, ...] = (),
    days: tuple[int, ...] = tuple(range(7)),
    zone: str = "UTC",
    hour: int = 0,
    state: str = "confirmed",
) -> list[str]:
    """Subscribe readers to an edition."""
    rows = [
        {
            "id": id_of(n), "address": address_of(n), "folded": address_of(n), "state": state, "why": "",
            "zone": zone, "hour": hour, "made_at": NOW, "changed_at": NOW, "confirmed_at": NOW,
        }
        for n in numbers
    ]  # fmt: skip
    chosen = [{"subscriber": id_of(n), "edition": edition, "subjects": subjects, "days": days} for n in numbers]
    with file.writing() as connection:
        connection.execute(sa.insert(subscribers), rows)
        connection.execute(sa.insert(choices), chosen)
    return [id_of(n) for n in numbers]


def keep(
    file: MailFile,
    id_: str = LETTER,
    *,
    kind: str = "brief",
    brief: str = "b" * 32,
    edition: str = EDITION,
    subjects: tuple[str, ...] = ("agreements", "mines"),
    corrects: tuple[str, ...] = (),
    made_at: dt.datetime = NOW,
) -> str:
    """Keep a letter, as it is when it was approved."""
    row = {
        "id": id_, "kind": kind, "brief": brief, "revision": 1, "edition": edition, "subject": "The morning",
        "html": "<p>What was said.</p>", "text": "What was said.\n.\n..from a dot on\n", "subjects": subjects,
        "corrects": corrects, "made_at": made_at, "approved_by": "A. Editor",
    }  # fmt: skip
    with file.writing() as connection:
        connection.execute(sa.insert(letters).values(**row))
    return id_


@contextmanager
def office(folder: Path, *, readers: int = 1, is_up: bool = True) -> Iterator[Office]:
    """An office with a letter and its readers, put up for all of them."""
    with open_mail(folder / MAIL) as file:
        made = Office(folder=folder, file=file)
        keep(file)
        ids = add_subscribers(file, range(readers))
        if is_up:
            with file.writing() as connection:
                put_up(connection, LETTER, ids, NOW, NOW)
        yield made


def make_message(parcel: Parcel) -> EmailMessage:
    """Make a message as plain as one can be."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "The desk <desk@desk.example.org>"
    message["To"] = parcel.address
    message["Subject"] = parcel.letter.subject
    message["Message-ID"] = parcel.message_id
    message["List-Unsubscribe"] = f"<https://desk.example.org/unsubscribe/{parcel.subscriber}>"
    message.set_content(parcel.letter.text)
    message.add_alternative(parcel.letter.html, subtype="html")
    return message


def message_ids(taken: list[Any]) -> list[str]:
    """Return the Message-IDs of what a server took."""
    return [_header(one.content, b"message-id") for one in taken]


def content_of(envelope: Any) -> bytes:
    """Return the message that a server took."""
    content: bytes = envelope.content
    return content


def _header(data: bytes, name: bytes) -> str:
    lines = data.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return next(line.partition(b":")[2].strip().decode() for line in lines if line.lower().startswith(name + b":"))
