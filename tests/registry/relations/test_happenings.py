"""What is told of two is counted once, with its direction, and only where somebody tells it as having been."""

from typing import Any

import pytest

from detente.incidents.dealing import Named
from detente.registry.relations.happenings import Happening, Linked, happenings_of
from detente.registry.relations.pairs import pairs_of
from registry.relations.dealings_made import BELONGING, EAST, NORTH, NORTH_ARMY, PAIR, SOUTH, dealing, on


def one_of(*linked: Linked) -> Happening:
    (found,) = happenings_of(linked, PAIR, BELONGING)
    return found


def test_reports_of_one_incident_are_one_happening_however_many_there_are() -> None:
    found = one_of(*(("i1", dealing(f"k{n}")) for n in range(5)))
    assert (found.status, found.way, found.quad, len(found.told)) == (
        "happened",
        "first to second",
        "material conflict",
        5,
    )


def test_who_acts_for_a_state_counts_to_it_and_keeps_its_name() -> None:
    found = one_of(("i1", dealing(actors=(NORTH_ARMY,))))
    assert found.way == "first to second"
    assert found.lead.actors[0].name == "Northmark Army"


def test_what_both_do_with_one_another_is_neither_ones_deed() -> None:
    assert one_of(("i1", dealing(actors=(SOUTH, NORTH), recipients=()))).way == "both"


def test_where_reports_differ_about_who_did_it_it_is_counted_once_and_as_nobodys() -> None:
    found = one_of(("i1", dealing("a")), ("i1", dealing("b", actors=(SOUTH,), recipients=(NORTH,))))
    assert found.way == "unclear"


def test_what_a_third_does_to_both_is_none_of_their_relations() -> None:
    assert happenings_of([("i1", dealing(actors=(EAST,), recipients=(NORTH, SOUTH)))], PAIR, BELONGING) == ()


@pytest.mark.parametrize(
    "status", ["alleged", "denied", "negated", "planned", "demanded", "hypothetical", "background"]
)
def test_what_is_not_told_as_having_been_is_not_counted(status: str) -> None:
    assert not one_of(("i1", dealing(status=status))).is_counted


def test_a_denial_beside_a_count_is_told_and_takes_nothing_away() -> None:
    found = one_of(("i1", dealing("a")), ("i1", dealing("b", status="denied")))
    assert found.is_counted
    assert found.denied


def test_what_follows_words_of_recalling_is_recalled_whatever_its_status() -> None:
    said = "Thirty years after Northmark and Southmark signed the treaty, ministers met"
    own: dict[str, Any] = {"type": "SUPPORT", "said": said, "actors": (NORTH, SOUTH), "recipients": (), "when": None}
    assert one_of(("i1", dealing(start=said.index("signed"), evidence=(0, len(said)), **own))).status == "background"
    met = dealing(start=said.index("met"), evidence=(0, len(said)), **own)
    assert one_of(("i2", met)).status == "happened"


def test_news_without_a_day_stands_on_the_day_of_its_report_and_says_so() -> None:
    found = one_of(("i1", dealing(when=None, published="2031-04-05")))
    assert found.days == (on("2031-04-05").first, on("2031-04-05").last)
    assert not found.is_dated
    recalled = one_of(("i1", dealing(when=None, status="background")))
    assert recalled.days is None


@pytest.mark.parametrize(("claimants", "word"), [
    ((NORTH,), "first"), ((NORTH_ARMY, SOUTH), "first and second"), ((SOUTH,), "second"), ((SOUTH, EAST), "others"),
    ((None,), "others"),
])  # fmt: skip
def test_by_whose_word_it_is_told(claimants: tuple[Named | None, ...], word: str) -> None:
    told = [("i1", dealing(f"k{n}", claimant=who)) for n, who in enumerate(claimants)]
    assert one_of(*told).word == word


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("want the mission to stay", "demanded"),
        ("would like Southmark to help", "demanded"),
        ("demanded that Southmark withdraw", "happened"),
        ("urged Southmark to withdraw", "happened"),
    ],
)
def test_what_is_wished_is_no_demand_and_no_conflict(said: str, status: str) -> None:
    asked = dealing(type="REQUEST", said=f"Northmark {said}", start=len("Northmark "), evidence=(0, 40))
    found = one_of(("i1", asked))
    assert found.status == status
    assert len(pairs_of([("i1", asked)], BELONGING)) == (1 if status == "happened" else 0)


def test_an_officer_of_rebels_is_not_the_state_of_whose_country_the_name_is() -> None:
    kony = Named(name="Odd Sterrin", kind="person", country="UGA", sectors=("MIL",))
    said = "Lord's Resistance Army commander Odd Sterrin attacked a village"
    assert BELONGING.actors((kony,), said) == frozenset()
    assert BELONGING.actors((kony,), "Ugandan army chief Odd Sterrin met envoys") == {"UGA"}
