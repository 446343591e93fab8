"""What the days of two accounts, and of their reports, say of their being one happening."""

from collections.abc import Iterator

from detente.incidents.account import Account, When

__all__ = ["time_features"]

Feature = tuple[str, float]

LONG_AFTER = 30
MOST_DAYS = 4
"""Days between two exact days from which on more make no difference."""
BOUNDS = ((1, "next day"), (3, "days apart"), (7, "a week apart"), (LONG_AFTER, "weeks apart"))
AFTER = ((0, "that day or the next"), (1, "that day or the next"), (3, "two or three days"), (7, "a week"))
"""By how many days at most the report of an undated event follows a day."""


def time_features(one: Account, other: Account) -> Iterator[Feature]:
    """Yield what is to be said of when two accounts were, and when they were told."""
    a, b = one.when, other.when
    if a and b and "around" not in {a.nearness, b.nearness}:
        yield f"time: {_apart(a, b)}", 1.0
        if a.first == a.last and b.first == b.last:
            yield f"time: exact days, {min(abs(a.first - b.first), MOST_DAYS)} apart", 1.0
    elif a and b:
        yield f"time around: {_apart(a, b)}", 1.0
    else:
        yield f"time unknown: {_reports_apart(one, other)}", 1.0
    hours, others = one.ways.hours, other.ways.hours
    if hours and others:
        yield "hours: one part of the day" if hours & others else "hours: another part of the day", 1.0
    yield from _told_after(one, other)
    yield from _told_after(other, one)
    if one.document != other.document:
        yield from _published_apart(one, other)


def _own(account: Account) -> When | None:
    return account.when if account.when is not None and account.when.nearness != "around" else None


def _told_after(one: Account, other: Account) -> Iterator[Feature]:
    """Say how long after the other's day the report of the one came out: news is told within a day or two."""
    day = _own(other)
    if day is None or one.published is None:
        return
    if _own(one) is None and not one.is_recalled:
        gap = one.published[1] - day.last
        late = "before" if gap < 0 else next((name for bound, name in AFTER if gap <= bound), "later")
        yield f"undated, and told after the other's day: {late}", 1.0
    planned = "planned" in {one.status, other.status}
    if one.document != other.document and not planned and one.published[1] < day.first:
        yield "time: told before the other's day", 1.0


def _published_apart(one: Account, other: Account) -> Iterator[Feature]:
    if one.published is None or other.published is None:
        return
    gap = other.published[0] - one.published[0]
    yield f"published: {_days(abs(gap)) if gap else 'same day'}", 1.0
    for account, against, later in ((one, other, -gap), (other, one, gap)):
        if account.is_recalled and not against.is_recalled:
            order = "after" if later > 0 else "on the day of" if later == 0 else "before"
            yield f"recalled {order} the report of it", 1.0


def _apart(a: When, b: When) -> str:
    gap = max(a.first, b.first) - min(a.last, b.last)
    if gap <= 0:
        long = max(a.last - a.first, b.last - b.first)
        return "same day" if long <= 1 else "within some days" if long <= LONG_AFTER else "within a long time"
    return _days(gap)


def _days(gap: int) -> str:
    return next((name for bound, name in BOUNDS if gap <= bound), "long apart")


def _reports_apart(one: Account, other: Account) -> str:
    """Say how far two accounts lie apart where one has no day: by its report's, which comes some days after."""
    a, b = _likely(one), _likely(other)
    if a is None or b is None:
        return "no day of a report"
    gap = max(a[0], b[0]) - min(a[1], b[1])
    return "reports of one day" if gap <= 0 else "reports " + _days(gap)


def _likely(account: Account) -> tuple[int, int] | None:
    own = _own(account)
    return (own.first, own.last) if own else account.published
