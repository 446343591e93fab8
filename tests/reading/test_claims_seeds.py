"""The two press reports: who says what in them, held against the list of facts beside them."""

import json
from pathlib import Path
from typing import Any

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading
from detente.reading.records import Claim

pytestmark = pytest.mark.seeds

AKAR, MAMMADOV, LAVROV = "Akar", "Mammadov", "Lavrov"

SAID = {
    "A02": (MAMMADOV, "have played an important role", "brotherly ties"),
    "A03": (MAMMADOV, "brotherhood is a model", "brotherhood is a model"),
    "A04": (MAMMADOV, "even though Azerbaijan remained", "values and relations"),
    "A05": (MAMMADOV, "oil pipeline", "oil pipeline"),
    "A06": (MAMMADOV, "Baku-Tbilisi-Kars Railway", "Baku-Tbilisi-Kars Railway"),
    "A07": (MAMMADOV, "these do not only serve", "of everyone"),
    "A08": (MAMMADOV, "There will be no Azerbaijan", "without Azerbaijan"),
    "A09": (MAMMADOV, "Azerbaijan has invested $19.5 billion", "energy sector alone"),
    "A10": (MAMMADOV, "The Azerbaijani army was founded", "Turkish model"),
    "A11": (MAMMADOV, "this organization is", "want this organization"),
    "A13": ("Turkish Foreign Ministry", "Today we celebrate", "brother Azerbaijan"),
    "A31": ("Ankara", "a six-nation platform", "Georgia and Armenia"),
    "A32": ("Turkey", "permanent peace is possible", "South Caucasus region"),
    "A33": ("Russia", "efforts to ease tensions", "South Caucasus"),
    "A34": ("Russia", "its initiatives with Turkey", "prevailing in the region"),
    "A35": (LAVROV, "Moscow has always supported", "format proposal"),
    "A36": (LAVROV, "We immediately saw", "remaining problems"),
    "A40": (LAVROV, "We support these efforts", "policies are resolved"),
    "B02": (AKAR, "support for Azerbaijan", "support for Azerbaijan"),
    "B04": (AKAR, 'As "two states', "close to Azerbaijan"),
    "B05": (AKAR, "his country's goal", "stability in the Caucasus"),
    "B06": (AKAR, "Our wish and hope", "Azerbaijan and Turkey"),
    "B07": (AKAR, "It is not just about", "island of stability"),
    "B08": (AKAR, "the establishment of a joint center", "January 30, 2021"),
    "B09": (AKAR, "Cases of ceasefire violations", "under control there"),
    "B10": (AKAR, "Ceasefire violations are decreasing", "comprehensive"),
    "B11": (AKAR, "the situation will be more stable", "coming days"),
    "B12": (AKAR, "a ceasefire will be achieved", "sustainability"),
    "B13": (AKAR, "the Turkish military", "liberated territories"),
}
"""For each fact: who says it, and the first and last words that his claim must cover within the fact's sentence."""


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, dict[str, Any]]:
    lines = (shared / "facts" / "seed_facts.jsonl").read_text(encoding="utf-8").splitlines()
    return {fact["id"]: fact for fact in map(json.loads, lines)}


@pytest.fixture(scope="module")
def readings(shared: Path) -> dict[str, Reading]:
    files = sorted((shared / "seeds").glob("*.txt"))
    documents = [Document(id=f.stem, text=f.read_text(encoding="utf-8")) for f in files]
    return {f.name: default_reader().read(d) for f, d in zip(files, documents, strict=True)}


def covering(reading: Reading, start: int, end: int) -> list[Claim]:
    """Return the claims that hold a stretch of text, innermost first."""
    found = [c for c in reading.claims if c.content.start <= start and end <= c.content.end]
    return sorted(found, key=lambda c: c.content.end - c.content.start)


def speaker(reading: Reading, claim: Claim) -> str | None:
    if claim.source is None or claim.source.entity is None:
        return None
    return reading.entity(claim.source.entity).name


def stretch(reading: Reading, fact: dict[str, Any], first: str, last: str) -> tuple[int, int]:
    start = reading.text.index(first, fact["start"], fact["end"])
    return start, reading.text.index(last, start, fact["end"]) + len(last)


@pytest.mark.parametrize("fact_id", sorted(SAID))
def test_the_words_are_claimed_by_their_speaker(
    fact_id: str, facts: dict[str, dict[str, Any]], readings: dict[str, Reading]
) -> None:
    fact = facts[fact_id]
    reading = readings[fact["file"]]
    name, first, last = SAID[fact_id]
    start, end = stretch(reading, fact, first, last)
    names = [speaker(reading, c) for c in covering(reading, start, end)]
    assert any(n is not None and n.endswith(name) for n in names), names


def test_a_quoted_headline_is_no_claim(facts: dict[str, dict[str, Any]], readings: dict[str, Reading]) -> None:
    fact = facts["A01"]
    claims = readings[fact["file"]].claims
    assert not [c for c in claims if c.content.start < fact["end"]]


