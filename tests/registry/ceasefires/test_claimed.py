from typing import Any

import pytest

from detente.registry.ceasefires.claimed import ClaimedItem, claimed_of
from detente.registry.ceasefires.definition import Ceasefire, Monitor
from registry.ceasefires.made import ceasefire
from registry.ceasefires.report_made import WATCHED, Made


def kinds(made: Made, of: Ceasefire = WATCHED) -> list[tuple[str, str | None]]:
    return [(one.kind, one.claimant) for one in claimed_of(made.reading, document="d1", ceasefire=of)]


@pytest.fixture(scope="module")
def seeds(readings: dict[str, dict[str, Any]], seed_ceasefire: Ceasefire) -> list[ClaimedItem]:
    found = (claimed_of(reading, document=name, ceasefire=seed_ceasefire) for name, reading in readings.items())
    return [one for some in found for one in some]


def only(seeds: list[ClaimedItem], kind: str) -> ClaimedItem:
    (one,) = (one for one in seeds if one.kind == kind)
    return one


def test_the_seeds_claim_a_trend_and_no_figure(seeds: list[ClaimedItem]) -> None:
    one = only(seeds, "trend")
    assert (one.claimant, one.claimant_name, one.trend, one.date) == (None, "Hulusi Akar", "falling", "2022-01-09")
    assert one.words == "Ceasefire violations are decreasing, stability is becoming more comprehensive."


def test_the_seeds_claim_control(seeds: list[ClaimedItem]) -> None:
    one = only(seeds, "control")
    assert one.claimant_name == "Hulusi Akar"
    assert "under control there" in one.words


def test_the_seeds_have_a_hope_and_a_belief_that_is_in_tension(seeds: list[ClaimedItem]) -> None:
    assert only(seeds, "hope").note is None
    assert "in tension with Ceasefire of 10 November 2020" in (only(seeds, "belief").note or "")


def test_the_seeds_have_an_institution_with_equal_and_unstated_staffing(seeds: list[ClaimedItem]) -> None:
    assert "Hulusi Akar" in [one.claimant_name for one in seeds if one.kind == "institution"]
    note = only(seeds, "staffing").note or ""
    assert note.startswith("equal, number not told")
    assert "RUS: 60, TUR: not told" in note


def test_the_seeds_basis_stands_beside_rival_ones(seeds: list[ClaimedItem]) -> None:
    note = only(seeds, "legal basis").note or ""
    assert "told: a trilateral peace agreement" in note
    assert "Memorandum of 11 November 2020 (JC)" in note


def test_the_seeds_accusation_is_in_the_publishers_own_voice(seeds: list[ClaimedItem]) -> None:
    one = only(seeds, "other ceasefires broken")
    assert (one.claimant, one.via, one.trend) == (None, (), None)
    assert one.evidence[0].words.endswith("violated several ceasefire agreements.")
    assert (one.evidence[0].start, one.evidence[0].end) == (2628, 2860)


def test_every_words_of_the_seeds_stand_where_they_say(
    seeds: list[ClaimedItem], readings: dict[str, dict[str, Any]]
) -> None:
    for one in seeds:
        for held in one.evidence:
            assert readings[held.document or ""]["text"][held.start : held.end] == held.words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ceasefire is holding, Northmark said.", "holds"),
        ("The ceasefire regime was largely respected, Northmark said.", "holds"),
        ("The ceasefire and its violations are under control, Northmark said.", "control"),
    ],
)
def test_a_state_of_the_truce_is_its_speakers_claim(text: str, kind: str) -> None:
    made = Made(text)
    made.claim(text.split(", N", maxsplit=1)[0], made.who("Northmark"))
    assert kinds(made) == [(kind, "A")]


def test_a_trend_of_a_party_stands_in_its_column() -> None:
    made = Made("Ceasefire violations have increased, Southmark said.")
    made.claim("Ceasefire violations have increased", made.who("Southmark"), trend="rising")
    (one,) = claimed_of(made.reading, document="d1", ceasefire=WATCHED)
    assert (one.kind, one.claimant, one.trend) == ("trend", "B", "rising")


def test_a_number_of_staff_stays_words_beside_the_files_own() -> None:
    made = Made("The Joint Centre has 38 servicemen to monitor the ceasefire under a memorandum.")
    made.who("Joint Centre")
    made.quantity("38 servicemen", "troops", 38)
    of = ceasefire(parties=WATCHED.parties, monitors=(Monitor(id="M", name="Joint Centre", staff={"Eastland": 60}),))
    found = {one.kind: one for one in claimed_of(made.reading, document="d1", ceasefire=of)}
    assert set(found) == {"institution", "staffing", "legal basis"}
    assert found["staffing"].note == "in the desk's file Joint Centre has Eastland: 60"
    assert "38 servicemen" in found["staffing"].words
    assert not any(isinstance(getattr(one, name), int) for one in found.values() for name in ClaimedItem.__slots__)


def test_a_hope_of_other_things_is_none_of_the_ceasefire() -> None:
    made = Made("Northmark hopes that trade grows.")
    made.claim("trade grows", made.who("Northmark"), mood="hoped")
    assert kinds(made) == []


