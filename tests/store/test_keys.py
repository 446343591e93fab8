"""What the desk finds things by follows the readings, and made anew it is the same."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from detente.store import (
    Record,
    RecordPlace,
    claims,
    create_record,
    documents,
    entities,
    events,
    keep_reading,
    restate,
    statements,
    summary,
    verify,
    withdraw,
)
from detente.store.keys import key_all
from detente.store.known import Known, current_readings
from store.made import LATER, NOON, add, dump, kept, reading

KEYS = ("event_keys", "claim_keys", "entity_keys", "names", "tallies", "monthly_tallies")
NEWER = (("sentences", "2"), ("events", "1"))


def read_again(record: Record, n: int, now: dt.datetime) -> None:
    """Read a document with newer stages, which find one event less and call somebody otherwise."""
    (document,) = (one for one in documents(record) if one.external_id == f"d{n}")
    again = reading(kept(n).document, NEWER)
    named = dataclasses.replace(again.entities[0], name="Ğőran's army")
    changed = dataclasses.replace(again, events=again.events[1:], entities=(named, *again.entities[1:]), bindings=())
    assert keep_reading(record, document.id, changed, now=now)


def test_keys_made_anew_are_those_that_were_kept(path: RecordPlace, record: Record) -> None:
    add(record, 1)
    add(record, 2, now=LATER)
    read_again(record, 1, LATER)
    before = dump(path)
    with record.writing() as connection:
        key_all(connection)
    after = dump(path)
    # the name that no current reading has is not forgotten by either
    assert {name: after[name] for name in KEYS} == {name: before[name] for name in KEYS}


def test_only_what_is_current_is_found_and_counted(record: Record) -> None:
    add(record, 1)
    read_again(record, 1, LATER)
    assert [e.type for e in events(record)] == ["REJECT"]
    assert [e.type for e in events(record, country="NLD")] == ["REJECT"]
    assert [e.name for e in entities(record, name="GORAN")] == ["Ğőran's army"]
    assert entities(record, name="northland's army") == ()
    found = summary(record)
    assert (found.events, found.events_by, found.readings, found.unread) == (1, {("REJECT", "denied"): 1}, 2, 0)
    assert (found.claims, found.entities, found.drops) == (2, 5, {("events", "nobody is named"): 1})


def test_what_was_current_at_a_time_can_be_asked(record: Record) -> None:
    add(record, 1)
    with record.reading() as connection:
        (first,) = connection.scalars(current_readings())
    read_again(record, 1, LATER)
    with record.reading() as connection:
        (second,) = connection.scalars(current_readings())
        assert list(connection.scalars(current_readings(known_on=Known(at=NOON - dt.timedelta(1))))) == []
        assert list(connection.scalars(current_readings(known_on=Known(at=NOON)))) == [first]
        assert list(connection.scalars(current_readings(known_on=Known(at=LATER)))) == [second] != [first]


def test_what_is_withdrawn_is_neither_found_nor_counted_until_that_is_undone(record: Record) -> None:
    for n in range(2):
        add(record, n)
    whole = (summary(record), events(record), claims(record), entities(record), statements(record))
    first, second = documents(record)
    withdraw(record, "document", first.id, author="Ada", reason="a draft", now=LATER)
    for found in (events(record), claims(record), entities(record)):
        assert {one.document_id for one in found} == {second.id}
    assert {one.claim.document_id for one in statements(record)} == {second.id}
    counted = summary(record)
    assert (counted.documents, counted.texts, counted.voices, counted.readings) == (1, 1, 1, 1)
    assert (counted.claims, counted.events, counted.entities) == (len(claims(record)), 2, len(entities(record)))
    assert summary(record, known_on=Known(at=NOON)) == whole[0]
    assert events(record, known_on=Known(at=NOON), newest=True) == whole[1][::-1]
    restate(record, "document", first.id, author="Ada", reason="it was none", now=LATER + dt.timedelta(hours=1))
    assert (summary(record), events(record), claims(record), entities(record), statements(record)) == whole


def test_an_earlier_reading_is_found_as_known_then(record: Record) -> None:
    add(record, 1)
    then = (events(record), claims(record), entities(record, name="army"), summary(record))
    read_again(record, 1, LATER)
    known_on = Known(at=NOON)
    assert then == (
        events(record, known_on=known_on),
        claims(record, known_on=known_on),
        entities(record, name="army", known_on=known_on),
        summary(record, known_on=known_on),
    )


def test_a_newer_reading_leaves_what_is_proved_of_the_one_before(record: Record) -> None:
    add(record, 1)
    read_again(record, 1, LATER)
    assert not verify(record).complaints


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE readings SET superseded_at = made_at",
        "UPDATE event_keys SET superseded_at = added_at",
        "UPDATE event_keys SET country = 'XXX' WHERE country = 'NLD'",
        "DELETE FROM claim_keys",
        "UPDATE claim_keys SET speaker = ''",
        "UPDATE names SET folded = 'nobody'",
        "UPDATE entity_keys SET country = 'XXX'",
        "UPDATE tallies SET number = number + 1",
        "DELETE FROM tallies",
        "UPDATE monthly_tallies SET number = number + 1",
        "DELETE FROM monthly_tallies",
        "INSERT INTO tallies VALUES ('joined', '', '', 7)",
    ],
)
def test_what_would_hide_something_is_told(record: Record, statement: str) -> None:
    add(record, 1)
    with record.writing() as connection:
        connection.exec_driver_sql(statement)
    assert verify(record).complaints


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO claim_words (claim_words) VALUES ('delete-all')",
        "UPDATE claim_keys SET word_row = NULL",
        "UPDATE claim_keys SET word_row = word_row + 1000",
    ],
)
def test_an_index_of_words_that_would_hide_something_is_told(tmp_path: Path, statement: str) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        add(record, 1)
        assert not verify(record).complaints
        with record.writing() as connection:
            connection.exec_driver_sql(statement)
        assert verify(record).complaints


def test_the_last_comes_first_and_lists_have_an_end(record: Record) -> None:
    for n in range(3):
        add(record, n, now=NOON + dt.timedelta(hours=n))
    whole = events(record)
    assert events(record, newest=True) == whole[::-1]
    assert events(record, limit=2) == whole[:2]
    assert claims(record, newest=True, limit=1) == claims(record)[-1:]
    assert statements(record, newest=True, limit=1) == statements(record)[-1:]
    assert documents(record, newest=True, limit=2) == documents(record)[:0:-1]
    assert entities(record, newest=True, limit=3) == entities(record)[:-4:-1]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, "2021-05-03", 0),
        (None, "2021-05-04", 1),
        ("2021-05-04", "2021-05-04", 1),
        ("2021-05-04", None, 1),
        ("2021-05-05", None, 0),
    ],
)
def test_events_are_found_by_their_days(record: Record, since: str | None, until: str | None, found: int) -> None:
    add(record, 1)
    assert len(events(record, since=since, until=until)) == found


@pytest.mark.parametrize(
    ("sides", "found"),
    [
        ({"actor_country": "NLD"}, 2),
        ({"actor_country": "NLD", "recipient_country": "ZAF"}, 1),
        ({"actor_country": "ZAF"}, 0),
        ({"country": "ZAF", "actor_country": "NLD"}, 1),
    ],
)
def test_events_are_found_by_several_parties(record: Record, sides: dict[str, str], found: int) -> None:
    add(record, 1)
    assert len(events(record, **sides)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["%", "_", "a%y", "\\", "\ufdd1", "\x00", "\ud800"])
def test_no_character_of_a_search_is_a_pattern(record: Record, words: str) -> None:
    add(record, 1)
    assert not statements(record, words=words)
    assert not entities(record, name=words)
    assert not claims(record, source=words)
