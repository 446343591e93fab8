"""What a server says at each stage, and what follows for the letter, its reader and the queue: real conversations."""

import dataclasses
import datetime as dt
from email.errors import InvalidHeaderDefect
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
import sqlalchemy as sa

from brief.mail.made import NOW, Office, add_subscribers, id_of, keep, message_ids, office
from brief.mail.servers import Script, mail_server, make_certificate
from detente.brief.letter.letter import OWN_UNSUBSCRIBE
from detente.brief.mail.course import send_due
from detente.brief.mail.envelopes import Parcel
from detente.core.errors import UsageError
from detente.store.mail.queue import put_up
from detente.store.mail.tables import deliveries, letters, subscribers

pytestmark = pytest.mark.usefixtures("socket_enabled")


def says(**said: str) -> Script:
    """Say these things at these stages, to everybody."""
    return lambda stage, _: said.get(stage)


def test_a_letter_goes_out_once_with_its_dots_and_is_not_sent_again(tmp_path: Path) -> None:
    with office(tmp_path, readers=3) as made, mail_server() as server:
        assert send_due(made.sending(server.port)) == {"sent": 3}
        assert send_due(made.sending(server.port)) == {}
        assert sorted(server.recipients()) == [f"reader{n}@of{n}.example.net" for n in range(3)]
        assert len(set(message_ids(server.taken))) == 3
        assert b"\r\n.\r\n..from a dot on" in (server.taken[0].content or b"")
        assert server.heard.count("EHLO") == 1, "all go over one line"
        assert made.states == ["sent"] * 3


def test_what_comes_back_comes_to_an_address_of_the_letters_own(tmp_path: Path) -> None:
    with office(tmp_path, readers=2) as made, mail_server() as server:
        send_due(made.sending(server.port))
        senders = {one.mail_from for one in server.taken}
        assert len(senders) == 2
        assert all((one or "").startswith("bounces+") for one in senders)
        assert all(len((one or "").partition("@")[0]) <= 64 for one in senders)


def test_an_office_whose_server_forbids_it_sends_from_one_address(tmp_path: Path) -> None:
    with office(tmp_path, readers=2) as made, mail_server() as server:
        send_due(made.sending(server.port, signed_bounces=False))
        assert {one.mail_from for one in server.taken} == {"bounces@desk.example.org"}


GONE = ["550 5.1.1 no such user", "550 5.1.10 null mx", "550 5.2.1 box is closed", "550 no such user here",
        "551 5.1.6 moved"]  # fmt: skip
REFUSED = ["552 5.2.2 box is full", "550 5.7.1 we do not like you", "550 no", "554 5.6.0 bad content",
           "553 5.5.4 what"]  # fmt: skip
AGAIN = ["450 4.2.0 greylisted, come back", "451 4.7.1 try again later", "452 4.2.2 box is full", "421 4.3.2 closing",
         "silence", "drop"]  # fmt: skip


@pytest.mark.parametrize("said", GONE)
@pytest.mark.parametrize("stage", ["RCPT", "dot"])
def test_an_address_that_does_not_exist_is_suspended(tmp_path: Path, stage: str, said: str) -> None:
    with office(tmp_path) as made, mail_server(says(**{stage: said})) as server:
        assert send_due(made.sending(server.port)) == {"refused": 1}
        assert made.reader(0).state == "suspended"
        assert said[:3] in made.delivery.answer
        assert made.halt is None


@pytest.mark.parametrize("said", REFUSED)
def test_a_letter_that_is_refused_for_good_is_not_tried_again_and_its_reader_stays(tmp_path: Path, said: str) -> None:
    with office(tmp_path) as made, mail_server(says(RCPT=said)) as server:
        assert send_due(made.sending(server.port)) == {"refused": 1}
        assert made.reader(0).state == "confirmed"
        assert made.halt is None


