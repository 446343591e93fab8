import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.mines.area import area_in
from detente.registry.mines.records import Accident, Activity, LandReleased, MineFigure
from detente.registry.mines.selection import (
    KIND_NAMES,
    corrected,
    days_of,
    is_of_kind,
    is_within,
    once_of_copies,
    replaced_by,
)
from detente.registry.where import Locality

WEEK = Interval(first=dt.date(2031, 5, 5), last=dt.date(2031, 5, 11))


def told(document: str, start: int = 0, **more: Any) -> Activity:
    evidence = (Evidence(words="cleared mines", document=document, start=start, end=start + 13),)
    return Activity(id=f"{document}-{start}", origin="report", evidence=evidence, kind="clearance", **more)


def figure(number: str, **more: Any) -> MineFigure:
    about: dict[str, Any] = {"id": f"f{number}", "origin": "published", "claimant": "Body", "interval": WEEK}
    evidence = (Evidence(words=number, by="Ann", source="table.csv"),)
    count = Count(low=int(number), high=int(number), words=number)
    return MineFigure(**{**about, "what": "mine", "evidence": evidence, "count": count, **more})


def test_copies_of_one_text_count_once_and_what_a_text_says_twice_counts_twice() -> None:
    first = [("a", told("a", voice="a")), ("a", told("a", 50, voice="a"))]
    copy = [("b", told("b", voice="a", published="2031-05-06")), ("b", told("b", 60, voice="a"))]
    longer = [("c", told("c", n, voice="a")) for n in (0, 20, 40)]
    other = [("d", told("d", voice="d"))]

    assert [one.id for one in once_of_copies([*first, *copy, *longer, *other])] == ["a-0", "a-50", "c-40", "d-0"]


def test_a_copy_that_tells_another_figure_stays() -> None:
    found = [told("a", voice="a"), told("b", voice="a", claimant="Joint Centre")]
    assert len(list(once_of_copies([("a", found[0]), ("b", found[1])]))) == 2


def test_a_record_is_of_its_days_else_of_the_day_of_its_report_else_of_none() -> None:
    assert days_of(told("a", interval=WEEK, published="2031-06-01")) == (WEEK.first, WEEK.last)
    assert days_of(told("a", published="2031-05-09")) == (dt.date(2031, 5, 9), dt.date(2031, 5, 9))
    assert days_of(told("a")) is None
    assert is_within(told("a"), None)
    assert not is_within(told("a"), WEEK)
    assert is_within(told("a", published="2031-05-11"), WEEK)
    assert not is_within(told("a", published="2031-05-12"), WEEK)


def test_a_record_may_be_of_several_kinds_and_of_none_that_it_does_not_tell() -> None:
    assert is_of_kind(told("a"), [])
    assert {name for name in KIND_NAMES if is_of_kind(told("a"), [name])} == {"activity", "clearance"}
    accident = Accident(id="x", origin="entered", evidence=told("a").evidence)
    assert {name for name in KIND_NAMES if is_of_kind(accident, [name])} == {"accident"}


def test_a_later_figure_of_the_same_body_kind_place_and_days_corrects_the_one_that_stands() -> None:
    (new,) = corrected([figure("6")], [figure("4"), figure("5", supersedes="f4")])
    assert new.supersedes == "f5"
    assert replaced_by([figure("4"), figure("5", supersedes="f4")]) == {"f4": "f5"}


def test_a_figure_that_stands_is_no_news_and_one_that_was_corrected_is() -> None:
    kept = [figure("4"), figure("5", supersedes="f4")]
    assert corrected([figure("5")], kept) == []
    (back,) = corrected([figure("4")], kept)
    assert (back.supersedes, back.id in {"f4", "f5"}) == ("f5", False)
    assert corrected([figure("4")], [*kept, back]) == []
    (forth,) = corrected([figure("5")], [*kept, back])
    assert forth.supersedes == back.id


def test_a_table_with_two_figures_of_one_week_brought_twice_says_nothing_new() -> None:
    both = [figure("4"), figure("5")]
    assert corrected(both, both) == []
    assert corrected(both, [figure("4"), figure("5", supersedes="f4")]) == []


def test_planned_work_has_released_no_land() -> None:
    area = LandReleased(cleared=area_in("ha", 2, 2, words="2 ha"))
    done, planned = told("a", released=area), told("b", released=area, status="planned")
    assert is_of_kind(done, ["land-released"])
    assert not is_of_kind(planned, ["land-released"])
    assert is_of_kind(planned, ["clearance"])


@pytest.mark.parametrize(
    "other",
    [{"claimant": "Other"}, {"what": "IED"}, {"running": True}, {"where": (Locality(words="Eastbank"),)},
     {"interval": replace(WEEK, last=dt.date(2031, 5, 12))}],
)  # fmt: skip
def test_a_figure_of_anything_else_corrects_nothing(other: dict[str, Any]) -> None:
    (new,) = corrected([figure("6", **other)], [figure("4")])
    assert new.supersedes is None


def test_two_accidents_of_a_day_are_two() -> None:
    one = Accident(id="x", origin="published", claimant="Body", interval=WEEK, evidence=told("a").evidence)
    assert corrected([replace(one, id="y")], [one])[0].supersedes is None
