"""What is brought forward by changes is what is worked out anew, at each level, whatever was done in between."""

import datetime as dt
import random
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from detente.core.ids import hash_parts
from detente.desk.records import Records, open_records
from detente.pipeline.ledger import gather_ledger
from detente.pipeline.news import gather_news
from detente.pipeline.registries import Desk
from detente.pipeline.relations import gather_pairs
from detente.pipeline.told import Reader, told_to
from detente.pipeline.watches import missing_of
from detente.registry.assertions.telling import Telling
from detente.store import (
    LEVELS,
    Entry,
    Known,
    Record,
    Wanted,
    add_review,
    added_days,
    changed_by_people,
    changes_between,
    compare_waiting,
    create_record,
    dealings_told,
    documents,
    events_told,
    gather_incidents,
    incident_page,
    keep,
    keep_documents,
    keep_entries,
    keep_releases,
    kept_entries,
    merge_incidents,
    observed_documents,
    one_state,
    open_record,
    open_session,
    readings_listed,
    readings_telling,
    restate,
    see_anew,
    subject_rows,
    tables,
    voices,
    withdraw,
)
from detente.store.seen_states import SeenStates
from store.made import LATER, NOON, WIRE, add, article, bring_in, kept, link, reading

DAYS = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
BY: dict[str, Any] = {"author": "Ada", "reason": "agreed"}
STEPS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that a report has; `voice` as of assertions."""

    name: str
    voice: str


def _names(telling: Telling) -> Iterator[Name]:
    for one in telling.reading["entities"]:
        if telling.document[0] in "02468ace":  # half of the reports tell this reader nothing
            yield Name(name=one["name"], voice=telling.voice or telling.document)


NAMES = Reader(name="names", kind=Name, read=_names)
NOBODYS = Desk(watches=(), assertions=())


def _told(record: Record, known_on: Known) -> object:
    return [(one.document, one.voice, one.found) for one in told_to(record, NOBODYS, NAMES, known_on=known_on)]


def _incidents(record: Record, known_on: Known) -> object:
    voice = voices(record, known_on=known_on)
    first = incident_page(record, Wanted(), after=None, limit=2, voice=voice)
    after = incident_page(record, Wanted(), after=first[-1].id, limit=9, voice=voice) if first else ()
    return [one.id for one in (*first, *after)]


def _narrowed(record: Record, known_on: Known) -> object:
    voice = voices(record, known_on=known_on)
    asked = (Wanted(type="ASSAULT"), Wanted(place="r"))
    return [[one.id for one in incident_page(record, each, after=None, limit=3, voice=voice)] for each in asked]


def _days_told(record: Record, known_on: Known) -> object:
    return set(readings_telling(record, *DAYS, near=DAYS, precisions=("day",), known_on=known_on))


ASKED: dict[str, Callable[[Record, Known], object]] = {
    "voices": lambda record, on: dict(voices(record, known_on=on)),
    "added": lambda record, on: added_days(record, known_on=on),
    "forms": lambda record, on: observed_documents(record, known_on=on),
    "listed": lambda record, on: readings_listed(record, known_on=on),
    "by people": lambda record, on: changed_by_people(record, known_on=on),
    "events": lambda record, on: events_told(record, known_on=on.at),
    "dealings": lambda record, on: dealings_told(record, known_on=on),
    "days": _days_told,
    "entries": lambda record, on: kept_entries(record, "note", known_on=on),
    "told": _told,
    "ledger": lambda record, on: gather_ledger(record, known_on=on),
    "pairs": lambda record, on: gather_pairs(record, known_on=on),
    "incidents": _incidents,
    "narrowed": _narrowed,
    "not watched": lambda record, on: missing_of(record, known_on=on),
    "news": lambda record, on: gather_news(record, since=None, known_on=on),
}


class Deeds:
    """What may be done to a record, by chance; each does something, or nothing where there is nothing to do it to."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path, self.chance, self.number = path, random.Random(seed), 0  # noqa: S311 - no secret

    def do(self) -> str:
        """Do one thing, and return what."""
        deed = self.chance.choice(
            (self.add, self.add, self.copy, self.read, self.review, self.withdraw, self.restate, self.merge,
             self.release, self.take_back, self.write, self.hide, self.link)
        )  # fmt: skip
        with open_record(self.path, now=NOON) as record:
            deed(record)
        return deed.__name__

    def add(self, record: Record) -> None:
        self.number += 1
        add(record, self.number)
        deque(compare_waiting(record), maxlen=0)

    def copy(self, record: Record) -> None:
        self.number += 1
        keep_documents(record, [article(f"{WIRE} Word {self.number}.", f"{self.number}.html")], now=NOON)
        if self.chance.random() < 0.7:  # else it waits to be compared
            deque(compare_waiting(record), maxlen=0)

    def read(self, record: Record) -> None:
        if self.number:
            one = kept(self.chance.randint(1, self.number))
            keep(record, one, reading(one.document, (("made", str(self.number)),)), now=NOON)

    def review(self, record: Record) -> None:
        rows = list(subject_rows(record))
        if rows:
            subject = self.chance.choice(rows).subject
            add_review(record, subject, coder="Ann", verdict=self.chance.choice(("accept", "reject")), now=NOON)

    def withdraw(self, record: Record) -> None:
        if one := self._one(record):
            withdraw(record, "document", one, **BY, now=NOON)

    def restate(self, record: Record) -> None:
        with record.reading() as connection:
            gone = connection.exec_driver_sql("SELECT subject FROM withdrawals WHERE kind = 'document'").all()
        if gone:
            restate(record, "document", self.chance.choice(gone)[0], **BY, now=LATER)

    def merge(self, record: Record) -> None:
        found = gather_incidents(record, Wanted())
        if len(found) > 1:
            one, other = self.chance.sample(found, 2)
            merge_incidents(record, [[a.key for a in one.accounts], [a.key for a in other.accounts]], **BY, at=NOON)

    def release(self, record: Record) -> None:
        if one := self._one(record):
            level = self.chance.choice(LEVELS[:2])
            keep_releases(record, "document", [one], level=level, **BY, now=NOON)

    def take_back(self, record: Record) -> None:
        if one := self._one(record):
            keep_releases(record, "document", [one], level="internal", **BY, now=NOON)

    def write(self, record: Record) -> None:
        self.number += 1
        note = Entry(
            subject=hash_parts("note", str(self.number % 3)), kind="note", owner="x", content={"n": self.number}
        )
        keep_entries(record, [note], **BY, now=NOON)

    def hide(self, record: Record) -> None:
        if list(subject_rows(record)):
            open_session(record, coders=("Ann", "Bob"), sample=1, seed=1, author="Cem", now=NOON)

    def link(self, record: Record) -> None:
        link(record, now=NOON)

    def _one(self, record: Record) -> str | None:
        there = documents(record)
        return self.chance.choice(there).id if there else None


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    create_record(tmp_path / "record.sqlite", now=NOON).close()
    opened = open_records(tmp_path / "record.sqlite", now=NOON, beside=tmp_path, clock=lambda: LATER)
    with open_record(tmp_path / "record.sqlite", now=NOON) as record:
        bring_in(record)
    yield opened
    opened.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_deeds_what_grew_is_what_is_worked_out_anew(records: Records, tmp_path: Path, seed: int) -> None:
    deeds = Deeds(tmp_path / "record.sqlite", seed)
    moments = (Known(), Known(at=NOON))
    done: list[str] = []
    for _ in range(STEPS):
        done.append(deeds.do())
        for level in LEVELS:
            record = records.seen_at(level)
            anew = replace(record, state=None, changes=None, beside=None)
            for known_on in moments:
                for name, ask in ASKED.items():
                    assert ask(record, known_on) == ask(anew, known_on), (name, level, known_on, done)


