"""The table under a report."""

from typing import Any

from detente.exchange.page_details import view_details

Json = dict[str, Any]


def test_every_layer_has_its_words_and_what_they_were_read_as(reading: Json) -> None:
    lines = [(d.layer, d.words, d.read_as, d.why) for d in view_details(reading)]
    assert lines == [
        ("dates", "3 May 2021", "2021-05-03", "stated"),
        ("places", "Ash", "Ash", "district, 2 candidates"),
        ("places", "Ash", "Ash", "not located"),
        ("quantities", "at least 5 people", "at least 5", "“at least”"),
        ("damage", "remaining the of.", "orphan fragment", "text lost or altered on its way here"),
        ("drops", "three spans", "by quantities", "a number of nothing that is counted"),
    ]


def test_a_date_that_cannot_be_told_says_so(reading: Json) -> None:
    reading["dates"][0] |= {"from": None, "to": None, "rule": "no year in reach"}
    detail = view_details(reading)[0]
    assert (detail.read_as, detail.why) == ("not resolved", "no year in reach")
