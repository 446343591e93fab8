"""The two press reports that the project started from, fact by fact: who, where, when and how much."""

from typing import Any

import pytest

pytestmark = pytest.mark.seeds

Found = dict[str, Any]


class Seen:
    """What a reading has within the sentence of a fact."""

    def __init__(self, fact: Found, found: Found) -> None:
        """Take the fact and the reading of its file."""
        self.fact, self.found = fact, found

    def within(self, layer: str) -> list[Found]:
        return [r for r in self.found[layer] if self.fact["start"] <= r["start"] < self.fact["end"]]

    def texts(self, layer: str) -> list[str]:
        return [r["text"] for r in self.within(layer)]

    def entities(self) -> list[Found]:
        by_id = {e["id"]: e for e in self.found["entities"]}
        return [by_id[m["entity"]] for m in self.within("mentions") if m["entity"]]

    def entity(self, words: str) -> Found:
        return next(e for e in self.entities() if words in e["name"])


@pytest.fixture(scope="module")
def seen(facts: dict[str, Found], readings: dict[str, Found]) -> Any:
    return lambda fact_id: Seen(facts[fact_id], readings[facts[fact_id]["file"]])


def test_a03_the_think_tank_is_based_in_ankara(seen: Any) -> None:
    assert seen("A03").entity("Strategic Thinking Institute")["kind"] == "organisation"
    (place,) = seen("A03").within("places")[:1]
    assert (place["text"], place["country"]) == ("Ankara", "TUR")


@pytest.mark.parametrize(("fact_id", "name"), [("A05", "Baku-Tbilisi-Ceyhan"), ("A06", "Baku-Tbilisi-Kars")])
def test_a05_a06_projects_are_entities_and_georgia_is_not_drawn_in(seen: Any, fact_id: str, name: str) -> None:
    assert seen(fact_id).entity(name)["kind"] == "project"
    assert "GEO" not in {e["country"] for e in seen(fact_id).entities()}


def test_a09_how_much_of_what_and_how_it_is_told(seen: Any) -> None:
    (money,) = seen("A09").within("quantities")
    assert (money["value"], money["unit"], money["kind"]) == (19_500_000_000, "USD", "money")
    assert money["qualifier"] == "alone"
    assert money["told_as"]["text"] == "invested"
    assert money["claim"] is not None
    assert seen("A09").within("dates") == []


def test_a11_two_spellings_are_one_organisation(seen: Any) -> None:
    assert {seen(i).entity("Organization of Turk")["id"] for i in ("A11", "A29")} == {
        seen("A29").entity("Organization of Turk")["id"]
    }


def test_a12_an_anniversary_is_no_quantity_and_its_friday_stays_open(seen: Any) -> None:
    assert seen("A12").within("quantities") == []
    (friday,) = seen("A12").within("dates")
    assert (friday["text"], friday["from"], friday["to"]) == ("Friday", None, None)


def test_a15_the_declaration_and_its_year(seen: Any) -> None:
    assert seen("A15").entity("Shusha Declaration")["kind"] == "agreement"
    (date,) = seen("A15").within("dates")
    assert (date["text"], date["from"]) == ("last year", None)


def test_a22_the_month_in_which_it_began(seen: Any) -> None:
    (date,) = seen("A22").within("dates")
    assert (date["from"], date["to"], date["precision"]) == ("2020-09-01", "2020-09-30", "month")


def test_a26_forty_four_days_fit_their_two_ends(seen: Any) -> None:
    (check,) = [c for c in seen("A26").found["checks"] if c["said"]["text"].startswith("44-day")]
    assert check["agrees"] is True
    assert {a["text"] for a in check["against"]} == {"September 2020", "November 10, 2020"}


def test_a27_a28_the_truce_and_the_settlements(seen: Any) -> None:
    assert [d["from"] for d in seen("A27").within("dates")] == ["2020-11-10"]
    told = [(q["kind"], q["value"], q["low"], q["high"], q["qualifier"]) for q in seen("A28").within("quantities")]
    assert ("settlements", None, None, 300, "nearly") in told
    towns = [q for q in seen("A28").within("quantities") if "towns" in q["text"]]
    assert [(q["value"], q["low"], q["high"]) for q in towns] == [(None, None, None)]


def test_a31_the_six_of_the_platform(seen: Any) -> None:
    platform = seen("A31").entity("platform")
    by_id = {e["id"]: e["country"] for e in seen("A31").found["entities"]}
    assert {by_id[m] for m in platform["members"]} == {"TUR", "RUS", "IRN", "AZE", "GEO", "ARM"}


def test_a37_a39_meetings_have_places_and_no_days(seen: Any) -> None:
    for fact_id, name in (("A37", "Moscow"), ("A39", "Turkey")):
        assert name in seen(fact_id).texts("places")
        assert seen(fact_id).within("dates") == []


def test_b01_stated_and_the_other_bounded(seen: Any) -> None:
    stated, bounded = seen("B01").found["published"], seen("A01").found["published"]
    assert (stated["from"], stated["to"], stated["rule"]) == ("2022-01-09", "2022-01-09", "stated in the text")
    assert (bounded["from"], bounded["to"]) == ("2020-11-10", None)
    assert "November 10, 2020" in bounded["rule"]


def test_b03_the_interview_was_in_ankara(seen: Any) -> None:
    (place,) = seen("B03").within("places")
    assert (place["text"], place["country"], place["precision"]) == ("Ankara", "TUR", "city")
    assert seen("B03").within("dates") == []


def test_b08_since_a_day_and_open(seen: Any) -> None:
    (date,) = seen("B08").within("dates")
    assert (date["from"], date["to"]) == ("2021-01-30", None)


def test_b13_nothing_is_counted_of_the_mines(seen: Any) -> None:
    assert seen("B13").within("quantities") == []


def test_b14_equal_numbers_without_a_number(seen: Any) -> None:
    (quantity,) = seen("B14").within("quantities")
    assert (quantity["kind"], quantity["value"], quantity["low"], quantity["high"]) == ("troops", None, None, None)
    assert quantity["qualifier"] == "an equal number of"


def test_b15_the_day_and_the_signatories(seen: Any) -> None:
    (date,) = seen("B15").within("dates")
    assert (date["from"], date["to"]) == ("2020-11-10", "2020-11-10")
    assert {"AZE", "RUS", "ARM"} <= {e["country"] for e in seen("B15").entities()}


def test_b17_only_a_year(seen: Any) -> None:
    (date,) = seen("B17").within("dates")
    assert (date["from"], date["to"], date["precision"]) == ("1992-01-01", "1992-12-31", "year")


def test_b18_b19_the_memorandum_may_be_the_declaration(seen: Any) -> None:
    (date,) = seen("B18").within("dates")
    assert (date["from"], date["to"]) == ("2021-06-15", "2021-06-15")
    memorandum = seen("B18").entity("memorandum of alliance")
    declaration = seen("B19").entity("Shusha Declaration")
    assert memorandum["perhaps"]["entity"] == declaration["id"]
    assert {"AZE", "TUR"} <= {e["country"] for e in seen("B19").entities() if e["kind"] == "person"}
    assert {p["name"] for p in seen("B19").within("places") if p["precision"] == "city"} == {"Shusha / Shushi"}


def test_b20_eight_months_do_not_move_the_day(seen: Any) -> None:
    (date,) = seen("B18").within("dates")
    assert date["from"] == "2021-06-15"
    (check,) = [c for c in seen("B20").found["checks"] if c["said"]["text"].startswith("eight months after")]
    assert check["agrees"] is False
