"""An edition whose hour has come is composed once, and held or let out; late rounds are left out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine

from brief.made import full
from detente.brief.brief import Brief
from detente.brief.letter.approving import approve
from detente.brief.letter.archive import kept_brief
from detente.brief.rounds import Compose, due_rounds, go_rounds
from detente.brief.settings import BriefSettings, Edition
from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.store import Record, create_record
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
        seen: Record,
        edition: Edition,
        *,
        day: dt.date,
        since: dt.datetime,
        until: dt.datetime,
        earlier: Sequence[Brief],
    ) -> Brief:
        asked.append({"seen": seen, "day": day, "since": since, "earlier": [one.id for one in earlier]})
        id_ = hash_parts("brief", edition.id, day.isoformat())
        return replace(
            full(), id=id_, edition=edition.id, level=edition.level, day=day.isoformat(), until=until.isoformat()
        )

    return compose


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


def test_an_edition_goes_out_once_a_day_and_tells_what_is_new_since_the_last(record: Record, file: MailFile) -> None:
    asked: list[dict[str, Any]] = []
    office, compose = settings(MORNING), composer(asked)
    for hours in (-1, 0, 1, 23, 24, 25):
        with time_machine.travel(AT + dt.timedelta(hours=hours), tick=False):
            go_rounds(record, file, office, now=dt.datetime.now(dt.UTC), compose=compose)
    assert [one["day"].isoformat() for one in asked] == ["2031-03-03", "2031-03-04"]
    assert asked[0]["since"] == AT - dt.timedelta(days=1)
    assert asked[1]["since"] == AT
    assert asked[1]["earlier"] == [hash_parts("brief", "morning", "2031-03-03")]
    with file.reading() as connection:
        assert len(fresh_letters(connection)) == 2
        assert done_rounds(connection, [("morning", "2031-03-03"), ("morning", "2031-03-05")]) == {
            ("morning", "2031-03-03")
        }


def test_an_edition_that_is_held_waits_for_an_editor(record: Record, file: MailFile) -> None:
    held = replace(MORNING, held=True)
    (told,) = go_rounds(record, file, settings(held), now=AT, compose=composer([]))
    kept = kept_brief(record, hash_parts("brief", "morning", "2031-03-03"))
    assert "held" in told
    assert kept is not None
    assert kept.brief.approval is None
    with file.reading() as connection:
        assert fresh_letters(connection) == []


def test_a_round_that_was_broken_off_goes_on_where_it_stood(record: Record, file: MailFile) -> None:
    asked: list[dict[str, Any]] = []
    go_rounds(record, file, settings(replace(MORNING, held=True)), now=AT, compose=composer(asked))
    kept = kept_brief(record, hash_parts("brief", "morning", "2031-03-03"))
    assert kept is not None
    approve(record, kept, by="", reason="as it was killed after this", now=AT)
    with file.writing() as connection:
        connection.exec_driver_sql("DELETE FROM rounds")
    go_rounds(record, file, settings(MORNING), now=AT, compose=composer(asked))
    with file.reading() as connection:
        assert len(fresh_letters(connection)) == 1


def test_what_is_composed_is_of_what_its_level_sees(record: Record, file: MailFile) -> None:
    seen: list[str] = []

    def compose(record_: Record, *rest: Any, **more: Any) -> Brief:
        with record_.reading() as connection:
            looked = "SELECT type FROM sqlite_temp_master WHERE name = 'documents'"
            seen.extend(connection.exec_driver_sql(looked).scalars())
        return composer([])(record_, *rest, **more)

    go_rounds(record, file, settings(MORNING), now=AT, compose=compose)
    assert seen == ["view"], "it stands before the table, and leaves out what is not released"


def test_a_brief_that_cannot_be_composed_is_told_once_and_the_others_come_out(record: Record, file: MailFile) -> None:
    def compose(seen: Record, edition: Edition, **more: Any) -> Brief:
        if edition.id == "broken":
            message = "there is no watch of that name"
            raise UsageError(message)
        return composer([])(seen, edition, **more)

    office = settings(replace(MORNING, id="broken"), MORNING)
    told = go_rounds(record, file, office, now=AT, compose=compose)
    assert told == [
        "broken, 2031-03-03: not composed: there is no watch of that name",
        "morning, 2031-03-03: composed, and sent by itself",
    ]
    assert go_rounds(record, file, office, now=AT, compose=compose) == []
