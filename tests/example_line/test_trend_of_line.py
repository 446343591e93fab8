"""The measured trend of the Ossering Line beside the real numbers of its weeks, and beside what is claimed of it."""

import csv
import datetime as dt
import math
from collections.abc import Sequence
from itertools import pairwise

import pytest

from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.series import Series
from detente.registry.ceasefires.trend.claims import Held, claimed_trends, hold_claims
from detente.registry.ceasefires.trend.series import all_series
from detente.registry.ceasefires.trend.trend import Trend, trend_of
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from example_line.built import LINE, WHOLE, Line, told_of

COLUMN = {("M", None): "all", ("V", "C"): "by C", ("C", "V"): "by V"}
"""The series of fire, and which real numbers each is about: a side's figures are of what the other does."""
LEVEL = Interval(first=WHOLE.first, last=dt.date(2019, 6, 2))
"""The thirteen weeks in which the real numbers stay about the same."""


def table(name: str) -> list[dict[str, str]]:
    with (LINE / "truth" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def real(column: str) -> list[tuple[dt.date, int]]:
    return [(dt.date.fromisoformat(row["first"]), int(row[column])) for row in table("rates.csv")]


def series_in(line: Line, interval: Interval) -> list[tuple[Series, str | None]]:
    told = told_of(line.record)[1]
    return list(all_series(told.violations, efforts=told.efforts, within=interval))


@pytest.fixture(scope="module")
def fire(line: Line) -> dict[tuple[str, str | None], tuple[Series, Trend]]:
    return {
        (one.about.claimant, one.about.alleged): (one, trend_of(one, lack=lack))
        for one, lack in series_in(line, WHOLE)
        if one.about.kind == "fire"
    }


def slope(weeks: Sequence[tuple[dt.date, int]]) -> float:
    """Return the change a week, in per cent, of the line of least squares through the logarithms."""
    logs = [math.log(number) for _, number in weeks]
    middle, level = (len(logs) - 1) / 2, sum(logs) / len(logs)
    over = sum((n - middle) * (one - level) for n, one in enumerate(logs))
    return 100 * math.expm1(over / sum((n - middle) ** 2 for n in range(len(logs))))


def test_where_a_real_fall_is_measured_as_a_slope_the_interval_covers_it(
    fire: dict[tuple[str, str | None], tuple[Series, Trend]],
) -> None:
    sloping = {about: trend for about, (_, trend) in fire.items() if trend.outcome == "falling"}
    assert sloping
    for about, trend in sloping.items():
        assert trend.change is not None
        assert trend.change.low <= slope(real(COLUMN[about])) <= trend.change.high, about


def test_where_it_is_measured_as_a_step_its_days_cover_the_real_fall(
    fire: dict[tuple[str, str | None], tuple[Series, Trend]],
) -> None:
    steps = {about: trend.steps for about, (_, trend) in fire.items() if trend.outcome == "in steps"}
    assert steps
    for about, ((step,)) in ((about, some) for about, some in steps.items() if len(some) == 1):
        weeks = real(COLUMN[about])
        high, low = (sum(n for _, n in part) / len(part) for part in (weeks[:13], weeks[20:]))
        fell = [one for (one, before), (_, after) in pairwise(weeks) if before >= (high + low) / 2 > after]
        assert step.between is not None
        # between the last week above the middle of both levels and the first one below
        assert any(step.between.first <= day + dt.timedelta(weeks=1) <= step.between.last for day in fell), about
        assert abs(math.log(step.after / step.before) - math.log(low / high)) < math.log(1.5), about


def test_all_three_measure_the_fall_and_so_does_the_side_whose_minister_says_otherwise(
    fire: dict[tuple[str, str | None], tuple[Series, Trend]],
) -> None:
    assert fire.keys() == COLUMN.keys()
    assert {about: trend.direction for about, (_, trend) in fire.items()} == dict.fromkeys(COLUMN, "falling")


def test_falling_is_not_said_of_weeks_in_which_nothing_falls(line: Line) -> None:
    measured = [trend_of(one, lack=lack) for one, lack in series_in(line, LEVEL)]
    assert sum(one.about.kind == "fire" for one in measured) == len(COLUMN)
    assert [one.about for one in measured if one.direction == "falling"] == []


def test_every_claim_of_a_trend_is_read_or_listed_as_unread(line: Line) -> None:
    told = claimed_trends(told_of(line.record)[1].claimed)
    read = sorted((one.date or "", one.claimant or "", one.trend or "") for one in told)
    unread = [(row["report"], row["claimant"], row["trend"]) for row in table("claims-unread.csv")]
    rows = [row for row in table("claimed.csv") if row["kind"] == "trend"]
    assert set(unread) < {(row["report"], row["claimant"], row["trend"]) for row in rows}
    left = [row for row in rows if (row["report"], row["claimant"], row["trend"]) not in unread]
    assert read == sorted((row["date"], row["claimant"], row["trend"]) for row in left)


def truth_up_to(day: str, column: str) -> str | None:
    """Return whether the real numbers have fallen by a third, over four weeks before a day, from those of the level."""
    weeks = [number for first, number in real(column) if (first + dt.timedelta(days=6)).isoformat() <= day]
    return "falling" if sum(weeks[-4:]) / 4 < sum(weeks[:8]) / 8 * 2 / 3 else None


def held(one: Series, row: dict[str, str]) -> Held:
    words = Evidence(words=row["trend"], by="test", source=row["report"])
    claim = ClaimedItem(
        kind="trend", claimant=row["claimant"], claimant_name=row["claimant"], via=(), words=row["trend"],
        date=row["date"], evidence=(words,), trend=row["trend"],
    )  # fmt: skip
    return next(iter(hold_claims([claim], one)))


@pytest.mark.parametrize("row", [row for row in table("claimed.csv") if row["kind"] == "trend"], ids=str)
def test_no_claim_is_held_to_be_other_than_it_was(
    row: dict[str, str], fire: dict[tuple[str, str | None], tuple[Series, Trend]]
) -> None:
    for about, (one, _) in fire.items():
        standing = held(one, row).standing
        truth = truth_up_to(row["date"], COLUMN[about])
        if standing == "same direction":
            assert truth == row["trend"], about
        if standing == "opposite direction":
            assert truth is not None, about
            assert truth != row["trend"], about


def test_once_enough_is_counted_claims_stand_as_they_were(
    fire: dict[tuple[str, str | None], tuple[Series, Trend]],
) -> None:
    rows = {(row["report"], row["trend"]): row for row in table("claimed.csv") if row["kind"] == "trend"}
    late = rows["w26-06", "rising"]
    assert {held(one, late).standing for one, _ in fire.values()} == {"opposite direction"}
    assert held(fire["M", None][0], rows["w25-04", "falling"]).standing == "same direction"
    assert {held(one, rows["w09-01", "falling"]).standing for one, _ in fire.values()} == {"cannot tell"}
