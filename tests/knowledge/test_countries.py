"""Countries: codes, former names, demonyms, disputed entities without a side's vocabulary."""

import pytest

from detente.knowledge.countries import countries, country_by_name, country_of_code
from detente.knowledge.matcher import known_names


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Azerbaijan", "AZE"),
        ("Burma", "MMR"),
        ("Zaire", "COD"),
        ("Swaziland", "SWZ"),
        ("Türkiye", "TUR"),
        ("Ivory Coast", "CIV"),
        ("Kosovo", "XKX"),
        ("Republic of Korea", "KOR"),
    ],
)
def test_old_and_other_names_have_the_same_code(name: str, code: str) -> None:
    assert country_by_name()[name].code == code


def test_codes_are_unique_and_three_letters() -> None:
    codes = [c.code for c in countries() if c.code]
    assert len(codes) == len(set(codes))
    assert all(len(c) == 3 and c.isupper() for c in codes)


def test_alpha_2_finds_the_same_country() -> None:
    assert country_of_code()["GE"] is country_of_code()["GEO"]


def test_a_former_state_has_no_successors_code() -> None:
    soviet = country_by_name()["USSR"]
    assert (soviet.name, soviet.code, soviet.country, soviet.former) == ("Soviet Union", None, None, True)


@pytest.mark.parametrize("name", ["Abkhazia", "South Ossetia", "Transnistria", "Northern Cyprus", "Somaliland"])
def test_partially_recognised_entities_are_marked_and_given_to_nobody(name: str) -> None:
    entity = country_by_name()[name]
    assert entity.sectors == ("PRE",)
    assert entity.country is None


@pytest.mark.parametrize(
    ("form", "sort", "country"),
    [
        ("Azerbaijani", "demonym", "AZE"),
        ("Turks", "demonym", "TUR"),
        ("South Korean", "demonym", "KOR"),
        ("Ankara", "capital", "TUR"),
        ("Kiev", "capital", "UKR"),
        ("Kremlin", "seat", "RUS"),
        ("White House", "seat", "USA"),
        ("Élysée", "seat", "FRA"),
        ("Downing Street", "seat", "GBR"),
        ("U.S.", "name", "USA"),
    ],
)
def test_demonyms_capitals_and_seats_lead_to_their_country(form: str, sort: str, country: str) -> None:
    known = known_names()[form]
    assert (known.sort, known.country) == (sort, country)


def test_an_ambiguous_demonym_is_given_to_no_country() -> None:
    assert known_names()["Korean"].country is None
