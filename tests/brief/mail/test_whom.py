"""Who is sent a letter and when: days and hours by each reader's clock, subjects, and what is put right."""

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from brief.mail.made import EDITION, LETTER, NOW, Office, add_subscribers, id_of, keep, office
from detente.brief.mail.putting_up import put_up_brief, put_up_fresh
from detente.brief.mail.whom import readers_of
from detente.brief.settings import BriefSettings, Edition
from detente.core.errors import UsageError
from detente.store.mail.addressed import Chosen
from detente.store.mail.tables import choices, deliveries, letters, subscribers

MONDAY = dt.datetime(2031, 3, 3, 7, 0, tzinfo=dt.UTC)
SETTINGS = BriefSettings(
    address="https://desk.example.org", terms="Terms.", editions=(Edition(id=EDITION, title="Morning"),)
)
RIGHT = "c" * 32


def _due(reader: Chosen, *, out_at: dt.datetime = MONDAY, now: dt.datetime = MONDAY, has: str = "mines") -> list[str]:
    found = readers_of([reader], {has}, out_at=out_at, now=now, is_correcting=False)
    return [one.due_at.isoformat(timespec="minutes")[:16] for one in found]


def _reader(zone: str, hour: int, *days: int, subjects: tuple[str, ...] = ()) -> Chosen:
    return Chosen(subscriber="r", zone=zone, hour=hour, days=days or tuple(range(7)), subjects=subjects)


@pytest.mark.parametrize(
    ("zone", "hour", "due"),
    [
        ("UTC", 6, "2031-03-03T07:00"),
        ("UTC", 9, "2031-03-03T09:00"),
        ("America/New_York", 7, "2031-03-03T12:00"),
        ("Asia/Tokyo", 8, "2031-03-03T07:00"),
        ("Asia/Tokyo", 22, "2031-03-03T13:00"),
        ("Asia/Kathmandu", 13, "2031-03-03T07:15"),
    ],
)
def test_a_letter_comes_from_the_readers_own_hour_on(zone: str, hour: int, due: str) -> None:
    assert _due(_reader(zone, hour)) == [due]


def test_the_day_is_that_of_the_readers_clock_when_the_edition_came_out() -> None:
    late = MONDAY.replace(hour=20)
    assert _due(_reader("Asia/Tokyo", 0, 1), out_at=late, now=late) != []
    assert _due(_reader("Asia/Tokyo", 0, 0), out_at=late, now=late) == []
    assert _due(_reader("America/New_York", 0, 0), out_at=late, now=late) != []


def test_a_letter_that_is_approved_late_keeps_its_day_and_waits_for_the_hour() -> None:
    night = MONDAY + dt.timedelta(hours=20)  # three in the morning on Tuesday
    assert _due(_reader("UTC", 8, 0), now=night) == ["2031-03-04T08:00"]
    assert _due(_reader("UTC", 8, 1), now=night) == []


def test_an_hour_that_the_clock_leaves_out_is_the_next_one() -> None:
    spring = dt.datetime(2031, 3, 30, 0, 0, tzinfo=dt.UTC)  # Berlin goes from two to three at one in UTC
    assert _due(_reader("Europe/Berlin", 2), out_at=spring, now=spring) == ["2031-03-30T01:00"]
    autumn = dt.datetime(2031, 10, 25, 23, 0, tzinfo=dt.UTC)
    assert _due(_reader("Europe/Berlin", 2), out_at=autumn, now=autumn) == ["2031-10-26T00:00"]


def test_a_letter_without_what_a_reader_chose_is_not_sent_to_them() -> None:
    assert _due(_reader("UTC", 0, subjects=("projects",))) == []
    assert _due(_reader("UTC", 0, subjects=("projects", "mines"))) != []
    assert _due(_reader("UTC", 0)) != []


def _to(made: Office, letter: str) -> dict[int, str]:
    with made.file.reading() as connection:
        rows = connection.execute(
            sa.select(deliveries.c.subscriber, deliveries.c.part).where(deliveries.c.letter == letter)
        )
        return {int(id_, 16): part for id_, part in rows}


