"""A clock that was ahead and was put right holds no letter back, and sends none before its hour."""

import datetime as dt
from pathlib import Path

import pytest

from brief.mail.made import LETTER, NOW, id_of, office
from brief.mail.servers import mail_server
from detente.brief.mail.course import send_due
from detente.brief.mail.doubts import resolve_doubts
from detente.store.mail.queue import put_up

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.mark.parametrize("stage", ["MAIL", "RCPT"])
def test_what_a_clock_noted_that_was_ahead_holds_nothing_back(tmp_path: Path, stage: str) -> None:
    said = {stage: "451 4.3.0 not now"}
    with office(tmp_path, readers=6) as made, mail_server(lambda at, _: said.get(at)) as server:
        made.clock.passes(days=10)
        send_due(made.sending(server.port))
        made.clock.moment = NOW
        said.clear()
        assert send_due(made.sending(server.port, per_minute=1)) == {"sent": 6}
        assert made.halt is None


def test_a_doubt_that_a_clock_noted_which_was_ahead_is_asked_about_now(tmp_path: Path) -> None:
    said = {"dot": "drop"}
    with office(tmp_path) as made, mail_server(lambda at, _: said.get(at)) as server:
        made.clock.passes(days=10)
        send_due(made.sending(server.port, timeout=0.1))
        made.clock.moment = NOW
        said.clear()
        send_due(made.sending(server.port))
        made.clock.passes(hours=1)
        assert resolve_doubts(made.file, made.settings(server.port), now=made.clock()) == {"sent again": 1}
        assert send_due(made.sending(server.port)) == {"sent": 1}


def test_the_hour_that_a_reader_chose_is_waited_for_though_a_clock_was_put_back(tmp_path: Path) -> None:
    with (
        office(tmp_path, is_up=False) as made,
        mail_server(lambda at, _: {"RCPT": "451 4.3.0 not now"}.get(at)) as server,
    ):
        wanted = NOW + dt.timedelta(hours=5)
        with made.file.writing() as connection:
            put_up(connection, LETTER, [id_of(0)], wanted, NOW)
        made.clock.moment = wanted
        send_due(made.sending(server.port))
        made.clock.moment = NOW
        assert send_due(made.sending(server.port)) == {}
        assert made.delivery.due_at == wanted
