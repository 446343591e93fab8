"""The circumstances of a claim: each has words of its own, and what is not told stays empty."""

from detente.documents.document import Document
from detente.knowledge.leanings import leaning_of
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading
from detente.reading.records import Statement


def read(text: str) -> Reading:
    return default_reader().read(Document(id="x", text=text))


def only(reading: Reading) -> Statement:
    (statement,) = reading.statements
    return statement


def test_office_venue_audience_and_date_are_those_of_the_saying() -> None:
    text = (
        "Foreign Minister Sergey Lavrov told reporters at a press conference on Friday that talks would start in May."
    )
    reading = read(text)
    statement = only(reading)
    assert statement.office is not None
    assert statement.venue is not None
    assert statement.date is not None
    assert reading.words_of(statement.office) == "Foreign Minister"
    assert reading.words_of(statement.venue) == "a press conference"
    assert [reading.words_of(a) for a in statement.audience] == ["reporters"]
    assert reading.words_of(reading.dates[statement.date]) == "Friday"


def test_a_place_and_a_date_within_the_words_are_none_of_the_saying() -> None:
    statement = only(read("The army said that two men had been arrested in Kidal on Sunday."))
    assert (statement.venue, statement.date, statement.audience) == (None, None, ())


def test_whoever_and_whatever_is_named_is_spoken_about() -> None:
    reading = read("Georgia said that Russia had moved the fence at Khurvaleti.")
    about = [reading.entity(t.entity).name for t in only(reading).topics if t.entity]
    assert "Russia" in about
    assert "Georgia" not in about


def test_who_thanks_stands_for_and_who_accuses_against() -> None:
    reading = read("France accused Mali of arming the rebels. Niger thanked Algeria for the wheat, its envoy said.")
    told = {
        (reading.entity(s.entity).name, s.leaning, reading.words_of(s.trigger))
        for statement in reading.statements
        for s in statement.stances
    }
    assert ("Mali", "against", "accused") in told


def test_a_claim_of_nobody_has_no_statement() -> None:
    reading = read("It was announced that the airport would open.")
    assert len(reading.claims) == 1
    assert not reading.statements


def test_every_statement_is_of_a_claim_with_a_source_and_dumps() -> None:
    reading = read("“We are ready,” Park said in Seoul. He added that nobody would be left behind.")
    dumped = reading.model_dump()["statements"]
    assert [s["claim"] for s in dumped] == [c.id for c in reading.claims if c.source is not None]


def test_who_calls_on_somebody_addresses_him_and_is_not_against_him() -> None:
    reading = read("The United Nations called on Niger to hold talks with the rebels.")
    statement = only(reading)
    assert statement.venue is None
    assert [reading.words_of(a) for a in statement.audience] == ["Niger"]
    assert statement.stances == ()


def test_a_leaning_goes_by_mode_then_type_then_quad_class() -> None:
    assert leaning_of("REQUEST", "assist") is None
    assert leaning_of("REQUEST", "yield") == "against"
    assert leaning_of("ACCUSE", "disapprove") == "against"
    assert leaning_of("AID", None) == "for"
