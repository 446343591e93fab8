"""An edition whose hour has come is composed once, and held or let out; late rounds are left out."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine

from brief.made import full
from detente.brief.kept import brief_entry, kept_brief
from detente.brief.letter.approving import approve
from detente.brief.rounds import Compose, House, due_rounds, go_rounds, mend_letters
from detente.brief.settings import BriefSettings, Edition
from detente.core.errors import RecordBusy, UsageError
from detente.core.ids import hash_parts
from detente.store import Record, create_record, keep_entries
from detente.store.mail.addressed import fresh_letters
from detente.store.mail.file import MAIL, MailFile, open_mail
from detente.store.mail.rounds import done_rounds

AT = dt.datetime(2031, 3, 3, 7, 0, tzinfo=dt.UTC)
MORNING = Edition(id="morning", title="Morning", held=False)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with create_record(tmp_path / "record.sqlite", now=AT - dt.timedelta(days=9)) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Iterator[MailFile]:
    with open_mail(tmp_path / MAIL) as made:
        yield made


def settings(*editions: Edition) -> BriefSettings:
    return BriefSettings(address="https://desk.example.org", terms="Terms.", editions=editions)


def composer(asked: list[dict[str, Any]]) -> Compose:
    """Compose the same brief each day, and keep what was asked."""

    def compose(
        record: Record, seen: Record, edition: Edition, *, day: dt.date, until: dt.datetime, now: dt.datetime
    ) -> None:
        with seen.reading() as connection:
            asked.append({"day": day.isoformat(), "sees": connection.exec_driver_sql(SEES).scalar_one_or_none()})
        id_ = hash_parts("brief", edition.id, day.isoformat())
        made = replace(
            full(), id=id_, edition=edition.id, level=edition.level, day=day.isoformat(), until=until.isoformat()
        )
        keep_entries(record, [brief_entry(made)], author="machine", reason="composed", now=now)

    return compose


SEES = "SELECT type FROM sqlite_temp_master WHERE name = 'documents'"


def house(compose: Compose) -> House:
    """Compose so, and draw nothing."""
    return House(compose=compose, draw=lambda *_: ())


def _due(now: str, **more: Any) -> list[str]:
    edition = Edition(**({"id": "morning", "title": "Morning"} | more))
    moment = dt.datetime.fromisoformat(now)
    return [one.day.isoformat() for one in due_rounds([edition], now=moment)]


@pytest.mark.parametrize(
    ("now", "more", "due"),
    [
        ("2031-03-03T06:59:59+00:00", {}, []),
        ("2031-03-03T07:00:00+00:00", {}, ["2031-03-03"]),
        ("2031-03-04T03:00:00+00:00", {}, ["2031-03-03"]),
        ("2031-03-04T03:00:01+00:00", {}, []),
        ("2031-03-03T07:00:00+00:00", {"days": (1,)}, []),
        ("2031-03-03T03:59:59+00:00", {"zone": "Europe/Istanbul"}, []),
        ("2031-03-03T04:00:00+00:00", {"zone": "Europe/Istanbul"}, ["2031-03-03"]),
        ("2031-03-03T00:30:00+00:00", {"zone": "Pacific/Auckland", "hour": 13}, ["2031-03-03"]),
        ("2031-03-30T01:00:00+00:00", {"zone": "Europe/Berlin", "hour": 2}, ["2031-03-30"]),
        ("2031-03-30T00:59:00+00:00", {"zone": "Europe/Berlin", "hour": 2}, []),
    ],
)
def test_an_edition_is_due_when_its_hour_came_by_its_own_clock(now: str, more: dict[str, Any], due: list[str]) -> None:
    assert _due(now, **more) == due


def test_an_edition_goes_out_once_a_day_and_is_of_what_its_level_sees(record: Record, file: MailFile) -> None:
    asked: list[dict[str, Any]] = []
    office, made = settings(MORNING), house(composer(asked))
    for hours in (-1, 0, 1, 23, 24, 25):
        with time_machine.travel(AT + dt.timedelta(hours=hours), tick=False):
            go_rounds(record, file, office, now=dt.datetime.now(dt.UTC), house=made)
    assert [one["day"] for one in asked] == ["2031-03-03", "2031-03-04"]
    assert {one["sees"] for one in asked} == {"view"}, "what is not released is left out before it is composed"
    with file.reading() as connection:
        assert len(fresh_letters(connection)) == 2
        assert done_rounds(connection, [("morning", "2031-03-03"), ("morning", "2031-03-05")]) == {
            ("morning", "2031-03-03")
        }


def test_an_edition_that_is_held_waits_for_an_editor(record: Record, file: MailFile) -> None:
    held = replace(MORNING, held=True)
    (told,) = go_rounds(record, file, settings(held), now=AT, house=house(composer([])))
    kept = kept_brief(record, hash_parts("brief", "morning", "2031-03-03"))
    assert "held" in told
    assert kept is not None
    assert kept.brief.approval is None
    with file.reading() as connection:
        assert fresh_letters(connection) == []


def test_a_round_that_was_broken_off_goes_on_where_it_stood(record: Record, file: MailFile) -> None:
    asked: list[dict[str, Any]] = []
    go_rounds(record, file, settings(replace(MORNING, held=True)), now=AT, house=house(composer(asked)))
    kept = kept_brief(record, hash_parts("brief", "morning", "2031-03-03"))
    assert kept is not None
    approve(record, kept, by="", reason="as it was killed after this", now=AT)
    with file.writing() as connection:
        connection.exec_driver_sql("DELETE FROM rounds")
    go_rounds(record, file, settings(MORNING), now=AT, house=house(composer(asked)))
    with file.reading() as connection:
        assert len(fresh_letters(connection)) == 1


def test_a_round_is_put_off_while_the_record_cannot_be_used(record: Record, file: MailFile) -> None:
    def busy(*_: Any, **__: Any) -> None:
        message = "another process is writing"
        raise RecordBusy(message)

    assert go_rounds(record, file, settings(MORNING), now=AT, house=house(busy)) == [
        "morning, 2031-03-03: put off: another process is writing"
    ]
    (told,) = go_rounds(record, file, settings(MORNING), now=AT, house=house(composer([])))
    assert "sent by itself" in told


def test_a_brief_that_cannot_be_composed_is_told_once_and_the_others_come_out(record: Record, file: MailFile) -> None:
    def compose(record: Record, seen: Record, edition: Edition, **more: Any) -> None:
        if edition.id == "broken":
            message = "there is no watch of that name"
            raise UsageError(message)
        composer([])(record, seen, edition, **more)

    office = settings(replace(MORNING, id="broken"), MORNING)
    told = go_rounds(record, file, office, now=AT, house=house(compose))
    assert told == [
        "broken, 2031-03-03: not sent: there is no watch of that name",
        "morning, 2031-03-03: composed, and sent by itself",
    ]
    assert go_rounds(record, file, office, now=AT, house=house(compose)) == []


def test_a_letter_that_a_kill_kept_from_being_put_up_is_put_up_later(record: Record, file: MailFile) -> None:
    made = house(composer([]))
    office = settings(replace(MORNING, held=True))
    go_rounds(record, file, office, now=AT, house=made)
    kept = kept_brief(record, hash_parts("brief", "morning", "2031-03-03"))
    assert kept is not None
    assert mend_letters(record, file, office, now=AT + dt.timedelta(hours=1), house=made) == [], "a draft"
    approve(record, kept, by="Ann", reason="read; killed after this", now=AT)
    assert mend_letters(record, file, office, now=AT + dt.timedelta(minutes=1), house=made) == [], "it may be at it"
    (told,) = mend_letters(record, file, office, now=AT + dt.timedelta(hours=1), house=made)
    assert "morning, 2031-03-03" in told
    assert mend_letters(record, file, office, now=AT + dt.timedelta(hours=2), house=made) == []
    with file.reading() as connection:
        assert len(fresh_letters(connection)) == 1


def test_a_letter_of_long_ago_is_not_put_up_by_itself(record: Record, file: MailFile) -> None:
    made, office = house(composer([])), settings(replace(MORNING, held=True))
    go_rounds(record, file, office, now=AT, house=made)
    kept = kept_brief(record, hash_parts("brief", "morning", "2031-03-03"))
    assert kept is not None
    approve(record, kept, by="Ann", reason="read; killed after this", now=AT)
    assert mend_letters(record, file, office, now=AT + dt.timedelta(days=1), house=made) == []