@pytest.mark.parametrize("said", AGAIN)
@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
def test_a_letter_that_cannot_be_taken_now_is_tried_again_after_a_minute(tmp_path: Path, stage: str, said: str) -> None:
    with office(tmp_path) as made, mail_server(says(**{stage: said})) as server:
        assert send_due(made.sending(server.port)) == {"tried again later": 1}
        assert made.delivery.state == "waiting"
        assert made.delivery.due_at == NOW + dt.timedelta(minutes=1)
        assert made.delivery.tries == 1
        assert made.halt is None


@pytest.mark.parametrize("said", ["450 4.2.0 greylisted", "451 4.3.0 not now", "421 4.3.2 closing"])
def test_a_letter_that_is_put_off_after_its_end_is_tried_again(tmp_path: Path, said: str) -> None:
    with office(tmp_path) as made, mail_server(says(dot=said)) as server:
        assert send_due(made.sending(server.port)) == {"tried again later": 1}


@pytest.mark.parametrize("said", ["drop", "silence", "drop after"])
def test_a_letter_whose_last_answer_is_not_heard_is_in_doubt(tmp_path: Path, said: str) -> None:
    with office(tmp_path) as made, mail_server(says(dot=said)) as server:
        assert send_due(made.sending(server.port, timeout=0.1)) == {"in doubt": 1}
        assert send_due(made.sending(server.port, timeout=0.1)) == {}, "nobody is sent it twice in silence"


PAUSES = [("connect", "421 4.3.2 busy"), ("connect", "silence"), ("connect", "drop"), ("EHLO", "421 4.3.2 closing"),
          ("EHLO", "silence"), ("EHLO", "drop"), ("MAIL", "451 4.3.0 not now"), ("MAIL", "421 4.7.0 no")]  # fmt: skip


@pytest.mark.parametrize(("stage", "said"), PAUSES)
def test_a_server_that_is_not_there_now_pauses_the_queue(tmp_path: Path, stage: str, said: str) -> None:
    with office(tmp_path, readers=3) as made, mail_server(says(**{stage: said})) as server:
        assert send_due(made.sending(server.port)) == {"paused": 1}
        assert made.states == ["waiting"] * 3
        assert (made.halt.kind, made.halt.until) == ("paused", NOW + dt.timedelta(minutes=1))
        assert made.rows(deliveries.c.tries) == [0, 0, 0]
        heard = len(server.heard)
        assert send_due(made.sending(server.port)) == {}
        assert len(server.heard) == heard, "nobody is asked before"


STOPS = [("connect", "554 5.7.1 your host is blocked"), ("EHLO", "550 5.7.1 go away"),
         ("MAIL", "550 5.1.8 the sender's domain does not exist"), ("MAIL", "553 5.7.1 you are not this sender"),
         ("MAIL", "552 5.3.4 too big"), ("RCPT", "554 5.7.1 relay access denied"),
         ("RCPT", "530 5.7.0 authentication required"), ("RCPT", "550 5.7.26 no DKIM"), ("DATA", "550 5.7.1 no"),
         ("dot", "550 5.7.26 DMARC says no"), ("dot", "554 5.7.1 spam"), ("dot", "552 5.3.4 too big")]  # fmt: skip


@pytest.mark.parametrize(("stage", "said"), STOPS)
def test_what_is_wrong_with_us_stops_the_queue_and_is_told(tmp_path: Path, stage: str, said: str) -> None:
    with office(tmp_path, readers=3) as made, mail_server(says(**{stage: said})) as server:
        assert send_due(made.sending(server.port)) == {"stopped": 1}
        assert made.states == ["waiting"] * 3, "nobody else was tried"
        assert made.halt.kind == "stopped"
        assert said in made.halt.why
        assert {made.reader(n).state for n in range(3)} == {"confirmed"}


def test_a_queue_that_stood_still_tries_one_letter_and_goes_on(tmp_path: Path) -> None:
    said = {"connect": "421 4.3.2 busy"}
    with office(tmp_path, readers=3) as made, mail_server(lambda stage, _: said.get(stage)) as server:
        send_due(made.sending(server.port))
        made.clock.passes(minutes=1)
        send_due(made.sending(server.port))
        assert (made.halt.times, made.halt.until) == (2, made.clock() + dt.timedelta(minutes=5))
        said.clear()
        made.clock.passes(minutes=5)
        assert send_due(made.sending(server.port)) == {"sent": 3}
        assert made.halt is None


