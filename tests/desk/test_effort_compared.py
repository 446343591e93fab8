"""Two stretches of days held against each other in the browser: as on the command line, with the words of each."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cli.ceasefire.test_app import SIGNED
from cli.ceasefire.test_effort import COLUMNS, HEAD, MAPPING
from desk.conftest import Visit
from desk.ford_made import do, told  # noqa: F401 - a fixture
from detente.desk.pages.ceasefires.period import asked_earlier, just_before
from detente.registry.interval import Interval

DAYS = [dt.date(2021, 4, 1) + dt.timedelta(days=n) for n in range(20)]
LATER = "from=2021-04-11&to=2021-04-20"
BOTH = f"{LATER}&compare-from=2021-04-01&compare-to=2021-04-10"
EFFORT = "/ceasefires/ford/effort"


@pytest.fixture(scope="module")
def counted(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk with a monitor's figures of twenty days, fewer in the second ten, and nobody's hours."""
    folder = tmp_path_factory.mktemp("compared")
    desk = Path(shutil.copytree(told, folder / "desk"))
    lines = "".join(f"{day},{40 if n < 10 else 10}\n" for n, day in enumerate(DAYS))
    made = {"f.csv": "day,fire\n" + lines, "f.toml": COLUMNS, "e.toml": MAPPING}
    made["e.csv"] = HEAD + "".join(f"{day},watch,<b>Team\u202e,8,,,,\n" for day in DAYS)
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    _bring(desk, "figures", folder / "f.csv", folder / "f.toml")
    return desk


@pytest.fixture(scope="module")
def watched(counted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return that desk with eight hours of watch on each of the days."""
    desk = Path(shutil.copytree(counted, tmp_path_factory.mktemp("watched") / "desk"))
    _bring(desk, "effort", counted.parent / "e.csv", counted.parent / "e.toml")
    return desk


def _bring(desk: Path, what: str, table: Path, mapping: Path) -> None:
    do("ceasefire", what, desk, "ford", "--import", table, "--mapping", mapping, *SIGNED)


def compared(desk: TestClient, fields: str = BOTH) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = desk.get(f"{EFFORT}?{fields}&as=json&sheet=compared").json()["sheets"][0]["rows"]
    return rows


def test_without_hours_on_watch_nobody_can_tell_and_the_reason_says_so(visit: Visit, counted: Path) -> None:
    (row,) = compared(visit(counted, "reader"))
    assert row["outcome"] == {"value": "cannot tell", "text": "cannot tell", "certainty": "unsure"}
    assert "watched in person are known for 0 of 20" in row["why"]["text"]


def test_fewer_for_the_same_hours_is_told_with_the_words_of_the_figures_of_both(visit: Visit, watched: Path) -> None:
    desk = visit(watched, "reader")
    (row,) = compared(desk)
    assert row["outcome"]["value"] == "fewer"
    assert row["earlier"]["text"] == "40"
    assert row["later"]["text"] == "10"
    assert row["earlier"]["words"][0]["words"] == "fire: 40"
    assert row["earlier"]["more"][-1]["text"] == "and 7 more"
    page = desk.get(f"{EFFORT}?{BOTH}").text
    assert "Held against 2021-04-01 to 2021-04-10" in page
    assert page.index("whose figures") < page.index("what comes of it")
    assert "<b>Team" not in page
    assert "\u202e" not in page
    assert row["outcome"]["text"] in desk.get(f"{EFFORT}?{BOTH}&as=csv&sheet=compared").text


def test_it_says_what_the_command_says(visit: Visit, watched: Path, capfd: pytest.CaptureFixture[str]) -> None:
    days = ("--from", "2021-04-11", "--to", "2021-04-20", "--compare-from", "2021-04-01", "--compare-to", "2021-04-10")
    do("ceasefire", "effort", watched, "ford", *days)
    (row,) = compared(visit(watched, "reader"))
    assert f": {row['outcome']['text']}: {row['why']['text']}" in " ".join(capfd.readouterr().out.split())


def test_days_without_a_figure_are_no_zero_and_the_days_of_another_time_show_what_was_known(
    visit: Visit, counted: Path
) -> None:
    desk = visit(counted, "reader")
    (row,) = compared(desk, f"{LATER}&compare-from=2021-03-01&compare-to=2021-03-10")
    assert row["earlier"] is None
    assert row["outcome"]["value"] == "cannot tell"
    assert compared(desk, "from=2020-04-11&to=2020-04-20&compare-from=2020-04-01&compare-to=2020-04-10") == []
    assert desk.get(f"{EFFORT}?{BOTH}&known=2020-01-01").status_code == 404


def test_nothing_is_compared_unless_it_is_asked_for_and_the_earlier_days_are_given_whole(
    visit: Visit, counted: Path
) -> None:
    desk = visit(counted, "reader")
    page = desk.get(f"{EFFORT}?{LATER}").text
    assert 'id="compared"' not in page
    assert 'name="compare-from" value="2021-04-01"' in page
    for half in ("compare-from=2021-04-01", "compare-to=2021-04-10"):
        refused = desk.get(f"{EFFORT}?{LATER}&{half}")
        assert refused.status_code == 400
        assert "give the earlier one whole" in refused.text
    for wrong in ("compare-from=2021-04-10&compare-to=2021-04-01", "compare-from=1990-01-01&compare-to=1990-02-01"):
        assert desk.get(f"{EFFORT}?{LATER}&{wrong}").status_code == 400
    assert desk.get(f"{EFFORT}?{LATER}&compare-from=x&compare-to=y").status_code == 422


def test_the_days_just_before_are_as_many_and_the_calendar_has_a_first() -> None:
    ten = Interval(first=dt.date(2021, 4, 11), last=dt.date(2021, 4, 20))
    assert just_before(ten) == Interval(first=dt.date(2021, 4, 1), last=dt.date(2021, 4, 10))
    assert just_before(Interval(first=dt.date.min, last=dt.date.min)) is None
    assert asked_earlier(None, None, ten) is None
