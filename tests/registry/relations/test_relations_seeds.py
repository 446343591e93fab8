"""The two press reports: what they say of relations, held against the facts beside them."""

from typing import Any

import pytest

from detente.incidents.dealing import Dealing, unpack_dealings
from detente.incidents.from_reading import accounts_of
from detente.incidents.packed import pack_accounts
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.relations.happenings import Happening, happenings_of
from detente.registry.relations.parties import Belonging, asked_pair
from detente.registry.relations.told import assertions_of

pytestmark = pytest.mark.seeds

Found = dict[str, Any]


def said_in(fact: Found, readings: dict[str, Found], what: str) -> list[Assertion]:
    """Return what is asserted of a kind in the sentence of a fact."""
    telling = Telling(reading=readings[fact["file"]], document=fact["file"])
    every = [one for one in assertions_of(telling) if one.what == what]
    return [one for one in every if fact["start"] <= (one.evidence[0].start or 0) < fact["end"]]


def told_in(fact: Found, readings: dict[str, Found], first: str, second: str) -> list[Happening]:
    """Return what the sentence of a fact tells of two, each event as a happening of its own."""
    accounts = tuple(accounts_of(readings[fact["file"]], document=fact["file"]))
    dealings: tuple[Dealing, ...] = unpack_dealings(pack_accounts(accounts))
    pair, actors = asked_pair(first, second, ())
    linked = [(one.key, one) for one in dealings if fact["start"] <= one.start < fact["end"]]
    return list(happenings_of(linked, pair, Belonging(actors)))


@pytest.mark.parametrize(("id_", "holder", "toward", "kind"), [
    ("A25", "TUR", "AZE", "for"), ("A32", "TUR", None, "belief"), ("A33", "RUS", "TUR", "for"),
    ("B02", "TUR", "AZE", "for"), ("B05", "TUR", None, "goal"),
])  # fmt: skip
def test_positions(
    id_: str, holder: str, toward: str | None, kind: str, facts: dict[str, Found], readings: dict[str, Found]
) -> None:
    (one,) = said_in(facts[id_], readings, "position")
    assert one.value == kind
    assert [(part.role, part.actor) for part in one.parts] == [("holder", holder)] + (
        [("toward", toward)] * bool(toward)
    )


def test_who_says_a_position_is_whoever_says_it(facts: dict[str, Found], readings: dict[str, Found]) -> None:
    akar = said_in(facts["B02"], readings, "position")[0].claimant
    assert (akar.name, akar.via) == ("Hulusi Akar", ("the Turkish media",))
    assert said_in(facts["B05"], readings, "position")[0].claimant.name == "Hulusi Akar"
    assert said_in(facts["A25"], readings, "position")[0].claimant.is_publisher


def test_an_envoys_word_of_cooperation_is_counted_as_his_sides(
    facts: dict[str, Found], readings: dict[str, Found]
) -> None:
    (one,) = told_in(facts["A02"], readings, "TUR", "AZE")
    assert (one.way, one.quad, one.word, one.days) == ("both", "material cooperation", "second", None)


def test_the_anniversary_is_recalled_and_its_day_is_not_made_up(
    facts: dict[str, Found], readings: dict[str, Found]
) -> None:
    (one,) = said_in(facts["A12"], readings, "anniversary")
    assert one.value == "30 years before"
    assert one.day is None
    assert {part.actor for part in one.parts} == {"TUR", "AZE"}
    assert one.named.startswith("the resumption of relations")
    assert "Friday" in (one.note or "")


def test_clashes_are_reciprocal_and_recalled_and_what_follows_keeps_its_direction(
    facts: dict[str, Found], readings: dict[str, Found]
) -> None:
    found = told_in(facts["A22"], readings, "ARM", "AZE")
    assert [(one.way, one.status, one.quad) for one in found if "clashes" in one.lead.said[:20]] == [
        ("both", "background", "material conflict")
    ]
    assert not any(one.is_counted for one in found)
    assert {one.way for one in found} == {"both", "first to second"}


def test_what_the_outlet_says_was_broken_is_the_outlets_accusation(
    facts: dict[str, Found], readings: dict[str, Found]
) -> None:
    (one,) = said_in(facts["A23"], readings, "accusation")
    assert one.claimant.is_publisher
    assert one.standing == "alleged"
    assert [(part.role, part.name, part.actor) for part in one.parts] == [("accused", "Armenian military", "ARM")]
    assert "violated several ceasefire agreements" in (one.value or "")
    assert "contested" in (one.note or "")
    assert one.subject is None


def test_russias_word_of_its_initiatives_makes_no_accusation_and_no_deed(
    facts: dict[str, Found], readings: dict[str, Found]
) -> None:
    assert said_in(facts["A34"], readings, "accusation") == []
    assert told_in(facts["A34"], readings, "RUS", "TUR") == []
