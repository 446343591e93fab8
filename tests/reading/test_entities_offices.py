"""Persons get country and sectors from the office they held on the day of the report, and it says so."""

from collections.abc import Callable

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.claims import FindAttributions
from detente.reading.damage import FindDamage
from detente.reading.entities import LinkEntities
from detente.reading.mentions import FindMentions
from detente.reading.places import FindPlaces
from detente.reading.published import ReadPublished
from detente.reading.records import Entity
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords

Read = Callable[[str, str | None], list[Entity]]


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
    return lambda text, day: list(reader.read(Document(id="test", text=text, published=day)).entities)


def entity(entities: list[Entity], name: str) -> Entity:
    return next(e for e in entities if name in e.name)


def test_an_office_counts_as_of_the_day_of_the_report(read: Read) -> None:
    text = "Nicolas Sarkozy spoke to reporters."
    then, later = (entity(read(text, day), "Sarkozy") for day in ("2011-05-03", "2016-05-03"))
    assert (then.country, then.sectors) == ("FRA", ("GOV",))
    assert then.inferred is not None
    assert "President of France, 2007" in then.inferred
    assert (later.country, later.sectors) == ("FRA", ())
    assert later.inferred is not None
    assert "not at the time" in later.inferred


def test_without_a_day_there_is_a_country_and_no_sector(read: Read) -> None:
    found = entity(read("Sergey Lavrov spoke to reporters.", None), "Lavrov")
    assert (found.country, found.sectors) == ("RUS", ())
    assert found.inferred is not None
    assert "the day of the report is not known" in found.inferred


def test_a_surname_alone_needs_a_day_and_an_office(read: Read) -> None:
    text = "Sarkozy said that talks would go on."
    assert entity(read(text, "2011-05-03"), "Sarkozy").country == "FRA"
    assert entity(read(text, "2003-05-03"), "Sarkozy").country is None
    assert entity(read(text, None), "Sarkozy").country is None


def test_what_the_text_says_goes_before_the_table(read: Read) -> None:
    found = entity(read("The Turkish singer Angela Merkel spoke to reporters.", "2011-05-03"), "Merkel")
    assert found.country == "TUR"


def test_a_person_whom_no_table_knows_has_no_country(read: Read) -> None:
    found = entity(read("Vafa Qzyxova spoke to reporters.", "2011-05-03"), "Qzyxova")
    assert (found.country, found.inferred) == (None, None)


def test_two_unnamed_and_named_agreements_of_the_same_signatories_may_be_one(read: Read) -> None:
    text = (
        "On June 15, Azerbaijan and Turkey signed a memorandum of alliance. The Shusha Declaration that President "
        "Ilham Aliyev and his Turkish counterpart Recep Tayyip Erdogan signed in Shusha also focuses on defence."
    )
    entities = read(text, "2022-01-09")
    memorandum, declaration = entity(entities, "memorandum"), entity(entities, "Shusha Declaration")
    assert memorandum.perhaps is not None
    assert memorandum.perhaps.entity == declaration.id
    assert "AZE and TUR" in memorandum.perhaps.rule
    assert declaration.perhaps is None


def test_agreements_of_others_stay_apart(read: Read) -> None:
    text = "Iran and Iraq signed a memorandum. The Shusha Declaration that Azerbaijan and Turkey signed is older."
    assert all(e.perhaps is None for e in read(text, "2022-01-09"))
