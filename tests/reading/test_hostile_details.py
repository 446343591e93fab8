"""What looks like a place, a date or a number and is none, or is another one than it looks."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading


def read(text: str, published: str | None = "2022-01-09") -> Reading:
    return default_reader().read(Document(id="test", text=text, published=published))


@pytest.mark.parametrize(
    "text",
    [
        "The meeting is on 31 February 2021.",
        "In the year 0 nothing was signed.",
        "Fighters of the 15 May Brigade left the town.",
        "Crowds may gather near the gate.",
        "The delegates sat for hours.",
        "The March on Rome was remembered by historians.",
    ],
)
def test_what_looks_like_a_day_names_none(text: str) -> None:
    assert [d.interval for d in read(text).dates if d.interval is not None and d.interval.precision == "day"] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("They roasted a turkey for the soldiers.", "TUR"),
        ("Michael Jordan scored forty points for the Chicago Bulls.", "JOR"),
        ("Georgia's governor spoke in Atlanta about the state budget.", "GEO"),
        ("Paris Hilton spoke to reporters.", "FRA"),
    ],
)
def test_a_name_is_no_country_or_town_that_the_words_do_not_mean(text: str, code: str) -> None:
    assert code not in {p.country for p in read(text).places}


def test_georgia_is_the_country_beside_tbilisi() -> None:
    found = read("Georgia said in Tbilisi that it would not attend.").places
    assert {p.country for p in found} == {"GEO"}


def test_a_place_that_no_table_has_keeps_its_name_and_nothing_else() -> None:
    found = [p for p in read("Two shells fell near Qzyxabad on Friday.").places if p.name == "Qzyxabad"]
    assert [(p.lat, p.lon, p.geonameid) for p in found] in ([], [(None, None, None)])


def test_a_name_of_many_countries_without_support_has_no_point() -> None:
    found = [p for p in read("A man from San Miguel was arrested.").places if p.name == "San Miguel"]
    assert [(p.lat, p.lon) for p in found] in ([], [(None, None)])


def test_a_currency_without_an_amount_is_no_quantity() -> None:
    assert [q for q in read("The dollar fell against the euro.").quantities if q.kind == "money"] == []


def test_an_amount_without_a_currency_is_no_money() -> None:
    found = read("Azerbaijan has invested 19.5 billion in the sector.").quantities
    assert [q.kind for q in found if q.unit is None and q.kind == "money"] == []


@pytest.mark.parametrize(
    "text",
    ["Call +994 12 493 55 37 for help.", "The office is at 22 Fizuli Street, Baku AZ1014.", "They met in room 404."],
)
def test_numbers_of_telephones_and_addresses_count_nothing(text: str) -> None:
    assert [q for q in read(text).quantities if q.kind != "other"] == []
    assert [q.value for q in read(text).quantities] == []


def test_a_step_and_where_it_led_are_no_range() -> None:
    found = [q for q in read("The death toll rose by 12 to 340 people killed.").quantities if q.kind == "killed"]
    assert [(q.value, q.low, q.high) for q in found] == [(340, None, None)]


def test_apostrophes_group_figures() -> None:
    (money,) = [q for q in read("The embassy gave CHF 1'200'000 for repairs.").quantities if q.kind == "money"]
    assert (money.value, money.unit) == (1_200_000, "CHF")


def test_what_happened_to_another_is_not_told_of_those_counted() -> None:
    text = "Three assailants detonated their vests and a fourth was killed. Two soldiers and a policeman were killed."
    assert [(q.kind, q.value) for q in read(text).quantities] == [("people", 3), ("killed", 2)]
