import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import EvidenceError, UsageError
from detente.core.spans import Span
from detente.registry.ceasefires.cannot_tell import CannotTell
from detente.registry.ceasefires.effort.cells import read_hours
from detente.registry.ceasefires.effort.effort import Effort, Hours
from detente.registry.ceasefires.effort.observed import efforts_of_observation
from detente.registry.ceasefires.effort.sums import Rate, effort_of, rate_of
from detente.registry.ceasefires.effort.table import EffortMapping, EffortTable, efforts_of
from detente.registry.forms import from_plain, to_plain
from detente.store.observations import ObservationView
from registry.ceasefires.made import WORDS, ceasefire, counted, days
from registry.ceasefires.report_made import WATCHED

UTC = dt.UTC
TEXT = "Team 2 at Ash Ford, the mill not visited, mined; access refused by Northmark"
MAPPING = EffortMapping(
    first="day", monitor="M", kind_column="what", observer="team", hours="hours", count="number", where="place",
    denied_by="by", why="why", names={"Northmark": "A", "post": "watch"},
)  # fmt: skip


def effort(id_: str, first: int, last: int | None = None, *, hours: float | None = None, **change: Any) -> Effort:
    known = None if hours is None else Hours(low=hours, high=hours)
    made: dict[str, Any] = {
        "id": id_, "ceasefire": "ford", "monitor": "M", "monitor_name": "Joint Centre", "kind": "watch",
        "interval": days(first, last), "hours": known, "evidence": WORDS,
    } | change  # fmt: skip
    return Effort(**made)


def watch(id_: str, begins: float, length: float, *, observer: str = "Team 2", high: bool = True) -> Effort:
    """Return a watch on 3 May that begins at an hour of the day; open at the upper end where `high` is not so."""
    start = dt.datetime(2031, 5, 3, tzinfo=UTC) + dt.timedelta(hours=begins)
    end = start + dt.timedelta(hours=length)
    hours = Hours(low=length, high=length if high else None)
    interval = days(start.day, end.day)
    made = effort(id_, 3, interval=interval, observer=observer, begins=start, ends=end)
    return replace(made, hours=hours)