def test_a_brief_is_put_up_once_for_those_who_chose_it(tmp_path: Path) -> None:
    with office(tmp_path, readers=3, is_up=False) as made:
        add_subscribers(made.file, range(10, 12), edition="another")
        add_subscribers(made.file, range(20, 21), state="pending")
        add_subscribers(made.file, range(30, 31), days=(2,))
        (done,) = put_up_brief(made.file, SETTINGS, "b" * 32, now=NOW)
        assert done.number == 3
        assert _to(made, LETTER) == {0: "whole", 1: "whole", 2: "whole"}


def test_who_subscribes_later_is_not_sent_what_was_put_up_before(tmp_path: Path) -> None:
    with office(tmp_path, readers=1, is_up=False) as made:
        assert [one.number for one in put_up_fresh(made.file, SETTINGS, now=NOW)] == [1]
        add_subscribers(made.file, range(1, 2))
        assert put_up_fresh(made.file, SETTINGS, now=NOW) == []
        assert put_up_brief(made.file, SETTINGS, None, now=NOW) == []


def test_a_letter_that_was_approved_long_ago_is_not_sent_by_itself(tmp_path: Path) -> None:
    with office(tmp_path, is_up=False) as made:
        later = NOW + dt.timedelta(days=2, seconds=1)
        assert put_up_fresh(made.file, SETTINGS, now=later) == []
        assert [one.number for one in put_up_brief(made.file, SETTINGS, None, now=later)] == [1]


def test_a_brief_that_was_not_approved_cannot_be_put_up(tmp_path: Path) -> None:
    with office(tmp_path, is_up=False) as made, pytest.raises(UsageError, match="no brief with a letter"):
        put_up_brief(made.file, SETTINGS, "d" * 32, now=NOW)


def test_a_brief_is_named_by_the_beginning_of_its_id_or_by_its_day(tmp_path: Path) -> None:
    with office(tmp_path, is_up=False) as made:
        keep(made.file, RIGHT, brief="bc" * 16, edition="another")
        with made.file.writing() as connection:
            connection.execute(sa.update(letters).where(letters.c.id == LETTER).values(day="2031-03-03"))
        for given in ("b", "", "%", "2031-03-04"):
            with pytest.raises(UsageError, match="called"):
                put_up_brief(made.file, SETTINGS, given, now=NOW)
        assert [one.letter for one in put_up_brief(made.file, SETTINGS, "2031-03-03", now=NOW)] == [LETTER]
        (again,) = put_up_brief(made.file, SETTINGS, "bbbb", now=NOW)
        assert again.number == 0


def test_who_was_sent_a_brief_is_not_sent_another_text_of_it(tmp_path: Path) -> None:
    with office(tmp_path, readers=2) as made:
        keep(made.file, RIGHT, made_at=NOW + dt.timedelta(hours=1))
        add_subscribers(made.file, range(2, 3))
        put_up_brief(made.file, SETTINGS, "b" * 32, now=NOW)
        assert _to(made, RIGHT) == {2: "whole"}


def test_what_is_put_right_goes_to_everybody_who_was_sent_it_wrong(tmp_path: Path) -> None:
    with office(tmp_path, readers=7) as made:
        with made.file.writing() as connection:
            for number, state in enumerate(["sent", "in doubt", "waiting", "refused", "called off", "sent", "sent"]):
                mine = sa.update(deliveries).where(deliveries.c.subscriber == id_of(number))
                connection.execute(mine.values(state=state))
            connection.execute(sa.update(choices).values(days=[5], subjects=["projects"]))
            connection.execute(sa.delete(choices).where(choices.c.subscriber == id_of(5)))
            connection.execute(
                sa.update(subscribers).where(subscribers.c.id == id_of(6)).values(state="suspended", hour=0)
            )
        keep(made.file, RIGHT, brief="e" * 32, corrects=("b" * 32,))
        (done,) = put_up_brief(made.file, SETTINGS, "e" * 32, now=NOW)
        assert _to(made, RIGHT) == {0: "corrections", 1: "corrections", 2: "corrections"}
        assert (done.number, done.corrected) == (3, 3)


def test_who_chose_the_edition_gets_the_letter_with_what_it_puts_right_once(tmp_path: Path) -> None:
    with office(tmp_path, readers=2) as made:
        with made.file.writing() as connection:
            connection.execute(sa.update(choices).values(subjects=["projects"]))
        keep(made.file, RIGHT, brief="e" * 32, corrects=("b" * 32,))
        put_up_brief(made.file, SETTINGS, "e" * 32, now=NOW)
        assert _to(made, RIGHT) == {0: "whole", 1: "whole"}