def test_he_after_an_institution_is_not_the_last_man_named(
    facts: dict[str, dict[str, Any]], readings: dict[str, Reading]
) -> None:
    fact = facts["A14"]
    reading = readings[fact["file"]]
    claims = [c for c in reading.claims if fact["start"] <= c.content.start < fact["end"]]
    assert len(claims) == 1
    assert claims[0].mode == "direct"
    assert "Mammadov" not in (speaker(reading, claims[0]) or "")
    assert claims[0].confidence <= 0.6


def test_a_statement_known_through_the_press_names_the_press(
    facts: dict[str, dict[str, Any]], readings: dict[str, Reading]
) -> None:
    fact = facts["B02"]
    reading = readings[fact["file"]]
    claim = next(c for c in reading.claims if c.cue and reading.words_of(c.cue) == "stressed")
    assert [reading.words_of(v) for v in claim.via] == ["the Turkish media"]


def test_direct_speech_without_marks_takes_in_the_sentence_before(
    facts: dict[str, dict[str, Any]], readings: dict[str, Reading]
) -> None:
    fact = facts["B04"]
    reading = readings[fact["file"]]
    claim = next(c for c in reading.claims if c.mode == "unmarked")
    assert reading.words_of(claim.content).startswith("Azerbaijan is a fraternal country")
    assert claim.content.end > fact["start"]


def test_fewer_violations_are_a_claimed_trend(facts: dict[str, dict[str, Any]], readings: dict[str, Reading]) -> None:
    fact = facts["B10"]
    reading = readings[fact["file"]]
    assert covering(reading, fact["start"], fact["end"] - 1)[0].trend == "falling"


@pytest.mark.parametrize(("fact_id", "mood"), [("B08", "recalled"), ("B11", "hoped"), ("B12", "believed")])
def test_moods(fact_id: str, mood: str, facts: dict[str, dict[str, Any]], readings: dict[str, Reading]) -> None:
    fact = facts[fact_id]
    reading = readings[fact["file"]]
    start, end = stretch(reading, fact, *SAID[fact_id][1:])
    assert covering(reading, start, end)[0].mood == mood


def test_what_is_broken_is_marked(readings: dict[str, Reading]) -> None:
    reading = next(r for name, r in readings.items() if name.startswith("000"))
    kinds = [d.kind for d in reading.damage]
    assert kinds.count("unclosed quotation") == 2
    assert kinds.count("boilerplate") == 6
    words = {d.kind: reading.words_of(d) for d in reading.damage if d.kind == "doubled attribution"}
    assert words == {"doubled attribution": "he added."}
    assert "humanitarian fire." in [reading.words_of(d) for d in reading.damage if d.kind == "orphan fragment"]


@pytest.mark.parametrize(
    ("fact_id", "words"),
    [("A16", "was ratified"), ("A23", "launched attacks"), ("B16", "is represented with an equal number")],
)
def test_what_nobody_is_said_to_say_is_the_outlets_own_voice(
    fact_id: str, words: str, facts: dict[str, dict[str, Any]], readings: dict[str, Reading]
) -> None:
    fact = facts[fact_id]
    reading = readings[fact["file"]]
    assert not covering(reading, *stretch(reading, fact, words, words))
    told = [e for e in reading.events if fact["start"] <= e.trigger.start < fact["end"]]
    assert told or fact_id == "A16"  # what is ratified there stands in an aside
    assert {e.claim for e in told} <= {None}


def test_the_hand_of_peace_is_that_of_two_states_and_spoken_of_by_one(
    facts: dict[str, dict[str, Any]], readings: dict[str, Reading]
) -> None:
    fact = facts["B06"]
    reading = readings[fact["file"]]
    (index,) = (i for i, m in enumerate(reading.mentions) if reading.words_of(m).startswith("presidents of"))
    presidents = reading.entity_of_mention(index)
    assert presidents is not None
    assert {reading.entity(m).country for m in presidents.members} == {"AZE", "TUR"}
    claim = covering(reading, *stretch(reading, fact, "the hand of peace", "Armenia"))[0]
    assert (speaker(reading, claim) or "").endswith("Akar")
    statement = next(s for s in reading.statements if s.claim == claim.id)
    about = {reading.entity(t.entity).country for t in statement.topics if t.entity}
    assert "ARM" in about


def test_a_statement_has_the_venue_the_text_tells_and_no_place_it_does_not(
    facts: dict[str, dict[str, Any]], readings: dict[str, Reading]
) -> None:
    fact = facts["A36"]
    reading = readings[fact["file"]]
    claim = covering(reading, *stretch(reading, fact, "We immediately saw", "potential"))[0]
    statement = next(s for s in reading.statements if s.claim == claim.id)
    assert statement.venue is not None
    assert reading.words_of(statement.venue) == "an annual press conference"
    assert statement.office is not None
    assert reading.words_of(statement.office) == "Foreign Minister"
