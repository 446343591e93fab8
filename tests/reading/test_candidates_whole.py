"""Sentences through all stages: words that tell of no event of ours, and who the sides of a mutual one are."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import dictionary_reader
from detente.reading.reading import Reading
from detente.reading.records import Party


def read(text: str) -> Reading:
    return dictionary_reader().read(Document(id="test", text=text))


def types(text: str) -> set[str]:
    return {c.type for c in read(text).candidates}


def names(reading: Reading, parties: tuple[Party, ...]) -> set[str]:
    return {reading.words_of(p) for p in parties}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Turkey does not say where the Russian centre will stand.", "AGREE"),
        ("Armenia answered Turkey in the press release of the Foreign Ministry.", "RETREAT"),
        ("Putin described the exchange as a first step towards ending the war.", "RETREAT"),
        ("Russia and Ukraine signed an agreement to end the war.", "RETREAT"),
        ("Turkey and Russia agreed to monitor the ceasefire.", "RETREAT"),
        ("The council demands that North Korea conduct no further nuclear test.", "MOBILIZE"),
        ("Hamas rejected Israel's claim.", "CONCEDE"),
        ("Hamas rejected Israel's claim.", "REJECT"),
        ("Naypyidaw dismissed the allegation.", "REJECT"),
        ("Manchester United attacked from the start.", "ASSAULT"),
        ("Chelsea attacked.", "ASSAULT"),
        ('"No," said the Turkish president.', "REJECT"),
    ],
)
def test_words_in_another_sense_are_no_event(text: str, absent: str) -> None:
    assert absent not in types(text)


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Turkey stands by Azerbaijan.", "SUPPORT"),
        ("Armenia demanded the release of prisoners by Azerbaijan.", "RETREAT"),
        ("Russia ended the war against Georgia.", "RETREAT"),
        ("North Korea conducted a nuclear test.", "MOBILIZE"),
        ("Iran rejected the demand of the United States.", "REJECT"),
        ("Kim had promised to close the nuclear test site.", "CONCEDE"),
        ("Russian troops attacked at dawn.", "ASSAULT"),
        ("Gunmen attacked from the north.", "ASSAULT"),
        ("Turkey said no to Sweden.", "REJECT"),
    ],
)
def test_the_same_words_in_their_own_sense_are(text: str, present: str) -> None:
    assert present in types(text)


def test_a_place_that_is_no_seat_of_government_does_nothing() -> None:
    found = read("Leaders of Russia and Turkey meet to stop Karabakh fighting. Karabakh attacked Azerbaijan.")
    assert "Karabakh" not in {n for c in found.candidates for n in names(found, c.actors)}
    found = read("Ankara condemned Armenia.")
    assert [names(found, c.actors) for c in found.candidates] == [{"Ankara"}]


def test_a_people_before_the_plural_that_names_its_members_is_no_party() -> None:
    found = read("Clashes erupted between the former Soviet republics of Armenia and Azerbaijan.")
    assert found.events
    assert all(names(found, e.actors) == {"Armenia", "Azerbaijan"} for e in found.events)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("South Korean President Moon Jae-in and North Korean leader Kim Jong Un met at Panmunjom.", {"KOR", "PRK"}),
        ("The presidents of Rwanda and the Democratic Republic of Congo met in Luanda.", {"RWA", "COD"}),
        ("Russian President Vladimir Putin spoke with Turkish President Recep Erdogan by phone.", {"RUS", "TUR"}),
        ("Russian President Vladimir Putin met Turkish President Recep Erdogan.", {"RUS", "TUR"}),
        ("Russian President Vladimir Putin met with Turkish President Recep Erdogan.", {"RUS", "TUR"}),
    ],
)
def test_all_who_meet_are_actors_of_one_event(text: str, countries: set[str]) -> None:
    reading = read(text)
    (event,) = reading.events
    assert (event.type, event.recipients) == ("CONSULT", ())
    assert {reading.entity(p.entity).country for p in event.actors} == countries


def test_a_visitor_is_the_actor_and_the_host_the_recipient() -> None:
    reading = read("Russian President Vladimir Putin visited Turkey.")
    (event,) = reading.events
    assert (names(reading, event.recipients), len(event.actors)) == ({"Turkey"}, 1)
