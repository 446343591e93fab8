"""Each change of a record is one revision, noted with it or not at all; doing a thing twice notes nothing."""

import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from detente.core.errors import UsageError
from detente.documents.packet import Carried
from detente.gather.sources import make_source
from detente.store import (
    Record,
    decisions,
    documents,
    head,
    history,
    keep_documents,
    keep_reading,
    note_origin,
    open_record,
    put_source,
    remove_source,
    subjects_called,
    tables,
    undo_decision,
    verify,
    withdraw,
)
from detente.store.canonical import digest, line_of
from detente.store.migrations import MIGRATIONS, m0012_deeds
from detente.store.revisions import BEFORE, FIRST, MACHINE, Notes
from store.made import LATER, NOON, STAGES, add, bring_in, dump, judge, kept, link, reading
from store.test_migrations import make_earlier

LONGER = frozenset({"accounts", "withdrawals"})
"""Tables that later forms gave more columns: what stood before stands at the beginning of each row."""


def told(record: Record) -> list[tuple[str, int, str, str]]:
    """Return of every revision its kind, which it is of its record, its author and its reason."""
    columns = [tables.revisions.c[name] for name in ("kind", "revision", "author", "reason")]
    with record.reading() as connection:
        found = connection.execute(sa.select(*columns).order_by(tables.revisions.c.number))
        return [(row.kind, row.revision, row.author, row.reason) for row in found]


def test_each_write_notes_what_it_changed_and_why(record: Record) -> None:
    one, source = kept(1), make_source("https://wire.example/feed")
    (done,) = keep_documents(record, [one], now=NOON)
    keep_reading(record, done.document_id, reading(one.document), now=NOON)
    keep_reading(record, done.document_id, reading(one.document, (*STAGES[:1], ("events", "2"))), now=LATER)
    note_origin(record, documents(record)[0].bytes_hash, "other.jsonl", now=LATER, carried=Carried(url="https://a.b/1"))
    put_source(record, source, now=NOON)
    remove_source(record, source.id, now=LATER)
    withdraw(record, "document", done.document_id, author="Ada", reason="a draft", now=LATER)
    assert told(record) == [
        ("document", 1, MACHINE, "taken in"),
        ("reading", 1, MACHINE, "read"),
        ("reading", 1, MACHINE, "read"),
        ("document", 2, MACHINE, "came again; what it is said to be was settled anew; seen again at an address"),
        ("source", 1, MACHINE, "watched from now on, or with these settings"),
        ("source", 2, MACHINE, "no longer watched"),
        ("withdrawal", 1, "Ada", "a draft"),
    ]
    assert [r.kind for r in history(record, done.document_id)] == [
        "document", "reading", "reading", "document", "withdrawal",
    ]  # fmt: skip
    assert not verify(record).complaints


def test_the_same_again_notes_nothing(record: Record, path: Path) -> None:
    bring_in(record)
    add(record, 1)
    before = dump(path)["revisions"]
    add(record, 1, now=LATER)
    keep_documents(record, [kept(1), kept(1)], now=LATER)
    put_source(record, make_source("https://wire.example/feed"), now=LATER)
    assert dump(path)["revisions"] == before


def test_the_chain_is_one_over_all_records(record: Record) -> None:
    assert head(record) == (0, FIRST)
    bring_in(record)
    add(record, 1)
    with record.reading() as connection:
        rows = connection.execute(sa.select(tables.revisions).order_by(tables.revisions.c.number)).all()
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert [row.previous for row in rows] == [FIRST, *(row.hash for row in rows[:-1])]
    assert head(record) == (len(rows), rows[-1].hash)


def test_what_is_null_changes_no_hash() -> None:
    row = {"id": "a", "kind": "feed", "url": "https://a.example/", "added_at": NOON}
    assert line_of(tables.sources, row) == line_of(tables.sources, row | {"later": None})
    assert digest(["a", "b"]) == digest(["b", "a"]) != digest(["a", "b", "b"])


@pytest.mark.parametrize(("author", "reason"), [("", "a draft"), ("Ada", ""), (" ", "a draft"), ("Ada", " \n")])
def test_nobody_withdraws_without_a_name_and_a_reason(record: Record, author: str, reason: str) -> None:
    add(record, 1)
    with pytest.raises(UsageError, match="a name and a reason"):
        withdraw(record, "document", documents(record)[0].id, author=author, reason=reason, now=NOON)
    assert len(documents(record)) == 1


