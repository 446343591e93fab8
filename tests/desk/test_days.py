"""What is held of a ceasefire by days equals what is gathered anew, whatever is done to the record in between."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import datetime as dt
import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk.ford_made import do, told  # noqa: F401 - a fixture
from detente.desk.records import Records, open_records
from detente.pipeline.ceasefires import gather_ceasefire, stored_ceasefire
from detente.pipeline.days.ahead import look_ahead
from detente.pipeline.days.figures import of_days
from detente.pipeline.days.gathered import days_of, gather_days
from detente.pipeline.days.trends import BoardTrends
from detente.pipeline.trends import board_trends
from detente.registry.ceasefires.board import board_of
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.trend.brief import brief_of
from detente.registry.interval import DAY, Interval
from detente.store import (
    Known,
    Record,
    add_review,
    documents,
    entries,
    keep_releases,
    merge_incidents,
    open_record,
    restate,
    subject_rows,
    withdraw,
)

Given = tuple[list[str], list[str]]
"""The ids of all documents, and of all figures."""
FIRST = dt.date(2021, 5, 1)
SEEDS = range(4)
STEPS = 12
TOLD = (
    "Southmark opened fire on Northmark positions near Ash Ford on {day} May 2021, the Northmark army said.",
    "Northmark forces shelled Southmark positions on {day} May 2021, killing two soldiers, the Southmark army said.",
    "Southmark violated the ceasefire near Ash Ford, the Northmark defence ministry said.",
    "The Northmark defence ministry said Southmark had violated the ceasefire {day} times on {day} May 2021.",
    "Violations of the ceasefire between Northmark and Southmark are decreasing, the Southmark army said.",
)
FORMS = "observer,mission,place,from,to,method,what,count_kind,count,who\n" + "".join(
    f"O{n},Joint Centre,Ash Ford,2021-05-{n:02}T08:00Z,2021-05-{n:02}T10:00Z,heard,explosion,exact,{n},Southmark\n"
    for n in range(2, 9)
)


@pytest.fixture(scope="module")
def made(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with reports of many days, of which some say the same, and forms of observers."""
    folder = tmp_path_factory.mktemp("days")
    desk = Path(shutil.copytree(told, folder / "desk"))
    lines = [
        {"id": f"r{n}", "text": text.format(day=1 + n % 9), "published": f"2021-05-{2 + n:02}" if n % 3 else None,
         "publisher": f"Outlet {n % 4}"}
        for n, text in enumerate(TOLD * 3)
    ]  # fmt: skip
    (folder / "more.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    (folder / "forms.csv").write_text(FORMS, encoding="utf-8")
    do("add", desk, folder / "more.jsonl", folder / "forms.csv")
    return desk


@pytest.fixture
def records(made: Path, tmp_path: Path) -> Iterator[Records]:
    folder = Path(shutil.copytree(made, tmp_path / "desk"))
    with closing(open_records(folder / "record.sqlite", now=dt.datetime.now(dt.UTC), beside=folder)) as opened:
        yield opened


def stretches(chance: random.Random) -> Iterator[Interval]:
    """Yield some stretches of days: weeks, single days, months, all of the year."""
    for length in (1, 7, 7, 31, 365):
        first = FIRST + dt.timedelta(days=chance.randrange(-10, 20))
        yield Interval(first=first, last=first + dt.timedelta(days=length - 1))


def assert_equal(record: Record, interval: Interval, known_on: Known) -> None:
    """Hold what is looked up by days against what is gathered anew."""
    ceasefire, _ = stored_ceasefire(record, "ford", known_on=known_on)
    anew = gather_ceasefire(replace(record, state=None), ceasefire, interval, known_on=known_on)
    held = gather_days(record, ceasefire, interval, known_on=known_on)
    assert held == replace(anew, violations=of_days(anew.violations, interval))
    assert board_of(ceasefire, interval, held.violations) == board_of(ceasefire, interval, anew.violations)
    trends = days_of(record, ceasefire, known_on=known_on).trends(record, held, interval)
    old = board_trends(replace(record, state=None), anew, ceasefire, interval, known_on=known_on)
    assert trends.measured == tuple(brief_of(one.trend) for one in old.measured)
    assert trends.claimed == old.claimed


def changes(record: Record, given: Given, chance: random.Random) -> list[Callable[[dt.datetime], Any]]:
    """Return things that people do: withdraw and put back, review, put incidents together."""
    rows = list(subject_rows(record))
    events = [one.subject.key for one in rows if one.subject.kind == "event"]
    gone, figure = map(chance.choice, given)
    reviewed = chance.choice(rows).subject
    signed = {"author": "Wanda Pell", "reason": "looked again"}
    return [
        lambda now: withdraw(record, "document", gone, now=now, **signed),
        lambda now: restate(record, "document", gone, now=now, **signed),
        lambda now: withdraw(record, "entry", figure, now=now, **signed),
        lambda now: restate(record, "entry", figure, now=now, **signed),
        lambda now: add_review(record, reviewed, coder="Wanda Pell", verdict="reject", again=True, now=now),
        lambda now: add_review(record, reviewed, coder="Wanda Pell", verdict="accept", again=True, now=now),
        lambda now: merge_incidents(
            record, [[key] for key in chance.sample(events, 2)], author="Wanda Pell", reason="one", at=now
        ),
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_held_by_days_is_what_is_gathered_anew(records: Records, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    moments = []
    with open_record(records.place) as writing:
        given = [one.id for one in documents(writing)], [one.subject for one in entries(writing, kind="figure")]
        for _ in range(STEPS):
            now = dt.datetime.now(dt.UTC)
            chance.choice(changes(writing, given, chance))(now)
            moments.append(now)
            at = Known(at=chance.choice(moments)) if chance.random() < 0.3 else Known()
            for interval in stretches(chance):
                assert_equal(records.internal, interval, at)


def test_what_is_added_meanwhile_is_there(records: Records, tmp_path: Path) -> None:
    week = Interval(first=dt.date(2021, 5, 3), last=dt.date(2021, 5, 9))
    ceasefire, _ = stored_ceasefire(records.internal, "ford")
    before = gather_days(records.internal, ceasefire, week)
    (tmp_path / "new.txt").write_text(TOLD[0].format(day=7).replace("near", "beyond"), encoding="utf-8")
    (tmp_path / "forms.csv").write_text(FORMS.replace("O3", "O33"), encoding="utf-8")
    do("add", Path(str(records.place)).parent, tmp_path / "new.txt", tmp_path / "forms.csv")
    after = gather_days(records.internal, ceasefire, week)
    assert len(after.violations) > len(before.violations)
    assert len(after.efforts) > len(before.efforts)
    assert_equal(records.internal, week, Known())


def test_the_public_is_told_by_days_what_is_released_to_it(records: Records) -> None:
    public = records.seen_at("public")
    week = Interval(first=dt.date(2021, 5, 3), last=dt.date(2021, 5, 9))
    with open_record(records.place) as writing:
        _release(writing, "entry", [one.subject for one in entries(writing, kind="ceasefire")])
        ceasefire, _ = stored_ceasefire(public, "ford")
        assert not gather_days(public, ceasefire, week).violations
        for one in documents(writing):
            _release(writing, "document", [one.id])
            assert_equal(public, week, Known())
        assert gather_days(public, ceasefire, week).violations


def _release(record: Record, kind: Any, subjects: list[str]) -> None:
    now = dt.datetime.now(dt.UTC)
    keep_releases(record, kind, subjects, level="public", author="Wanda Pell", reason="for all", now=now)


def test_trends_are_measured_once_and_kept_beside_the_record(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    ceasefire, _ = stored_ceasefire(records.internal, "ford")
    weeks = [Interval(first=FIRST + DAY * 7 * n, last=FIRST + DAY * (7 * n + 6)) for n in range(4)]
    before = [_trends(records.internal, ceasefire, week) for week in weeks]
    assert any(one.measured for one in before)

    def measured(*_: object) -> None:
        message = "it was measured anew"
        raise AssertionError(message)

    monkeypatch.setattr("detente.pipeline.days.gathered.measure_series", measured)
    folder = Path(str(records.place)).parent
    with closing(open_records(folder / "record.sqlite", now=dt.datetime.now(dt.UTC), beside=folder)) as again:
        assert [_trends(again.internal, ceasefire, week) for week in weeks] == before
        with open_record(again.place) as writing:
            gone = next(one.subject for one in entries(writing, kind="figure"))
            withdraw(writing, "entry", gone, author="Wanda Pell", reason="wrong", now=dt.datetime.now(dt.UTC))
        with pytest.raises(AssertionError, match="measured anew"):
            _trends(again.internal, ceasefire, weeks[-1])


def test_what_boards_of_all_weeks_wait_for_is_worked_out_ahead(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    ceasefire, _ = stored_ceasefire(records.internal, "ford")
    assert list(look_ahead(records.internal))
    monkeypatch.setattr("detente.pipeline.days.gathered.measure_series", None)
    first = dt.date.fromisoformat(ceasefire.first or "")
    monday = first + DAY * (7 - first.weekday())
    assert _trends(records.internal, ceasefire, Interval(first=monday, last=monday + DAY * 6)).measured


def _trends(record: Record, ceasefire: Ceasefire, week: Interval) -> BoardTrends:
    return days_of(record, ceasefire).trends(record, gather_days(record, ceasefire, week), week)
