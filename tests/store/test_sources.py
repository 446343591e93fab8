"""What is watched lies in the record with its revisions, and each visit with when the next is due."""

import dataclasses
import datetime as dt

import pytest
import sqlalchemy as sa

from detente.core.errors import RecordError
from detente.gather.sources import Source, make_source
from detente.gather.state import SourceState
from detente.gather.visit import Visit
from detente.store import (
    Record,
    RecordPlace,
    due_sources,
    is_settled,
    keep_visit,
    last_visits,
    open_record,
    put_source,
    put_sources,
    remove_source,
    sources,
    tables,
)
from store.made import LATER, NOON, dump

FEED = make_source("https://wire.example/feed", title="Wire", tags=("north", "canal"), publisher="Wire", every=600)
PAGE = make_source("https://ministry.example/news", kind="page")
STATE = SourceState(
    etag='"7"',
    first_visit=NOON,
    last_success=NOON,
    period=600.0,
    entries=(("a", "b"), ("c", "d")),
    days=(("2026-03-01", 3),),
)
HOUR = dt.timedelta(hours=1)


def visit(source: Source = FEED, *, due: dt.datetime | None = LATER, **changed: object) -> Visit:
    told = {
        "outcome": "fetched",
        "words": "2 entries",
        "state": STATE,
        "new": 2,
        "settled": ("https://wire.example/1",),
    }
    return Visit(source=source.id, next_due=due, **{**told, **changed})  # type: ignore[arg-type]


def due(record: Record, now: dt.datetime) -> list[str]:
    return [one.source.id for one in due_sources(record, now)]


def test_sources_come_back_as_they_were_put_in_order(record: Record) -> None:
    assert put_source(record, FEED, now=NOON)
    assert put_source(record, PAGE, now=LATER)
    assert sources(record) == (FEED, PAGE)


def test_the_same_source_again_is_no_news(path: RecordPlace, record: Record) -> None:
    put_source(record, FEED, now=NOON)
    before = dump(path)
    assert not put_source(record, FEED, now=LATER)
    assert dump(path) == before


def test_other_settings_are_a_revision_and_the_place_in_the_list_stays(path: RecordPlace, record: Record) -> None:
    put_source(record, FEED, now=NOON)
    put_source(record, PAGE, now=NOON + HOUR)
    changed = dataclasses.replace(FEED, every=1_200, tags=())
    assert put_source(record, changed, now=LATER)
    assert sources(record) == (changed, PAGE)
    assert len(dump(path)["source_revisions"]) == 3


def test_a_removed_source_can_come_back_with_what_is_known_of_it(record: Record) -> None:
    put_source(record, FEED, now=NOON)
    keep_visit(record, visit(), now=NOON)
    assert remove_source(record, FEED.id, now=NOON)
    assert not remove_source(record, FEED.id, now=LATER)
    assert sources(record) == ()
    assert due(record, LATER + HOUR) == []
    assert put_source(record, FEED, now=LATER)
    assert sources(record) == (FEED,)
    (again,) = due_sources(record, LATER)
    assert again.state == STATE


def test_a_source_that_is_on_no_list_cannot_be_removed(record: Record) -> None:
    with pytest.raises(RecordError):
        remove_source(record, "nowhere", now=NOON)


def test_a_new_source_is_due_and_a_visited_one_when_its_time_has_come(record: Record) -> None:
    put_source(record, FEED, now=NOON)
    put_source(record, PAGE, now=NOON)
    assert sorted(due(record, NOON)) == sorted([FEED.id, PAGE.id])
    keep_visit(record, visit(), now=NOON)
    assert due(record, LATER - HOUR / 60) == [PAGE.id]
    assert sorted(due(record, LATER)) == sorted([FEED.id, PAGE.id])
    (one,) = [d for d in due_sources(record, LATER) if d.source == FEED]
    assert (one.due, one.state) == (LATER, STATE)


def test_what_is_gone_for_good_or_switched_off_is_never_due(record: Record) -> None:
    put_source(record, FEED, now=NOON)
    put_source(record, dataclasses.replace(PAGE, enabled=False), now=NOON)
    keep_visit(record, visit(outcome="gone", due=None), now=NOON)
    assert due(record, LATER + 1_000 * HOUR) == []
    assert len(sources(record)) == 2


def test_the_last_visit_is_the_one_that_counts(path: RecordPlace, record: Record) -> None:
    put_source(record, FEED, now=NOON)
    failed = dataclasses.replace(STATE, failures=1, last_error="it broke", last_error_at=LATER)
    keep_visit(record, visit(outcome="failed", words="it broke", state=failed, due=LATER + HOUR), now=LATER)
    keep_visit(record, visit(), now=NOON)
    last = last_visits(record)[FEED.id]
    assert (last.outcome, last.words, last.state, last.visited_at) == ("failed", "it broke", failed, LATER)
    assert due(record, LATER) == []
    before = dump(path)
    keep_visit(record, visit(), now=NOON)
    assert dump(path) == before


def test_what_is_settled_is_known_after_opening_again(path: RecordPlace, record: Record) -> None:
    put_source(record, FEED, now=NOON)
    keep_visit(record, visit(), now=NOON)
    with open_record(path) as again:
        assert is_settled(again, "https://wire.example/1")
        assert not is_settled(again, "https://wire.example/2")


def test_a_visit_to_a_source_that_is_none_is_kept_not_even_in_part(path: RecordPlace, record: Record) -> None:
    before = dump(path)
    with pytest.raises(RecordError):
        keep_visit(record, visit(), now=NOON)
    assert dump(path) == before


def test_odd_words_of_a_source_come_back(record: Record) -> None:
    odd = make_source("https://münchen.example/a?b=\u2028c", title="\ud800 nul\x00 \u202e", tags=("тег", "a/b,c"))
    put_source(record, odd, now=NOON)
    assert sources(record) == (odd,)
    keep_visit(record, visit(odd, words="lone \ud800 and \x00"), now=NOON)
    assert last_visits(record)[odd.id].words == "lone \ud800 and \x00"


def test_what_is_kept_of_a_source_is_kept_once_however_often_it_is_visited(record: Record) -> None:
    put_source(record, FEED, now=NOON)
    for n in range(20):
        keep_visit(record, visit(), now=NOON + n * HOUR)
    with record.reading() as connection:
        assert len(connection.scalars(sa.select(tables.source_states.c.state)).all()) == 1
        assert connection.scalars(sa.select(tables.visits.c.state)).all() == [{}] * 20
    assert last_visits(record)[FEED.id].state == STATE


def test_what_a_visit_of_an_earlier_version_kept_is_taken_up(record: Record) -> None:
    put_source(record, FEED, now=NOON)
    keep_visit(record, visit(), now=NOON)
    with record.writing() as connection:
        connection.exec_driver_sql("UPDATE visits SET state = (SELECT state FROM source_states)")
        connection.exec_driver_sql("DELETE FROM source_states")
    assert last_visits(record)[FEED.id].state == STATE
    assert [one.state for one in due_sources(record, LATER)] == [STATE]


def test_a_list_that_comes_at_once_keeps_its_order(record: Record) -> None:
    given = [make_source(f"https://h{n * 7 % 10}.example/feed") for n in range(10)]
    put_sources(record, given, now=NOON)
    assert list(sources(record)) == given
