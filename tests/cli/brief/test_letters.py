"""`detente brief send`, `run`, `queue` and `bounce`, as somebody types them: with a mail server on this machine."""

import contextlib
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from brief.mail.made import add_subscribers, content_of, id_of, keep
from brief.mail.servers import MailServer, mail_server
from brief.mail.test_bounces import complaint
from detente.brief.mail import turn
from detente.brief.mail.alone import queue_alone
from detente.store.mail.file import MAIL, open_mail
from detente.store.mail.keys import drawn_key
from detente.store.mail.signing import DELIVERIES, token_of
from detente.store.mail.tables import deliveries, letters, subscribers

if TYPE_CHECKING:
    from cli.runs import Run

BRIEF = "b" * 32
SETTINGS = """
address = "https://desk.example.org"
terms = "You are sent a letter a day."

[[edition]]
id = "morning"
title = "Morning"
hour = 0

[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "desk@desk.example.org"
bounces = "bounces@desk.example.org"
timeout = 5
bounces_dir = "back"
"""


@pytest.fixture
def server(socket_enabled: None) -> Iterator[MailServer]:  # noqa: ARG001 - the plugin's switch
    with mail_server() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path, run: "Run", server: MailServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with two readers and an approved brief, whose rounds are none of its business here."""
    monkeypatch.setattr(turn, "go_rounds", lambda *_, **__: [])
    made = tmp_path / "desk"
    assert run("init", made).status == 0
    (made / "brief.toml").write_text(SETTINGS.format(port=server.port))
    (made / "back" / "new").mkdir(parents=True)
    with open_mail(made / MAIL) as file:
        keep(file)
        add_subscribers(file, range(2))
        with file.writing() as connection:
            connection.execute(sa.update(letters).values(day=_now().date().isoformat(), made_at=_now()))
    return made


def _now() -> Any:
    from detente.cli.add import now

    return now()


def _state(folder: Path) -> dict[str, Any]:
    with open_mail(folder / MAIL) as file, file.reading() as connection:
        return dict(connection.execute(sa.select(deliveries.c.subscriber, deliveries.c.state)).all())


def test_a_brief_is_put_up_sent_and_shown(folder: Path, run: "Run", server: MailServer) -> None:
    put = run("brief", "send", folder, BRIEF)
    assert put.out.decode() == "put up for 2 subscribers: The morning\n"
    again = run("brief", "send", folder, "--json")
    assert (again.status, again.out) == (0, b"")
    waits = json.loads(run("brief", "queue", folder, "--json").out)
    assert waits["counts"] == {"waiting": 2}
    assert sorted(one["domain"] for one in waits["letters"]) == ["of0.example.net", "of1.example.net"]
    assert "@" not in json.dumps(waits["letters"])
    ended = run("brief", "run", folder, "--once")
    assert (ended.status, ended.err) == (0, "letters: 2 sent\n")
    assert sorted(server.recipients()) == ["reader0@of0.example.net", "reader1@of1.example.net"]
    assert run("brief", "queue", folder).out.decode() == "2 sent\n"


def test_each_letter_has_its_readers_links_and_can_be_ended_by_one_click(
    folder: Path, run: "Run", server: MailServer
) -> None:
    run("brief", "run", folder, "--once")
    heads = [content_of(one).partition(b"\r\n\r\n")[0] for one in server.taken]
    assert len(heads) == 2
    for head in heads:
        assert b"List-Unsubscribe: <https://desk.example.org/unsubscribe/" in head
        assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
        assert b"Auto-Submitted: auto-generated" in head
    assert len({head.partition(b"List-Unsubscribe: ")[2].partition(b"\r\n")[0] for head in heads}) == 2


def test_letters_that_stand_still_are_told_and_go_on_when_they_may(
    folder: Path, run: "Run", server: MailServer
) -> None:
    server.script = lambda stage, _: {"MAIL": "550 5.7.1 not you"}.get(stage)
    ended = run("brief", "run", folder, "--once")
    assert ended.status == 3
    assert "stopped until" in ended.err
    assert "550 5.7.1 not you" in ended.err
    shown = run("brief", "queue", folder).out.decode()
    assert "letters stand still, stopped" in shown
    server.script = lambda *_: None
    assert run("brief", "run", folder, "--once").status == 3, "not before somebody says so, or an hour is over"
    run("brief", "queue", folder, "--resume")
    assert run("brief", "run", folder, "--once").status == 0
    assert len(server.taken) == 2


def test_a_letter_in_doubt_is_decided_by_who_knows(folder: Path, run: "Run", server: MailServer) -> None:
    run("brief", "send", folder)
    with open_mail(folder / MAIL) as file, file.writing() as connection:
        connection.execute(sa.update(deliveries).values(state="in doubt", due_at=_now()))
    found = json.loads(run("brief", "queue", folder, "--json").out)["letters"]
    first, second = (one["id"] for one in found)
    assert run("brief", "queue", folder, "--sent", first[:8], "--again", second).status == 2
    assert run("brief", "queue", folder, "--sent", first[:12]).status == 0
    assert run("brief", "queue", folder, "--again", second[:12]).status == 0
    assert sorted(_state(folder).values()) == ["sent", "waiting"]
    assert run("brief", "queue", folder, "--sent", first).status == 2, "it is not in doubt any more"
    assert "no letter answers" in run("brief", "queue", folder, "--sent", "zz").err
    run("brief", "run", folder, "--once")
    assert len(server.taken) == 1


def test_a_complaint_comes_by_a_pipe(folder: Path, run: "Run") -> None:
    run("brief", "run", folder, "--once")
    with open_mail(folder / MAIL) as file, file.writing() as connection:
        mine = sa.select(deliveries.c.message_id).where(deliveries.c.subscriber == id_of(0))
        token = token_of(drawn_key(connection, DELIVERIES), connection.execute(mine).scalar_one())
    told = run("brief", "bounce", folder, stdin=complaint(f"X-Delivery: {token}"))
    assert told.status == 0
    assert "the subscription is ended" in told.out.decode()
    with open_mail(folder / MAIL) as file, file.reading() as connection:
        rows = dict(connection.execute(sa.select(subscribers.c.id, subscribers.c.state)).all())
    assert rows == {id_of(0): "ended", id_of(1): "confirmed"}
    nothing = run("brief", "bounce", folder, stdin=b"\xff\x00 no mail \x1b[2J" * 1000)
    assert (nothing.status, nothing.out) == (0, b"no report of a delivery: nothing was done\n")


def test_what_is_missing_is_said(folder: Path, run: "Run", tmp_path: Path) -> None:
    (folder / "brief.toml").write_text(SETTINGS.format(port=25).partition("[mail]")[0])
    assert "has no [mail]" in run("brief", "run", folder, "--once").err
    (folder / "brief.toml").write_text(SETTINGS.format(port=25).replace("127.0.0.1", "mail.example.org"))
    assert "only for a server on this machine" in run("brief", "run", folder, "--once").err
    (folder / "brief.toml").unlink()
    assert "detente brief init" in run("brief", "send", folder).err
    assert run("brief", "queue", tmp_path / "nowhere").status == 5
    assert run("brief", "send", folder, "nothing").status == 2


def test_a_second_process_is_told_that_one_is_at_work(folder: Path, run: "Run") -> None:
    with queue_alone(folder):
        ended = run("brief", "run", folder, "--once")
    assert ended.status == 5
    assert f"process {os.getpid()} sends letters" in ended.err


def test_the_loop_ends_well_when_it_is_told_to(folder: Path, run: "Run", server: MailServer) -> None:
    def end() -> None:
        began = time.monotonic()
        while len(server.taken) < 2 and time.monotonic() - began < 20:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    ender = threading.Thread(target=end)
    ender.start()
    with contextlib.ExitStack() as stack:
        stack.callback(ender.join)
        ended = run("brief", "run", folder)
    assert ended.status == 0
    assert signal.getsignal(signal.SIGTERM) is before
    assert set(_state(folder).values()) == {"sent"}
