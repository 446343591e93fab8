"""Who takes part: each side once, nobody who is nobody, and who denies what."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading
from detente.reading.records import Event


def read(text: str, published: str | None = None) -> Reading:
    return default_reader().read(Document(id="test", text=text, published=published))


def names(reading: Reading, event: Event) -> tuple[list[str], list[str]]:
    actors, recipients = ([reading.entity(p.entity).name for p in side] for side in (event.actors, event.recipients))
    return actors, recipients


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Indian and Pakistani troops exchanged fire across the Line of Control.", ["India", "Pakistan"]),
        ("Turkish and Syrian forces clashed near Afrin.", ["Turkey", "Syria"]),
        (
            "The leaders of Armenia, Azerbaijan and Russia have signed a joint statement declaring a ceasefire.",
            ["Armenia", "Azerbaijan", "Russia"],
        ),
    ],
)
def test_sides_named_together_are_one_party_each(text: str, actors: list[str]) -> None:
    reading = read(text)
    assert names(reading, reading.events[0]) == (actors, [])


def test_nobody_is_no_party_and_what_nobody_suffered_did_not_happen() -> None:
    reading = read("Nobody from the monastery was arrested.")
    (event,) = reading.events
    assert names(reading, event) == ([], ["monastery"])
    assert event.status == "negated"


def test_a_treaty_and_a_verb_are_no_recipients() -> None:
    reading = read("India has suspended the Indus Waters Treaty and expelled Pakistani military attachés.")
    assert [names(reading, e)[1] for e in reading.events] == [["Pakistani military attachés"]]


def test_the_lower_end_of_a_range_is_no_party() -> None:
    reading = read(
        "Rwanda denies backing the group, although UN experts estimate that 3,000 to 4,000 Rwandan troops are fighting "
        "alongside it."
    )
    assert "3,000" not in [name for event in reading.events for name in names(reading, event)[0]]


def test_what_qualifies_a_number_is_no_party() -> None:
    reading = read(
        "More than 2,000 people march in Yangon to show support for the military, urging it to stop intruders."
    )
    assert {name for event in reading.events for name in names(reading, event)[0]} == {"people"}


def test_a_town_before_an_attack_says_where_it_was_and_not_who_did_it() -> None:
    reading = read(
        "Iran fired missiles at Islamic State in eastern Syria in retaliation for the June 7 Tehran attacks."
    )
    assert "Tehran" not in {name for event in reading.events for name in names(reading, event)[0]}
    reading = read("The Damascus strikes on rebels continued on Monday.")
    assert names(reading, reading.events[0])[0] == ["Damascus"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Rwanda denies backing the group, although UN experts doubt it.", "backing the group"),
        ("The army denied responsibility and accused the rebels of lying.", "responsibility"),
    ],
)
def test_who_denies_a_deed_makes_a_claim(text: str, content: str) -> None:
    reading = read(text)
    claim = next(c for c in reading.claims if c.mood == "denied")
    assert reading.words_of(claim.content) == content


def test_what_is_denied_by_a_claim_is_denied() -> None:
    reading = read("Rwanda denies backing the group, although UN experts estimate that 4,000 troops are there.")
    assert [e.status for e in reading.events if e.type == "SUPPORT"] == ["denied"]


def test_access_denied_to_somebody_is_no_claim() -> None:
    assert read("Members of the armed formations again denied the Mission access at a checkpoint.").claims == ()


def test_initials_of_a_body_in_the_text_are_that_body() -> None:
    reading = read("The Rapid Support Forces shelled the camp. The army said the RSF attacked the market.")
    assert "RSF" not in [e.name for e in reading.entities]


def test_who_commands_the_army_is_no_rebel() -> None:
    reading = read("The army's commander, Abdel Fattah al-Burhan, rejected the American proposal.")
    assert "REB" not in next(e for e in reading.entities if "Burhan" in e.name).sectors


def test_shrapnel_is_no_crowd_control_and_a_distance_counts_nothing_of_it() -> None:
    reading = read(
        "A 54-year-old woman was injured by shrapnel in government-controlled Zaitseve, 62km north-east of Donetsk."
    )
    (event,) = reading.events
    assert event.mode != "crowd-control"
    assert [b.event for b in reading.bindings] == []


def test_a_day_of_publication_that_is_no_date_is_said_to_be_left_out() -> None:
    reading = read("The army shelled Goma on Monday.", published="yesterday")
    assert any("'yesterday'" in d.reason and d.stage == "dates" for d in reading.drops)
    assert not [d for d in read("The army shelled Goma.", published="2024-03-01").drops if "publication" in d.reason]


def test_a_field_report_s_dateline_counts_where_the_text_is_told_from_its_day() -> None:
    told = read("El Fasher, 3 September 2024. The army shelled the camp on Monday, killing 12 civilians.")
    assert told.published is not None
    assert told.published.last == "2024-09-03"
    history = read("Paris, 14 July 1789. The crowd stormed the fortress, and the king learnt of it on 15 July 1789.")
    assert history.published is None or history.published.last is None


def test_the_particle_of_a_verb_is_no_part_of_whom_it_is_done_to() -> None:
    reading = read("On 12 June 2021 Azerbaijan handed over 15 Armenian detainees at its border with Georgia.")
    assert names(reading, reading.events[0]) == (["Azerbaijan"], ["Armenian detainees"])
