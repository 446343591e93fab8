"""Composed sentences: of which kind, standing and period a sum is, and where it goes."""

import pytest

from detente.registry.assertions.assertion import Assertion
from detente.registry.projects.series import money_series
from registry.projects.told_made import told


def sums(text: str) -> list[Assertion]:
    return [one for one in told(text, published="2024-05-06") if one.what == "money"]


def only(text: str) -> Assertion:
    found = sums(text)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "Northmark has pledged to invest 50 million euros a year in the Kessing Railway until 2029.",
        "Corvessa will spend 30 million euros a year on the Talvik Dam from 2025 to 2028.",
        "Velduria promised 20 million dollars annually for the Ormsund Bridge through 2030.",
        "Corvessa vowed to provide 12 million dollars every year for the Talvik Dam until 2032.",
        "Under the plan Northmark will put up 9 million euros annually for the Ormsund Bridge.",
    ],
)
def test_what_is_pledged_for_every_year_is_planned_and_no_flow(text: str) -> None:
    pledge = only(text)
    assert (pledge.value, pledge.standing) == ("pledged per year", "planned")
    series, refused = money_series([pledge])
    assert not series
    assert "no flow" in refused[0].reason


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The Ormsund Bridge would not cost 3 billion euros, Northmark said.", "negated"),
        ("The Talvik Dam will not cost 2 billion dollars, the energy minister of Velduria insisted.", "negated"),
        ("The Talvik Dam didn't cost 2 billion dollars.", "negated"),
        ("Northmark did not invest 40 million euros in the Kessing Railway, the minister said.", "negated"),
        ("Velduria has never spent 90 million dollars on the Talvik Dam.", "negated"),
        ("If Southmark paid, Northmark would invest 6 billion euros in the Kessing Railway.", "hypothetical"),
        ("Northmark would invest 55 million euros in the Kessing Railway only if the border opened.", "hypothetical"),
        ("Had Corvessa paid, Velduria would have invested 70 million dollars in the Talvik Dam.", "hypothetical"),
        ("Unless Corvessa signs, Velduria will not lend 200 million dollars for the Talvik Dam.", "hypothetical"),
        ("Northmark might invest 80 million euros in the Ormsund Bridge.", "hypothetical"),
        ("Northmark should invest 25 million euros in the Ormsund Bridge, its critics said.", "demanded"),
        ("Northmark denied having invested 7 billion euros in the Kessing Railway.", "denied"),
        ("Northmark spent no less than 90 million euros on the Ormsund Bridge.", "happened"),
        ("Northmark has invested not only 5 million euros in the Kessing Railway but land as well.", "happened"),
    ],
)
def test_a_sum_is_told_in_the_standing_of_its_verb(text: str, standing: str) -> None:
    assert only(text).standing == standing


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Northmark spent not 250 but 180 million euros on the Kessing Railway.", 180_000_000),
        ("Velduria invested 110 million dollars, not 140 million dollars, in the Talvik Dam.", 110_000_000),
        ("Corvessa spent 11 million dollars rather than 17 million dollars on the Ormsund Bridge.", 11_000_000),
        ("Northmark's spending on the Kessing Railway was not 250 million euros but 180 million euros.", 180_000_000),
    ],
)
def test_of_two_sums_the_one_that_is_set_aside_did_not_happen(text: str, kept: int) -> None:
    assert [one.amount.count.low for one in sums(text) if one.amount and one.is_claimed_fact] == [kept]


@pytest.mark.parametrize(
    ("text", "kind", "days"),
    [
        (
            "Every year from 2020 to 2022 Northmark has invested 15 million euros in the Kessing Railway.",
            "per year", ("2020-01-01", "2022-12-31"),
        ),
        (
            "In each year between 2015 and 2019 Velduria spent 8 million dollars on the Talvik Dam.",
            "per year", ("2015-01-01", "2019-12-31"),
        ),
        (
            "Between 2016 and 2018, Corvessa invested 14 million dollars in the Ormsund Bridge.",
            "invested in a period", ("2016-01-01", "2018-12-31"),
        ),
        (
            "Velduria has invested 1.6 billion dollars in the Talvik Dam since 2011.",
            "invested so far", ("2011-01-01", None),
        ),
        ("Corvessa pledged 125 million euros for the Ormsund Bridge over five years.", "pledged", (None, None)),
    ],
)  # fmt: skip
def test_a_sum_has_the_period_that_is_told(text: str, kind: str, days: tuple[str | None, str | None]) -> None:
    one = only(text)
    assert one.value == kind
    assert one.day is not None
    assert (one.day.first, one.day.last) == days
    assert one.day.words


def test_a_period_of_what_was_said_is_not_that_of_a_sum() -> None:
    assert only("In 2019 Northmark said that Velduria had invested 5 million dollars in the Talvik Dam.").day is None


def test_a_period_of_which_only_the_length_is_told_stands_in_no_series() -> None:
    one = only("Northmark invested 75 million euros in the Kessing Railway over four years.")
    series, refused = money_series([one])
    assert (one.value, series) == ("invested in a period", ())
    assert "over four years" in refused[0].reason


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Velduria invested 40 million dollars in the Anamur water pipeline.", "Anamur water pipeline"),
        ("The commission approved a grant of 657 million euros for the Great Sea cable.", "Great Sea cable"),
        ("Northmark lent Southmark 60 million euros for the Ossering oil pipeline.", "Ossering oil pipeline"),
        ("Velduria gave a grant of 3 million dollars to the Lower Brennick solar park.", "Lower Brennick solar park"),
    ],
)
def test_a_town_in_the_name_of_a_project_is_given_nothing(text: str, named: str) -> None:
    one = only(text)
    assert (one.named, one.note, one.parts_of("recipient")) == (named, None, ())


def test_where_a_summit_is_gives_nothing() -> None:
    assert not sums(
        "Leaders at the summit in Kessing, Northmark pledged 5 billion dollars for Southmark's energy sector."
    )