def test_one_letter_that_stops_the_queue_again_and_again_is_refused_alone(tmp_path: Path) -> None:
    bad = "reader0@of0.example.net"
    script: Script = lambda stage, to: "554 5.7.1 spam" if (stage, to) == ("dot", bad) else None  # noqa: E731
    with office(tmp_path, readers=4) as made, mail_server(script) as server:
        for _ in range(6):
            send_due(made.sending(server.port))
            made.clock.passes(hours=1)
        assert made.states == ["refused", "sent", "sent", "sent"]
        assert len(server.taken) == 3
        assert made.halt is None


def test_a_letter_that_went_out_beside_one_that_stopped_the_queue_does_not_set_it_going(tmp_path: Path) -> None:
    bad = "reader0@of0.example.net"

    def said(stage: str, to: str) -> str | None:
        if stage != "RCPT":
            return None
        return "554 5.7.1 relay access denied" if to == bad else "slow"

    with office(tmp_path, readers=2) as made, mail_server(said) as server:
        send_due(made.sending(server.port, connections=2))
        assert made.states == ["sent", "waiting"]
        assert made.halt.kind == "stopped"


def test_a_slow_server_is_waited_for(tmp_path: Path) -> None:
    slow = dict.fromkeys(("connect", "EHLO", "MAIL", "RCPT", "DATA", "dot"), "slow")
    with office(tmp_path) as made, mail_server(says(**slow)) as server:
        assert send_due(made.sending(server.port)) == {"sent": 1}


def test_a_letter_that_is_never_taken_is_given_up_after_four_days(tmp_path: Path) -> None:
    with office(tmp_path) as made, mail_server(says(RCPT="450 4.2.0 greylisted")) as server:
        waits = []
        while made.states == ["waiting"]:
            made.clock.moment = max(made.delivery.due_at, made.clock())
            waits.append(made.clock() - NOW)
            send_due(made.sending(server.port))
        assert made.states == ["given up"]
        told = [dt.timedelta(minutes=m) for m in (0, 1, 6, 36, 156, 516)]
        assert waits[:6] == told
        assert waits[-1] == dt.timedelta(days=4)
        assert len(made.tried) == len(waits) == 10


def test_greylisting_is_waited_out(tmp_path: Path) -> None:
    said = {"RCPT": "450 4.2.0 greylisted"}
    with office(tmp_path) as made, mail_server(lambda stage, _: said.pop(stage, None)) as server:
        send_due(made.sending(server.port))
        assert send_due(made.sending(server.port)) == {}, "not before its time"
        made.clock.passes(minutes=1)
        assert send_due(made.sending(server.port)) == {"sent": 1}
        assert [one.code for one in made.tried] == [450, 250]


@pytest.mark.parametrize("state", ["ended", "suspended", "erased", "pending"])
def test_who_may_not_be_written_to_any_more_is_not(tmp_path: Path, state: str) -> None:
    with office(tmp_path, readers=2) as made, mail_server() as server:
        _set_state(made, state)
        assert send_due(made.sending(server.port)) == {"sent": 1}
        assert made.states == ["called off", "sent"]


def test_who_ends_it_while_the_letter_is_on_its_way_is_not_sent_it(tmp_path: Path) -> None:
    def ends(point: str) -> None:
        if point == "text":
            _set_state(made, "ended")

    with office(tmp_path) as made, mail_server() as server:
        send_due(made.sending(server.port, passed=ends))
        assert made.states == ["called off"]
        assert server.taken == []
        assert server.heard[-1] == "DATA", "it was all there but the last dot"


def _set_state(made: Office, state: str) -> None:
    with made.file.writing() as connection:
        told = {"state": state} | ({"address": None, "folded": None} if state == "erased" else {})
        connection.execute(sa.update(subscribers).where(subscribers.c.id == id_of(0)).values(**told))


