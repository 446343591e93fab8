"""The whole way with a Postfix of Debian: into a Maildir, back from who is not there, asked by its log."""

import re
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa

from brief.mail.made import NOW, id_of, office
from brief.mail.private_postfix import ABSENT, can_start, running_postfix
from detente.brief.mail.bounces.maildir import take_maildir
from detente.brief.mail.course import send_due
from detente.brief.mail.doubts import ask_taken, resolve_doubts
from detente.store.mail.tables import deliveries, subscribers

pytestmark = [
    pytest.mark.usefixtures("socket_enabled"),
    pytest.mark.skipif(not can_start(), reason=ABSENT),
]
PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "send-mail.md"
SCRIPT = re.compile(r"^```sh\n(#!/bin/sh\n# Says whether.*?)^```", re.MULTILINE | re.DOTALL)


def test_a_letter_goes_the_whole_way_and_one_to_nobody_comes_back(tmp_path: Path) -> None:
    with running_postfix() as postfix, office(tmp_path, readers=2) as made:
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


def test_the_script_of_the_page_says_what_a_postfix_took(tmp_path: Path) -> None:
    found = SCRIPT.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None
    script = tmp_path / "taken"
    with running_postfix() as postfix, office(tmp_path, readers=2) as made:
        script.write_text(found[1].replace("/var/log/mail.log", str(postfix.log)))
        script.chmod(0o755)
        mail = made.settings(postfix.port, timeout=10, taken_command=(str(script),))
        send_due(made.sending(postfix.port, timeout=10, is_ending=lambda: "sent" in made.states))
        postfix.wait_for("reader")
        with made.file.writing() as connection:
            connection.execute(sa.update(deliveries).values(state="in doubt", due_at=NOW))
        sent, other = made.rows(deliveries.c.sent_at, deliveries.c.message_id)[::-1]
        assert ask_taken(mail, sent[1]) is True
        assert ask_taken(mail, other[1]) is False
        assert resolve_doubts(made.file, mail, now=NOW) == {"found sent": 1, "sent again": 1}
        assert made.rows(deliveries.c.state) == ["sent", "waiting"]
        postfix.log.unlink()
        assert ask_taken(mail, sent[1]) is None
    assert subprocess.run([script], capture_output=True, check=False).returncode == 2
