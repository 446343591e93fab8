"""What comes back: reports of all shapes, bound to their letter by its token; forged ones do nothing."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from brief.mail.made import NOW, Office, id_of, keep, office
from brief.mail.prose import PROSE
from detente.brief.mail.bounces.maildir import take_maildir
from detente.brief.mail.bounces.report import read_report
from detente.brief.mail.bounces.taking import take_returned
from detente.core.errors import UsageError
from detente.store.mail.keys import drawn_key
from detente.store.mail.queue import put_up
from detente.store.mail.signing import DELIVERIES, read_token, token_of
from detente.store.mail.tables import consents, deliveries, returned

BOUNDARY = "=_report"


def dsn(
    to: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 <reader0@of0.example.net>: no such user",
    envelope: str = "",
    returned_head: str = "",
) -> bytes:
    """A report by RFC 3464, as servers write it."""
    id_ = f"Original-Envelope-Id: {envelope}\n" if envelope else ""
    return f"""Return-Path: <>
To: {to}
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="{BOUNDARY}"

--{BOUNDARY}
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--{BOUNDARY}
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
{id_}
Final-Recipient: rfc822; reader0@of0.example.net
Action: {action}
Status: {status}
Diagnostic-Code: {said}

--{BOUNDARY}
Content-Type: text/rfc822-headers

From: The desk <desk@desk.example.org>
Subject: The morning
{returned_head}
--{BOUNDARY}--
""".replace("\n", "\r\n").encode()


def complaint(head: str, kind: str = "abuse") -> bytes:
    """A complaint by RFC 5965."""
    return f"""From: <feedback@provider.example>
To: bounces@desk.example.org
Subject: FW: The morning
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="{BOUNDARY}"

--{BOUNDARY}
Content-Type: text/plain

This is an email abuse report.

--{BOUNDARY}
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1

--{BOUNDARY}
Content-Type: message/rfc822

From: The desk <desk@desk.example.org>
{head}
Subject: The morning

What was said.
--{BOUNDARY}--
""".replace("\n", "\r\n").encode()


def plain(sender: str, subject: str, body: str, head: str = "") -> bytes:
    """A message in prose."""
    return f"From: {sender}\nSubject: {subject}\n{head}\n{body}\n".replace("\n", "\r\n").encode()


def sent(made: Office, number: int = 0) -> tuple[str, str]:
    """Let a letter stand as sent, and return its Message-ID's beginning and its token."""
    with made.file.writing() as connection:
        mine = deliveries.c.subscriber == id_of(number)
        connection.execute(sa.update(deliveries).where(mine).values(state="sent", sent_at=NOW))
        message_id: str = connection.execute(
            sa.select(deliveries.c.message_id).where(mine).order_by(deliveries.c.letter.desc()).limit(1)
        ).scalar_one()
        return message_id, token_of(drawn_key(connection, DELIVERIES), message_id)


def states(made: Office, number: int = 0) -> tuple[str, str]:
    return made.delivery.state, made.reader(number).state


SIGNED: list[dict[str, str]] = [
    {"to": "bounces+{token}@desk.example.org"},
    {"to": "Bounces+{TOKEN}@Desk.Example.org"},
    {"to": "bounces@desk.example.org", "envelope": "{token}"},
    {"to": "bounces@desk.example.org", "returned_head": "X-Delivery: {token}"},
    {"to": "bounces@desk.example.org", "returned_head": "Return-Path: <bounces+{token}@desk.example.org>"},
]


def _filled(given: dict[str, str], token: str) -> dict[str, Any]:
    return {name: value.format(token=token, TOKEN=token.upper()) for name, value in given.items()}


@pytest.mark.parametrize("way", SIGNED)
def test_a_letter_that_no_such_address_has_suspends_it_at_once(tmp_path: Path, way: dict[str, str]) -> None:
    with office(tmp_path) as made:
        _, token = sent(made)
        assert take_returned(made.file, dsn(**_filled(way, token)), now=NOW).is_ours
        assert states(made) == ("refused", "suspended")
        assert "@" not in made.delivery.answer
        assert made.rows(consents.c.deed, consents.c.how) == [("suspended", "bounce")]


