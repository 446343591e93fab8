"""Agreements that several reports speak of, as one."""

from typing import Any

import pytest

from detente.incidents.agreements import Naming, agreed_in, link_agreements


def naming(key: str, **fields: Any) -> Naming:
    made: dict[str, Any] = {
        "document": key.partition(" ")[0], "name": key, "words": frozenset(), "ends_fighting": False,
        "days": frozenset(), "countries": frozenset(), "spans": ((0, 5),), "perhaps": None,
    }  # fmt: skip
    return Naming(key=key, **made | fields)


def keys(*namings: Naming) -> list[list[str]]:
    return [[naming.key for naming in agreed.namings] for agreed in link_agreements(namings)]


LONG = frozenset({"karavan", "alli", "relation"})
DAY, NEXT = ("2020-11-10", "2020-11-10"), ("2020-11-11", "2020-11-11")


def test_a_name_and_its_longer_form_are_one() -> None:
    short, long = naming("a E1", words=frozenset({"karavan"})), naming("b E2", words=LONG)
    assert keys(long, short) == keys(short, long) == [["a E1", "b E2"]]


def test_a_name_of_common_words_only_is_no_name() -> None:
    assert keys(naming("a E1"), naming("b E1")) == [["a E1"], ["b E1"]]


@pytest.mark.parametrize(("day", "country", "agreements"), [(DAY, "AZE", 1), (NEXT, "AZE", 2), (DAY, "GEO", 2)])
def test_a_truce_and_a_peace_agreement_are_one_by_day_and_party(day: Any, country: str, agreements: int) -> None:
    truce = naming("a E1", ends_fighting=True, days=frozenset({DAY}), countries=frozenset({"AZE", "ARM"}))
    peace = naming("b E1", ends_fighting=True, days=frozenset({day}), countries=frozenset({country}))
    assert len(keys(truce, peace)) == agreements


def test_what_a_report_gives_as_perhaps_the_same_is_taken_so_unless_days_exclude_it() -> None:
    year = ("1992-01-01", "1992-12-31")
    named = naming("b E33", words=LONG, spans=((200, 220),))
    near = naming("b E31", days=frozenset({DAY}), spans=((150, 170),), perhaps="b E33")
    far = naming("b E26", days=frozenset({year}), spans=((10, 20),), perhaps="b E33")
    assert keys(far, near, named) == [["b E26"], ["b E31", "b E33"]]


@pytest.mark.seeds
def test_the_two_reports_speak_of_one_declaration_and_of_one_truce(readings: dict[str, dict[str, Any]]) -> None:
    """Facts A27 and B15, B18 and B19; B17's agreement of 1992 stays by itself."""
    found = link_agreements([n for name, reading in readings.items() for n in agreed_in(reading, document=name)])
    together = [{n.name for n in agreed.namings} for agreed in found if len(agreed.namings) > 1]
    assert together == [
        {"Shusha Declaration", "memorandum of alliance", "Shusha Declaration on Allied Relations"},
        {"truce", "trilateral peace agreement"},
    ]
    assert [n.days for agreed in found for n in agreed.namings if n.name == "agreement"] == [
        frozenset({("1992-01-01", "1992-12-31")})
    ]
