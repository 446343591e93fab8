"""Dates as news and field reports go on from a day they know: working days, numbered weeks, hours, recalled days."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.dates import FindDates
from detente.reading.published import ReadPublished
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences

WEDNESDAY = "2016-09-07"
READER = Reader((ReadPublished(), SplitSentences(), FindDates()))


def read(text: str, published: str = WEDNESDAY) -> Reading:
    return READER.read(Document(id="test", text=text, published=published))


@pytest.mark.parametrize(
    ("text", "words", "first", "last", "rule"),
    [
        (
            "They left five working days ago.",
            "five working days ago",
            "2016-08-31",
            "2016-08-31",
            "5 working days before publication",
        ),
        (
            "It stays shut for the next four business days.",
            "the next four business days",
            "2016-09-08",
            "2016-09-13",
            "the next 4 business days from publication",
        ),
        (
            "They return in two weeks' time.",
            "two weeks' time",
            "2016-09-21",
            "2016-09-21",
            "2 weeks after publication, to the day",
        ),
        (
            "They return Monday two weeks from now.",
            "Monday two weeks from now",
            "2016-09-19",
            "2016-09-19",
            "weekday of the week 2 weeks after publication",
        ),
        (
            "The road is shut for two weeks from 3 May.",
            "two weeks from 3 May",
            "2016-05-03",
            "2016-05-16",
            "2 weeks from the date that follows: last past 3 May",
        ),
        (
            "They will strike for three days starting Monday.",
            "three days starting Monday",
            "2016-09-12",
            "2016-09-14",
            "3 days from the date that follows: weekday after publication",
        ),
        (
            "They left within two weeks of 3 May 2016.",
            "two weeks of 3 May 2016",
            "2016-05-03",
            "2016-05-17",
            "2 weeks from the date that follows: stated",
        ),
        (
            "Cases fell in week 31.",
            "week 31",
            "2016-08-01",
            "2016-08-07",
            "last past or near week with that number",
        ),
        ("Cases fell from week 2 to week 4.", "from week 2 to week 4", "2016-01-11", "2016-01-31", None),
        (
            "It is for the week of the 18th.",
            "the week of the 18th",
            "2016-08-15",
            "2016-08-21",
            "week of the last past day 18 of a month",
        ),
        (
            "It is for the week beginning 6 September 2016.",
            "the week beginning 6 September 2016",
            "2016-09-05",
            "2016-09-11",
            "stated",
        ),
        ("They met from 6pm on Friday to 8am on Monday.", None, "2016-09-02", "2016-09-05", None),
        ("They wait until 13:00 GMT on 8 September.", None, None, "2016-09-08", None),
        ("They will meet from Tuesday to Friday next week.", None, "2016-09-13", "2016-09-16", None),
        ("They fought in 2014 through May 2016.", "2014 through May 2016", "2014-01-01", "2016-05-31", None),
        ("It will run from August to October.", None, "2016-08-01", "2016-10-31", None),
        ("They met this working week.", "this working week", "2016-09-05", "2016-09-09", None),
        ("They met late last month.", "late last month", "2016-08-16", "2016-08-31", None),
        ("They met early this week.", "early this week", "2016-09-05", "2016-09-07", None),
        ("They met last night.", "last night", "2016-09-06", "2016-09-06", "last night, from publication"),
        ("They vote this coming Friday.", "this coming Friday", "2016-09-09", "2016-09-09", None),
        ("They vote ON FRI at 5.", "FRI", "2016-09-02", "2016-09-02", "weekday before publication"),
        ("It was the Labor Day weekend.", "Labor Day weekend", "2016-09-03", "2016-09-05", None),
        ("They celebrated Christmas in peace.", "Christmas", "2015-12-25", "2015-12-25", None),
        ("It is in archive-2016-09-03-page.", "2016-09-03", "2016-09-03", "2016-09-03", "stated"),
        ("It is in report-20160903.html.", "20160903", "2016-09-03", "2016-09-03", "stated"),
        ("They met on 12\u00a0May\u00a02016.", "12\u00a0May\u00a02016", "2016-05-12", "2016-05-12", "stated"),
        (
            "He was tried for the October 12 atrocity.",
            "October 12",
            "2015-10-12",
            "2015-10-12",
            "last past 12 October",
        ),
        (
            "They watch the November 4 election.",
            "November 4",
            "2016-11-04",
            "2016-11-04",
            "4 November nearest to publication",
        ),
        (
            "They mark the 15th anniversary of the September 11 attacks.",
            "September 11",
            "2001-09-11",
            "2001-09-11",
            "15 years before its anniversary",
        ),
    ],
)
def test_what_news_counts_from_a_day(
    text: str, words: str | None, first: str | None, last: str | None, rule: str | None
) -> None:
    reading = read(text)
    (date,) = reading.dates
    assert date.interval is not None
    assert (date.interval.first, date.interval.last) == (first, last)
    assert words is None or reading.words_of(date) == words
    assert rule is None or date.rule == rule


@pytest.mark.parametrize(
    "text",
    [
        "They lost in week 10 and in week 31 of the trial.",
        "They sat on SAT scores, and rely on sat phones.",
        "They fired 20160903 rounds.",
        "Call 20160903, or +20160903.",
        "They enjoyed the rest the week brings.",
        "He is on 29th street and on 5th floor.",
        "He was given 3 days from the ruling.",
        "As they mark Memorial Day, others work.",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert [read(text).words_of(date) for date in read(text).dates] == []


def test_the_following_weekday_counts_from_the_date_before_it() -> None:
    text = "On 3 May 2016 they met. The following Monday they left."
    assert [d.interval.first for d in read(text).dates if d.interval] == ["2016-05-03", "2016-05-09"]
    (date,) = read("Riots came following Monday's vote.").dates
    assert date.interval is not None
    assert date.interval.first == "2016-09-05"


@pytest.mark.parametrize(("known", "first"), [("13/05/2016", "2016-06-04"), ("05/13/2016", "2016-04-06")])
def test_figures_are_read_in_the_order_that_the_text_shows(known: str, first: str) -> None:
    dates = read(f"They met on {known} and on 04/06/2016.").dates
    assert dates[1].interval is not None
    assert dates[1].interval.first == first


def test_figures_whose_order_the_text_contradicts_stay_open() -> None:
    dates = read("They met on 13/05/2016, on 05/13/2016 and on 04/06/2016.").dates
    assert dates[2].interval is None
