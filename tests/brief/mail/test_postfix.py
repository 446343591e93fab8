"""The whole way with a Postfix of Debian: into a Maildir, back from who is not there, asked by its log."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from pytest_socket import enable_socket

from brief.mail.made import NOW, id_of, office
from brief.mail.private_postfix import ABSENT, Postfix, can_start, running_postfix
from detente.brief.mail.bounces.maildir import take_maildir
from detente.brief.mail.course import send_due
from detente.brief.mail.doubts import ask_taken, resolve_doubts
from detente.store.mail.tables import deliveries, subscribers

pytestmark = [
    pytest.mark.usefixtures("socket_enabled"),
    pytest.mark.skipif(not can_start(), reason=ABSENT),
]
PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "send-mail.md"
SCRIPT = re.compile(r"^```sh\n(#!/bin/sh\n# Says whether Postfix.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def started() -> Iterator[Postfix]:
    """One Postfix for all of these tests: it takes a second to start, and one to end."""
    enable_socket()
    with running_postfix() as made:
        yield made


@pytest.fixture
def postfix(started: Postfix) -> Postfix:
    """It with empty boxes."""
    for letter in (started.folder / "boxes.d").glob("*/new/*"):
        letter.unlink()
    return started


def test_a_letter_goes_the_whole_way_and_one_to_nobody_comes_back(tmp_path: Path, postfix: Postfix) -> None:
    with office(tmp_path, readers=2) as made:
        with made.file.writing() as connection:
            mine = sa.update(subscribers).where(subscribers.c.id == id_of(1))
            connection.execute(mine.values(address="nobody@of0.example.net"))
        assert send_due(made.sending(postfix.port, timeout=10)) == {"sent": 2}
        (letter,) = postfix.wait_for("reader")
        assert b"What was said." in letter.read_bytes()
        assert b"X-Delivery: " in letter.read_bytes()
        postfix.wait_for("bounces")
        assert take_maildir(made.file, postfix.box("bounces"), now=NOW) == {"reports": 1}
        assert (made.reader(0).state, made.reader(1).state) == ("confirmed", "suspended")
        assert made.rows(deliveries.c.state) == ["refused", "sent"]
        assert "unknown user" in made.reader(1).why


def test_a_letter_that_is_sent_again_is_settled_by_word_of_its_arrival(tmp_path: Path, postfix: Postfix) -> None:
    with office(tmp_path) as made:
        send_due(made.sending(postfix.port, timeout=10))
        postfix.wait_for("reader")
        for _ in range(2):
            with made.file.writing() as connection:
                connection.execute(sa.update(deliveries).values(state="in doubt", due_at=NOW))
            made.clock.passes(hours=1)
            resolve_doubts(made.file, made.settings(postfix.port), now=made.clock())
            send_due(made.sending(postfix.port, timeout=10))
        assert made.states == ["in doubt"], "there is no third letter"
        first, second = postfix.wait_for("reader", 2)
        assert [b"Comments: This letter may have" in one.read_bytes() for one in (first, second)] == [False, True]
        assert _message_id(first) == _message_id(second)
        postfix.wait_for("bounces")
        assert take_maildir(made.file, postfix.box("bounces"), now=NOW) == {"reports": 1}
        assert made.states == ["sent"]


def _message_id(letter: Path) -> bytes:
    return next(line for line in letter.read_bytes().splitlines() if line.startswith(b"Message-ID:"))


def test_the_script_of_the_page_says_what_a_postfix_took(tmp_path: Path, postfix: Postfix) -> None:
    found = SCRIPT.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None
    script = tmp_path / "taken"
    with office(tmp_path, readers=2) as made:
        script.write_text(found[1])
        script.chmod(0o755)
        mail = made.settings(postfix.port, timeout=10, taken_command=(str(script), str(postfix.log)))
        send_due(made.sending(postfix.port, timeout=10, is_ending=lambda: "sent" in made.states))
        postfix.wait_for("reader")
        with made.file.writing() as connection:
            connection.execute(sa.update(deliveries).values(state="in doubt", due_at=NOW))
        sent, other = made.rows(deliveries.c.sent_at, deliveries.c.message_id)[::-1]
        assert ask_taken(mail, sent[1]) is True
        assert ask_taken(mail, other[1]) is False
        assert resolve_doubts(made.file, mail, now=NOW) == {"found sent": 1, "sent again": 1}
        assert made.rows(deliveries.c.state) == ["sent", "waiting"]
        gone = made.settings(postfix.port, taken_command=(str(script), str(tmp_path / "no log")))
        assert ask_taken(gone, sent[1]) is None
    assert subprocess.run([script], capture_output=True, check=False).returncode == 2
