"""An office with two editions, a file of mail, and people who sign up."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from detente.brief.settings import BriefSettings, Edition, MailSettings
from detente.brief.subscribers.addresses import read_address
from detente.brief.subscribers.confirming import Confirmable, Over, confirm
from detente.brief.subscribers.links import Links, Unsubscribing
from detente.brief.subscribers.signing import Asks, sign_up
from detente.brief.subscribers.wanted import Wanted
from detente.store.mail.consents import Consent, consents_of
from detente.store.mail.file import MAIL, MailFile, open_mail
from detente.store.mail.keys import links_key
from detente.store.mail.subscribers import Choice, Subscriber, choices_of, subscriber_at
from detente.store.mail.tables import deliveries, letters

NOW = dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)
ANN, BOB = "Ann.Brook@example.org", "bob@example.net"
TERMS = "We send you what you chose.\n\nYou end it at any time."
DAILY = Edition(id="daily", title="Morning brief of the Line", zone="Asia/Baku")
WEEKLY = Edition(id="weekly", title="The week on the Line", days=(0,), zone="Asia/Baku")
INSIDE = Edition(id="inside", title="For the parties", level="parties")
OFFICE = BriefSettings(
    address="https://desk.example.org/", editions=(DAILY, WEEKLY, INSIDE), terms=TERMS,
    mail=MailSettings(host="smtp.example.org", sender="brief@example.org", sender_name="The centre"),
)  # fmt: skip
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


def wanted(*editions: str, subjects: tuple[str, ...] = (), hour: int = 7, zone: str = "Asia/Baku") -> Wanted:
    """Return what somebody wants who leaves the days as they are."""
    days = {one.id: one.days for one in OFFICE.editions}
    chosen = tuple(Choice(edition=one, subjects=subjects, days=days[one]) for one in editions or ("daily",))
    return Wanted(choices=chosen, hour=hour, zone=zone)


@dataclass
class Office:
    """A file of mail with its office."""

    file: MailFile

    @property
    def key(self) -> bytes:
        return links_key(self.file)

    @property
    def links(self) -> Links:
        return Links(address=OFFICE.address, key=self.key)

    def ask(self, address: str = ANN, want: Wanted | None = None, *, now: dt.datetime = NOW, network: str = "n") -> str:
        """Sign somebody up, and return the token of the last letter that was put up."""
        asks = Asks(address=read_address(address), wanted=want or wanted())
        sign_up(self.file, asks, OFFICE, network=network, now=now)
        return self.last_token()

    def last_token(self) -> str:
        found = re.findall(r"/subscribe/confirm/(\S+)", "\n".join(self.letters()))
        return found[-1] if found else ""

    def letters(self) -> list[str]:
        with self.file.reading() as connection:
            return list(connection.scalars(sa.select(letters.c.text).order_by(sa.text("rowid"))))

    def waiting(self) -> int:
        with self.file.reading() as connection:
            which = deliveries.c.state == "waiting"
            return int(connection.scalar(sa.select(sa.func.count()).select_from(deliveries).where(which)) or 0)

    def confirm(self, token: str, *, now: dt.datetime = NOW) -> Confirmable | Over | None:
        with self.file.writing() as connection:
            return confirm(connection, self.key, token, now=now)

    def subscribed(
        self, address: str = ANN, want: Wanted | None = None, *, now: dt.datetime = NOW, network: str = "n"
    ) -> Subscriber:
        """Return somebody who signed up and confirmed it."""
        assert isinstance(self.confirm(self.ask(address, want, now=now, network=network), now=now), Confirmable)
        found = self.at(address)
        assert found is not None
        return found

    def at(self, address: str = ANN) -> Subscriber | None:
        with self.file.reading() as connection:
            return subscriber_at(connection, read_address(address).folded)

    def chosen(self, found: Subscriber) -> tuple[Choice, ...]:
        with self.file.reading() as connection:
            return choices_of(connection, found.id)

    def consents(self, found: Subscriber) -> tuple[Consent, ...]:
        with self.file.reading() as connection:
            return consents_of(connection, found.id)

    def deeds(self, found: Subscriber) -> list[tuple[str, str]]:
        return [(one.deed, one.how) for one in self.consents(found)]


def opened(folder: Path) -> Office:
    return Office(file=open_mail(folder / MAIL))


def link_of(found: Subscriber, edition: str = "daily") -> Unsubscribing:
    return Unsubscribing(subscriber=found.id, edition=edition)
