"""Sentences through all stages of the dictionary reader: what one stage hands the next must serve it."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import dictionary_reader
from detente.reading.reading import Reading
from detente.reading.records import Event, Party


def read(text: str) -> Reading:
    return dictionary_reader().read(Document(id="test", text=text))


def event(reading: Reading, trigger: str) -> Event:
    return next(e for e in reading.events if reading.words_of(e.trigger).startswith(trigger))


def countries(reading: Reading, parties: tuple[Party, ...]) -> set[str | None]:
    entities = [reading.entity(p.entity) for p in parties]
    members = [reading.entity(m) for e in entities for m in e.members]
    return {e.country for e in members or entities}


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "actors", "recipients", "status"),
    [
        (
            "Iran announces it has imprisoned two American journalists.",
            "imprisoned",
            "COERCE",
            "IRN",
            "USA",
            "happened",
        ),
        ("Turkey denies Iran's request to extradite the general.", "request", "REQUEST", "IRN", "", "happened"),
        ("Turkey denies Iran's request to extradite the general.", "denies", "REJECT", "TUR", "IRN", "happened"),
        ("Russia on Friday imposed sanctions on Georgia.", "imposed", "SANCTION", "RUS", "GEO", "happened"),
        ("Clashes take place between Armenia and Azerbaijan.", "Clashes", "ASSAULT", "ARM AZE", "", "happened"),
        ("President Putin of Russia flies to Sochi for talks with Iran.", "talks", "CONSULT", "RUS", "IRN", "happened"),
        (
            "The parliament of Turkey passes a resolution condemning Iran.",
            "condemning",
            "ACCUSE",
            "TUR",
            "IRN",
            "happened",
        ),
        ("Saudi Arabia breaks off diplomatic relations with Iran.", "breaks", "SANCTION", "SAU", "IRN", "happened"),
        ("Russian peacekeepers were leaving Georgia.", "leaving", "RETREAT", "RUS", "GEO", "happened"),
    ],
)
def test_parties_and_status_of_a_sentence(
    text: str, trigger: str, type_: str, actors: str, recipients: str, status: str
) -> None:
    reading = read(text)
    found = event(reading, trigger)
    assert (found.type, found.status) == (type_, status)
    assert countries(reading, found.actors) == set(actors.split())
    assert countries(reading, found.recipients) == set(recipients.split())


def test_a_man_named_like_a_country_is_not_of_it() -> None:
    reading = read("Steven Jordan met Pavel Qzyxov.")
    assert event(reading, "met").actors
    assert countries(reading, event(reading, "met").actors) == {None}


def test_a_platform_is_of_all_the_states_that_it_comprises() -> None:
    reading = read("Ankara called for a platform comprising Turkey, Russia, Iran, Azerbaijan, Georgia and Armenia.")
    named = {e.country for e in reading.entities if e.kind == "state"}
    assert named >= {"TUR", "RUS", "IRN", "AZE", "GEO", "ARM"}
    assert event(reading, "called for").type == "REQUEST"


def test_every_event_and_mention_of_a_long_document_is_kept() -> None:
    sentence = (
        "Turkish Foreign Minister Hakan Fidan met the Russian president, Vladimir Putin, in Ankara. He thanked him. "
    )
    reading = read(sentence * 300)
    assert len(reading.events) >= 300
    assert all(reading.entity_of_mention(i) for e in reading.entities for i in e.mentions)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The centre will open, Azerbaijan's Defence Ministry said.", "Azerbaijan's Defence Ministry", "AZE"),
        ("Kenya’s Electoral Commission denied the report.", "Kenya’s Electoral Commission", "KEN"),
    ],
)
def test_a_body_has_the_country_whose_it_is_said_to_be(text: str, name: str, country: str) -> None:
    source = read(text).claims[0].source
    assert source is not None
    assert source.entity is not None
    entity = read(text).entity(source.entity)
    assert (entity.name, entity.country) == (name, country)


def test_a_persons_surname_is_no_body_of_the_country_before_it() -> None:
    reading = read("Russia's Lavrov met his colleague in Geneva.")
    assert {reading.words_of(m) for m in reading.mentions} >= {"Russia", "Lavrov"}
