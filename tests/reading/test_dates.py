"""Dates are found in every form of the news, and read as the days they name or left open."""

from collections.abc import Sequence

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.dates import FindDates
from detente.reading.published import ReadPublished
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences

SUNDAY = "2022-01-09"


def read(text: str, published: str | None = SUNDAY) -> Reading:
    stages = (ReadPublished(), SplitSentences(), FindDates())
    return Reader(stages).read(Document(id="test", text=text, published=published))


def found(text: str, published: str | None = SUNDAY) -> Sequence[tuple[str, str | None, str | None]]:
    reading = read(text, published)
    return [
        (reading.words_of(d), d.interval.first if d.interval else None, d.interval.last if d.interval else None)
        for d in reading.dates
    ]


def days(text: str, published: str | None = SUNDAY) -> tuple[str | None, str | None]:
    ((_, first, last),) = found(text, published)
    return first, last


@pytest.mark.parametrize(
    "words",
    [
        "January 30, 2021",
        "30 January 2021",
        "Jan. 30, 2021",
        "Saturday, January 30, 2021",
        "Sat, 30 Jan 2021",
        "the 30th of January 2021",
        "January 30th, 2021",
        "JANUARY 30, 2021",
        "2021-01-30",
        "2021-01-30T10:00Z",
        "2021-01-30T10:00:05+04:00",
        "30.01.2021",
        "30/01/2021",
        "01/30/2021",
        "30-Jan-2021",
    ],
)
def test_a_full_date_is_read_in_every_order(words: str) -> None:
    assert found(f"It happened on {words}, they say.") == [(words, "2021-01-30", "2021-01-30")]


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("September 2020", "2020-09-01", "2020-09-30", "month"),
        ("February 2020", "2020-02-01", "2020-02-29", "month"),
        ("1992", "1992-01-01", "1992-12-31", "year"),
        ("the 1990s", "1990-01-01", "1999-12-31", "range"),
        ("the 20th century", "1901-01-01", "2000-12-31", "range"),
        ("the first quarter of 2020", "2020-01-01", "2020-03-31", "quarter"),
        ("the second half of 2020", "2020-07-01", "2020-12-31", "range"),
        ("the last quarter of 2020", "2020-10-01", "2020-12-31", "quarter"),
        ("the summer of 2020", "2020-06-01", "2020-08-31", "range"),
        ("the winter of 2020", "2020-12-01", "2021-02-28", "range"),
        ("early 2019", "2019-01-01", "2019-12-31", "year"),
        ("1939–45", "1939-01-01", "1945-12-31", "range"),
        ("March 10–15, 2020", "2020-03-10", "2020-03-15", "range"),
        ("10 to 15 March 2020", "2020-03-10", "2020-03-15", "range"),
        ("from 3 March to 5 April 2020", "2020-03-03", "2020-04-05", "range"),
        ("between 27 September and 10 November 2020", "2020-09-27", "2020-11-10", "range"),
        ("from 20 December to 5 January 2021", "2020-12-20", "2021-01-05", "range"),
        ("since January 30, 2021", "2021-01-30", None, "range"),
        ("until November 2020", None, "2020-11-30", "range"),
        ("New Year's Eve 2020", "2020-12-31", "2020-12-31", "day"),
    ],
)
def test_stretches_that_are_stated(words: str, first: str, last: str, precision: str) -> None:
    reading = read(f"They fought in {words}.", published=None)
    (date,) = reading.dates
    assert reading.words_of(date) == words
    assert date.interval is not None
    assert (date.interval.first, date.interval.last, date.interval.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They met on Saturday.", "2022-01-08", "2022-01-08"),
        ("They met on Sunday.", "2022-01-09", "2022-01-09"),
        ("They met on Monday morning.", "2022-01-03", "2022-01-03"),
        ("They will meet on Monday.", "2022-01-10", "2022-01-10"),
        ("On Monday, they will meet.", "2022-01-10", "2022-01-10"),
        ("They met last Friday.", "2022-01-07", "2022-01-07"),
        ("They meet next Friday.", "2022-01-14", "2022-01-14"),
        ("They met on Monday last week.", "2021-12-27", "2021-12-27"),
        ("They met yesterday.", "2022-01-08", "2022-01-08"),
        ("Overnight, they met.", "2022-01-08", "2022-01-09"),
        ("They met last week.", "2021-12-27", "2022-01-02"),
        ("They met last month.", "2021-12-01", "2021-12-31"),
        ("They met earlier this month.", "2022-01-01", "2022-01-09"),
        ("They met last year.", "2021-01-01", "2021-12-31"),
        ("They met over the weekend.", "2022-01-08", "2022-01-09"),
        ("They met three days ago.", "2022-01-06", "2022-01-06"),
        ("They met two weeks ago.", "2021-12-20", "2021-12-26"),
        ("They met four months ago.", "2021-09-01", "2021-09-30"),
        ("They met 30 years ago.", "1992-01-01", "1992-12-31"),
        ("In the past 24 hours they met.", "2022-01-08", "2022-01-09"),
        ("They met over the past 24 hours.", "2022-01-08", "2022-01-09"),
        ("They met on June 15.", "2021-06-15", "2021-06-15"),
        ("They met on January 9.", "2022-01-09", "2022-01-09"),
        ("They will meet on June 15.", "2022-06-15", "2022-06-15"),
        ("They met in mid-October.", "2021-10-01", "2021-10-31"),
        ("They met on 15 June last year.", "2021-06-15", "2021-06-15"),
        ("They met in March last year.", "2021-03-01", "2021-03-31"),
        ("They met last December.", "2021-12-01", "2021-12-31"),
        ("They met on the 5th of this month.", "2022-01-05", "2022-01-05"),
        ("They met last summer.", "2021-06-01", "2021-08-31"),
    ],
)
def test_dates_told_from_publication(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "They met on Saturday.",
        "They met today.",
        "They met last year.",
        "They met on June 15.",
        "They met three days ago.",
        "They met last summer.",
        "They met in September.",
    ],
)
def test_nothing_is_told_from_a_publication_that_is_unknown(text: str) -> None:
    (date,) = read(text, published=None).dates
    assert date.interval is None
    assert date.rule == "unresolved: the day of publication is not known"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On 10/11/2020 they met.", "10/11/2020"),
        ("They met eight months after the war.", "eight months after"),
        ("They met more than a week ago.", "a week ago"),
        ("Rome fought in 264 BC.", "264 BC"),
        ("They met the next day.", "the next day"),
    ],
)
def test_what_cannot_be_told_is_kept_and_left_open(text: str, words: str) -> None:
    assert found(text) == [(words, None, None)]


