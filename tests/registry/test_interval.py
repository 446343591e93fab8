import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import UsageError
from detente.registry.interval import Interval, joined

DAYS = st.dates(dt.date(2030, 1, 1), dt.date(2030, 3, 1))
INTERVALS = st.tuples(DAYS, DAYS).map(lambda two: Interval(first=min(two), last=max(two)))


def test_an_interval_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(UsageError, match="before it begins"):
        Interval(first=dt.date(2030, 1, 2), last=dt.date(2030, 1, 1))


@given(INTERVALS, INTERVALS)
def test_shared_days_are_those_that_both_have(one: Interval, other: Interval) -> None:
    shared = set(one.each_day()) & set(other.each_day())
    assert one.shared_days(other) == len(shared) == other.shared_days(one)
    assert one.overlaps(other) is bool(shared)
    assert one.covers(other) is (set(other.each_day()) <= set(one.each_day()))
    assert one.days == len(list(one.each_day()))


@given(st.lists(INTERVALS, max_size=6))
def test_joined_intervals_have_each_day_once(some: list[Interval]) -> None:
    days = [day for one in joined(some) for day in one.each_day()]
    assert days == sorted({day for one in some for day in one.each_day()})
