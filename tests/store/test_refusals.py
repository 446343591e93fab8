"""What is set aside keeps its bytes, can be tried again, and stays away where it is dropped."""

import datetime as dt

import pytest

from detente.core.errors import DocumentError, RecordError
from detente.documents.packet import Carried, Packet
from detente.store import (
    Record,
    RecordPlace,
    end_refusal,
    keep_documents,
    keep_reading,
    packet_of,
    refusals,
    refuse,
    refuse_reading,
    summary,
    waiting_documents,
    was_dropped,
)
from store.made import LATER, NOON, STAGES, dump, kept, reading

NEWER = (STAGES[0], ("events", "2"))
CARRIED = Carried(url="https://wire.example/1", title="One", fetched="2026-03-01T11:00:00+00:00")
HOUR = dt.timedelta(hours=1)
BROKEN = Packet(name="folder/a.html", suffix=".html", data=b"\x00<html>\xff", carried=CARRIED)


def set_aside(record: Record, packet: Packet = BROKEN, code: str = "crashed") -> str:
    refuse(record, packet, code=code, message="it crashed", now=NOON)
    return refusals(record)[-1].id


def keep_one(record: Record, n: int = 1) -> str:
    return keep_documents(record, [kept(n)], now=NOON)[0].document_id


def fail(
    record: Record, document: str, stages: tuple[tuple[str, str], ...] = STAGES, *, now: dt.datetime = LATER
) -> bool:
    return refuse_reading(record, document, stages, code="failed", message="no", now=now)


def waiting(record: Record, stages: tuple[tuple[str, str], ...] = STAGES) -> list[str]:
    return [document for document, _ in waiting_documents(record, stages)]


def test_a_packet_comes_back_as_it_was_set_aside(record: Record) -> None:
    packet = packet_of(record, set_aside(record))
    assert packet is not None
    assert (packet.name, packet.suffix, packet.data, packet.carried) == ("a.html", ".html", BROKEN.data, CARRIED)


def test_what_never_came_to_bytes_has_none(record: Record) -> None:
    gone = Packet(name="a.html", suffix=".html", error=DocumentError("unreadable", "gone"))
    refusal = set_aside(record, gone, "unreadable")
    assert packet_of(record, refusal) is None


def test_empty_bytes_are_bytes(record: Record) -> None:
    packet = packet_of(record, set_aside(record, Packet(name="a.txt", suffix=".txt"), "empty"))
    assert packet == Packet(name="a.txt", suffix=".txt")


def test_a_refusal_that_is_none_is_an_error(record: Record) -> None:
    with pytest.raises(RecordError, match="nothing is set aside under 'nowhere'"):
        packet_of(record, "nowhere")
    with pytest.raises(RecordError, match="does not hold together"):
        end_refusal(record, "nowhere", outcome="dropped", now=NOON)


def test_dropping_twice_is_dropping_once(path: RecordPlace, record: Record) -> None:
    refusal = set_aside(record)
    assert end_refusal(record, refusal, outcome="dropped", now=NOON)
    before = dump(path)
    assert not end_refusal(record, refusal, outcome="read", now=LATER)
    assert dump(path) == before
    assert refusals(record) == ()
    assert summary(record).refusals == {}


def test_what_is_dropped_stays_dropped_when_it_is_given_again(record: Record) -> None:
    refusal = set_aside(record)
    assert not was_dropped(record, BROKEN, code="crashed")
    end_refusal(record, refusal, outcome="dropped", now=NOON)
    assert not refuse(record, BROKEN, code="crashed", message="it crashed", now=LATER)
    assert refusals(record) == ()
    assert was_dropped(record, BROKEN, code="crashed")
    assert not was_dropped(record, BROKEN, code="empty")


def test_a_refusal_is_over_once_its_bytes_are_a_document(record: Record) -> None:
    set_aside(record, Packet(name="reports.jsonl:1", suffix=".jsonl", data=kept(1).data))
    keep_one(record)
    assert refusals(record) == ()


def test_a_document_that_stages_failed_of_is_told_once_and_not_tried_again(path: RecordPlace, record: Record) -> None:
    document = keep_one(record)
    assert waiting(record) == [document]
    assert fail(record, document)
    assert waiting(record) == []
    before = dump(path)
    assert not fail(record, document)
    assert dump(path) == before
    (found,) = refusals(record)
    assert (found.name, found.document_id, found.code) == ("d1", document, "failed")


def test_what_is_tried_again_and_fails_again_is_told_again_and_again(record: Record) -> None:
    document = keep_one(record)
    for times in range(3):
        assert fail(record, document, now=LATER + times * HOUR)
        assert waiting(record) == []
        (found,) = refusals(record)
        end_refusal(record, found.id, outcome="read", now=LATER)
        assert refusals(record) == ()
        assert waiting(record) == [document]


def test_a_document_whose_failure_is_dropped_is_not_read_again(record: Record) -> None:
    document = keep_one(record)
    fail(record, document)
    end_refusal(record, refusals(record)[0].id, outcome="dropped", now=LATER)
    assert refusals(record) == ()
    assert waiting(record) == []
    assert waiting(record, NEWER) == [document]


def test_a_failure_is_over_once_any_stages_read_the_document_after_it(record: Record) -> None:
    document = keep_one(record)
    fail(record, document)
    assert waiting(record, NEWER) == [document]
    keep_reading(record, document, reading(kept(1).document, NEWER), now=LATER)
    assert refusals(record) == ()


def test_a_failure_of_newer_stages_is_told_though_older_ones_read_the_document(record: Record) -> None:
    document = keep_one(record)
    keep_reading(record, document, reading(kept(1).document), now=NOON)
    fail(record, document, NEWER)
    assert [r.document_id for r in refusals(record)] == [document]
    assert summary(record).refusals == {"failed": 1}


def test_one_document_that_two_versions_of_stages_fail_of_is_told_once(record: Record) -> None:
    document = keep_one(record)
    fail(record, document)
    fail(record, document, NEWER)
    assert len(refusals(record)) == 1
