import datetime as dt
from typing import Any

import pytest

from detente.core.spans import Span
from detente.registry.ceasefires.from_observation import violations_of_observation
from detente.registry.ceasefires.violation import Violation
from detente.store.observations import ObservationView
from registry.ceasefires.report_made import WATCHED

TEXT = "Ash Ford, 4 May: the Joint Centre reported having heard at least 3 explosions; the mill was not visited, mined."
UTC = dt.UTC


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def told(**change: Any) -> tuple[Violation, ...]:
    made: dict[str, Any] = dict.fromkeys(ObservationView.__slots__) | {
        "document_id": "o1", "observer": "Team 2", "mission": "Joint Centre", "place": "Ash Ford", "method": "heard",
        "time_from": dt.datetime(2031, 5, 3, 22, tzinfo=UTC), "time_to": dt.datetime(2031, 5, 4, 2, tzinfo=UTC),
        "what": "explosion", "found_nothing": False, "count_low": 3, "count_words": "at least 3", "further": {},
        "words": {"what": span("explosions"), "count_low": span("at least 3"), "not_visited": span("the mill")},
    } | change  # fmt: skip
    return violations_of_observation(ObservationView(**made), text=TEXT, ceasefire=WATCHED, known_at="2031-05-05")


def test_what_an_observer_heard_is_of_the_monitor_whose_mission_it_is() -> None:
    (one,) = told()
    assert (one.origin, one.said, one.claimant, one.kind, one.method) == ("observer", "some", "M", "fire", "heard")
    assert one.count is not None
    assert (one.count.low, one.count.high, one.count.qualifier, one.count.words) == (3, None, "at least", "at least 3")
    assert one.interval is not None
    assert (one.interval.first.day, one.interval.last.day) == (3, 4)
    assert [held.words for held in one.evidence] == ["explosions", "at least 3"]
    assert (one.alleged, one.clauses, one.known_at) == (None, ("1",), "2031-05-05")


def test_an_observer_of_no_monitor_stands_under_the_own_name() -> None:
    assert [(one.claimant, one.claimant_name) for one in told(mission=None)] == [(None, "Team 2")]
    assert [(one.claimant, one.claimant_name) for one in told(mission="Northmark")] == [(None, "Northmark")]


@pytest.mark.parametrize(("who", "party"), [(None, None), ("Northmark's soldiers", "A"), ("unknown men", None)])
def test_only_a_party_that_the_form_names_is_alleged(who: str | None, party: str | None) -> None:
    assert [(one.alleged, one.alleged_words) for one in told(who=who)] == [(party, who)]


def test_nothing_found_is_not_observed_and_no_zero() -> None:
    (one,) = told(what="nothing", found_nothing=True, count_low=None, count_words=None)
    assert (one.said, one.kind, one.count, one.is_zero) == ("not observed", None, None, False)


def test_an_area_not_visited_cannot_be_told() -> None:
    found, gap = told(not_visited="the mill", why_not="mined")
    assert (found.said, gap.said, gap.kind, gap.note, gap.count) == ("some", "cannot tell", None, "mined", None)
    assert gap.where[0].words == gap.evidence[0].words == "the mill"
    assert gap.id != found.id


def test_what_the_taxonomy_has_no_class_for_is_left_out() -> None:
    assert told(what="civilian") == ()
    assert [one.said for one in told(what="denial")] == ["cannot tell"]
    assert [(one.harm, one.kind) for one in told(what="killed")] == [("killed", None)]


@pytest.mark.parametrize(
    ("low", "high", "words", "exact"), [(4, 4, "4", True), (4, 4, "about 4", False), (None, None, "uncounted", False)]
)
def test_a_count_is_as_the_form_has_it(low: int | None, high: int | None, words: str, *, exact: bool) -> None:
    (one,) = told(count_low=low, count_high=high, count_words=words)
    assert one.count is not None
    assert (one.count.low, one.count.high, one.count.words, one.count.is_exact) == (low, high, words, exact)


def test_no_number_is_no_count() -> None:
    assert [one.count for one in told(count_low=None, count_words=None)] == [None]


SEEN: dict[str, Any] = {
    "lat": 40.0,
    "lon": 45.0,
    "bearing": 135.0,
    "bearing_words": "SE",
    "near_km": 3.0,
    "far_km": 6.0,
}


def test_a_direction_and_distances_are_a_sector_and_never_a_point() -> None:
    (where,) = told(**SEEN)[0].where
    assert (where.kind, where.words, where.of) == ("sector", "3 to 6 km SE of Ash Ford", "line")
    assert where.geometry is not None
    assert where.geometry["type"] == "Polygon"
    ring = where.geometry["coordinates"][0]
    assert ring[0] == ring[-1]
    assert all(lon > 45.0 and lat < 40.0 for lon, lat in ring)


@pytest.mark.parametrize(
    "change", [{"far_km": None, "near_km": None}, {"lat": None}, {"far_km": 900.0}, {"far_km": 0.0, "near_km": 0.0}]
)
def test_without_a_distance_there_is_only_a_name(change: dict[str, Any]) -> None:
    (where,) = told(**SEEN | change)[0].where
    assert (where.kind, where.words, where.geometry) == ("named", "Ash Ford", None)


def test_one_distance_is_a_band_about_it() -> None:
    (where,) = told(**SEEN | {"near_km": 5.0, "far_km": 5.0})[0].where
    assert where.words == "5 km SE of Ash Ford"
    assert where.geometry is not None
    assert len({tuple(point) for point in where.geometry["coordinates"][0]}) > 4
