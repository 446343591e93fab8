"""Whose fault a refusal is: what stops the queue, and what one reader's mailbox alone has against a letter."""

from pathlib import Path

import pytest

from brief.mail.made import LETTER, add_subscribers, address_of, id_of, keep, office
from brief.mail.servers import Script, mail_server
from detente.brief.mail.course import send_due
from detente.store.mail.queue import put_up

pytestmark = pytest.mark.usefixtures("socket_enabled")


def refusing(*numbers: int, said: str = "550 5.7.1 message refused by policy", stage: str = "dot") -> Script:
    """Refuse these readers' letters alone."""
    bad = {address_of(n) for n in numbers}
    return lambda at, to: said if at == stage and to in bad else None


@pytest.mark.parametrize("said", ["550 5.7.1 message refused by policy", "554 5.7.26 no DMARC here"])
def test_one_reader_whose_mailbox_refuses_at_the_last_line_holds_up_nobody(tmp_path: Path, said: str) -> None:
    with office(tmp_path, readers=40) as made, mail_server(refusing(13, said=said)) as server:
        assert send_due(made.sending(server.port, connections=4)) == {"sent": 39, "tried again later": 1}
        assert made.halt is None
        made.clock.passes(minutes=59)
        assert send_due(made.sending(server.port)) == {}
        made.clock.passes(minutes=1)
        (late,) = add_subscribers(made.file, range(50, 51))
        with made.file.writing() as connection:
            put_up(connection, LETTER, [late], made.clock(), made.clock())
        assert send_due(made.sending(server.port)) == {"refused": 1, "sent": 1}
        assert made.reader(13).state == "confirmed"
        assert [one.code for one in made.tried if one.code != 250] == [550 if "550" in said else 554] * 2


def test_whose_letter_was_refused_alone_before_does_not_count_against_the_server(tmp_path: Path) -> None:
    bad = (3, 8, 13, 18)
    with office(tmp_path, readers=20) as made, mail_server(refusing(*bad)) as server:
        first = send_due(made.sending(server.port))
        assert (first["sent"], first["tried again later"], made.halt) == (16, 4, None)
        made.clock.passes(days=1)
        keep(made.file, "c" * 32, brief="d" * 32)
        with made.file.writing() as connection:
            put_up(connection, "c" * 32, [id_of(n) for n in bad], made.clock(), made.clock())
        assert send_due(made.sending(server.port)) == {"tried again later": 4, "refused": 4}
        assert made.halt is None


def test_a_server_that_begins_to_refuse_everybody_stops_the_queue_after_three(tmp_path: Path) -> None:
    said: dict[str, str] = {}
    with office(tmp_path, readers=30) as made, mail_server(lambda stage, _: said.get(stage)) as server:
        send_due(made.sending(server.port, is_ending=lambda: len(server.taken) == 10))
        said["dot"] = "554 5.7.1 your host is blocked"
        assert send_due(made.sending(server.port)) == {"tried again later": 2, "stopped": 1}
        for _ in range(5):
            made.clock.passes(hours=1)
            assert send_due(made.sending(server.port)) == {"stopped": 1}, "one letter is tried, and nobody else"
        said.clear()
        made.clock.passes(hours=1)
        assert send_due(made.sending(server.port)) == {"sent": 20}, "no letter was refused for what was ours"
        assert made.halt is None


def test_a_letter_that_stops_the_queue_for_four_days_is_given_up(tmp_path: Path) -> None:
    with office(tmp_path) as made, mail_server(refusing(0)) as server:
        for _ in range(8):
            assert send_due(made.sending(server.port)) == {"stopped": 1}
            made.clock.passes(hours=12)
        assert send_due(made.sending(server.port)) == {"given up": 1}
