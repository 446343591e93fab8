"""What holds for the dates, quantities and the day of publication of any text at all."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.dates import FindDates
from detente.reading.published import ReadPublished
from detente.reading.quantities import FindQuantities
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords

PIECES = st.sampled_from(
    [
        *[
            "5",
            "1,000",
            "12,34,567",
            "1.500",
            "100000000000",
            "%",
            "°",
            "1",
            "²",
            "٣",
            "𝟙",
            "$",
            "€",
            "million",
            "people",
            "killed",
            "wounded",
            "soldiers",
            "hectares",
        ],
        *[
            "Monday",
            "last",
            "next",
            "week",
            "of",
            "from",
            "to",
            "between",
            "and",
            "since",
            "until",
            "-",
            "–",
            ",",
            ".",
            "(",
            ")",
            "the",
            "same",
            "day",
            "BC",
            "mid",
            "early",
        ],
        *[
            "nearly",
            "dozens",
            "three",
            "years",
            "ago",
            "later",
            "spring",
            "quarter",
            "first",
            "overnight",
            "centuries",
            "Christmas",
            "By",
            "BAKU,",
        ],
        *["2020-13-45", "99/99/2020", "10.11.2020", "1990s", "9999"],
        *("January 30, 2021", "31 February", "the 0s", "in 0000", "at least", "a hundred", "the past", "Q3 2020"),
        *("Published:", "\n", "\n\n", "\u200f"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES).map("".join))
CARRIED = st.one_of(st.none(), st.text(max_size=30), st.dates().map(date.isoformat), st.datetimes().map(str))
READER = Reader((ReadPublished(), SplitSentences(), ParseWords(), FindDates(), FindQuantities()))


def read(text: str, published: str | None) -> Reading:
    return READER.read(Document(id="test", text=text, published=published))


@given(TEXTS, CARRIED)
@settings(max_examples=300, deadline=None)
def test_dates_are_within_the_text_in_order_and_run_forwards(text: str, published: str | None) -> None:
    end = 0
    for found in read(text, published).dates:
        assert end <= found.start < found.end <= len(text)
        end = found.end
        if found.interval is not None:
            days = [date.fromisoformat(day) for day in (found.interval.first, found.interval.last) if day]
            assert days == sorted(days)
            assert found.interval.rule == found.rule


@given(TEXTS, CARRIED)
@settings(max_examples=300, deadline=None)
def test_quantities_are_within_the_text_apart_from_dates_and_bounded_in_order(text: str, published: str | None) -> None:
    reading = read(text, published)
    for found in reading.quantities:
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip()
        assert found.value is None or (found.low is None and found.high is None)
        assert found.low is None or found.high is None or found.low < found.high


@given(TEXTS, CARRIED)
@settings(max_examples=150, deadline=None)
def test_the_day_of_publication_is_a_day_and_stands_where_it_says(text: str, published: str | None) -> None:
    found = read(text, published).published
    if found is not None:
        assert found.first is not None
        assert found.last is None or date.fromisoformat(found.first) <= date.fromisoformat(found.last)
        assert (found.span is None) == (found.rule == "stated by the carrier")
        assert found.span is None or found.span.end <= len(text)


@given(TEXTS, CARRIED)
@settings(max_examples=100, deadline=None)
def test_the_same_text_reads_the_same(text: str, published: str | None) -> None:
    assert read(text, published) == read(text, published)