def observed(**change: Any) -> tuple[Effort, ...]:
    def span(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    made: dict[str, Any] = dict.fromkeys(ObservationView.__slots__) | {
        "document_id": "o1", "observer": "Team 2", "mission": "Joint Centre", "place": "Ash Ford", "method": "seen",
        "time_from": dt.datetime(2031, 5, 3, 22, tzinfo=UTC), "time_to": dt.datetime(2031, 5, 4, 2, tzinfo=UTC),
        "what": "nothing", "found_nothing": True, "further": {}, "weather": "fog", "visibility": "to the tree line",
        "words": {"observer": span("Team 2"), "place": span("Ash Ford"), "not_visited": span("the mill")},
    } | change  # fmt: skip
    return efforts_of_observation(ObservationView(**made), text=TEXT, ceasefire=WATCHED)


def table(*rows: dict[str, str], mapping: EffortMapping = MAPPING) -> EffortTable:
    blank = dict.fromkeys(("day", "what", "team", "hours", "number", "place", "by", "why"), "")
    some = [blank | {"day": "2031-05-03", "what": "patrol"} | row for row in rows]
    return efforts_of(some, mapping=mapping, ceasefire=ceasefire(), name="may.csv", by="Ann Brook")


def in_person(*efforts: Effort, first: int = 3, last: int | None = None) -> Hours | CannotTell:
    return effort_of(efforts, days(first, last), monitor="M").known_hours("in person")


def bounds(hours: Hours | CannotTell) -> tuple[float, float | None] | str:
    return hours.reason if isinstance(hours, CannotTell) else (hours.low, hours.high)


def test_a_watch_that_found_nothing_has_its_hours_and_its_weather() -> None:
    (one,) = observed()
    assert (one.kind, one.monitor, one.hours, one.weather) == ("watch", "M", Hours(low=4, high=4), "fog")
    assert [held.words for held in one.evidence] == ["Team 2", "Ash Ford"]
    assert from_plain(to_plain(one), Effort, what="an effort") == one


def test_the_times_of_what_was_found_are_hours_at_least() -> None:
    assert [one.hours for one in observed(what="explosion", found_nothing=False)] == [Hours(low=4, high=None)]
    assert [one.hours for one in observed(found_nothing=False, time_to=None)] == [Hours(low=0, high=None)]


def test_what_an_observer_was_told_is_no_watch() -> None:
    assert observed(method="told", found_nothing=False) == ()


def test_times_that_cannot_be_one_watch_give_no_hours() -> None:
    (long,) = observed(time_to=dt.datetime(2032, 5, 4, tzinfo=UTC))
    (turned,) = observed(time_to=dt.datetime(2031, 5, 1, tzinfo=UTC))
    assert long.hours is turned.hours is None
    assert long.note is not None
    assert (long.interval.days, turned.interval.days) == (1, 1)


@pytest.mark.parametrize(("who", "party"), [("Northmark's soldiers", "A"), (None, None), ("unknown men", None)])
def test_who_refused_is_whom_the_form_names(who: str | None, party: str | None) -> None:
    (one,) = observed(what="denial", found_nothing=False, who=who, why_not="closed")
    assert (one.kind, one.denied_by, one.why, one.hours) == ("visit refused", party, "closed", None)


def test_an_area_not_visited_stands_beside_the_watch() -> None:
    done, gap = observed(not_visited="the mill", why_not="mined")
    assert (done.kind, gap.kind, gap.where[0].words, gap.why, gap.denied_by) == (
        "watch", "not visited", "the mill", "mined", None,
    )  # fmt: skip


def test_overlapping_watches_of_one_observer_count_once_and_those_of_two_count_twice() -> None:
    assert bounds(in_person(watch("a", 8, 4), watch("b", 10, 4))) == (6, 6)
    assert bounds(in_person(watch("a", 8, 4), watch("b", 10, 4, observer="Team 3"))) == (8, 8)
    assert bounds(in_person(watch("a", 8, 4), watch("a", 8, 4))) == (4, 4)


def test_what_was_found_within_a_watch_adds_nothing_and_outside_it_leaves_the_hours_open() -> None:
    assert bounds(in_person(watch("a", 8, 4), watch("b", 9, 1, high=False), watch("c", 10, 0, high=False))) == (4, 4)
    assert bounds(in_person(watch("a", 8, 4), watch("b", 13, 1, high=False))) == (5, None)


def test_a_watch_through_midnight_is_cut_at_the_interval() -> None:
    assert bounds(in_person(watch("a", 22, 4))) == (2, 2)
    assert bounds(in_person(watch("a", 22, 4), first=3, last=4)) == (4, 4)


def test_days_without_hours_are_told_and_are_no_days_without_a_watch() -> None:
    assert bounds(in_person(watch("a", 8, 4), last=7)) == "hours that M watched in person are told for 1 of 5 days"
    assert bounds(in_person()) == "nobody tells how long M watched in person"
    assert bounds(in_person(effort("a", 3, hours=0))) == (0, 0)


def test_hours_that_may_hold_each_other_are_a_range() -> None:
    week, day = effort("w", 3, 9, hours=40), effort("d", 5, hours=6)
    assert bounds(in_person(week, day, last=9)) == (40, 46)
    team = effort("t", 3, 9, hours=30, observer="Team 2")
    assert bounds(in_person(week, team, last=9)) == (40, 70)
    assert bounds(in_person(week, first=4, last=5)) == (0, 40)


def test_a_patrol_without_hours_leaves_them_open() -> None:
    assert bounds(in_person(effort("a", 3, hours=5), effort("p", 3, kind="patrol", count=counted(2)))) == (5, None)


def test_cameras_and_people_are_summed_apart_and_refusals_named() -> None:
    camera, refused = effort("c", 3, hours=24, kind="camera"), effort("r", 3, kind="visit refused", denied_by="B")
    found = effort_of([watch("a", 8, 4), camera, refused], days(3), monitor="M")
    assert (found.hours["in person"].low, found.hours["camera"].low, found.hindered) == (4, 24, ("r",))
    assert effort_of([camera], days(3), monitor="A").efforts == ()


def test_a_rate_is_told_only_where_the_hours_are_known() -> None:
    assert rate_of(counted(6), Hours(low=40, high=60)) == Rate(low=10, high=15)
    assert rate_of(counted(6), Hours(low=40, high=None)) == Rate(low=0, high=15)
    assert rate_of(counted(0), Hours(low=40, high=40)) == Rate(low=0, high=0)
    assert isinstance(rate_of(None, Hours(low=40, high=40)), CannotTell)
    assert isinstance(rate_of(counted(6), Hours(low=0, high=0)), CannotTell)
    assert rate_of(counted(6), CannotTell(reason="why")) == CannotTell(reason="why")


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0, 20)), min_size=1, max_size=8), st.randoms())
def test_one_observer_never_watches_more_than_a_day_has_in_any_order(pieces: Any, order: Any) -> None:
    watches = [watch(str(n), begins, length) for n, (begins, length) in enumerate(pieces)]
    first = in_person(*watches)
    order.shuffle(watches)
    assert first == in_person(*watches)
    assert isinstance(first, Hours)
    assert 0 <= first.low <= min(24, sum(length for _, length in pieces)) + 1e-6


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("7.5", 7.5, 7.5), ("7:30", 7.5, 7.5), ("8 h", 8, 8), ("at least 7 hours", 7, None), ("7+", 7, None),
     ("up to 9", 0, 9), ("6-8", 6, 8), ("none", 0, 0), ("0", 0, 0)],
)  # fmt: skip
def test_a_cell_says_how_many_hours(cell: str, low: float, high: float | None) -> None:
    assert read_hours(cell) == Hours(low=low, high=high, words=cell)