def test_ids_are_found_by_their_first_digits_and_by_nothing_else(record: Record) -> None:
    add(record, 1)
    one = documents(record)[0].id
    assert ("document", one) in subjects_called(record, one[:6])
    assert subjects_called(record, "%") == subjects_called(record, "_") == []


def test_a_record_from_before_gets_its_revisions_in_the_order_of_its_times(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with open_made(tmp_path / "now") as record:
        bring_in(record)
        add(record, 2, now=LATER)
        add(record, 1, now=NOON)
    earlier = next(m.version for m in MIGRATIONS if m.name == "revisions") - 1
    make_earlier(path, earlier, tmp_path / "now", whole=True)
    with open_record(path, now=LATER) as record:
        assert not verify(record).complaints
        kinds = Counter(kind for kind, revision, author, reason in told(record))
        assert {(revision, author, reason) for _, revision, author, reason in told(record)} == {(1, "machine", BEFORE)}
        assert kinds == {"document": 4, "reading": 2, "refusal": 1, "source": 1, "visit": 1}
        with record.reading() as connection:
            times = list(connection.scalars(sa.select(tables.revisions.c.at).order_by(tables.revisions.c.number)))
        assert all(a <= b for a, b in itertools.pairwise(times))
        add(record, 3)
        assert not verify(record).complaints


@pytest.fixture
def between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a record of a state that kept what people say, and noted nothing of it in the chain."""
    return make_between(tmp_path, monkeypatch)


def make_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a record as that state did, and return where it is."""
    write = Notes.write

    def write_some(self: Notes, connection: sa.Connection, **more: Any) -> None:
        kept = [kind for kind, _ in self._reasons if kind not in m0012_deeds.TIMES]
        if kept:
            write(self, connection, **more)

    with monkeypatch.context() as before, open_made(tmp_path / "now") as record:
        before.setattr(Notes, "write", write_some)
        before.setattr("detente.store.linking.note_links", lambda *_given, **_named: None)
        bring_in(record)
        for n in range(3):
            add(record, n)
        judge(record)
        assert sum("without a revision" in complaint for complaint in verify(record).complaints) > 5
    path = tmp_path / "record.sqlite"
    earlier = next(m.version for m in MIGRATIONS if m.name == "deeds") - 1
    make_earlier(path, earlier, tmp_path / "now", whole=True)
    return path


def test_what_people_did_before_that_was_noted_gets_its_first_revision(between: Path) -> None:
    before = dump(between)
    with open_record(between, now=LATER) as record:
        assert not verify(record).complaints
        rows = told(record)
        new = rows[len(before["revisions"]) :]
        assert {(revision, author, reason) for _, revision, author, reason in new} == {
            (1, "machine", m0012_deeds.REASON)
        }
        kinds = Counter(kind for kind, *_ in new)
        assert kinds.pop("incident") > 1
        assert kinds == {"account": 3, "grade": 1, "session": 1, "review": 5, "decision": 2, "drill": 1}
        after = dump(between)
        assert set(before["revisions"]) < set(after["revisions"])
        # links follow from the accounts, keys from the readings: a later form has those made anew, these completed
        others = set(before) - {"revisions", "migrations", "links", "event_keys", "claim_keys", *LONGER}
        for name in LONGER:
            pairs = zip(before[name], after[name], strict=True)
            assert [row[: len(old)] for old, row in pairs] == before[name]
        assert {name: before[name] for name in others} == {name: after[name] for name in others}


def test_noting_twice_what_people_did_notes_nothing_more(between: Path) -> None:
    with open_record(between, now=LATER) as record:
        before = told(record)
        with record.writing() as connection:
            m0012_deeds.apply(connection)
        assert told(record) == before


def test_after_what_people_did_was_noted_they_go_on(between: Path) -> None:
    with open_record(between, now=LATER) as record:
        (split,) = (one for one in decisions(record) if one.kind == "apart")
        undo_decision(record, split.id, author="Ada", reason="the same day", at=LATER)
        link(record, now=LATER)
        assert [one.revision for one in history(record, split.id)] == [1, 2]
        assert not verify(record).complaints


def test_what_was_noted_and_altered_is_not_noted_anew(tmp_path: Path) -> None:
    with open_made(tmp_path / "now") as record:
        for n in range(3):
            add(record, n)
        judge(record)
        with record.writing() as connection:
            connection.execute(sa.text("UPDATE reviews SET verdict = 'accept'"))
            m0012_deeds.apply(connection)
        assert any(complaint.startswith("review") for complaint in verify(record).complaints)


def open_made(path: Path) -> Record:
    from detente.store import create_record

    return create_record(path, now=NOON)