def test_what_no_change_concerns_stays_the_same_object(records: Records, tmp_path: Path) -> None:
    deeds = Deeds(tmp_path / "record.sqlite", 1)
    record = records.internal
    with open_record(deeds.path, now=NOON) as writing:
        for _ in range(4):
            deeds.add(writing)
    before = {
        name: ask(record, Known()) for name, ask in ASKED.items() if name in {"added", "listed", "ledger", "pairs"}
    }
    with open_record(deeds.path, now=NOON) as writing:
        deeds.write(writing)
    assert all(ASKED[name](record, Known()) is told for name, told in before.items())


def test_a_state_of_the_public_is_another_only_where_something_it_sees_is(records: Records, tmp_path: Path) -> None:
    deeds = Deeds(tmp_path / "record.sqlite", 1)
    with open_record(deeds.path, now=NOON) as record:
        deeds.add(record)
        deeds.add(record)
        link(record, now=NOON)
        shown, own = kept(1), kept(2)
        ids = {one.external_id: one.id for one in documents(record)}
        shown_id, own_id = ids[shown.document.id], ids[own.document.id]
        subjects = {row.subject.document: row.subject for row in subject_rows(record)}
        keep_releases(record, "document", [shown_id], level="public", **BY, now=NOON)
        link(record, now=NOON)

    def after(do: Callable[[Record], object]) -> bool:
        before = records.state_at("public")
        internal = records.state_at("internal")
        with open_record(deeds.path, now=NOON) as record:
            do(record)
        assert records.state_at("internal") != internal
        return records.state_at("public") != before

    records.state_at("public")
    note = Entry(subject=hash_parts("note", "1"), kind="note", owner="x", content={"n": 1})
    assert not after(deeds.add)
    assert not after(lambda record: keep(record, own, reading(own.document, (("made", "9"),)), now=NOON))
    assert not after(lambda record: add_review(record, subjects[own_id], coder="Ann", verdict="accept", now=NOON))
    assert not after(lambda record: keep_entries(record, [note], **BY, now=NOON))
    assert after(lambda record: keep(record, shown, reading(shown.document, (("made", "9"),)), now=NOON))
    assert after(lambda record: add_review(record, subjects[shown_id], coder="Ann", verdict="reject", now=NOON))
    assert after(lambda record: link(record, now=NOON))
    assert after(lambda record: withdraw(record, "document", shown_id, **BY, now=NOON))
    assert after(lambda record: restate(record, "document", shown_id, **BY, now=LATER))
    assert after(lambda record: keep_releases(record, "document", [own_id], level="public", **BY, now=NOON))
    assert after(lambda record: keep_releases(record, "entry", [note.subject], level="public", **BY, now=NOON))
    later = replace_content(note, 2)
    assert after(lambda record: keep_entries(record, [later], **BY, now=NOON))
    assert after(lambda record: keep_releases(record, "document", [shown_id], level="internal", **BY, now=NOON))


