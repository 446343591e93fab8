"""Places: toponyms only, put where the document's own words put them."""

from collections.abc import Callable

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.claims import FindAttributions
from detente.reading.damage import FindDamage
from detente.reading.entities import LinkEntities
from detente.reading.mentions import FindMentions
from detente.reading.places import FindPlaces
from detente.reading.reading import Reading
from detente.reading.records import Drop, Mention, Place
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords

Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def read() -> Read:
    reader = Reader(
        (
            SplitSentences(),
            ParseWords(),
            FindDamage(),
            FindMentions(),
            FindAttributions(by_model=False),
            LinkEntities(),
            FindPlaces(),
        )
    )
    return lambda text: reader.read(Document(id="test", text=text))


def place(reading: Reading, words: str) -> Place:
    return next(p for p in reading.places if reading.words_of(p) == words)


def test_a_capital_that_speaks_is_still_a_toponym(read: Read) -> None:
    found = place(read("Ankara said so."), "Ankara")
    assert (found.geonameid, found.country, found.admin1, found.precision) == (323786, "TUR", "Ankara", "city")


def test_a_country_is_listed_without_a_point(read: Read) -> None:
    found = place(read("Turkey is glad."), "Turkey")
    assert (found.country, found.precision, found.lat, found.lon) == ("TUR", "country", None, None)


@pytest.mark.parametrize(
    ("text", "words", "country", "admin1"),
    [
        ("A fire broke out in Paris, Texas.", "Paris", "USA", "Texas"),
        ("A fire broke out in Paris.", "Paris", "FRA", "Ile-de-France"),
        ("Rebels in Libya took Tripoli.", "Tripoli", "LBY", "Tripoli"),
        ("He lives in Springfield, Ill.", "Springfield", "USA", "Illinois"),
    ],
)
def test_the_words_around_choose_among_namesakes(read: Read, text: str, words: str, country: str, admin1: str) -> None:
    found = place(read(text), words)
    assert (found.country, found.admin1) == (country, admin1)
    assert found.candidates > 1


def test_georgia_is_the_country_unless_other_states_of_the_union_are_named(read: Read) -> None:
    assert place(read("Georgia did not take part in Moscow."), "Georgia").country == "GEO"
    assert place(read("Storms hit Alabama, Tennessee and Georgia."), "Georgia").country == "USA"


@pytest.mark.parametrize(
    ("text", "not_a_place"),
    [
        ("Turkish soldiers left.", "Turkish"),
        ("The Bank of England spoke.", "England"),
        ("Rashad Mammadov left.", "Mammadov"),
        ("The White House said so.", "White House"),
    ],
)
def test_demonyms_bodies_persons_and_seats_are_no_places(read: Read, text: str, not_a_place: str) -> None:
    assert not_a_place not in [text[p.start : p.end] for p in read(text).places]


def test_a_disputed_region_is_no_countrys(read: Read) -> None:
    found = place(read("The war in Nagorno-Karabakh ended."), "Nagorno-Karabakh")
    assert (found.country, found.precision) == (None, "region")


@pytest.mark.parametrize("name", ["Jerusalem", "Crimea", "Kashmir"])
def test_a_disputed_place_stays_nobodys_whoever_else_is_named(read: Read, name: str) -> None:
    reading = read(f"Israeli, Indian and Ukrainian police spoke of an attack in {name}.")
    assert place(reading, name).country is None


def test_an_unknown_toponym_has_a_name_and_nothing_else(read: Read) -> None:
    found = place(read("Clashes were reported in East Qzyxistan and near Baku."), "East Qzyxistan")
    assert (found.lat, found.lon, found.geonameid, found.candidates) == (None, None, None, 0)


def test_one_name_means_one_place_throughout(read: Read) -> None:
    reading = read("Police in Paris, Texas, arrested two. The mayor of Paris was glad.")
    assert len({(p.lat, p.lon) for p in reading.places if p.name == "Paris"}) == 1


def test_what_is_left_out_is_counted_with_its_reason(document: Callable[..., Document]) -> None:
    text = "Qzyx Station"
    mention = Mention(start=0, end=len(text), head=5, kind="place")
    reading = Reading(document=document(text), mentions=(mention,))
    (drop,) = FindPlaces()(reading)
    assert isinstance(drop, Drop)
    assert drop.reason == "unknown and not marked as a place"


@pytest.mark.parametrize("name", ["Victoria", "San Jose"])
def test_one_of_many_namesakes_without_support_has_no_point(read: Read, name: str) -> None:
    reading = read("Bashir visited Victoria, Tripoli, Santiago and San Jose.")
    found = place(reading, name)
    assert (found.name, found.lat, found.lon, found.country, found.geonameid) == (name, None, None, None, None)
    assert found.candidates > 1


def test_a_name_that_leaves_little_doubt_keeps_its_point_without_support(read: Read) -> None:
    reading = read("Bashir visited Tripoli, Washington, London and Paris.")
    countries = [place(reading, name).country for name in ("Tripoli", "Washington", "London", "Paris")]
    assert countries == ["LBY", "USA", "GBR", "FRA"]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("He lives in Georgetown, Texas. Georgetown was glad.", "Georgetown", "USA"),
        ("Storms hit Georgetown.", "Georgetown", "GUY"),
        ("Athens, Georgia, burned.", "Athens", "USA"),
        ("Storms hit Alabama, Tennessee and Georgia.", "Georgia", "USA"),
        ("Bashir visited Victoria.", "Victoria", None),
    ],
)
def test_an_entity_and_its_place_lie_in_one_country(read: Read, text: str, words: str, country: str | None) -> None:
    reading = read(text)
    entity = next(e for e in reading.entities if reading.words_of(reading.mentions[e.mentions[0]]) == words)
    assert (entity.country, place(reading, words).country) == (country, country)


def test_a_name_is_known_with_unseen_characters_in_it(read: Read) -> None:
    reading = read("Iran\u200b said so. I\u200bran left.")
    assert [p.country for p in reading.places] == ["IRN", "IRN"]
    assert [e.country for e in reading.entities] == ["IRN"]
