"""The process that sends is killed, at each point and at any moment: nobody is missed, and nobody is written to twice.

Between the final dot and the server's answer nobody can know, and that is told: those letters are in doubt.
"""

import asyncio
import datetime as dt
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from brief.mail.made import NOW, Office, office
from brief.mail.servers import MailServer, listen, plainly
from detente.brief.mail.alone import queue_alone
from detente.brief.mail.course import send_due
from detente.brief.mail.doubts import resolve_doubts
from detente.brief.mail.envelopes import Parcel
from detente.core.errors import RecordBusy
from detente.store.mail.file import MAIL, open_mail
from detente.store.mail.tables import deliveries

pytestmark = pytest.mark.usefixtures("socket_enabled")
POINTS = ["sending", "line", "text", "handing over", "answer", "settled"]
IN_DOUBT = {"handing over", "answer"}
MANY = 1_000
MOST_RUNS = 60


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - told by the status
            os._exit(1)
    return child


def _ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextmanager
def server_apart(log: Path) -> Iterator[int]:
    """Run a server in a process of its own, which writes down each letter before it says that it took it."""
    out, into = os.pipe()

    def serve() -> None:
        notes = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        mail = MailServer(script=plainly, note=lambda one: _note(notes, one))
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        loop.run_until_complete(listen(mail, loop))
        os.write(into, f"{mail.port}\n".encode())
        loop.run_forever()

    child = _forked(serve)
    try:
        yield int(os.read(out, 20))
    finally:
        os.kill(child, signal.SIGKILL)
        _ended(child)
        os.close(out)
        os.close(into)


def _plain(parcel: Parcel) -> EmailMessage:
    """Make a message that is quickly made: a thousand are."""
    message = EmailMessage()
    message["From"] = "desk@desk.example.org"
    message["Message-ID"] = parcel.message_id
    message.set_content("What was said.")
    return message


def _note(notes: int, envelope: Any) -> None:
    os.write(notes, f"{envelope.rcpt_tos[0]} {b'Comments: This letter may' in envelope.content}\n".encode())


def _run(folder: Path, port: int, *, passed: Callable[[str], None] = lambda _: None, **more: Any) -> None:
    """Send as a process of its own does."""
    with open_mail(folder / MAIL) as file, queue_alone(folder):
        send_due(Office(folder=folder, file=file).sending(port, passed=passed, timeout=10, make=_plain, **more))


def _die_at(point: str, number: int) -> Callable[[str], None]:
    seen: Counter[str] = Counter()

    def passed(name: str) -> None:
        seen[name] += 1
        if (name, seen[name]) == (point, number):
            os.kill(os.getpid(), signal.SIGKILL)

    return passed


def _taken(log: Path) -> list[str]:
    return [line.split()[0] for line in log.read_text().splitlines()] if log.exists() else []


def _states(folder: Path) -> dict[str, str]:
    with open_mail(folder / MAIL) as file:
        rows = Office(folder=folder, file=file).rows(deliveries.c.subscriber, deliveries.c.state)
    return dict(rows)


@pytest.mark.parametrize("number", [1, 4])
@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_any_point_leaves_nobody_out_and_sends_nothing_twice(tmp_path: Path, point: str, number: int) -> None:
    with office(tmp_path, readers=8):
        pass
    log = tmp_path / "taken"
    with server_apart(log) as port:
        killed = _forked(lambda: _run(tmp_path, port, passed=_die_at(point, number)))
        assert _ended(killed) == -signal.SIGKILL
        assert _ended(_forked(lambda: _run(tmp_path, port))) == 0
    states = Counter(_states(tmp_path).values())
    assert states == ({"sent": 7, "in doubt": 1} if point in IN_DOUBT else {"sent": 8})
    assert len(set(_taken(log))) == len(_taken(log)) == (7 if point == "handing over" else 8)


def test_a_thousand_readers_are_sent_a_letter_by_a_process_that_is_killed_again_and_again(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - the same kills each time
    with office(tmp_path, readers=MANY):
        pass
    log, kills = tmp_path / "taken", 0
    with server_apart(log) as port:
        for _ in range(MOST_RUNS):
            child = _forked(lambda: _run(tmp_path, port, connections=4))
            if kills < 12:
                time.sleep(chance.uniform(0.02, 0.5))
                os.kill(child, signal.SIGKILL)
                kills += 1
            if _ended(child) == 0:
                break
    copies, states = Counter(_taken(log)), _states(tmp_path)
    assert set(states.values()) <= {"sent", "in doubt"}
    assert max(copies.values()) == 1, "nobody twice"
    unknown = [one for one, state in states.items() if state == "in doubt"]
    assert MANY - len(copies) <= len(unknown) <= 4 * kills, "who was not sent it is in doubt, and told"
    assert len(copies) >= MANY - len(unknown)


def test_who_is_in_doubt_is_sent_it_once_more_with_a_note_after_an_hour(tmp_path: Path) -> None:
    with office(tmp_path, readers=2):
        pass
    log = tmp_path / "taken"
    with server_apart(log) as port:
        for point in ("answer", "handing over"):
            assert _ended(_forked(lambda p=point: _run(tmp_path, port, passed=_die_at(p, 1)))) == -signal.SIGKILL  # type: ignore[misc]
        _forked_well(lambda: _run(tmp_path, port))
        assert set(_states(tmp_path).values()) == {"in doubt"}
        assert len(_taken(log)) == 1, "of two in doubt one was taken"
        _forked_well(lambda: _resolve(tmp_path, port, NOW + dt.timedelta(minutes=59)))
        assert len(_taken(log)) == 1
        _forked_well(lambda: _resolve(tmp_path, port, NOW + dt.timedelta(minutes=60)))
    assert set(_states(tmp_path).values()) == {"sent"}
    assert sorted(Counter(_taken(log)).values()) == [1, 2], "one has it twice, as is told; nobody lacks it"
    assert [line.split()[1] for line in log.read_text().splitlines()] == ["False", "True", "True"]


def _forked_well(work: Callable[[], None]) -> None:
    assert _ended(_forked(work)) == 0


def _resolve(folder: Path, port: int, now: dt.datetime) -> None:
    with open_mail(folder / MAIL) as file, queue_alone(folder):
        made = Office(folder=folder, file=file)
        made.clock.moment = now
        resolve_doubts(file, made.settings(port), now=now)
        send_due(made.sending(port, timeout=10))


def test_one_process_sends_at_a_time_and_a_killed_one_stands_in_nobodys_way(tmp_path: Path) -> None:
    out, into = os.pipe()

    def hold() -> None:
        with queue_alone(tmp_path):
            os.write(into, b"x")
            time.sleep(60)

    child = _forked(hold)
    os.read(out, 1)
    with pytest.raises(RecordBusy, match=f"process {child} sends"), queue_alone(tmp_path):
        pass
    os.kill(child, signal.SIGKILL)
    _ended(child)
    with queue_alone(tmp_path):
        assert (tmp_path / "mail.lock").read_text() == f"{os.getpid()}\n"