def replace_content(entry: Entry, n: int) -> Entry:
    """Return an entry that says something else."""
    return replace(entry, content={"n": n})


@pytest.mark.parametrize("seed", [3, 4])
def test_links_change_the_state_of_the_public_where_both_of_their_ends_are_seen(
    records: Records, tmp_path: Path, seed: int
) -> None:
    deeds = Deeds(tmp_path / "record.sqlite", seed)
    public = records.seen_at("public")
    told = set[bool]()
    for _ in range(8):
        with open_record(deeds.path, now=NOON) as record:
            deeds.chance.choice((deeds.add, deeds.copy))(record)
            deeds.release(record)
        before, was, rows = records.state_at("internal"), records.state_at("public"), _links_seen(public)
        with open_record(deeds.path, now=NOON) as record:
            link(record, now=NOON)
        changed = changes_between(records.internal, before, records.state_at("internal"))
        assert changed is not None
        assert changed.links is not None
        assert bool(changed.links) == ("links" in changed.kinds)
        told.add("links" in changed.kinds)
        if _links_seen(public) != rows:
            assert records.state_at("public") != was
        assert _incidents(public, Known()) == _incidents(replace(public, state=None, changes=None), Known())
    assert told == {True, False}


def test_links_between_what_nobody_sees_leave_the_state_of_the_public(records: Records, tmp_path: Path) -> None:
    deeds = Deeds(tmp_path / "record.sqlite", 1)
    with open_record(deeds.path, now=NOON) as record:
        shown = documents(record)[0].id  # it tells of nothing that others do
        for _ in range(3):
            deeds.add(record)
        link(record, now=NOON)
        keep_releases(record, "document", [shown], level="public", **BY, now=NOON)
    before, was = records.state_at("internal"), records.state_at("public")
    with open_record(deeds.path, now=NOON) as record:
        for _ in range(3):
            deeds.add(record)
        link(record, now=NOON)
    now = records.state_at("internal")
    changed = changes_between(records.internal, before, now)
    assert changed is not None
    assert changed.links
    assert records.state_at("public") == was
    with open_record(deeds.path, now=NOON) as record, record.writing() as connection:
        connection.exec_driver_sql("DELETE FROM links_moved")
    forgotten = changes_between(records.internal, before, now)
    assert forgotten is not None
    assert forgotten.links is None
    assert SeenStates(seen=deque([(_head(before), _head(was))])).of(
        replace(records.seen_at("public"), changes=lambda one, other: changes_between(records.internal, one, other)),
        _head(now),
    ) == _head(now)  # where it is not kept which, any may have changed


def _head(state: str) -> tuple[int, str]:
    number, last = state.split(" ")[:2]
    return int(number), last


def _links_seen(record: Record) -> list[Any]:
    with record.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.select(tables.links)).all()]


def test_within_one_state_its_name_is_asked_for_once_and_anew_after_writing(records: Records, tmp_path: Path) -> None:
    deeds = Deeds(tmp_path / "record.sqlite", 1)
    asked: list[str] = []

    def count(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    sa.event.listen(records.internal.engine, "before_cursor_execute", count)
    with one_state():
        names = {level: records.state_at(level) for level in LEVELS}
        before = len(asked)
        assert before > 0
        assert {level: records.state_at(level) for level in LEVELS} == names
        assert len(asked) == before
        with open_record(deeds.path, now=NOON) as record:
            deeds.add(record)
        assert records.state_at("internal") == names["internal"]
        see_anew()
        assert records.state_at("internal") != names["internal"]
    assert records.state_at("internal") != names["internal"]
    assert len(asked) > before
