"""Agreements that several reports speak of, as one."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.incidents.agreements import Naming, agreed_in, link_agreements
from detente.incidents.clustering import components


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


DAYS = st.sets(st.sampled_from([DAY, NEXT]), max_size=2).map(frozenset)
SOME = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sets(st.sampled_from("xyz"), max_size=3).map(frozenset),
        st.booleans(),
        DAYS,
        st.sets(st.sampled_from(["AZE", "GEO"]), max_size=2).map(frozenset),
    ),
    max_size=9,
)


def are_one(one: Naming, other: Naming) -> bool:
    """Say whether two namings of two reports are taken for one, by the rules as they are written down."""
    apart = one.days and other.days and not one.days & other.days
    named = one.words and other.words and (one.words <= other.words or other.words <= one.words)
    same_day = one.days & other.days and one.countries & other.countries
    return bool(
        one.document != other.document
        and not apart
        and (named or (one.ends_fighting and other.ends_fighting and same_day))
    )


@given(SOME)
def test_what_hangs_together_is_what_hangs_together_by_all_pairs(some: list[Any]) -> None:
    namings = [
        naming(f"{document} E{at}", words=words, ends_fighting=ends, days=days, countries=countries)
        for at, (document, words, ends, days, countries) in enumerate(some)
    ]
    pairs = [(a.key, b.key) for a, b in itertools.combinations(namings, 2) if are_one(a, b)]
    assert keys(*namings) == [list(some) for some in components([one.key for one in namings], pairs)]
    assert {tuple(sorted(r[:2])) for one in link_agreements(namings) for r in one.reasons} <= set(
        map(tuple, map(sorted, pairs))
    )


def test_a_name_in_many_reports_is_linked_in_few_steps() -> None:
    many = [naming(f"d{n} E1", document=f"d{n}", words=frozenset({"minsk"})) for n in range(3000)]
    (found,) = link_agreements(many)
    assert len(found.namings) == 3000
    assert len(found.reasons) < 4 * 3000


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
