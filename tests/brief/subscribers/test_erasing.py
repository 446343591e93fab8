"""What is kept of somebody: given out whole, and erased so that no byte of the file names them."""

import datetime as dt
import json
import traceback

import pytest
import sqlalchemy as sa

from brief.subscribers.made import ANN, BOB, NOW, OFFICE, TERMS, Office, link_of, wanted
from detente.brief.mail.endings import end_complained
from detente.brief.subscribers.addresses import read_address
from detente.brief.subscribers.confirming import Confirmable
from detente.brief.subscribers.ending import end
from detente.brief.subscribers.erasing import NEVER_AGAIN, erase, forget_due
from detente.brief.subscribers.exported import export
from detente.brief.subscribers.keeping import add_by_hand
from detente.core.errors import RecordError, UsageError
from detente.store.mail.consents import terms_hash
from detente.store.mail.returned import Came, keep_returned
from detente.store.mail.subscribers import Subscriber, add_subscriber
from detente.store.mail.tables import deliveries, letters, metadata, suppressed, tries

SAID = "550 5.1.1 <Ann.Brook@example.org> unknown"


def sent_and_tried(office: Office, found: Subscriber) -> None:
    """Let every letter to somebody have been tried, and refused with the address in the answer."""
    mine = deliveries.c.subscriber == found.id
    with office.file.writing() as connection:
        for message_id in connection.scalars(sa.select(deliveries.c.message_id).where(mine)).all():
            row = {"message_id": message_id, "at": NOW, "code": 550, "answer": SAID}
            connection.execute(sa.insert(tries), row)
            came = Came(
                message_id=message_id, kind="failed", at=NOW, weight="hard", signed=True, status="5.1.1", words=SAID
            )
            keep_returned(connection, came)
        connection.execute(sa.update(deliveries).where(mine).values(state="refused", answer=SAID))


def bytes_of(office: Office) -> bytes:
    """Return all that lies in the folder: the file and its journals."""
    return b"".join(path.read_bytes() for path in sorted(office.file.path.parent.iterdir()))


def test_all_that_is_kept_is_given_out_with_the_terms_as_they_were_shown(office: Office) -> None:
    found = office.subscribed()
    sent_and_tried(office, found)
    with office.file.writing() as connection:
        told = export(connection, found, how="preferences", now=NOW)
    told = json.loads(json.dumps(told))
    assert told["subscriber"]["address"] == "Ann.Brook@example.org"
    assert [one["deed"] for one in told["consents"]] == ["asked", "confirmed", "exported"]
    assert told["terms"] == [{"hash": terms_hash(TERMS), "text": TERMS}]
    assert told["choices"] == [{"edition": "daily", "subjects": [], "days": [0, 1, 2, 3, 4, 5, 6]}]
    (letter,) = told["letters"]
    assert (letter["state"], letter["answer"], letter["tries"][0]["code"]) == ("refused", SAID, 550)
    assert [(one["kind"], one["status"], one["words"]) for one in letter["returned"]] == [("failed", "5.1.1", SAID)]
    assert office.deeds(found)[-1] == ("exported", "preferences")


def test_every_table_that_names_a_subscriber_is_in_what_is_given_out_or_says_why_not() -> None:
    of_persons = {
        name for name, table in metadata.tables.items() if {"subscriber", "address"} & set(table.columns.keys())
    }
    assert of_persons == {"subscribers", "choices", "consents", "deliveries"}
    of_deliveries = {name for name, table in metadata.tables.items() if "message_id" in table.columns}
    assert of_deliveries == {"deliveries", "tries", "returned"}


def test_what_is_erased_stands_in_no_byte_of_the_file(office: Office) -> None:
    found = office.subscribed()
    office.subscribed(BOB)
    sent_and_tried(office, found)
    assert b"brook@example.org" in bytes_of(office).lower()
    assert erase(office.file, found.id, how="preferences", now=NOW)
    left = bytes_of(office).lower()
    assert b"brook" not in left
    assert b"example.org" not in left.replace(b"desk.example.org", b"")
    assert b"bob@example.net" in left


