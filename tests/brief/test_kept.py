"""Briefs in the record: kept once, nothing of what people did to one lost, found by day and id, as known on a day."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.brief.brief import Approval, brief_to_json
from detente.brief.composing.compose import brief_id
from detente.brief.composing.keeping import COMPOSER, keep_composed, since_when
from detente.brief.kept import KeptBrief, brief_entry, briefs_of, find_brief
from detente.brief.settings import Edition
from detente.core.errors import UsageError
from detente.store import Entry, Known, create_record, entry_revisions, keep_entries, open_record
from detente.store.record import Record

EDITION = Edition(id="daily", title="Morning brief", level="public")
DAY = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_record(tmp_path / "record.sqlite", now=NOON).close()
    return tmp_path / "record.sqlite"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with open_record(path) as opened:
        yield opened


def composed(record: Record, path: Path, *, at: dt.datetime = NOON, day: dt.date = DAY) -> tuple[KeptBrief, bool]:
    with open_record(path, read_only=True, level=EDITION.level) as seen:
        return keep_composed(record, seen, EDITION, day=day, until=at, now=at)


def approved(record: Record, kept: KeptBrief, *, at: dt.datetime) -> None:
    brief = dataclasses.replace(kept.brief, approval=Approval(by="Ann", at=at.isoformat()))
    entry = Entry(subject=brief.id, kind="brief", owner="daily", content=brief_to_json(brief), first=brief.day,
                  last=brief.day)  # fmt: skip
    keep_entries(record, [entry], author="Ann", reason="read", now=at)


def test_a_brief_is_kept_once_for_a_day_and_a_state(record: Record, path: Path) -> None:
    first, is_new = composed(record, path)
    again, is_new_again = composed(record, path, at=NOON + dt.timedelta(hours=1))
    assert (is_new, is_new_again) == (True, False)
    assert again.brief == first.brief
    assert len(entry_revisions(record, brief_id("daily", DAY))) == 1


def test_an_empty_record_gives_a_brief_that_says_why(record: Record, path: Path) -> None:
    kept, _ = composed(record, path)
    assert kept.brief.quiet is not None
    assert [one.text for one in kept.brief.quiet.sentences] == [
        "No report that came in since 1 March 2026, 12:00 UTC is released to those whom this brief is for."
    ]
    assert (kept.brief.level, kept.author, kept.brief.approval) == ("public", COMPOSER, None)


def test_what_people_did_to_a_brief_is_not_written_over(record: Record, path: Path) -> None:
    kept, _ = composed(record, path)
    edited = dataclasses.replace(kept.brief, struck=1)
    keep_entries(record, [brief_entry(edited)], author="Ann", reason="too long", now=NOON)
    with pytest.raises(UsageError, match=r"approved or changed by Ann .* nothing was composed anew"):
        composed(record, path)
    assert find_brief(record, "2026-03-02").brief.struck == 1


def test_the_next_one_begins_where_the_last_approved_one_ended(record: Record, path: Path) -> None:
    kept, _ = composed(record, path)
    later = NOON + dt.timedelta(days=3)
    assert since_when(briefs_of(record, "daily"), later) == later - dt.timedelta(days=1)
    approved(record, kept, at=NOON)
    assert since_when(briefs_of(record, "daily"), later) == NOON


def test_briefs_are_found_by_day_and_by_id(record: Record, path: Path) -> None:
    kept, _ = composed(record, path)
    assert find_brief(record, "2026-03-02").brief == kept.brief
    assert find_brief(record, kept.brief.id[:8]).brief == kept.brief
    for wrong in ("2026-03-03", "zz", "", "2026-03", "%"):
        with pytest.raises(UsageError, match="no brief answers to"):
            find_brief(record, wrong)


def test_a_beginning_of_two_ids_names_neither(record: Record, path: Path) -> None:
    kept, _ = composed(record, path)
    more = [dataclasses.replace(kept.brief, id=id_, day="2026-03-01") for id_ in ("ab", "abc", "abe")]
    keep_entries(record, map(brief_entry, more), author="Ann", reason="test", now=NOON)
    for given in ("a", "2026-03-01"):
        with pytest.raises(UsageError, match="3 briefs answer to"):
            find_brief(record, given)
    assert find_brief(record, "ab").brief.id == "ab"
    assert find_brief(record, "abe").brief.id == "abe"


def test_briefs_are_shown_as_known_on_a_day(record: Record, path: Path) -> None:
    kept, _ = composed(record, path)
    approved(record, kept, at=NOON + dt.timedelta(days=1))
    (before,) = briefs_of(record, known_on=Known(at=NOON))
    (now,) = briefs_of(record)
    assert (before.brief.approval, now.brief.approval is None) == (None, False)
    assert briefs_of(record, known_on=Known(at=NOON - dt.timedelta(days=1))) == ()


def test_a_brief_is_seen_at_a_level_only_where_it_is_released(record: Record, path: Path) -> None:
    composed(record, path)
    with open_record(path, read_only=True, level="public") as seen:
        assert briefs_of(seen) == ()


def test_a_watch_that_is_not_there_is_named(record: Record, path: Path) -> None:
    with open_record(path, read_only=True) as seen, pytest.raises(UsageError, match="no watch is called 'elsewhere'"):
        keep_composed(record, seen, EDITION, day=DAY, until=NOON, now=NOON, watch="elsewhere")
