"""The tables under a report."""

from typing import Any

from detente.exchange.page_details import view_checks, view_details
from detente.exchange.page_view import view_report

Json = dict[str, Any]


def test_every_layer_has_its_words_and_what_they_were_read_as(reading: Json) -> None:
    lines = [(d.layer, d.words, d.read_as, d.why) for d in view_details(reading)]
    assert lines == [
        ("dates", "3 May 2021", "2021-05-03", "stated"),
        ("places", "Ash", "Ash", "district, 83\u00a0%, 2 candidates"),
        ("places", "the village of Ash", "3–6 km south-east of Ash", "not located, in a name"),
        ("inferred", "Guards of Norland", "NRL MIL", "inferred: the text names Norland"),
        ("inferred", "Guards of Norland", "perhaps Norland border service", "told beside it"),
        ("damage", "remaining the of.", "orphan fragment", "text lost or altered on its way here"),
        ("drops", "three spans", "by quantities", "a number of nothing that is counted"),
    ]


def test_a_date_that_cannot_be_told_says_so(reading: Json) -> None:
    reading["dates"][0] |= {"from": None, "to": None, "rule": "no year in reach"}
    detail = view_details(reading)[0]
    assert (detail.read_as, detail.why) == ("not resolved", "no year in reach")


def test_a_place_without_a_point_says_between_how_many_it_lies(reading: Json) -> None:
    reading["places"][0] |= {"precision": None, "candidates": 16, "score": 0.422}
    assert view_details(reading)[1].why == "not sure which of 16, 42\u00a0%"


def test_what_is_inferred_of_a_party_that_nothing_mentions_goes_by_its_name(reading: Json) -> None:
    reading["mentions"] = []
    assert [d.words for d in view_details(reading) if d.layer == "inferred"] == ["Norland guards", "Norland guards"]


def test_a_quantity_says_what_it_counts_of_which_event_and_in_whose_claim(reading: Json) -> None:
    (figure,) = view_report(reading, number=1, longest=10_000).figures
    assert (figure.kind, figure.words, figure.read_as) == ("wounded", "at least 5 people", "at least 5")
    assert (figure.qualifier, figure.counts, figure.told_as) == ("at least", "people", "wounding")
    assert figure.event
    assert figure.claim
    assert figure.claim.speaker
    assert (figure.event.id, figure.claim.speaker.label) == ("V2", "“she”")


def test_a_reading_of_before_the_details_has_no_more_than_it_says(reading: Json) -> None:
    for layer in ("places", "quantities", "entities"):
        for item in reading[layer]:
            for name in ("score", "in_name", "sector", "counted", "told_as", "event", "claim", "inferred", "perhaps"):
                item.pop(name, None)
    del reading["checks"]
    report = view_report(reading, number=1, longest=10_000)
    (figure,) = report.figures
    assert (figure.counts, figure.told_as, figure.event, figure.claim, report.checks) == (None, None, None, None, ())
    assert [d.why for d in report.details if d.layer == "places"] == ["district, 2 candidates", "not located"]
    assert not report.count("inferred")


def test_both_outcomes_of_a_check_are_told(reading: Json) -> None:
    checks = view_checks(reading)
    assert [c.outcome for c in checks] == ["agrees", "contradicts", "one end only"]
    assert {(c.said, c.against, c.rule) for c in checks} == {("by June", ("3 May 2021",), "made up")}
