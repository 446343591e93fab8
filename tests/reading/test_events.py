"""Events: candidates with their standing, and a place and a date only where the clause gives them."""

from dataclasses import replace

import pytest

from detente.core.errors import EvidenceError
from detente.reading.candidates import FindCandidates
from detente.reading.events import AssembleEvents
from detente.reading.reading import Reading
from detente.reading.records import Candidate, Damage, DateMention, Drop, Event, Interval, Place, Standing
from reading.parses import Known, reading_of, span_of

ARM: Known = ("Armenia", "state", "ARM")
TUR: Known = ("Turkey", "state", "TUR")

MET_IN = """
Turkey    Turkey  PROPN NNP nsubj 2
met       meet    VERB  VBD ROOT  0
Armenia   Armenia PROPN NNP dobj  2
in        in      ADP   IN  prep  2
Geneva    Geneva  PROPN NNP pobj  4
on        on      ADP   IN  prep  2
Friday    Friday  PROPN NNP pobj  6
"""
SAID_IN = """
Berlin    Berlin  PROPN NNP nsubj 2
said      say     VERB  VBD ROOT  0
in        in      ADP   IN  prep  2
Geneva    Geneva  PROPN NNP pobj  3
on        on      ADP   IN  prep  2
Friday    Friday  PROPN NNP pobj  5
that      that    SCONJ IN  mark  9
Turkey    Turkey  PROPN NNP nsubj 9
met       meet    VERB  VBD ccomp 2
Armenia   Armenia PROPN NNP dobj  9
"""
FROM_GENEVA = """
Turkey    Turkey  PROPN NNP nsubj 2
met       meet    VERB  VBD ROOT  0
Armenia   Armenia PROPN NNP dobj  2
from      from    ADP   IN  prep  2
Geneva    Geneva  PROPN NNP pobj  4
"""
DAY = Interval(first="2021-06-18", last="2021-06-18", precision="day", rule="stated")


def read(table: str, *known: Known) -> Reading:
    reading = reading_of(table, *known)
    candidates = tuple(c for c in FindCandidates()(reading) if isinstance(c, Candidate))
    geneva = span_of(reading.text, "Geneva")
    places = (Place(start=geneva.start, end=geneva.end, name="Geneva"),)
    dates: tuple[DateMention, ...] = ()
    if "Friday" in reading.text:
        friday = span_of(reading.text, "Friday")
        dates = (DateMention(start=friday.start, end=friday.end, interval=DAY, rule="stated"),)
    standings = tuple(Standing(status="happened", claim=None, rule="plain report") for _ in candidates)
    return replace(reading, candidates=candidates, places=places, dates=dates, standings=standings)


def events(reading: Reading) -> list[Event]:
    return [e for e in AssembleEvents()(reading) if isinstance(e, Event)]


def test_an_event_has_quad_score_and_code_of_its_type() -> None:
    (event,) = events(read(MET_IN, TUR, ARM))
    assert (event.id, event.type, event.quad, event.score, event.cameo) == (
        "V1",
        "CONSULT",
        "verbal cooperation",
        2.5,
        "040",
    )
    assert (event.status, event.status_rule) == ("happened", "plain report")


def test_place_and_date_of_its_own_clause() -> None:
    (event,) = events(read(MET_IN, TUR, ARM))
    assert event.place == 0
    assert event.date == DAY


def test_place_and_date_of_the_saying_are_not_its_own() -> None:
    (event,) = events(read(SAID_IN, TUR, ARM))
    assert event.place is None
    assert event.date is None


def test_a_place_that_is_only_come_from_is_not_its_own() -> None:
    (event,) = events(read(FROM_GENEVA, TUR, ARM))
    assert event.place is None


def test_a_place_that_is_a_party_is_no_place_of_the_event() -> None:
    (event,) = events(read(MET_IN, TUR, ("Geneva", "place", "CHE")))
    assert event.place == 0
    reading = read(MET_IN, TUR, ARM)
    (candidate,) = reading.candidates
    geneva = replace(candidate.actors[0], start=reading.places[0].start, end=reading.places[0].end)
    (event,) = events(replace(reading, candidates=(replace(candidate, actors=(geneva,)),)))
    assert event.place is None


def test_an_undated_event_stays_undated() -> None:
    reading = replace(read(MET_IN, TUR, ARM), dates=())
    (event,) = events(reading)
    assert event.date is None


def test_a_date_that_cannot_be_told_is_not_filled_in() -> None:
    reading = read(MET_IN, TUR, ARM)
    untold = replace(reading.dates[0], interval=None)
    (event,) = events(replace(reading, dates=(untold,)))
    assert event.date is None


@pytest.mark.parametrize("words", ["Turkey", "met", "Armenia", "Geneva", "met Armenia in Geneva on Friday"])
@pytest.mark.parametrize("kind", ["unclosed quotation", "misread letters", "repeated passage"])
def test_damage_of_any_kind_in_its_deed_its_parties_or_its_place_lowers_an_event(words: str, kind: str) -> None:
    reading = read(MET_IN, TUR, ARM)
    (sound,) = events(reading)
    at = span_of(reading.text, words)
    (event,) = events(replace(reading, damage=(Damage(start=at.start, end=at.end, kind=kind),)))
    assert event.lowered_by == (kind,)
    assert event.confidence < sound.confidence


def test_the_same_told_twice_in_a_sentence_is_dropped_once() -> None:
    reading = read(MET_IN, TUR, ARM)
    twice = replace(reading, candidates=reading.candidates * 2, standings=reading.standings * 2)
    added = list(AssembleEvents()(twice))
    assert [type(a) for a in added] == [Event, Drop]


def test_candidates_and_standings_go_together_one_by_one() -> None:
    reading = replace(read(MET_IN, TUR, ARM), standings=())
    with pytest.raises(ValueError, match="zip"):
        events(reading)


def test_an_event_of_nobody_cannot_be_made() -> None:
    (event,) = events(read(MET_IN, TUR, ARM))
    with pytest.raises(EvidenceError, match="neither"):
        replace(event, actors=(), recipients=())


def test_the_place_of_an_event_within_is_not_the_place_of_the_event_about_it() -> None:
    (met,) = (reading := read(MET_IN, TUR, ARM)).candidates
    within = replace(met, type="ACCUSE", mode="disapprove", trigger_word=span_of(reading.text, "in").start)
    both = replace(reading, candidates=(met, within), standings=reading.standings * 2)
    outer, _ = events(both)
    assert outer.place is None


@pytest.mark.parametrize(
    ("word", "first", "last"), [("before", None, "2021-06-17"), ("by", None, "2021-06-18"), ("on", DAY.first, DAY.last)]
)
def test_what_a_date_only_bounds_began_at_any_time(word: str, first: str | None, last: str) -> None:
    (event,) = events(read(MET_IN.replace("on        on ", f"{word}    {word}"), TUR, ARM))
    assert event.date is not None
    assert (event.date.first, event.date.last) == (first, last)