def test_the_address_that_it_came_to_may_be_told_by_the_mail_server(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        _, token = sent(made)
        take_returned(made.file, dsn("x@y.example"), now=NOW, recipient=f"bounces+{token}@desk.example.org")
        assert states(made)[1] == "suspended"


@pytest.mark.parametrize("what", ["another key", "one digit", "message id"])
def test_a_forged_report_does_nothing(tmp_path: Path, what: str) -> None:
    with office(tmp_path) as made:
        message_id, token = sent(made)
        digit = "0" if token[-1] != "0" else "1"
        forged = {
            "another key": token_of(b"x" * 32, message_id),
            "one digit": token[:-1] + digit,
            "message id": "0" * 40,
        }
        head = f"Message-ID: <{message_id}@desk.example.org>"
        for data in (
            dsn(f"bounces+{forged[what]}@desk.example.org", returned_head=head),
            complaint(f"X-Delivery: {forged[what]}\n{head}"),
        ):
            assert not made.rows(consents.c.deed)
            take_returned(made.file, data, now=NOW)
        assert states(made) == ("sent", "confirmed")


def test_what_names_our_letter_without_its_token_is_noted_and_changes_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        message_id, _ = sent(made)
        data = dsn("bounces@desk.example.org", returned_head=f"Message-ID: <{message_id}@desk.example.org>")
        taken = take_returned(made.file, data, now=NOW)
        assert taken.is_ours
        assert states(made) == ("sent", "confirmed")
        assert made.rows(returned.c.weight, returned.c.signed) == [("soft", False)]


@pytest.mark.parametrize("times", [1, 3])
def test_what_was_noted_without_its_token_does_not_make_the_true_report_count_for_nothing(
    tmp_path: Path, times: int
) -> None:
    with office(tmp_path) as made:
        message_id, token = sent(made)
        named = f"Message-ID: <{message_id}@desk.example.org>"
        for _ in range(times):
            take_returned(made.file, dsn("bounces@desk.example.org", returned_head=named), now=NOW)
            take_returned(made.file, complaint(named), now=NOW)
        assert states(made) == ("sent", "confirmed")
        true = dsn(f"bounces+{token}@desk.example.org")
        assert "suspended" in take_returned(made.file, true, now=NOW).words
        assert states(made) == ("refused", "suspended")
        assert "ended" in take_returned(made.file, complaint(f"X-Delivery: {token}"), now=NOW).words
        assert states(made) == ("refused", "ended")
        assert "told before" in take_returned(made.file, true, now=NOW).words
        assert made.rows(returned.c.kind, returned.c.signed) == [("complaint", True), ("failed", True)]


def test_that_nobody_has_the_address_counts_after_what_may_pass_and_stays(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        message_id, token = sent(made)
        to = f"bounces+{token}@desk.example.org"
        full = dsn(to, status="5.2.2", said="smtp; 552 5.2.2 box is full")
        take_returned(made.file, full, now=NOW)
        assert states(made) == ("refused", "confirmed")
        take_returned(made.file, dsn(to), now=NOW)
        assert states(made) == ("refused", "suspended")
        for less in (full, dsn("x@y.example", returned_head=f"Message-ID: <{message_id}@desk.example.org>")):
            assert "told before" in take_returned(made.file, less, now=NOW).words
        assert made.rows(returned.c.weight, returned.c.signed) == [("hard", True)]


@given(st.integers(min_value=0, max_value=159))
def test_no_bit_of_a_token_may_differ(bit: int) -> None:
    token = token_of(b"k" * 32, "a1" * 12)
    turned = f"{int(token, 16) ^ (1 << bit):040x}"
    assert read_token(b"k" * 32, token) == "a1" * 12
    assert read_token(b"k" * 32, turned) is None


SOFT = [
    {"status": "5.2.2", "said": "smtp; 552 5.2.2 box is full"},
    {"status": "4.4.7", "said": "smtp; 451 4.4.7 expired"},
    {"status": "5.7.1", "said": "smtp; 550 5.7.1 policy"},
    {"status": "5.0.0", "said": "smtp; 554 no"},
]


@pytest.mark.parametrize("how", SOFT)
def test_letters_that_come_back_on_three_days_suspend_the_address(tmp_path: Path, how: dict[str, str]) -> None:
    with office(tmp_path) as made:
        tokens = []
        for number in range(4):
            letter = keep(made.file, f"{number:032d}"[::-1], brief=f"{number:032d}")
            with made.file.writing() as connection:
                put_up(connection, letter, [id_of(0)], NOW, NOW)
        with made.file.writing() as connection:
            connection.execute(sa.update(deliveries).values(state="sent"))
            key = drawn_key(connection, DELIVERIES)
            tokens = [token_of(key, one) for one in connection.execute(sa.select(deliveries.c.message_id)).scalars()]
        stood = []
        for token, hours in zip(tokens, (0, 2, 24, 48), strict=False):
            data = dsn(f"bounces+{token}@desk.example.org", **how)
            for _ in range(2):  # told twice it counts once
                take_returned(made.file, data, now=NOW + dt.timedelta(hours=hours))
            stood.append(made.reader(0).state)
        assert stood == ["confirmed", "confirmed", "confirmed", "suspended"]


def test_a_delay_changes_nothing_and_an_arrival_settles_a_doubt(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        _, token = sent(made)
        to = f"bounces+{token}@desk.example.org"
        take_returned(made.file, dsn(to, action="delayed", status="4.4.1", said="smtp; 421 later"), now=NOW)
        assert states(made) == ("sent", "confirmed")
        with made.file.writing() as connection:
            connection.execute(sa.update(deliveries).values(state="in doubt"))
        take_returned(made.file, dsn(to, action="relayed", status="2.0.0", said="smtp; 250 ok"), now=NOW)
        assert states(made) == ("sent", "confirmed")


def test_a_complaint_ends_the_subscription_at_once(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        _, token = sent(made)
        take_returned(made.file, complaint(f"X-Delivery: {token}"), now=NOW)
        assert states(made) == ("sent", "ended")
        assert made.rows(consents.c.deed, consents.c.how) == [("ended", "complaint")]


def test_a_report_that_is_no_complaint_ends_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        _, token = sent(made)
        take_returned(made.file, complaint(f"X-Delivery: {token}", kind="not-spam"), now=NOW)
        assert states(made) == ("sent", "confirmed")


@pytest.mark.parametrize("server", PROSE)
def test_servers_that_write_prose_are_understood(tmp_path: Path, server: str) -> None:
    with office(tmp_path) as made:
        _, token = sent(made)
        copy = f"Return-Path: <bounces+{token}@desk.example.org>\nSubject: The morning\n450 4.2.0 is quoted\n"
        take_returned(made.file, (PROSE[server] + copy).replace("\n", "\r\n").encode(), now=NOW)
        assert states(made) == ("refused", "suspended")


def test_a_warning_in_prose_is_no_failure(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        _, token = sent(made)
        body = (
            "A message that you sent has not yet been delivered to one or more of its recipients after 24 hours.\n"
            f"No action is required on your part. Delivery attempts will continue to be made.\n{token}\n"
        )
        take_returned(
            made.file, plain("Mailer-Daemon@mx.example.net", "Warning: message delayed 24 hours", body), now=NOW
        )
        assert states(made) == ("sent", "confirmed")
        assert made.rows(returned.c.kind) == ["delayed"]


@pytest.mark.parametrize(
    ("sender", "head"),
    [
        ("Reader <reader0@of0.example.net>", "Auto-Submitted: auto-replied\n"),
        ("Reader <reader0@of0.example.net>", "Return-Path: <>\nX-Autoreply: yes\n"),
        ("Reader <reader0@of0.example.net>", ""),
    ],
)
def test_who_is_away_or_answers_stays_subscribed(tmp_path: Path, sender: str, head: str) -> None:
    with office(tmp_path) as made:
        _, token = sent(made)
        body = f"I am away. Your message could not be delivered to me: 550 5.1.1 no such user.\n> {token}\n"
        taken = take_returned(made.file, plain(sender, "Out of office", body, head), now=NOW)
        assert not taken.is_ours
        assert states(made) == ("sent", "confirmed")


@given(st.binary(max_size=600))
def test_no_bytes_break_the_reading_of_reports(data: bytes) -> None:
    read_report(data)
    read_report(b"From: mailer-daemon@x\r\nContent-Type: multipart/report; boundary=a\r\n\r\n--a\r\n" + data)
    read_report(dsn("a@b.example").replace(b"Action: failed", data))


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
        b"Content-Type: message/rfc822\n\n" * 3000,
        b"From: mailer-daemon@x\n\n" + b"550 " * 200_000,
        b"Subject: " + b"=?utf-8?q?a?=" * 50_000,
        dsn("a@b.example", said="x" * 500_000),
        dsn("a@b.example").replace(b"text/rfc822-headers", b"message/rfc822") + b"a" * 2_000_000,
    ],
)
def test_a_report_that_is_made_to_be_slow_is_read_or_dropped_quickly(data: bytes) -> None:
    began = dt.datetime.now(dt.UTC)
    read_report(data)
    assert dt.datetime.now(dt.UTC) - began < dt.timedelta(seconds=3)


def test_a_maildir_is_read_once_and_links_in_it_are_not_followed(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        _, token = sent(made)
        new = tmp_path / "back" / "new"
        new.mkdir(parents=True)
        (new / "1.a").write_bytes(dsn(f"bounces+{token}@desk.example.org"))
        (new / "2.b").write_bytes(b"Subject: hello\n\nspam")
        (new / "3.c").symlink_to(tmp_path / "mail.sqlite")
        assert take_maildir(made.file, tmp_path / "back", now=NOW) == {"reports": 1, "others": 1}
        assert sorted(one.name for one in (tmp_path / "back" / "cur").iterdir()) == ["1.a:2,S", "2.b:2,S"]
        assert take_maildir(made.file, tmp_path / "back", now=NOW) == {}
        assert states(made)[1] == "suspended"


def test_a_maildir_that_no_message_made_yet_holds_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        assert take_maildir(made.file, tmp_path / "back", now=NOW) == {}
        (tmp_path / "back").mkdir()
        assert take_maildir(made.file, tmp_path / "back", now=NOW) == {}
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(UsageError, match="no Maildir"):
            take_maildir(made.file, tmp_path / "file", now=NOW)


def test_folders_and_pipes_in_a_maildir_are_passed_over_however_many(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        _, token = sent(made)
        new = tmp_path / "back" / "new"
        new.mkdir(parents=True)
        for number in range(600):
            (new / f"0.{number}").mkdir()
        os.mkfifo(new / "0.pipe")
        (new / "1.a").write_bytes(dsn(f"bounces+{token}@desk.example.org"))
        assert take_maildir(made.file, tmp_path / "back", now=NOW) == {"reports": 1}
