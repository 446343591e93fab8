"""The drawings of a brief: those of its sections, of what was known then, said in numbers of their table."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from brief.composing.reports_made import EDITION, brief_on, come_in, evening, line_reports, made_line
from detente.brief.brief import Brief
from detente.brief.pictures import MAP, pictures_of
from detente.store import create_record, open_record
from detente.store.record import Record

WEEKS = ("2019-03-11", "2019-03-18", "2019-03-25")
"""Days on which the monitor's weekly figures come out."""
FIRE = "2019-04-11"
"""A day on which fire is told, and no figure."""


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = made_line(tmp_path_factory.mktemp("weeks"))
    come_in(path, line_reports(*WEEKS[:2]), at=evening(WEEKS[1]))
    come_in(path, line_reports(WEEKS[2]), at=evening(WEEKS[2]))
    return path


@pytest.fixture
def record(line: Path) -> Iterator[Record]:
    with open_record(line, read_only=True) as opened:
        yield opened


def test_the_figures_of_a_ceasefire_are_drawn_and_said_in_numbers(record: Record) -> None:
    (one,) = pictures_of(brief_on(record, WEEKS[2]), record)
    assert (one.name, one.subject) == ("figures-ossering", "ceasefire/ossering")
    assert one.href == "/ceasefires/ossering/trend"
    assert "Line Observer Mission: cases of fire: 3 figures, between 5 and 10" in one.alternative
    assert one.spec["width"] == 456


def test_what_came_later_is_in_no_picture_of_an_earlier_brief(record: Record) -> None:
    (one,) = pictures_of(brief_on(record, WEEKS[1]), record)
    assert "2 figures, between 5 and 9" in one.alternative
    assert "2019-03-25" not in json.dumps(one.spec)


def test_a_single_figure_is_no_chart(tmp_path: Path) -> None:
    path = made_line(tmp_path)
    come_in(path, line_reports(WEEKS[0]), at=evening(WEEKS[0]))
    with open_record(path, read_only=True) as record:
        brief = brief_on(record, WEEKS[0])
        assert "figures-ossering" in brief.pictures
        assert not any(one.name == "figures-ossering" for one in pictures_of(brief, record))


def test_figures_are_drawn_where_one_is_news(record: Record, tmp_path: Path) -> None:
    assert "figures-ossering" in brief_on(record, WEEKS[2]).pictures
    path = made_line(tmp_path)
    come_in(path, line_reports(*WEEKS), at=evening(WEEKS[2]))
    come_in(path, line_reports(FIRE), at=evening(FIRE))
    with open_record(path, read_only=True) as later:
        brief = brief_on(later, FIRE)
        assert next(one.subject for one in brief.sections if one.lines) == "ceasefire/ossering"
        assert brief.pictures == ("map",)


def test_a_brief_without_anything_to_draw_has_no_picture(tmp_path: Path) -> None:
    at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    with create_record(tmp_path / "record.sqlite", now=at) as record:
        bare = Brief(id="b", edition=EDITION.id, level="internal", title="T", day="2026-03-01", since=None,
                     until=at.isoformat(), state="", sections=(), pictures=(MAP, "figures-gone"))  # fmt: skip
        assert pictures_of(bare, record) == ()
        assert pictures_of(dataclasses.replace(bare, pictures=()), record) == ()
