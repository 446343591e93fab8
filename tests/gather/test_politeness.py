"""When a source is due again, told without a network."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.gather.answers import LONGEST_WAIT, read_max_age, read_retry_after, read_type, read_validator
from detente.gather.feed_period import read_period
from detente.gather.politeness import DAY, Outcome, Stated, next_due

NOW = datetime(2031, 3, 3, 6, 0, tzinfo=UTC)


def _delay(outcome: Outcome, *, every: float = 1800, failures: int = 0, **more: object) -> float:
    due = next_due(outcome, now=NOW, every=every, failures=failures, source="a1", **more)  # type: ignore[arg-type]
    assert due is not None
    return (due - NOW).total_seconds()


def test_a_broken_source_is_visited_half_as_often_each_time_down_to_once_a_day() -> None:
    delays = [_delay("failed", failures=n) for n in range(1, 9)]

    assert all(0.9 * d <= delay <= d for delay, d in zip(delays, [3600, 7200, 14400, 28800, 57600], strict=False))
    assert all(0.9 * DAY <= delay <= DAY for delay in delays[5:])


def test_the_same_source_backs_off_the_same_and_two_do_not_come_back_together() -> None:
    moments = {next_due("failed", now=NOW, every=1800, failures=3, source=f"s{n}") for n in range(50)}

    assert len(moments) == 50
    assert _delay("failed", failures=3) == _delay("failed", failures=3)


@given(st.floats(60, 30 * DAY), st.integers(0, 10_000), st.text(max_size=9))
def test_backing_off_stays_within_its_bounds(every: float, failures: int, source: str) -> None:
    due = next_due("failed", now=NOW, every=every, failures=failures, source=source)

    assert due is not None
    assert 0.9 * every - 1 <= (due - NOW).total_seconds() <= max(every, DAY) + 1


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (Stated(), 1800),
        (Stated(period=600), 900),
        (Stated(period=3600), 3600),
        (Stated(period=604800), 7200),
        (Stated(max_age=60), 1800),
        (Stated(max_age=5400), 5400),
        (Stated(period=600, max_age=1200), 1200),
        (Stated(period=0, max_age=1e12), 7200),
    ],
)
def test_what_a_feed_says_of_its_rhythm_counts_within_bounds(stated: Stated, expected: float) -> None:
    assert _delay("fetched", stated=stated) == expected
    assert _delay("unchanged", stated=stated) == expected


def test_the_desks_own_rhythm_is_never_undercut_below_five_minutes_nor_stretched_when_it_is_long() -> None:
    assert _delay("fetched", every=400, stated=Stated(period=60)) == 300
    assert _delay("fetched", every=120, stated=Stated(period=60)) == 120
    assert _delay("fetched", every=5 * DAY, stated=Stated(period=60 * DAY)) == 5 * DAY


def test_a_refused_source_is_asked_again_in_a_day_and_a_gone_one_never() -> None:
    assert _delay("refused by robots", failures=1) == DAY
    assert next_due("gone", now=NOW, every=1800, failures=1, source="a1") is None


def test_a_site_that_asks_for_patience_gets_it_up_to_a_week() -> None:
    assert _delay("failed", failures=1, retry_after=40_000.0) == 40_000
    assert _delay("failed", failures=1, retry_after=1e12) == LONGEST_WAIT
    assert _delay("failed", failures=1, retry_after=5.0) > 3000


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("999999999999", LONGEST_WAIT),
        ("1000000000000", LONGEST_WAIT),
        ("0" * 500 + "30", 30),
        ("9" * 60_000, LONGEST_WAIT),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Mon, 03 Mar 2031 06:02:00 GMT", 120),
        ("Mon, 03 Mar 2031 05:00:00 GMT", 0),
        ("Mon, 03 Mar 2031 06:02:00", None),
        ("Fri, 31 Feb 2031 06:02:00 GMT", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        ("1e9", None),
        ("Mon, 03 Mar 99999999 06:02:00 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, seconds: float | None) -> None:
    assert read_retry_after(value, now=NOW) == seconds


@given(st.text(max_size=60))
def test_no_head_breaks_what_reads_it(value: str) -> None:
    read_type(value)
    read_max_age(value)
    read_validator(value)
    found = read_retry_after(value, now=NOW)
    assert found is None or 0 <= found <= LONGEST_WAIT


def test_heads_are_read_as_they_come() -> None:
    assert read_type("Application/RSS+xml;charset='utf-8' ; x=y") == ("application/rss+xml", "utf-8")
    assert read_type("nonsense") == ("", None)
    assert read_max_age("public, max-age=60, must-revalidate") == 60
    assert read_max_age("no-cache, max-age=60") is None
    assert read_max_age("s-maxage=5") is None
    assert read_validator('"a\r\nX: y"') is None
    assert read_validator("x" * 2000) is None


@pytest.mark.parametrize(
    ("feed", "seconds"),
    [
        (b"<rss><channel><ttl> 90 </ttl><item>", 5400),
        (b"<rss><channel><ttl>0</ttl>", None),
        (b"<rss><channel><item><ttl>90</ttl>", None),
        (b"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 900),
        (b"<updatePeriod> Daily </updatePeriod>", 86400),
        (b"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600),
        (b"<sy:updatePeriod>often</sy:updatePeriod>", None),
        (b"", None),
        (b"{}", None),
    ],
)
def test_the_rhythm_that_a_feed_states_is_read_off_its_bytes(feed: bytes, seconds: float | None) -> None:
    assert read_period(feed) == seconds