def test_that_letters_were_sent_stays_without_the_person(office: Office) -> None:
    found = office.subscribed()
    sent_and_tried(office, found)
    erase(office.file, found.id, how="preferences", now=NOW)
    with office.file.reading() as connection:
        delivery = connection.execute(sa.select(deliveries)).mappings().one()
        letter = connection.execute(sa.select(letters)).mappings().one()
    assert (delivery["state"], delivery["domain"], delivery["answer"]) == ("refused", "", "")
    assert (letter["html"], letter["text"]) == ("", "")  # it held their links
    assert [(one.deed, one.choice) for one in office.consents(found)] == [
        ("asked", None), ("confirmed", None), ("erased", None),
    ]  # fmt: skip
    assert office.at() is None
    assert not erase(office.file, found.id, how="preferences", now=NOW)


def test_what_waits_for_somebody_who_is_erased_is_called_off(office: Office) -> None:
    office.ask()
    found = office.at()
    assert found is not None
    erase(office.file, found.id, how="preferences", now=NOW)
    assert office.waiting() == 0


def test_who_is_erased_can_sign_up_again_and_who_asked_never_to_be_written_to_cannot(office: Office) -> None:
    for never in (False, True):
        found = office.subscribed()
        erase(office.file, found.id, how="preferences", never_again=never, now=NOW)
    office.ask()
    assert office.at() is None
    with office.file.reading() as connection:
        (row,) = connection.execute(sa.select(suppressed)).all()
    assert (row.why, row.for_good) == (NEVER_AGAIN, True)
    assert b"brook" not in bytes_of(office).lower()


def test_an_error_of_the_database_names_nobody(office: Office) -> None:
    office.subscribed()
    with pytest.raises(RecordError) as told, office.file.writing() as connection:
        add_subscriber(connection, ANN, "ann.brook@example.org", zone="UTC", hour=7, now=NOW)
    assert "brook" not in "".join(traceback.format_exception(told.value, limit=0)).lower()


def test_notes_of_the_desk_about_a_person_go_with_them(office: Office) -> None:
    add_by_hand(
        office.file, read_address(ANN), wanted(), OFFICE, note="Ms Brook asked on the telephone", by="Wanda Pell",
        now=NOW + dt.timedelta(hours=1),
    )  # fmt: skip
    found = office.at()
    assert found is not None
    erase(office.file, found.id, how="desk (Wanda Pell)", now=NOW)
    assert b"Ms Brook" not in bytes_of(office)


def test_who_ended_it_is_erased_after_a_month_and_may_begin_again_themselves(office: Office) -> None:
    found = office.subscribed()
    with office.file.writing() as connection:
        end(connection, link_of(found), how="one click", now=NOW)
    month = dt.timedelta(days=30)
    assert forget_due(office.file, now=NOW + month) == 0
    assert office.at() is not None
    later = NOW + month + dt.timedelta(minutes=1)
    assert forget_due(office.file, now=later) == 1
    assert office.at() is None
    assert b"brook" not in bytes_of(office).lower()
    assert office.deeds(found) == [
        ("asked", "form"),
        ("confirmed", "letter"),
        ("ended", "one click"),
        ("erased", "time"),
    ]
    assert forget_due(office.file, now=later) == 0
    with pytest.raises(UsageError, match="ended it, or asked not"):
        add_by_hand(office.file, read_address(ANN), wanted(), OFFICE, note="asked by telephone", by="Ann", now=later)
    assert isinstance(office.confirm(office.ask(now=later), now=later), Confirmable)
    with office.file.reading() as connection:
        assert connection.execute(sa.select(suppressed)).all() == []


def test_who_complained_is_not_signed_up_again_by_anybody(office: Office) -> None:
    found = office.subscribed()
    with office.file.writing() as connection:
        end_complained(connection, found.id, now=NOW)
    later = NOW + dt.timedelta(days=31)
    assert forget_due(office.file, now=later) == 1
    office.ask(now=later)
    assert office.at() is None
