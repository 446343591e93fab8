"""What is proposed to bear on a provision, by whom, which way and in which words; and what never is."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from detente.registry.agreements.bearing.proposals import Proposal, propose
from detente.registry.agreements.bearing.topics import topics
from detente.registry.agreements.definition import Agreement, AgreementParty, Provision
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.telling import Telling

SIGNED = dt.date(2021, 5, 2)
ACTORS = (
    Actor(id="N", name="Northmark", kind="state", names=("Northmarkan",)),
    Actor(id="S", name="Southmark", kind="state", names=("Southmarkan",)),
    Actor(id="E", name="Eastmark", kind="state"),
)
AGREEMENT = Agreement(
    id="kessing",
    name="Kessing Protocol",
    parties=(AgreementParty(actor="N"), AgreementParty(actor="S"), AgreementParty(actor="E", role="witness")),
    provisions=(
        Provision(id="1", words="The parties withdraw heavy weapons from the line.", bound=("N", "S")),
        Provision(id="2", words="Northmark frees the prisoners that it holds.", bound=("N",), toward=("S",)),
        Provision(id="3", words="Southmark opens the railway for goods.", bound=("S",), toward=("N",)),
    ),
)


def reading(text: str, dates: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    bare: dict[str, Any] = {name: [] for name in ("entities", "mentions", "places", "quantities", "claims", "events")}
    return bare | {
        "text": text, "published": None, "dates": dates, "sentences": [{"start": 0, "end": len(text)}],
    }  # fmt: skip


def proposed(text: str, dates: list[Mapping[str, Any]] | None = None) -> list[Proposal]:
    told = Telling(reading=reading(text, dates or []), document="d1", actors=ACTORS)
    return list(propose(told, AGREEMENT, since=SIGNED))


def done(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.provision, one.direction, one.doers) for one in proposed(text) if one.manner == "done"]


def test_a_deed_is_proposed_with_the_words_of_both_sides() -> None:
    (one,) = proposed("Northmark pulled back artillery from the river.")
    assert (one.provision, one.direction, one.manner, one.doers, one.bound) == (
        "1", "towards", "done", ("N",), ("N", "S"),
    )  # fmt: skip
    assert ("heavy weapons", "pulled back artillery") in {(met.provision, met.report) for met in one.met}
    assert "“heavy weapons” meets “pulled back artillery”" in one.reason
    assert "Northmark, bound by it" in one.reason
    assert one.evidence[0].words == "Northmark pulled back artillery from the river."


def test_who_is_not_bound_does_not_carry_it_out() -> None:
    assert done("Northmark freed 20 captured soldiers.") == [("2", "towards", ("N",))]
    assert not done("Southmark freed 20 captured soldiers.")
    assert not done("Eastmark freed 20 captured soldiers.")
    assert not done("France freed 20 captured soldiers.")


def test_both_sides_are_all_who_are_bound() -> None:
    talks = "Southmark received a delegation from Northmark."
    assert ("1", "towards", ("S", "N")) in done(f"{talks} Both sides towed their howitzers away from the river.")


@pytest.mark.parametrize(
    "text",
    [
        "Both sides towed their howitzers away from the river.",
        "France met Spain. The two countries pulled back artillery.",
        "Northmark watched as France and Spain spoke. Both sides pulled back their artillery.",
    ],
)
def test_both_sides_of_something_else_are_nobody_here(text: str) -> None:
    assert not done(text)


@pytest.mark.parametrize(
    "text",
    [
        "The protocol obliges Southmark to open the railway for goods.",
        "Northmark came to free the prisoners.",
        "Under the protocol, Northmark provides for freeing prisoners.",
    ],
)
def test_what_is_owed_or_aimed_at_is_not_done(text: str) -> None:
    assert not done(text)


@pytest.mark.parametrize(
    "text",
    [
        "Northmark, with its captives and detainees, is a small state.",
        "Northmark hailed the treaty that Spain had signed on captured soldiers.",
        "Northmark watched while France freed twenty captured soldiers.",
        "Southmark praised the establishment of a railway for goods.",
        "Northmark pulled back artillery from Spain.",
        "Suspected rebels freed captured soldiers near the river.",
    ],
)
def test_nouns_and_the_deeds_of_others_bear_on_nothing(text: str) -> None:
    assert not done(text)


def test_a_closing_ceremony_goes_against_what_was_set_up() -> None:
    centre = Provision(id="4", words="The parties set up a joint centre to control the ceasefire.", bound=("N", "S"))
    told = Telling(
        reading=reading("The joint centre of Northmark and Southmark ended its work on Friday.", []),
        document="d1", actors=ACTORS,
    )  # fmt: skip
    found = propose(told, Agreement(id="k", name="K", parties=AGREEMENT.parties, provisions=(centre,)), since=SIGNED)
    assert "towards" not in {one.direction for one in found}


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Northmark will free the prisoners next week.", "said"),
        ("Northmark promised to free the prisoners.", "said"),
        ("Eastmark urged Northmark to free the prisoners.", "said"),
        ("Northmark denied that it had freed the prisoners.", "denied"),
        ("Southmark accused Northmark of not freeing the prisoners.", "claim"),
    ],
)
def test_what_is_only_said_is_never_done(text: str, manner: str) -> None:
    found = proposed(text)
    assert {one.manner for one in found} <= {manner}
    assert not done(text)


def test_what_is_halted_goes_against() -> None:
    assert done("Southmark closed the railway to goods of Northmark.") == [("3", "against", ("S",))]
    assert done("Southmark opened the railway to goods of Northmark.") == [("3", "towards", ("S",))]


def test_what_was_before_the_signature_is_no_implementation() -> None:
    assert not done("Northmark freed 20 captured soldiers in 1999.")
    when = {"start": 37, "end": 45, "from": "2021-04-01", "to": "2021-04-30"}
    told = proposed("Northmark freed 20 captured soldiers in April.", [when])
    assert not told


def test_a_text_about_something_else_bears_on_nothing() -> None:
    assert not proposed("Northmark held a festival of folk music.")
    assert not proposed("")


def test_long_and_odd_texts_end() -> None:
    assert not done("Northmark " + "withdrew - " * 3000)
    assert not done("Northmark " + "-" * 50_000 + " " * 50_000)


def test_every_topic_has_words_and_its_own_id() -> None:
    ids = [one.id for one in topics()]
    assert len(set(ids)) == len(ids) >= 25
    assert all(one.provision.pattern and one.objects.pattern for one in topics())
