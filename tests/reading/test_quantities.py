"""Quantities are as exact as the words that state them, and count what those words count."""

from typing import NamedTuple

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.dates import FindDates
from detente.reading.published import ReadPublished
from detente.reading.quantities import FindQuantities
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords


class Bounds(NamedTuple):
    """What a quantity amounts to."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None


def read(text: str) -> Reading:
    stages = (ReadPublished(), SplitSentences(), ParseWords(), FindDates(), FindQuantities())
    return Reader(stages).read(Document(id="test", text=text))


def kinds(text: str) -> list[tuple[str, str]]:
    reading = read(text)
    return [(reading.words_of(q), q.kind) for q in reading.quantities]


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("300 settlements", Bounds(value=300)),
        ("three settlements", Bounds(value=3)),
        ("twenty-five settlements", Bounds(value=25)),
        ("two dozen settlements", Bounds(value=24)),
        ("1,990 settlements", Bounds(value=1990)),
        ("10 000 settlements", Bounds(value=10_000)),
        ("12,34,567 settlements", Bounds(value=1_234_567)),
        ("nearly 300 settlements", Bounds(high=300, qualifier="nearly")),
        ("up to 300 settlements", Bounds(high=300, qualifier="up to")),
        ("fewer than 300 settlements", Bounds(high=300, qualifier="fewer than")),
        ("at least 5 settlements", Bounds(low=5, qualifier="at least")),
        ("more than 20 settlements", Bounds(low=20, qualifier="more than")),
        ("20 or more settlements", Bounds(low=20, qualifier="or more")),
        ("20+ settlements", Bounds(low=20, qualifier="+")),
        ("some 200 settlements", Bounds(value=200, qualifier="some")),
        ("about 200 settlements", Bounds(value=200, qualifier="about")),
        ("10-15 settlements", Bounds(low=10, high=15)),
        ("two or three settlements", Bounds(low=2, high=3)),
        ("between 10 and 15 settlements", Bounds(low=10, high=15, qualifier="between")),
        ("dozens of settlements", Bounds(qualifier="dozens")),
        ("several settlements", Bounds(qualifier="several")),
    ],
)
def test_a_number_is_as_exact_as_its_words(words: str, bounds: Bounds) -> None:
    reading = read(f"They reached {words} in the region.")
    (quantity,) = reading.quantities
    assert reading.words_of(quantity) == words
    assert quantity.kind == "settlements"
    assert Bounds(quantity.value, quantity.low, quantity.high, quantity.qualifier) == bounds


def test_over_after_a_word_of_power_is_no_bound() -> None:
    assert read("They kept control over 5 villages.").quantities[0].value == 5
    assert read("They entered over 5 villages.").quantities[0].low == 5


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("$19.5 billion", 19_500_000_000, "USD"),
        ("€3m", 3_000_000, "EUR"),
        ("300 million euros", 300_000_000, "EUR"),
        ("USD 5 million", 5_000_000, "USD"),
        ("£40k", 40_000, "GBP"),
        ("5,000 manats", 5000, "AZN"),
        ("500 rupees", 500, None),
    ],
)
def test_money(words: str, value: float, unit: str | None) -> None:
    reading = read(f"They spent {words} on it.")
    (quantity,) = reading.quantities
    assert reading.words_of(quantity) == words
    assert (quantity.kind, quantity.value, quantity.unit) == ("money", value, unit)


def test_the_scale_of_a_range_holds_for_both_ends() -> None:
    (quantity,) = read("They spent $2-3 million on it.").quantities
    assert (quantity.low, quantity.high) == (2_000_000, 3_000_000)


@pytest.mark.parametrize(
    ("words", "kind", "unit"),
    [
        ("2.5 hectares", "area", "ha"),
        ("5,000 sq km", "area", "km2"),
        ("5km", "other", "km"),
        ("20 percent", "other", "%"),
        ("20%", "other", "%"),
    ],
)
def test_measures(words: str, kind: str, unit: str) -> None:
    reading = read(f"They lost {words} there.")
    (quantity,) = reading.quantities
    assert (reading.words_of(quantity), quantity.kind, quantity.unit) == (words, kind, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shelling killed three soldiers and wounded five.", [("three soldiers", "killed"), ("five", "wounded")]),
        (
            "At least 12 people were killed and more than 30 injured.",
            [("At least 12 people", "killed"), ("more than 30 injured", "wounded")],
        ),
        (
            "Five soldiers and two civilians were killed in shelling.",
            [("Five soldiers", "killed"), ("two civilians", "killed")],
        ),
        ("They killed five soldiers and two civilians.", [("five soldiers", "killed"), ("two civilians", "killed")]),
        ("Three soldiers killed five rebels.", [("Three soldiers", "troops"), ("five rebels", "killed")]),
        ("Three soldiers killed the mayor.", [("Three soldiers", "troops")]),
        ("Three soldiers killed in the ambush were named.", [("Three soldiers", "killed")]),
        ("The death toll rose to 45.", [("45", "killed")]),
        ("The bomb left 5 dead and 20 injured.", [("5 dead", "killed"), ("20 injured", "wounded")]),
        ("It claimed 14 lives.", [("14 lives", "killed")]),
        (
            "Some 200 people, including 3 children, were displaced.",
            [("Some 200 people", "displaced"), ("3 children", "displaced")],
        ),
        ("They captured 12 rebels; 4 are missing.", [("12 rebels", "captured"), ("4", "missing")]),
        ("They captured 12 villages.", [("12 villages", "settlements")]),
        ("Hundreds of people fled their homes.", [("Hundreds of people", "displaced")]),
        ("Police met 20 protesters.", [("20 protesters", "people")]),
        (
            "Some 2,000 peacekeepers and 90 armoured vehicles came.",
            [("Some 2,000 peacekeepers", "troops"), ("90 armoured vehicles", "vehicles")],
        ),
        ("They fired 20 rockets.", [("20 rockets", "weapons")]),
        ("They counted 12 ceasefire violations.", [("12 ceasefire violations", "violations")]),
        ("They violated the ceasefire 14 times.", [("14 times", "violations")]),
        ("The army opened fire 9 times last week.", [("9 times", "violations")]),
        ("The army opened fire 1 time last week.", [("1 time", "violations")]),
        ("They removed 12 anti-tank mines.", [("12 anti-tank mines", "mines")]),
        ("Two coal mines closed.", [("Two coal mines", "other")]),
        ("They opened four electricity companies.", [("four electricity companies", "other")]),
    ],
)
def test_what_is_counted(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They met on 10 November 2020.",
        "The 30th anniversary came.",
        "For 70 years it was quiet, and the 44-day war came.",
        "No one came, and one can see why.",
        "The 3+3 format met.",
        "See No. 5 and Resolution 2254.",
        "Call 555-1992.",
        "A 25-year-old met John, 25.",
        "They won 2-1.",
        "The two countries and both sides met.",
        "The three big neighbours met.",
        "A six-nation platform met.",
        "They met three times.",
        "The F-16 and the Su-25 flew.",
        "It came to 1.500 there.",
        "One of the leaders spoke.",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert kinds(text) == []


def test_what_is_left_out_says_why() -> None:
    drops = read("The 44-day war and the 30th anniversary.").drops
    assert [d.reason for d in drops] == ["a length of time, not a count", "a label, not a count"]


def test_a_part_of_those_counted_comes_to_harm_alone() -> None:
    found = [(q.kind, q.value) for q in read("Two of the three soldiers died.").quantities]
    assert found == [("killed", 2), ("troops", 3)]


@pytest.mark.parametrize("verb", ["rose", "increased", "climbed"])
def test_a_change_counts_what_it_ends_at(verb: str) -> None:
    found = [(q.kind, q.value, q.low, q.high) for q in read(f"The death toll {verb} from 12 to 15.").quantities]
    assert found == [("killed", 15, None, None)]


def test_from_one_number_to_another_without_a_change_stays_a_range() -> None:
    found = [(q.value, q.low, q.high) for q in read("It has from 12 to 15 settlements.").quantities]
    assert found == [(None, 12, 15)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They moved two millions of people.", 2_000_000),
        ("They moved one and a half million people.", 1_500_000),
        ("They moved eighty-six people.", 86),
        ("They moved 2,00,000 people.", 200_000),
        ("They moved 1.200.000 people.", 1_200_000),
        ("They moved 1 200 000 people.", 1_200_000),
    ],
)
def test_numbers_as_they_are_written(text: str, expected: float) -> None:
    assert [q.value for q in read(text).quantities] == [expected]


def test_money_says_what_it_is() -> None:
    reading = read("The company has invested $19.5 billion in Turkey's energy sector alone.")
    (money,) = reading.quantities
    assert (money.kind, money.value, money.unit, money.qualifier) == ("money", 19_500_000_000, "USD", "alone")
    assert money.told_as is not None
    assert reading.words_of(money.told_as) == "invested"


def test_bounds_keep_to_the_number_that_they_stand_with() -> None:
    found = [(q.kind, q.high, q.counted) for q in read("Several towns and nearly 300 settlements fell.").quantities]
    assert found == [("settlements", None, "towns"), ("settlements", 300, "settlements")]


def test_an_equal_number_is_a_count_without_a_number() -> None:
    (quantity,) = read("They freed an equal number of servicemen.").quantities
    assert (quantity.kind, quantity.value, quantity.qualifier) == ("troops", None, "an equal number of")


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("An estimated at least 40 troops came.", "An estimated; at least"),
        ("They paid $100 each.", "each"),
        ("It carries 15,000 cars a day.", "a day"),
        ("They sent nine buses more.", "more"),
        ("They sent a further 12 buses in total.", "a further; in total"),
    ],
)
def test_qualifiers_before_and_behind(text: str, qualifier: str | None) -> None:
    assert [q.qualifier for q in read(text).quantities] == [qualifier]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 30,000 people have left their homes.", [("Some 30,000 people", "displaced")]),
        ("340 people slept at the church.", [("340 people", "displaced")]),
        ("Gunmen took away 45 women.", [("45 women", "captured")]),
        ("The kidnapping of three journalists went on.", [("three journalists", "captured")]),
        ("Four policemen lay dead.", [("Four policemen", "killed")]),
        ("The attack leaves at least 15 people dead.", [("at least 15 people", "killed")]),
        ("Seven people were treated for cuts.", [("Seven people", "wounded")]),
        ("Five are killed and twelve are in custody.", [("Five", "killed"), ("twelve", "captured")]),
        ("They freed twelve nurses, nine of them foreign.", [("twelve nurses", "people"), ("nine of them", "people")]),
        ("One side fired 117 shells, 94 on Monday.", [("117 shells", "weapons"), ("94", "weapons")]),
        ("The three were charged.", [("three", "people")]),
        ("Police hold 19.5 billion.", [("19.5 billion", "other")]),
        ("The town has a population of 80.", [("80", "people")]),
    ],
)
def test_what_becomes_of_those_counted(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Augustus Tate, 36, was there.",
        "It was a boy of nine.",
        "They fired 82mm mortars.",
        "Brigade 93 came, and the Interstate 94 was shut.",
        "From there one hears shelling.",
        "The shops are shut from six to six.",
        "Go to room 301.",
        "The euro fell.",
        "The 2010 National League began.",
    ],
)
def test_more_that_is_no_quantity(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council voted 24 to 3 for the gift.", [("24", "other"), ("3", "other")]),
        ("A 12-doctor team worked there.", [("12-doctor", "people")]),
        ("They took treasure worth millions of euros.", [("millions of euros", "money")]),
        ("The camp by the river holds 61 families.", [("61 families", "displaced")]),
        ("Four armed men took his brother.", [("Four armed men", "troops")]),
        ("The two men, who were held for a month, are home.", [("two men", "captured")]),
        ("The brigade shot at least 400 men in July.", [("at least 400 men", "killed")]),
    ],
)
def test_what_the_words_around_a_number_make_of_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill will spend $500 million and hire 60.", [("$500 million", "money"), ("60", "people")]),
        ("The county had 15,000 acres of oranges; it has 900.", [("15,000 acres", "area"), ("900", "area")]),
        ("In the evening eight went on to the border.", [("eight", "people")]),
        ("The number of countries rose to 25.", [("25", "other")]),
        ("Ten died of it, said the priest, and the figure is 31.", [("Ten died", "killed"), ("31", "killed")]),
        (
            "They sent 300 Kenyan and 450 American soldiers.",
            [("300 Kenyan", "troops"), ("450 American soldiers", "troops")],
        ),
        ("Inspectors saw 21 of 23 sites.", [("21", "other"), ("23 sites", "other")]),
        ("They rammed two Vietnamese patrol boats.", [("two Vietnamese patrol boats", "vehicles")]),
        ("Four companies of the army came.", [("Four companies", "troops")]),
        ("The army lost 192 troops.", [("192 troops", "killed")]),
        ("Violations rose to 4.", [("4", "violations")]),
        ("They met after five rounds of talks.", [("five rounds", "other")]),
        ("The library has one borrower.", [("one borrower", "people")]),
        ("Marines held four Ugandan patrolmen.", [("four Ugandan patrolmen", "captured")]),
    ],
)
def test_what_a_number_counts_beyond_its_own_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Taylor, who is 34 and owes money, left.",
        "They won the cup before the age of 22.",
        "They had three generations of peace.",
        "The deal is two bad nights away.",
        "They got off at Exit 26.",
    ],
)
def test_ages_and_times_that_are_no_quantity(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("The loss is $25 million, or upwards of that.", 25_000_000, None, "upwards of"),
        ("The fine is $500, or up to that.", None, 500, "up to"),
    ],
)
def test_a_bound_told_behind(text: str, low: float | None, high: float | None, qualifier: str) -> None:
    assert [(q.low, q.high, q.qualifier) for q in read(text).quantities] == [(low, high, qualifier)]


def test_what_is_given_to_each() -> None:
    assert [q.qualifier for q in read("The court awarded each of them 12,000 euros.").quantities] == ["each"]


@pytest.mark.parametrize(
    "length", ["one full day", "two whole weeks", "three consecutive nights", "at least 40 more days"]
)
def test_a_length_of_time_is_no_count_with_a_word_in_between_either(length: str) -> None:
    found = read(f"The town was evacuated for {length} after the fire.")
    assert [q.kind for q in found.quantities] == []
    assert "a length of time, not a count" in [d.reason for d in found.drops]


@pytest.mark.parametrize("wounds", ["60 stab wounds", "at least 12 gunshot wounds"])
def test_wounds_of_one_person_are_no_wounded(wounds: str) -> None:
    assert [q.kind for q in read(f"The man sustained {wounds} to the head.").quantities] == ["other"]