def test_each_domain_is_sent_no_more_than_so_many_a_minute(tmp_path: Path) -> None:
    with office(tmp_path, readers=21) as made, mail_server() as server:
        assert send_due(made.sending(server.port, per_minute=2)) == {"sent": 14}
        made.clock.passes(seconds=59)
        assert send_due(made.sending(server.port, per_minute=2)) == {}
        made.clock.passes(seconds=2)
        assert send_due(made.sending(server.port, per_minute=2)) == {"sent": 7}


def test_a_line_is_not_used_for_ever_and_several_are_open_at_once(tmp_path: Path) -> None:
    with office(tmp_path, readers=240) as made, mail_server() as server:
        assert send_due(made.sending(server.port, connections=2)) == {"sent": 240}
        assert server.heard.count("EHLO") in {3, 4}
        assert len(set(server.recipients())) == 240


@pytest.mark.parametrize("said", ["421 4.7.0 enough for this line", "drop"])
def test_a_server_that_takes_few_letters_over_a_line_is_given_another_line(tmp_path: Path, said: str) -> None:
    begun: list[str] = []

    def script(stage: str, _: str) -> str | None:
        begun.append(stage)
        lately = begun[len(begun) - 1 - begun[::-1].index("connect") :]
        return said if stage == "MAIL" and lately.count("MAIL") > 2 else None

    with office(tmp_path, readers=6) as made, mail_server(script) as server:
        assert send_due(made.sending(server.port)) == {"sent": 6}
        assert server.heard.count("connect") == 3
        assert made.halt is None


def test_the_process_ends_between_two_letters_when_it_is_told_to(tmp_path: Path) -> None:
    with office(tmp_path, readers=5) as made, mail_server() as server:
        send_due(made.sending(server.port, is_ending=lambda: len(server.taken) == 2))
        assert made.states == ["sent", "sent", "waiting", "waiting", "waiting"]


@pytest.mark.parametrize(
    "address", ["a@b> SIZE=1", "a b@c.example", "a@b\r\nRCPT TO:<c@d>", "nobody", "=?q?a?=@b.example"]
)
def test_an_address_that_would_say_more_than_an_address_is_never_said(tmp_path: Path, address: str) -> None:
    with office(tmp_path, is_up=False) as made, mail_server() as server:
        with made.file.writing() as connection:
            connection.execute(sa.update(subscribers).values(address=address))
            put_up(connection, "a" * 32, [id_of(0)], NOW, NOW)
        assert send_due(made.sending(server.port)) == {"refused": 1}
        assert server.heard == []


def test_a_letter_that_cannot_be_made_is_refused_alone(tmp_path: Path) -> None:
    with office(tmp_path, readers=3) as made, mail_server() as server:
        sending = made.sending(server.port)

        def make(parcel: Parcel) -> EmailMessage:
            if parcel.subscriber == id_of(1):
                message = f"{parcel.address} fits nowhere"
                raise InvalidHeaderDefect(message)
            return sending.make(parcel)

        assert send_due(dataclasses.replace(sending, make=make)) == {"sent": 2, "refused": 1}
        assert (len(server.taken), made.halt) == (2, None)
        assert made.reader(1).state == "confirmed"
        (told,) = [one for one in made.rows(deliveries.c.answer) if "cannot be made" in one]
        assert "@" not in told


@pytest.mark.parametrize("text", [OWN_UNSUBSCRIBE, "a" * 2000])
def test_a_letter_that_cannot_go_as_it_is_waits_by_itself(tmp_path: Path, text: str) -> None:
    with office(tmp_path, readers=2) as made, mail_server() as server:
        with made.file.writing() as connection:
            connection.execute(sa.update(letters).values(text=text))
        keep(made.file, "c" * 32, brief="d" * 32)
        with made.file.writing() as connection:
            put_up(connection, "c" * 32, [id_of(0), id_of(1)], NOW, NOW)
        sending = made.sending(server.port)

        def make(parcel: Parcel) -> EmailMessage:
            message = EmailMessage(policy=SMTP.clone(max_line_length=None))
            message["To"] = parcel.address
            message.set_content(parcel.letter.text, cte="7bit")
            return message

        done = send_due(dataclasses.replace(sending, make=make))
        assert done == {"sent": 2, "tried again later": 2}
        assert made.halt is None


