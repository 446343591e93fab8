"""What the page shows of one report."""

from collections.abc import Callable
from typing import Any

from detente.exchange.page_view import view_report

Json = dict[str, Any]


def test_entries_stand_beside_the_paragraph_of_their_words(reading: Json) -> None:
    rows = view_report(reading, number=1, longest=10_000).rows
    assert [[c.id for c in row.claims] for row in rows] == [["C1"], ["C2", "C3"], ["C4"], []]
    assert [[e.id for e in row.events] for row in rows] == [["V1"], [], ["V2", "V3"], ["V4"]]


def test_a_speaker_is_named_once_in_a_row_of_claims(reading: Json) -> None:
    claims = view_report(reading, number=1, longest=10_000).rows[1].claims
    assert [c.follows for c in claims] == [False, True]


def test_a_speaker_is_introduced_once_in_a_report(reading: Json) -> None:
    reading["claims"].append(reading["claims"][1] | {"id": "C5"})
    claims = view_report(reading, number=1, longest=10_000).claims
    assert [c.id for c in claims if c.introduces] == ["C1", "C2", "C4"]


def test_an_unresolved_speaker_is_quoted(reading: Json) -> None:
    report = view_report(reading, number=1, longest=10_000)
    speaker = report.claims[3].speaker
    assert speaker
    assert (speaker.name, speaker.quoted, speaker.country) == ("she", True, None)
    assert report.events[1].standing == "alleged, says “she”"


def test_the_chain_stays_with_the_claim(reading: Json) -> None:
    claim = view_report(reading, number=1, longest=10_000).claims[1]
    assert [v.name for v in claim.via] == ["Morning Post"]


def test_an_event_lights_the_words_of_its_day_and_place(reading: Json) -> None:
    rows = view_report(reading, number=1, longest=10_000).rows
    lit = {str(s.html): [t for t in s.tokens if t.startswith("V1")] for s in rows[0].segments}
    assert "V1d" in lit["3 May 2021"]
    assert "V1p" in lit["Ash"]
    assert "V1t" in lit["met"]


def test_a_paragraph_within_a_claim_names_who_goes_on_speaking(bare: Callable[..., Json]) -> None:
    text = '"One.\n\nTwo.\n\nThree," he said.'
    content = {"start": 1, "end": text.index(",")}
    said = text.index("he said")
    source = {"start": said, "end": said + 2, "entity": None}
    claim: Json = {"id": "C1", "source": source, "via": [], "cue": None, "content": content}
    rows = view_report(bare(text, claims=[claim]), number=1, longest=99).rows
    voices = [row.voice and row.voice.name for row in rows]
    assert voices == [None, "he", "he"]


def test_a_compound_party_names_its_members(reading: Json) -> None:
    reading["entities"].append(
        {"id": "E9", "name": "the two countries", "kind": "group", "members": ["E2", "E5", "E77"]}
    )
    reading["events"][2]["actors"][0]["entity"] = "E9"
    actor = view_report(reading, number=1, longest=10_000).events[2].actors[0]
    assert actor.members == ("Suland", "Norland guards")


def test_an_event_in_a_claim_of_nobody_named_says_so(reading: Json) -> None:
    reading["claims"][0]["source"] = None
    assert view_report(reading, number=1, longest=10_000).events[0].standing == "happened, says somebody not named"


def test_a_span_outside_the_text_is_no_crash(reading: Json) -> None:
    reading["events"][0]["trigger"] = {"start": 10_000, "end": 10_005}
    report = view_report(reading, number=1, longest=10_000)
    assert report.beyond == 1
    assert report.events[0].anchor == ""


def test_an_event_says_how_exactly_and_how_surely_its_place_is_known(reading: Json) -> None:
    event = view_report(reading, number=1, longest=10_000).events[0]
    assert (event.where, event.precision) == ("Ash", "district, 83\u00a0%")
    reading["events"][0]["place"] = 1
    event = view_report(reading, number=1, longest=10_000).events[0]
    assert (event.where, event.precision) == ("3–6 km south-east of Ash", "not located")


def test_the_words_of_a_sector_are_marked_with_its_place(reading: Json) -> None:
    rows = view_report(reading, number=1, longest=10_000).rows
    marked = {str(s.html): s.titles for s in rows[2].segments if "p" in s.looks}
    assert marked["the village of"] == ("place: 3–6 km south-east of Ash; not located",)


def test_a_party_whose_country_is_inferred_says_from_what(reading: Json) -> None:
    guards, suland = view_report(reading, number=1, longest=10_000).events[0].actors
    assert (guards.inferred, suland.inferred) == ("inferred: the text names Norland", None)


def test_what_a_person_added_stands_beside_the_machine_s_and_apart_from_it(reading: Json, added_to: Json) -> None:
    machine, report = (view_report(one, number=1, longest=10_000) for one in (reading, added_to))
    assert (report.claims, report.events) == (machine.claims, machine.events)
    (claim,), (event,) = report.added.claims, report.added.events
    assert [[c.id for c in row.added.claims] for row in report.rows] == [[], [], [], ["AC1"]]
    assert claim.coded is not None
    assert (claim.coded.by, claim.coded.day, claim.coded.on) == ("Ann", "2031-05-06", "6 May 2031")
    assert (event.standing.endswith("says somebody not named"), event.told[0][0]) == (True, "wounded: 3")
    own = next(s for s in report.rows[3].segments if "AC1c" in s.tokens)
    assert ("h" in own.looks, "c" in own.looks, own.titles) == (True, False, ("added by Ann",))


def test_what_lies_beyond_the_text_that_is_shown_is_counted_with_what_was_added(reading: Json, added_to: Json) -> None:
    cut = [view_report(one, number=1, longest=100).beyond for one in (reading, added_to)]
    assert cut[1] == cut[0] + 2
