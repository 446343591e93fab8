"""Documents wait in the order they came, as they were taken in, until the stages have read them."""

import dataclasses
import datetime as dt
from typing import Any

from detente.documents.document import Repair
from detente.store import (
    KeptDocument,
    Record,
    RecordPlace,
    keep_documents,
    keep_reading,
    open_record,
    refuse_reading,
    waiting_documents,
)
from store.made import NOON, STAGES, WIRE, article, fill, kept, reading

NEWER = (STAGES[0], ("events", "2"))
MANY = 150


def names(record: Record, stages: tuple[tuple[str, str], ...] = STAGES) -> list[str]:
    return [document.id for _, document in waiting_documents(record, stages)]


def keep_all(record: Record, *kept_ones: KeptDocument, minutes: int = 0) -> list[str]:
    now = NOON + dt.timedelta(minutes=minutes)
    return [done.document_id for done in keep_documents(record, kept_ones, now=now)]


def test_they_come_in_the_order_in_which_they_were_added_however_many(record: Record) -> None:
    for n in range(MANY):
        keep_all(record, kept(n), minutes=n)
    assert names(record) == [f"d{n}" for n in range(MANY)]


def test_of_those_added_at_once_each_comes_once(record: Record) -> None:
    keep_all(record, *(kept(n) for n in range(MANY)))
    assert sorted(names(record)) == sorted(f"d{n}" for n in range(MANY))
    assert names(record) == names(record)


def test_a_document_comes_as_it_was_taken_in(record: Record) -> None:
    mended = Repair(start=0, end=6, was="Shellz", rule="made up")
    said: dict[str, Any] = {
        "url": "https://wire.example/1",
        "title": "One",
        "published": "2026-02-01",
        "publisher": "Wire",
    }
    more: dict[str, Any] = {"modified": "2026-02-02", "cut_away": (("menu", 12), ("footer", 3)), "repairs": (mended,)}
    one = article(WIRE, language="en", **said, **more)
    keep_all(record, one)
    ((_, document),) = waiting_documents(record, STAGES)
    expected = dataclasses.replace(one.document, id=document.bytes_hash[:16], bytes_hash=document.bytes_hash)
    assert document == expected


def test_what_may_be_written_while_they_are_gone_through(record: Record) -> None:
    keep_all(record, *(kept(n) for n in range(MANY)))
    read = []
    for document_id, document in waiting_documents(record, STAGES):
        keep_reading(record, document_id, reading(document), now=NOON)
        read.append(document.id)
    assert len(read) == MANY
    assert names(record) == []


def test_what_is_not_for_reading_does_not_wait(record: Record) -> None:
    keep_all(record, dataclasses.replace(kept(1), unread="in another language than English: fr"), kept(2))
    assert names(record) == ["d2"]


def test_a_failure_is_passed_over_by_the_stages_that_failed_alone(record: Record) -> None:
    first, _ = keep_all(record, kept(1), kept(2))
    refuse_reading(record, first, STAGES, code="failed", message="no", now=NOON)
    assert names(record) == ["d2"]
    assert sorted(names(record, NEWER)) == ["d1", "d2"]


def test_newer_stages_read_all_anew(path: RecordPlace) -> None:
    fill(path, range(3))
    with open_record(path) as record:
        assert names(record) == []
        assert sorted(names(record, NEWER)) == ["d0", "d1", "d2"]