def test_no_answer_that_is_kept_names_an_address(tmp_path: Path) -> None:
    said = "550 5.2.2 <reader0@of0.example.net>: full; ask reader0@of0.example.net\x1b[2J"
    with office(tmp_path) as made, mail_server(says(RCPT=said)) as server:
        send_due(made.sending(server.port))
        assert "@" not in made.delivery.answer
        assert made.delivery.answer == made.tried[0].answer
        assert made.delivery.answer.isprintable()


def test_letters_leave_encrypted_and_logged_in(tmp_path: Path) -> None:
    trust = make_certificate(tmp_path / "good", "localhost")
    given = {"host": "localhost", "security": "starttls", "ca_file": "good/cert.pem", "user": "desk", "timeout": 5}
    with office(tmp_path) as made, mail_server(trust=trust, password="right") as server:  # noqa: S106 - of this test
        sending = made.sending(server.port, password="right", **given)  # noqa: S106
        assert send_due(sending) == {"sent": 1}
        assert server.heard[:4] == ["connect", "EHLO", "STARTTLS", "EHLO"]
        add_subscribers(made.file, range(1, 2))
        with made.file.writing() as connection:
            put_up(connection, "a" * 32, [id_of(1)], NOW, NOW)
        assert send_due(made.sending(server.port, password="wrong", **given)) == {"stopped": 1}  # noqa: S106
        assert "535" in made.halt.why
        assert "wrong" not in made.halt.why


def test_letters_leave_over_tls_from_the_start(tmp_path: Path) -> None:
    trust = make_certificate(tmp_path / "good", "localhost")
    with office(tmp_path) as made, mail_server(trust=trust, is_tls=True) as server:
        sending = made.sending(server.port, host="localhost", security="tls", ca_file="good/cert.pem", timeout=5)
        assert send_due(sending) == {"sent": 1}


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("name", ["elsewhere.example.org", "localhost"])
def test_a_certificate_that_is_not_trusted_stops_the_queue(tmp_path: Path, security: str, name: str) -> None:
    trust = make_certificate(tmp_path / "wrong", name)
    ours = "wrong/cert.pem" if name != "localhost" else ""
    with office(tmp_path) as made, mail_server(trust=trust, is_tls=security == "tls") as server:
        sending = made.sending(server.port, host="localhost", security=security, ca_file=ours, timeout=5)
        assert send_due(sending) == {"stopped": 1}
        assert "certificate" in made.halt.why
        assert server.taken == []


def test_a_server_that_offers_no_encryption_stops_the_queue(tmp_path: Path) -> None:
    with office(tmp_path) as made, mail_server() as server:
        assert send_due(made.sending(server.port, security="starttls")) == {"stopped": 1}
        assert "MAIL" not in server.heard


@pytest.mark.parametrize("said", ["454 4.7.0 not now", "drop", "silence"])
def test_an_encryption_that_fails_for_now_pauses(tmp_path: Path, said: str) -> None:
    trust = make_certificate(tmp_path / "good", "localhost")
    with office(tmp_path) as made, mail_server(says(STARTTLS=said), trust=trust) as server:
        assert send_due(made.sending(server.port, security="starttls", ca_file="good/cert.pem")) == {"paused": 1}


@pytest.mark.parametrize(
    ("said", "verdict"), [("454 4.7.0 not now", "paused"), ("535 5.7.8 no", "stopped"), ("drop", "paused")]
)
def test_a_login_that_fails_is_told(tmp_path: Path, said: str, verdict: str) -> None:
    with office(tmp_path) as made, mail_server(says(AUTH=said), password="x") as server:  # noqa: S106
        assert send_due(made.sending(server.port, user="desk", password="x")) == {verdict: 1}  # noqa: S106


def test_nothing_leaves_the_machine_unencrypted(tmp_path: Path) -> None:
    with office(tmp_path) as made, pytest.raises(UsageError, match="for all to read"):
        send_due(made.sending(25, host="mail.example.org"))
