"""Places: toponyms only, put where the document's own words put them."""

import dataclasses
from collections.abc import Callable

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.claims import FindAttributions
from detente.reading.damage import FindDamage
from detente.reading.entities import LinkEntities
from detente.reading.mentions import FindMentions
from detente.reading.places import FindPlaces
from detente.reading.places.chooser import load_chooser
from detente.reading.published import ReadPublished
from detente.reading.reading import Reading
from detente.reading.records import Place
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords

Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def read() -> Read:
    reader = Reader(
        (
            ReadPublished(),
            SplitSentences(),
            ParseWords(),
            FindDamage(),
            FindPlaces(),
            FindMentions(),
            FindAttributions(by_model=False),
            LinkEntities(),
        )
    )
    return lambda text: reader.read(Document(id="test", text=text))


def place(reading: Reading, words: str) -> Place:
    return next(p for p in reading.places if reading.words_of(p) == words)


def test_a_capital_that_speaks_is_still_a_toponym(read: Read) -> None:
    found = place(read("Ankara said so."), "Ankara")
    assert (found.geonameid, found.country, found.admin1, found.precision) == (323786, "TUR", "Ankara", "city")


def test_a_country_is_an_area_with_a_middle(read: Read) -> None:
    found = place(read("Turkey is glad."), "Turkey")
    assert (found.country, found.precision) == ("TUR", "country")
    assert found.lat == pytest.approx(39, abs=1)
    assert found.lon == pytest.approx(35, abs=1)


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


def test_a_place_in_a_bodys_name_is_marked_as_such(read: Read) -> None:
    reading = read("The Basra Police Department said that the road to Zubair was closed.")
    assert place(reading, "Basra").in_name
    assert not place(reading, "Zubair").in_name


def test_what_is_left_out_is_counted_with_its_reason() -> None:
    nothing = dataclasses.replace(load_chooser(), least_place=1.1)
    reader = Reader((SplitSentences(), ParseWords(), FindPlaces(chooser=nothing)))
    reading = reader.read(Document(id="test", text="Clashes were reported near Baku."))
    assert reading.places == ()
    (drop,) = reading.drops
    assert (reading.words_of(drop), drop.reason) == ("Baku", "used as no place's name")


def test_a_sector_is_seen_from_a_place(read: Read) -> None:
    text = "The team heard five explosions 3-6 km south-east of Shyrokyne and two 2km NE of Zolote."
    places = {p.name: p.sector for p in read(text).places}
    near, north_east = places["Shyrokyne"], places["Zolote"]
    assert near is not None
    assert (near.near_km, near.far_km, near.bearing) == (3.0, 6.0, 135.0)
    assert text[near.start : near.end] == "3-6 km south-east"
    assert north_east is not None
    assert (north_east.near_km, north_east.far_km, north_east.bearing) == (2.0, 2.0, 45.0)


def test_an_observers_own_sector_belongs_to_where_he_stands(read: Read) -> None:
    text = "While in Stanytsia Luhanska, the mission heard 47 explosions at an assessed distance of 3-6km south-east."
    sector = place(read(text), "Stanytsia Luhanska").sector
    assert sector is not None
    assert (sector.near_km, sector.far_km, sector.bearing) == (3.0, 6.0, 135.0)


def test_a_line_is_a_line(read: Read) -> None:
    found = place(read("Shots were fired across the Line of Control in Kashmir."), "Line of Control")
    assert found.precision == "line"


def test_both_communities_names_are_kept(read: Read) -> None:
    reading = read("Azerbaijani troops entered Shusha. Armenia says that Shushi was shelled.")
    assert {p.name for p in reading.places if p.precision == "city"} == {"Shusha / Shushi"}


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
