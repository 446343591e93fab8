"""A cumulative claim is never drawn as a flow, and sums of different kinds and claimants never stand in one series."""

from dataclasses import replace

from detente.registry.assertions.assertion import Assertion
from detente.registry.projects.completeness import completeness_of, fields
from detente.registry.projects.series import money_series
from registry.projects.told_made import told

FLOW = "Northmark spent 40 million euros on the Kessing Railway in {year}, its transport minister Odd Sterrin said."


def flows(*years: int) -> list[Assertion]:
    return [
        one for year in years for one in told(FLOW.format(year=year), published="2024-05-06") if one.what == "money"
    ]


def test_sums_of_a_year_make_a_series_in_the_order_of_the_years() -> None:
    series, refused = money_series(flows(2021, 2019))
    assert [point.day.first for point in series[0].points if point.day] == ["2019-01-01", "2021-01-01"]
    assert (len(series), refused) == (1, ())


def test_a_cumulative_sum_is_refused_and_it_is_said_why() -> None:
    text = "Velduria has invested 2.4 billion dollars in Corvessa's farming sector since 2012."
    series, refused = money_series(told(text, published="2024-05-06"))
    assert series == ()
    assert "no flow" in refused[0].reason


def test_other_claimants_and_currencies_have_series_of_their_own() -> None:
    one = flows(2019)[0]
    assert one.amount is not None
    other = replace(one, claimant=replace(one.claimant, name="Somebody else", actor=None), id="2")
    dollars = replace(one, amount=replace(one.amount, unit="USD"), id="3")
    series, _ = money_series([one, other, dollars])
    assert sorted(len(each.points) for each in series) == [1, 1, 1]


def test_a_flow_without_a_period_makes_no_series() -> None:
    _, refused = money_series([replace(flows(2019)[0], day=None)])
    assert [each.reason for each in refused] == ["no period is told"]


def test_a_record_is_as_complete_as_what_is_told_and_says_what_is_missing() -> None:
    said = told("The Kessing Railway was opened on 3 May 2019. It is 214 kilometres long.", published="2024-05-06")
    made = completeness_of("kessing", said)
    assert made.told == ("kind", "stage", "day of a stage", "length")
    assert set(made.told) | set(made.missing) == {field.name for field in fields()}
    assert completeness_of("ormsund", said).score == 0


def test_what_is_denied_tells_nothing() -> None:
    said = told("Corvessa denied that the Velduria-Corvessa pipeline had been closed.")
    assert "stage" not in completeness_of("velcor", said).told
