"""Forms of dates in the news, each with the day of publication, what it names and the rule by which that was told."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.dates import FindDates
from detente.reading.published import ReadPublished
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences

MONDAY = "2016-11-07"
READER = Reader((ReadPublished(), SplitSentences(), FindDates()))


def read(text: str, published: str | None = MONDAY) -> Reading:
    return READER.read(Document(id="test", text=text, published=published))


def told(text: str, published: str | None = MONDAY) -> tuple[str | None, str | None, str]:
    (date,) = read(text, published).dates
    return (date.interval.first, date.interval.last, date.rule) if date.interval else (None, None, date.rule)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They met on 21/04/2016.", "2016-04-21", "2016-04-21"),
        ("They met on 21/04/16.", "2016-04-21", "2016-04-21"),
        ("They met on 2015.5.13.", "2015-05-13", "2015-05-13"),
        ("They met on 2019-Aug-1.", "2019-08-01", "2019-08-01"),
        ("They met on 23/Sep/2020.", "2020-09-23", "2020-09-23"),
        ("They met on 16. Nov. 2016.", "2016-11-16", "2016-11-16"),
        ("They met on Dec. 31 , 1994.", "1994-12-31", "1994-12-31"),
        ("They met on the twenty-second of June 2017.", "2017-06-22", "2017-06-22"),
        ("They met on the fourth of July, 1995.", "1995-07-04", "1995-07-04"),
        ("They met on 13 Sept nineteen seventy-two.", "1972-09-13", "1972-09-13"),
        ("They met in June of nineteen ninety-nine.", "1999-06-01", "1999-06-30"),
        ("They met in nineteen ninety-six.", "1996-01-01", "1996-12-31"),
        ("They met in two thousand and fifteen.", "2015-01-01", "2015-12-31"),
        ("They met on 15 June in 2018.", "2018-06-15", "2018-06-15"),
        ("They met on 15 May ’98.", "1998-05-15", "1998-05-15"),
        ("They met in 2015-3.", "2015-03-01", "2015-03-31"),
        ("They met in 11/2016.", "2016-11-01", "2016-11-30"),
        ("They met in Dec/2018.", "2018-12-01", "2018-12-31"),
        ("They met in june 2016.", "2016-06-01", "2016-06-30"),
        ("They met in Q3 2019.", "2019-07-01", "2019-09-30"),
        ("They met in H2 2016.", "2016-07-01", "2016-12-31"),
        ("They met in the first half of 2019.", "2019-01-01", "2019-06-30"),
        ("They met in the '40s.", "1940-01-01", "1949-12-31"),
        ("They met in the seventies.", "1970-01-01", "1979-12-31"),
        ("They met in the first week of 2015.", "2014-12-29", "2015-01-04"),
        ("They met in the last two weeks of February 1951.", "1951-02-12", "1951-02-25"),
        ("They met in the first nine months of 2004.", "2004-01-01", "2004-09-30"),
        ("They met in week 3 of 2027.", "2027-01-18", "2027-01-24"),
        ("They met in the second half of May 2019.", "2019-05-17", "2019-05-31"),
        ("They met between 4 and 22 January 1995.", "1995-01-04", "1995-01-22"),
        ("They met from 4 to January 22, 1995.", "1995-01-04", "1995-01-22"),
        ("They met on Easter 2018.", "2018-04-01", "2018-04-01"),
        ("They met on Good Friday 2022.", "2022-04-15", "2022-04-15"),
        ("They met on Thanksgiving 2023.", "2023-11-23", "2023-11-23"),
        ("They met the day after Christmas 2004.", "2004-12-26", "2004-12-26"),
        ("They met two weeks before May 13, 1999.", "1999-04-29", "1999-04-29"),
        ("They met eight months after June 2020.", "2021-02-01", "2021-02-28"),
    ],
)
def test_what_is_stated_needs_no_day_of_publication(text: str, first: str, last: str) -> None:
    assert told(text, None)[:2] == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last", "rule"),
    [
        ("They left on Oct-2.", "2016-10-02", "2016-10-02", "last past 2 October"),
        ("They left on 4.22.", "2016-04-22", "2016-04-22", "last past 22 April"),
        ("They left on 22/04.", "2016-04-22", "2016-04-22", "last past 22 April"),
        ("They left on May twenty-nine.", "2016-05-29", "2016-05-29", "last past 29 May"),
        ("They left on the second of August.", "2016-08-02", "2016-08-02", "last past 2 August"),
        ("They left on the 18th.", "2016-10-18", "2016-10-18", "last past day 18 of a month"),
        (
            "They left on Friday the 4th.",
            "2016-11-04",
            "2016-11-04",
            "weekday and day of the month, nearest to publication",
        ),
        ("They left on Sunday 4 October.", "2015-10-04", "2015-10-04", "the year in which it is that weekday"),
        ("A vote on 27 November is planned.", "2016-11-27", "2016-11-27", "next 27 November, which is near"),
        ("He called a vote for 14 February.", "2017-02-14", "2017-02-14", "14 February nearest to publication"),
        ("They wait until 17 March.", None, "2017-03-17", "until then: 17 March nearest to publication"),
        ("They left next week on Friday.", "2016-11-18", "2016-11-18", "next week"),
        ("They left on Tuesday of last week.", "2016-11-01", "2016-11-01", "last week"),
        ("They will meet the first Friday of July.", "2017-07-07", "2017-07-07", "next first part of its kind of July"),
        ("They left in the last week of July.", "2016-07-25", "2016-07-31", "last past last part of its kind of July"),
        ("They left in the week of November 30th.", "2015-11-30", "2015-12-06", "last past week of 30 November"),
        ("They left in the first half of this year.", "2016-01-01", "2016-06-30", "this year, from publication"),
        ("They left between 4 and 22 of this month.", "2016-11-04", "2016-11-22", "this month, from publication"),
        ("They will meet in 10 days.", "2016-11-17", "2016-11-17", "10 days after publication"),
        ("They will meet in two weeks.", "2016-11-21", "2016-11-27", "2 weeks after publication"),
        ("They will meet two weeks from Tuesday.", "2016-11-22", "2016-11-22", None),
        ("They must leave within 10 days.", "2016-11-07", "2016-11-17", "within 10 days from publication"),
        ("Rain will fall in the next 3 days.", "2016-11-08", "2016-11-10", "the next 3 days from publication"),
        ("They left 1 month and 21 days ago.", "2016-09-16", "2016-09-16", "1 month, 21 days before publication"),
        ("They lost in the last two quarters.", "2016-04-01", "2016-09-30", "2 quarters up to publication"),
        ("It stays for the rest of the year.", "2016-11-07", "2016-12-31", "the year of publication, from that day"),
        ("It broke earlier in the month.", "2016-11-01", "2016-11-07", "the month of publication, up to that day"),
        ("They met before Christmas.", "2016-12-25", "2016-12-25", "Christmas nearest to publication"),
        ("They met last Easter.", "2016-03-27", "2016-03-27", "last past Easter"),
        ("They worked from Monday to Friday.", "2016-11-07", "2016-11-11", None),
    ],
)
def test_what_is_told_from_publication(text: str, first: str, last: str, rule: str | None) -> None:
    given = told(text)
    assert given[:2] == (first, last)
    assert rule is None or given[2] == rule


@pytest.mark.parametrize(
    "text",
    [
        "It rose 4.22 percent on the day.",
        "It was based on 4.22 million votes.",
        "Article 5.2 was cited.",
        "They lost 4-22 and 3-2.",
        "They work 24/7 and split it 50/50.",
        "They rely on 24/7 help.",
        "They left on 15 buses.",
        "The two may meet, and the five may march first.",
        "It was the first time in 10 years.",
        "It killed 20 people in two days.",
        "It was lasting 64 days from there.",
        "They marked the 30th anniversary of the treaty.",
        "Two thousand and ten people came.",
        "One of the twenty eight will stay.",
        "Easter Island and the Easter Rising are known.",
        "They bought Easter eggs.",
        "He is in his 70s.",
        "Case 12/20 was closed, call 555-12-20.",
        "They played in week 10.",
        "The second Sunday school opened as the sun sat.",
    ],
)
def test_what_is_still_no_date(text: str) -> None:
    assert [read(text).words_of(date) for date in read(text).dates if date.interval] in ([], ["Sunday"])


def test_an_anniversary_is_about_a_day_and_kept_on_another() -> None:
    (date,) = read("They celebrated the 30th anniversary of the treaty on Friday.").dates
    assert date.interval is not None
    assert date.interval.first == "2016-11-04"


def test_a_count_ahead_in_an_account_of_the_past_is_a_length_of_time() -> None:
    text = "In 1914 war came. In 1915 they moved. In 1916, in 1917 and in 1918 they would win in two months."
    reading = read(text)
    assert "a length of time, not a date" in [drop.reason for drop in reading.drops]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on the 8th and 9th of May.", ["2012-05-08", "2012-05-09"]),
        ("They met on May 8th and 9th in Geneva.", ["2012-05-08", "2012-05-09"]),
        ("It is last in the 2018 Corruption Perceptions Index.", []),
        ("They cite the Official Secrets Act of 1911 and the Constitution Act 1982.", []),
    ],
)
def test_days_that_are_joined_and_years_in_titles(text: str, expected: list[str]) -> None:
    days = [d.interval.first for d in read(text, "2012-05-02").dates if d.interval]
    assert days == expected
