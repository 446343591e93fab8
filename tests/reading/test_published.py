"""The day of publication is what carrier or text state of themselves, and never the day of an event."""

import pytest

from detente.documents.document import Document
from detente.reading.published import ReadPublished
from detente.reading.reading import Reading
from detente.reading.records import Published


def read(text: str, published: str | None = None) -> Published | None:
    return ReadPublished()(Reading(document=Document(id="test", text=text, published=published)))


@pytest.mark.parametrize(
    "carried",
    [
        "2022-01-09",
        "2022-01-09T23:59:00Z",
        "2022-01-09T10:00:00+04:00",
        "2022-01-09 10:00:00",
        "Sun, 09 Jan 2022 10:00:00 GMT",
        "9 Jan 2022 10:00:00 +0400",
        "January 9, 2022",
        " 2022-01-09\n",
    ],
)
def test_a_carrier_states_it_in_any_usual_form(carried: str) -> None:
    assert read("Text.", carried) == Published(first="2022-01-09", last="2022-01-09", rule="stated by the carrier")


def test_a_carrier_may_state_a_month() -> None:
    assert read("Text.", "2022-01") == Published(first="2022-01-01", last="2022-01-31", rule="stated by the carrier")


@pytest.mark.parametrize(
    "junk",
    ["", "yesterday", "2022-13-45", "2022-13", "32 Jan 2022", "Sun", "1641686400", "January 2022 edition", "\x00"],
)
def test_junk_says_nothing(junk: str) -> None:
    assert read("Text.", junk) is None


def test_junk_gives_way_to_what_the_text_states() -> None:
    published = read("Published: 9 January 2022\n\nThey met.", "junk")
    assert published is not None
    assert published.rule == "stated in the text"


@pytest.mark.parametrize(
    "text",
    [
        "date 9 January 2022 By A. Writer\n\nThey met.",
        "Published: 9 January 2022\nThey met.",
        "Posted on January 9, 2022 by admin\nThey met.",
        "A headline\n\nPublished 09.01.2022, 14:30\n\nThey met.",
        "ANKARA, 9 January 2022 (Agency). They met.",
        "BAKU, Azerbaijan, January 9, 2022 — They met.",
        "GENEVA (9 January 2022) – They met.",
        "A headline\n\nSunday, January 9, 2022\n\nThey met.",
        "A headline\nBy A. Writer, January 9, 2022\nThey met.",
        "They met.\n\nMinistry of Defence\n9 January 2022",
        "They met.\n\nFirst published: 2022-01-09",
    ],
)
def test_a_text_states_it_in_a_label_a_dateline_a_byline_or_a_line(text: str) -> None:
    published = read(text)
    assert published is not None
    assert (published.first, published.last, published.rule) == ("2022-01-09", "2022-01-09", "stated in the text")
    assert published.span is not None
    assert "2022" in published.span.text_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "ANKARA, January 9 (Agency). They met.",
        "Saturday\nThey met.",
        "",
    ],
)
def test_the_date_of_an_event_is_no_day_of_publication(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They met on 9 January 2022.", "2022-01-09"),
        ("On 9 January 2022 they met.", "2022-01-09"),
        ("9 January 2022 was a quiet day.", "2022-01-09"),
        ("The report published on 9 January 2022 tells more.", "2022-01-09"),
        ("Updated: 9 January 2022\nThey met.", "2022-01-09"),
        ("9 January 2022\nThey met.\n10 January 2022\nThey left.", "2022-01-10"),
        ("They met on 9 January 2022. They will meet on 9 March 2022.", "2022-01-09"),
    ],
)
def test_a_past_day_bounds_publication_and_does_not_state_it(text: str, day: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.first, found.last) == (day, None)
    assert found.rule.startswith("not before the last day told of as past: ")


def test_what_stands_in_the_middle_of_a_long_text_does_not_count() -> None:
    lines = ["They met."] * 20
    found = read("\n".join([*lines, "Published: 9 January 2022", *lines]))
    assert found is not None
    assert found.last is None