def test_claims_of_another_ceasefire_are_none_of_this() -> None:
    made = Made("The ceasefire is holding, Eastland said.")
    made.claim("The ceasefire is holding", made.who("Eastland"))
    assert kinds(made) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Joint Centre said it did not observe any ceasefire violations.", "it did not observe any ceasefire"),
        ("The Joint Centre said it was not able to verify a ceasefire violation.", "it was not able to verify"),
        ("The Joint Centre said both sides must observe the ceasefire.", "both sides must observe the ceasefire"),
        ("The Joint Centre said violations of the ceasefire are under control.", "violations of the ceasefire are"),
        ("The Joint Centre observed two ceasefire violations.", None),
        ("The Joint Centre urged the sides to observe the ceasefire.", None),
        ("The Joint Centre had verified three violations of the ceasefire.", None),
        ("The Joint Centre's observers recorded three ceasefire violations.", None),
    ],
)
def test_what_a_monitor_says_and_finds_is_no_claim_of_what_it_is(text: str, said: str | None) -> None:
    made = Made(text)
    who = made.who("Joint Centre")
    if said:
        made.claim(text[text.index(said) :].removesuffix("."), who)
    assert "institution" not in [kind for kind, _ in kinds(made)]


def test_a_function_in_the_speakers_name_is_none_that_it_claims() -> None:
    text = "The Joint Monitoring Centre said the ceasefire was broken."
    of = ceasefire(parties=WATCHED.parties, monitors=(Monitor(id="M", name="Joint Monitoring Centre"),))
    made = Made(text)
    made.claim("the ceasefire was broken", made.who("Joint Monitoring Centre"))
    assert "institution" not in [kind for kind, _ in kinds(made, of)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Joint Centre monitors the ceasefire.", None),
        ("The Joint Centre, set up to monitor the ceasefire, recorded two violations.", None),
        ("The Joint Centre said it monitors the ceasefire day and night.", "it monitors the ceasefire day and night"),
        ("The Joint Centre will oversee the ceasefire.", None),
    ],
)
def test_what_a_monitor_is_there_for_is_a_claim_of_it(text: str, said: str | None) -> None:
    made = Made(text)
    who = made.who("Joint Centre")
    if said:
        made.claim(said, who)
    assert "institution" in [kind for kind, _ in kinds(made)]


def test_people_whom_a_monitor_saw_are_none_of_its_staff() -> None:
    text = "The Joint Centre said it saw 20 troops cross the ceasefire line."
    made = Made(text)
    made.claim("it saw 20 troops cross the ceasefire line", made.who("Joint Centre"))
    made.quantity("20 troops", "troops", 20)
    assert [kind for kind, _ in kinds(made)] == []


def test_a_monitor_may_speak_of_its_own_staff() -> None:
    text = "The Joint Centre said it has 20 troops to watch the ceasefire."
    made = Made(text)
    made.claim("it has 20 troops to watch the ceasefire", made.who("Joint Centre"))
    made.quantity("20 troops", "troops", 20)
    assert "staffing" in [kind for kind, _ in kinds(made)]


@pytest.mark.parametrize(
    ("content", "source", "trend", "heard"),
    [
        ("violations by Southmark were decreasing", "Northmark", "falling", "A"),
        ("violations by Northmark were decreasing", "Southmark", "falling", "B"),
        ("violations were decreasing", "Northmark", "falling", "A"),
        ("violations were decreasing", "Joint Centre", "falling", "M"),
        ("breaches of the ceasefire were on the increase", "Eastland", "rising", None),
        ("there were fewer violations along the Line of the Ford", "Eastland", "falling", None),
        ("shelling by Southmark was increasing", "Northmark", "rising", "A"),
    ],
)
def test_a_trend_of_violations_is_heard_though_no_truce_is_named(
    content: str, source: str, trend: str, heard: str | None
) -> None:
    (one,) = trends(content, source, trend)
    assert (one.kind, one.claimant, one.claimant_name, one.trend) == ("trend", heard, source, trend)
    assert content in one.words


@pytest.mark.parametrize(
    ("content", "source", "trend"),
    [
        ("violations were decreasing", "Eastland", "falling"),
        ("violations by Eastland were decreasing", "Northmark", "falling"),
        ("trade with Southmark grows despite violations", "Northmark", "rising"),
        ("violations of human rights by Southmark were increasing", "Northmark", "rising"),
        ("traffic violations in Southmark were increasing", "Northmark", "rising"),
        ("exercises with Southmark were increasing", "Northmark", "rising"),
        ("exports to Southmark were falling", "Northmark", "falling"),
    ],
)
def test_a_trend_of_other_things_is_none_of_the_ceasefire(content: str, source: str, trend: str) -> None:
    assert trends(content, source, trend) == []


def trends(content: str, source: str, trend: str) -> list[ClaimedItem]:
    """Return the trends found in what somebody says, in a report that names both sides."""
    made = Made(f"Northmark, Southmark. {source} said that {content}.")
    for name in ("Northmark", "Southmark"):
        made.who(name)
    named = {one["entity"]: one for one in made.reading["mentions"]}
    for name in ("Eastland", "Joint Centre"):
        if name in made.reading["text"]:
            made.who(name)
    # each name once more, where it stands in what is said
    start = made.reading["text"].index(content)
    for one in list(named.values()):
        name = made.reading["text"][one["start"] : one["end"]]
        if (at := made.reading["text"].find(name, start)) >= 0:
            made.reading["mentions"].append({"start": at, "end": at + len(name), "entity": one["entity"]})
    who = next(one for one in made.reading["mentions"] if made.reading["text"].startswith(source, one["start"]))
    made.claim(content, who, trend=trend)
    found = claimed_of(made.reading, document="d1", ceasefire=WATCHED)
    return [one for one in found if one.kind == "trend"]