def test_two_figures_that_are_the_same_are_certain() -> None:
    assert days("On 10/10/2020 they met.") == ("2020-10-10", "2020-10-10")


@pytest.mark.parametrize(
    "text",
    [
        "They sat down and may gather again.",
        "The 15 May Brigade fought.",
        "The March on Rome came first.",
        "It rained on 31 February.",
        "It rained on February 30, 2021.",
        "In the year 0 nothing happened.",
        "They sent 2000 troops.",
        "It killed 1,990 people.",
        "Call 555-1992 for help.",
        "The Sun reported it, and so did The Sunday Times.",
        "Bloody Sunday is remembered.",
        "The 9/11 attacks are remembered.",
        "For 70 years it was quiet.",
        "The 44-day war ended.",
        "Prime Minister Theresa May spoke.",
        "He cited Resolution 1973.",
        "A total of 2012 were arrested.",
        "They gained 12.5.2.1 points.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_what_is_left_out_says_why() -> None:
    drops = read("The 15 May Brigade met on 31 February.").drops
    assert [d.reason for d in drops] == ["part of a name, not a date", "no such day in the calendar"]


def test_a_year_after_in_stays_a_year_where_soldiers_follow() -> None:
    assert days("In 2003 troops invaded.") == ("2003-01-01", "2003-12-31")


def test_the_year_of_a_neighbour_counts_where_the_order_fits() -> None:
    text = "Fighting broke out on 27 September and ended on 10 November 2020."
    assert [f[1] for f in found(text)] == ["2020-09-27", "2020-11-10"]
    text = "The truce of 10 November 2020 was broken on 5 January."
    assert [f[1] for f in found(text)] == ["2020-11-10", "2022-01-05"]


def test_both_days_of_a_pair_are_dates() -> None:
    assert found("On 3 and 5 March 2020 they met.") == [
        ("3", "2020-03-03", "2020-03-03"),
        ("5 March 2020", "2020-03-05", "2020-03-05"),
    ]


def test_a_following_day_counts_from_the_date_before_it() -> None:
    assert [f[1] for f in found("On 30 April 2020 they met. They left the next day.")] == ["2020-04-30", "2020-05-01"]
    assert [f[1] for f in found("On 30 April 2020 they met. Two days later they left.")] == ["2020-04-30", "2020-05-02"]
    assert [f[1] for f in found("On 30 April 2020 they met.\n\nThey left the next day.")] == ["2020-04-30", None]


def test_an_account_of_the_past_goes_on_in_its_own_year() -> None:
    text = (
        "In 1914 war came. On 1 August 1914 they marched. On 5 September they stopped. In December they dug in.\n\n"
        "By 3 February they had frozen. On 2 May 1915 they moved. It ended on 11 November 1918."
    )
    years = [first and first[:4] for _, first, _ in found(text)]
    assert years == ["1914", "1914", "1914", "1914", "1915", "1915", "1918"]


def test_weekdays_of_an_account_of_the_past_are_left_open() -> None:
    text = (
        "In 1914 war came. On 1 August 1914 they marched on a Monday. In 1915 they moved. In 1916, 1917 and 1918 too."
    )
    assert ("Monday", None, None) in found(text)


def test_an_impossible_range_is_left_open() -> None:
    assert found("From 10 May 2020 to 3 May 2020 they met.") == [("From 10 May 2020 to 3 May 2020", None, None)]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_do_no_harm(published: str) -> None:
    text = "Last week, yesterday, next year, 300 years ago, in the past decade, on Saturday and last weekend they met."
    for date in read(text, published=published).dates:
        assert date.interval is None or date.interval.first is None or len(date.interval.first) == 10
