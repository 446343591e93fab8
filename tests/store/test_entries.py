"""The registry's entries: kept revision by revision, told as of a time, noted in the chain."""

import datetime as dt
from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.store import Record
from detente.store.entries import (
    Entry,
    entries,
    entry_revisions,
    keep_entries,
    keep_new_entry,
    keep_revision,
    latest_entries,
)
from detente.store.known import Known
from detente.store.releases import releases
from detente.store.verify import verify
from detente.store.withdrawals import restate, withdraw
from store.made import NOON

LATER = NOON + dt.timedelta(hours=1)
BY: dict[str, Any] = {"author": "Ann", "reason": "from the morning's table"}


def figure(n: int = 1, count: int = 4, day: str = "2031-05-03") -> Entry:
    content = {"count": count, "words": str(count)}
    return Entry(subject=f"{n:032d}", kind="figure", owner="line", content=content, first=day, last=day)


def test_an_entry_is_kept_once_and_its_revisions_stand_beside_each_other(record: Record) -> None:
    assert keep_entries(record, [figure()], **BY, now=NOON) == (f"{1:032d}",)
    assert keep_entries(record, [figure()], **BY, now=LATER) == ()
    assert keep_entries(record, [figure(count=5)], author="Bo", reason="a correction", now=LATER) == (f"{1:032d}",)
    (now,) = entries(record, kind="figure", owner="line")
    assert (now.revision, now.content["count"], now.author) == (2, 5, "Bo")
    (before,) = entries(record, kind="figure", known_on=Known(at=NOON))
    assert (before.revision, before.content["count"]) == (1, 4)
    assert [view.revision for view in entry_revisions(record, now.subject)] == [1, 2]


def test_entries_are_narrowed_by_owner_kind_and_days(record: Record) -> None:
    keep_entries(record, [figure(1), figure(2, day="2031-05-09")], **BY, now=NOON)
    assert [v.first for v in entries(record, kind="figure", since="2031-05-04")] == ["2031-05-09"]
    assert [v.first for v in entries(record, kind="figure", until="2031-05-04")] == ["2031-05-03"]
    assert entries(record, kind="figure", owner="other") == ()
    assert entries(record, kind="effort") == ()


def test_an_entry_can_be_withdrawn_and_restated(record: Record) -> None:
    keep_entries(record, [figure()], **BY, now=NOON)
    withdraw(record, "entry", figure().subject, author="Ann", reason="of another line", now=LATER)
    assert entries(record, kind="figure") == ()
    assert len(entries(record, kind="figure", known_on=Known(at=NOON))) == 1
    restate(record, "entry", figure().subject, author="Ann", reason="of this line after all", now=LATER)
    assert len(entries(record, kind="figure")) == 1


def test_a_new_entry_is_kept_where_none_is_there_withdrawn_or_not(record: Record) -> None:
    keep_new_entry(record, figure(), **BY, now=NOON)
    with pytest.raises(UsageError, match=r"Ann has kept the figure 0000000000 already, .* read the record again"):
        keep_new_entry(record, figure(count=5), **BY, now=LATER)
    withdraw(record, "entry", figure().subject, author="Ann", reason="of another line", now=LATER)
    with pytest.raises(UsageError, match="already"):
        keep_new_entry(record, figure(count=5), **BY, now=LATER)
    assert len(entry_revisions(record, figure().subject)) == 1
    with pytest.raises(UsageError, match="a name and a reason"):
        keep_new_entry(record, figure(2), author="Ann", reason=" ", now=NOON)
    assert verify(record).complaints == ()


def test_nobody_writes_without_a_name_and_a_reason(record: Record) -> None:
    for by in ({"author": " ", "reason": "why"}, {"author": "Ann", "reason": ""}):
        with pytest.raises(UsageError, match="a name and a reason"):
            keep_entries(record, [figure()], **by, now=NOON)
    assert entries(record, kind="figure") == ()


def test_each_revision_is_noted_in_the_chain(record: Record) -> None:
    keep_entries(record, [figure()], **BY, now=NOON)
    keep_entries(record, [figure(count=5)], **BY, now=LATER)
    proof = verify(record)
    assert proof.complaints == ()
    assert proof.revisions == 2


def test_a_revision_follows_the_one_that_was_read_and_is_released_with_it(record: Record) -> None:
    keep_entries(record, [figure()], **BY, now=NOON)
    keep_revision(record, figure(count=5), after=1, **BY, now=LATER, released_to="public")
    assert [one.level for one in releases(record, subject=f"{1:032d}")] == ["public"]
    wrongs: tuple[dict[str, Any], ...] = (
        {"new": figure(count=6), "after": 1},
        {"new": figure(count=5), "after": 2},
        {"new": figure(2), "after": 1},
        {"new": figure(count=6), "after": 2, "reason": " "},
    )
    for wrong in wrongs:
        with pytest.raises(UsageError):
            keep_revision(record, **{**BY, "now": LATER, "released_to": "parties", **wrong})
    assert [one.content["count"] for one in entry_revisions(record, f"{1:032d}")] == [4, 5]
    assert len(releases(record)) == 1


def test_the_latest_entries_are_told_so_many_at_once(record: Record) -> None:
    keep_entries(record, [figure(n, day=f"2031-05-{n // 2 + 1:02d}") for n in range(1, 7)], **BY, now=NOON)
    keep_entries(record, [figure(6, count=9, day="2031-05-09")], **BY, now=LATER)
    withdraw(record, "entry", f"{5:032d}", author="Ann", reason="twice", now=LATER)
    first = latest_entries(record, "figure", limit=3)
    assert [int(one.subject) for one in first] == [6, 4, 2]
    before = (str(first[-1].first), first[-1].subject)
    assert [int(one.subject) for one in latest_entries(record, "figure", before=before)] == [3, 1]
    assert latest_entries(record, "figure", owner="other") == ()
    then = latest_entries(record, "figure", known_on=Known(at=NOON))
    assert [int(one.subject) for one in then] == [6, 4, 5, 2, 3, 1]
