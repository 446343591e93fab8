"""Letters in the file of mail: kept once, found by their brief, counted by what became of them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from detente.store.mail.file import MailFile, open_mail
from detente.store.mail.letters import KeptLetter, KeptPicture, deliveries_of, keep_letter, letter_of, letters_of
from detente.store.mail.tables import deliveries, subscribers

NOW = dt.datetime(2026, 11, 23, 7, 5, tzinfo=dt.UTC)
LETTER = KeptLetter(
    id="1" * 64, kind="brief", brief="b" * 64, revision=2, edition="morning", subject="Today\u202e", html="<p>é</p>",
    text="é", subjects=("mines",), corrects=("a" * 64,), heads=(("mines", "Mines"), ("", "Today")), made_at=NOW,
    approved_by=None, pictures=(KeptPicture(name="map-1", png=b"\x00\xff", alternative="a map"),),
)  # fmt: skip


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[MailFile]:
    with open_mail(tmp_path / "mail.sqlite") as opened:
        yield opened


def test_a_letter_is_kept_once_as_it_was_first(mail: MailFile) -> None:
    with mail.writing() as connection:
        assert keep_letter(connection, LETTER)
        assert not keep_letter(connection, replace(LETTER, html="other"))
    with mail.reading() as connection:
        assert letter_of(connection, LETTER.id) == LETTER
        assert letter_of(connection, "2" * 64) is None


def test_letters_are_found_by_their_brief_and_counted_by_what_became_of_them(mail: MailFile) -> None:
    later = replace(LETTER, id="2" * 64, revision=3, made_at=NOW + dt.timedelta(hours=1), pictures=())
    with mail.writing() as connection:
        assert keep_letter(connection, LETTER)
        assert keep_letter(connection, later)
        for n, state in enumerate(("sent", "sent", "waiting")):
            _deliver(connection, later.id, n, state)
    with mail.reading() as connection:
        assert letters_of(connection, ["b" * 64, "c" * 64]) == {"b" * 64: [later.id, LETTER.id]}
        assert deliveries_of(connection, ["b" * 64, "c" * 64]) == {"b" * 64: {"sent": 2, "waiting": 1}}
        assert deliveries_of(connection, []) == {}


def _deliver(connection: sa.Connection, letter: str, n: int, state: str) -> None:
    who = f"{n:032d}"
    person = {"state": "confirmed", "why": "", "zone": "UTC", "hour": 7, "made_at": NOW, "changed_at": NOW}
    connection.execute(sa.insert(subscribers).values(id=who, address=f"{n}@example.org", folded=f"{n}", **person))
    sent = {"domain": "example.org", "due_at": NOW, "tries": 1, "message_id": f"m{n}", "answer": ""}
    connection.execute(sa.insert(deliveries).values(letter=letter, subscriber=who, state=state, **sent))
