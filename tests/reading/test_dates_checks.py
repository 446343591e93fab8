"""What a text says of lengths of time is held against its own dates, and both outcomes are kept."""

from collections.abc import Sequence
from datetime import date

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.dates import FindDates
from detente.reading.dates.checks import check_dates
from detente.reading.published import ReadPublished
from detente.reading.records import DateCheck
from detente.reading.sentences import SplitSentences

READER = Reader((ReadPublished(), SplitSentences(), FindDates()))


def checks(text: str, published: str = "2022-01-09") -> Sequence[DateCheck]:
    reading = READER.read(Document(id="test", text=text, published=published))
    return list(check_dates(reading.text, reading.dates, published=date.fromisoformat(published)))


@pytest.mark.parametrize(
    ("text", "said", "agrees"),
    [
        ("Clashes erupted in September 2020. The 44-day war ended on 10 November 2020.", "44-day", True),
        ("Clashes erupted in September 2020. The 90-day war ended on 10 November 2020.", "90-day", False),
        ("In September 2020 war began. The 44-day war ended on 10 November 2020.", "44-day", True),
        ("The siege lasted 64 days, from November 21, 1948 to January 31, 1949.", "64 days", False),
        ("The siege lasted 71 days, from November 21, 1948 to January 31, 1949.", "71 days", True),
        ("The siege lasted more than 60 days, from November 21, 1948 to January 31, 1949.", "60 days", True),
        ("The siege lasted nearly 60 days, from November 21, 1948 to January 31, 1949.", "60 days", False),
        ("The 44-day war ended on 10 November 2020.", "44-day", None),
        (
            "The truce of 10 November 2020 ended the war. On 9 July 2021 they met, eight months after the war.",
            None,
            True,
        ),
        (
            "The truce of 10 November 2020 ended the war. On 9 May 2021 they met, eight months after the war.",
            None,
            False,
        ),
        ("They marked the 30th anniversary of the massacre of 26 February 1992.", "30th anniversary", True),
        ("They marked the 30th anniversary of the massacre of 1990.", "30th anniversary", False),
        ("They marked the tenth anniversary of the 2012 treaty.", "tenth anniversary", True),
        ("They marked the one-year anniversary of the coup of February 2021.", "one-year anniversary", True),
    ],
)
def test_a_length_is_held_against_the_dates(text: str, said: str | None, *, agrees: bool | None) -> None:
    (check,) = checks(text)
    assert check.agrees is agrees
    assert text[check.said.start : check.said.end] == (said or "eight months after")
    assert check.start <= check.said.start < check.said.end <= check.end
    assert check.against
    assert check.rule


@pytest.mark.parametrize(
    "text",
    [
        "The 44-day war is over.",
        "They marked the 30th anniversary of the treaty.",
        "They met eight months after the war.",
        "They marked the second anniversary of the war. It stopped on 16 January 2009.",
        "On 30 April 2020 they met. Two days later they left.",
        "He is a 44-day old child, born on 10 November 2020.",
        "",
    ],
)
def test_nothing_is_held_where_the_text_gives_too_little(text: str) -> None:
    assert not checks(text)


def test_a_check_says_what_stands_against_what() -> None:
    text = "Clashes erupted in September 2020. The 44-day war ended on 10 November 2020."
    (check,) = checks(text)
    assert [text[span.start : span.end] for span in check.against] == ["September 2020", "10 November 2020"]
    assert check.rule == "length between its first and its last day: 41 to 71 days, said to be 44 days"
