"""Addresses with characters beyond ASCII before the @: over a server that takes them, and over none else."""

from pathlib import Path

import dkim
import pytest
import sqlalchemy as sa

from brief.mail.made import LETTER, NOW, Office, content_of, id_of, office
from brief.mail.servers import mail_server
from brief.mail.test_signature import KEYS, make_key
from detente.brief.mail.course import send_due
from detente.brief.mail.dkim_signature import public_record
from detente.brief.mail.envelopes import can_be_written
from detente.brief.mail.messages import message_maker
from detente.brief.settings import BriefSettings, Edition
from detente.brief.subscribers.links import Links
from detente.store.mail.abilities import BEYOND_ASCII, ability_of
from detente.store.mail.queue import put_up
from detente.store.mail.tables import deliveries, subscribers

pytestmark = pytest.mark.usefixtures("socket_enabled")
READER = "jürgen.müller@of0.example.net"


def named(made: Office) -> None:
    """Let one of the readers have such an address, and put the letter up for all of them."""
    with made.file.writing() as connection:
        connection.execute(sa.update(subscribers).where(subscribers.c.id == id_of(0)).values(address=READER))
        put_up(connection, LETTER, [id_of(n) for n in range(3)], NOW, NOW)


def noted(made: Office) -> bool | None:
    with made.file.reading() as connection:
        return ability_of(connection, BEYOND_ASCII)


def test_a_server_that_takes_all_scripts_is_given_the_letter_whole_and_signed(tmp_path: Path) -> None:
    record = public_record(make_key(tmp_path))
    with office(tmp_path, readers=3, is_up=False) as made, mail_server(takes_all_scripts=True) as server:
        named(made)
        sending = made.sending(server.port, **KEYS)
        edition = Edition(id="morning", title="Morgenbrief der Linie")
        settings = BriefSettings(
            address="https://desk.example.org", editions=(edition,), terms="Terms.", mail=sending.mail
        )
        make = message_maker(settings, Links(address="https://desk.example.org", key=b"k" * 32))
        assert noted(made) is None
        assert send_due(made.sending(server.port, make=make, **KEYS)) == {"sent": 3}
        assert noted(made) is True
    (one,) = [one for one in server.taken if one.rcpt_tos == [READER]]
    data = content_of(one)
    assert one.smtp_utf8
    assert sum(each.smtp_utf8 for each in server.taken) == 1, "the others are for every server"
    assert f"\r\nTo: {READER}\r\n".encode() in data
    assert data.partition(b"\r\n\r\n")[2].isascii()
    assert dkim.verify(data, dnsfunc=lambda *_, **__: record)


def test_a_server_that_does_not_refuses_that_letter_alone_and_is_known_for_it(tmp_path: Path) -> None:
    with office(tmp_path, readers=3, is_up=False) as made, mail_server() as server:
        named(made)
        assert send_due(made.sending(server.port)) == {"refused": 1, "sent": 2}
        assert made.halt is None
        assert noted(made) is False
        (told,) = [one for one in made.rows(deliveries.c.answer) if "SMTPUTF8" in one]
        assert "takes no address with other characters" in told


@pytest.mark.parametrize(
    "address",
    ["jür\u202egen@a.example", "jür gen@a.example", "jür>@a.example", "ж\u200b@a.example", "ü@ä.example", "ü"],
)
def test_what_could_say_more_than_an_address_is_none_in_any_script(address: str) -> None:
    assert not can_be_written(address)
    assert can_be_written("дежурный@a.example")
