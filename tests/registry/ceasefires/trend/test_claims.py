from typing import Any

import pytest

from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.trend.claims import Held, claimed_trends, hold_claims
from registry.ceasefires.made import WORDS
from registry.ceasefires.trend_series_made import made

# weekly figures from 6 January to 27 April 2031
FALL = [40, 39, 34, 36, 30, 31, 27, 28, 24, 25, 21, 20, 19, 17, 16, 15]


def claim(trend: str | None = "falling", date: str | None = "2031-04-29", **change: Any) -> ClaimedItem:
    given: dict[str, Any] = {
        "kind": "trend", "claimant": "A", "claimant_name": "Northmark", "via": (), "date": date,
        "words": "Violations are decreasing.", "evidence": WORDS, "trend": trend,
    } | change  # fmt: skip
    return ClaimedItem(**given)


def held(one: ClaimedItem, counts: list[int | None] | None = None) -> Held:
    (found,) = hold_claims([one], made(counts or [*FALL]))
    return found


@pytest.mark.parametrize(
    ("claimed", "standing"),
    [("falling", "same direction"), ("rising", "opposite direction"), ("steady", "a change is measured")],
)
def test_a_claim_is_held_against_what_is_measured(claimed: str, standing: str) -> None:
    found = held(claim(claimed))
    assert found.standing == standing
    assert found.why == "figures up to 2031-04-27: falling"


def test_who_claims_changes_nothing_of_how_a_claim_stands() -> None:
    one, other = held(claim(claimant="A")), held(claim(claimant="B", claimant_name="Southmark"))
    assert (one.standing, one.why) == (other.standing, other.why)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (None, "nobody tells on which day"),
        ("2031-01-09", "no figure of the days up to 2031-01-09"),
        ("2031-02-20", "figures up to 2031-02-16 say too little"),
        ("2031-07-01", "the last figure up to 2031-07-01 is of 2031-04-27"),
    ],
)
def test_a_claim_of_other_days_cannot_be_told(date: str | None, said: str) -> None:
    found = held(claim(date=date))
    assert found.standing == "cannot tell"
    assert said in found.why


def test_later_figures_are_not_held_against_an_earlier_claim() -> None:
    rise_then_fall = [10, 12, 13, 15, 17, 20, 22, 25, 28, 32, 36, 40, 5, 4, 5, 4]
    assert held(claim("rising", "2031-03-31"), [*rise_then_fall]).standing == "same direction"


def test_no_trend_seen_is_no_proof_of_a_steady_one() -> None:
    level: list[int | None] = [20, 24, 17, 21, 19, 23, 18, 22, 20, 16, 25, 21, 19, 20, 22, 18]
    for claimed in ("falling", "rising", "steady"):
        found = held(claim(claimed), level)
        assert (found.standing, found.why) == ("cannot tell", "figures up to 2031-04-27 show no trend")


def test_only_claims_of_a_trend_are_taken_by_their_day() -> None:
    late, early, other = claim(date="2031-05-01"), claim(date="2031-04-01"), claim(kind="control", trend=None)
    assert claimed_trends([late, other, early]) == (early, late)