@pytest.mark.parametrize("cell", ["many", "-3", "8-6", "7:75", "1e9", "nan", "9" * 40])
def test_what_is_no_hours_is_refused(cell: str) -> None:
    with pytest.raises(UsageError, match="no hours"):
        read_hours(cell)


def test_a_row_is_effort_with_its_words_and_a_blank_is_not_known() -> None:
    found = table({"hours": "6.5", "number": "2", "team": "Team 2"}, {"hours": "", "team": "Team 3", "what": "post"})
    one, other = found.efforts
    assert (one.hours and one.hours.low, one.count and one.count.low, one.evidence[0].source) == (
        6.5, 2, "may.csv, row 2",
    )  # fmt: skip
    assert (other.hours, other.kind, found.faults) == (None, "watch", ())


def test_a_refusal_in_a_row_names_the_party() -> None:
    (one,) = table({"what": "visit refused", "by": "Northmark", "why": "closed"}).efforts
    assert (one.denied_by, one.why) == ("A", "closed")


@pytest.mark.parametrize(
    ("change", "column"),
    [({"hours": "lots"}, "hours"), ({"number": "lots"}, "number"), ({"what": "dance"}, "what"), ({"what": ""}, "what"),
     ({"day": ""}, "day"), ({"day": "May"}, "day"), ({"by": "Eastmark"}, "by"),
     ({"what": "not visited", "hours": "3"}, "hours"), ({"team": "Team 2", "hours": "25"}, "hours")],
)  # fmt: skip
def test_a_cell_of_effort_that_cannot_be_used_is_told_and_the_rest_goes_on(change: dict[str, str], column: str) -> None:
    found = table(change, {"hours": "3"})
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, column)]
    assert len(found.efforts) == 1


def test_a_row_of_effort_that_says_the_same_again_is_left_out_and_told() -> None:
    found = table({"hours": "3"}, {"hours": "3"})
    assert (len(found.efforts), found.faults[0].row) == (1, 3)


@pytest.mark.parametrize(
    ("mapping", "said"),
    [(EffortMapping(first="d"), "whose effort"), (EffortMapping(first="d", monitor="Z", kind="watch"), "'Z' is no"),
     (EffortMapping(first="d", monitor="M", kind="dance"), "'dance' is no kind")],
)  # fmt: skip
def test_a_mapping_of_effort_that_cannot_be_used_is_refused(mapping: EffortMapping, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        table(mapping=mapping)


@pytest.mark.parametrize("change", [
    {"evidence": ()}, {"begins": dt.datetime(2031, 5, 3, tzinfo=UTC)}, {"kind": "visit refused", "hours": 3},
])  # fmt: skip
def test_effort_that_contradicts_itself_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(EvidenceError):
        effort("a", 3, **change)
    with pytest.raises(EvidenceError):
        Hours(low=float("nan"), high=None)
    with pytest.raises(EvidenceError):
        CannotTell(reason=" ")
