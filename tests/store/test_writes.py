import dataclasses
import datetime as dt
import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql import insert

from detente.core.errors import DocumentError, RecordError, UsageError
from detente.core.ids import hash_bytes
from detente.core.spans import Span
from detente.documents.document import Document
from detente.documents.packet import Packet
from detente.reading.reading import Reading
from detente.reading.records import Claim, Drop, Entity, Mention, Quantity, Source
from detente.store import (
    KeptDocument,
    Record,
    RecordPlace,
    bytes_of,
    check_record,
    claims,
    create_record,
    documents,
    drops,
    has_document,
    has_reading,
    keep,
    note_origin,
    reading_of,
    readings,
    refusals,
    refuse,
    summary,
    tables,
)
from detente.store.writes import base_name
from store.made import LATER, NOON, STAGES, add, bring_in, dump, kept, reading

GONE = DocumentError("unreadable", "gone")


def test_keeping_says_what_was_new(record: Record) -> None:
    one = kept(1)
    first = keep(record, one, reading(one.document), now=NOON)
    again = keep(record, one, reading(one.document), now=LATER)
    assert (first.new_document, first.new_reading, first.new_origin) == (True, True, True)
    assert (again.new_document, again.new_reading, again.new_origin) == (False, False, False)
    assert first.document_id == again.document_id


def test_adding_the_same_again_changes_no_row(path: RecordPlace, record: Record) -> None:
    for n in range(4):
        add(record, n)
    before = dump(path)
    for n in range(4):
        add(record, n, now=LATER)
    assert dump(path) == before


def test_the_order_of_adding_changes_nothing_but_times(new_path: Callable[[str], RecordPlace]) -> None:
    dumps = []
    for i, numbers in enumerate(((0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3))):
        path = new_path(str(i))
        with create_record(path, now=NOON) as record:
            for minutes, n in enumerate(numbers):
                add(record, n, now=NOON + dt.timedelta(minutes=minutes))
        dumps.append(dump(path, times=False))
    assert all(d == dumps[0] for d in dumps)


LINKED = {
    "account_keys",
    "account_readings",
    "accounts",
    "decisions",
    "dismissals",
    "document_voices",
    "links",
    "links_moved",
    "memberships",
}
"""Tables that get their rows when what was read is linked."""
REVIEWED = {
    "adjudications",
    "drill_answers",
    "drill_items",
    "review_session_ends",
    "review_session_items",
    "review_sessions",
    "review_withdrawals",
    "reviews",
    "source_grades",
}
"""Tables that get their rows when people review."""


def test_every_table_gets_rows_from_a_full_reading(path: RecordPlace, record: Record) -> None:
    add(record, 1)
    bring_in(record)
    found = dump(path)
    assert set(found) == set(tables.metadata.tables)
    assert {name for name, rows in found.items() if not rows} == LINKED | REVIEWED | {"entries", "releases"}


def test_the_same_bytes_under_a_second_name_are_noted_without_a_second_document(record: Record) -> None:
    one = kept(1)
    keep(record, one, reading(one.document), now=NOON)
    other = keep(record, dataclasses.replace(one, name="copy.jsonl"), reading(one.document), now=LATER)
    assert (other.new_document, other.new_reading, other.new_origin) == (False, False, True)
    (found,) = documents(record)
    assert found.origins == ("reports.jsonl:1", "copy.jsonl")


def test_a_name_can_be_noted_without_reading_again(path: RecordPlace, record: Record) -> None:
    add(record, 1)
    bytes_hash = hash_bytes(kept(1).data)
    assert has_reading(record, bytes_hash, STAGES)
    assert note_origin(record, bytes_hash, "copy.jsonl", now=LATER)
    before = dump(path)
    assert not note_origin(record, bytes_hash, "copy.jsonl", now=LATER)
    assert dump(path) == before


def test_an_origin_needs_its_document(record: Record) -> None:
    with pytest.raises(RecordError, match="does not hold together"):
        note_origin(record, "0" * 64, "x", now=NOON)


@pytest.mark.parametrize(
    ("given", "noted"),
    [
        ("/home/somebody/reports/may.html", "may.html"),
        ("C:\\Users\\Somebody\\may.html", "may.html"),
        ("reports/may.jsonl:12", "may.jsonl:12"),
        ("folder/", "folder"),
        ("-", "-"),
        ("/", "/"),
    ],
)
def test_a_name_loses_the_way_to_it(given: str, noted: str) -> None:
    assert base_name(given) == noted


def test_no_way_to_a_file_gets_into_the_record(path: RecordPlace, record: Record) -> None:
    one = dataclasses.replace(kept(1), name="/srv/private/may.html")
    keep(record, one, reading(one.document), now=NOON)
    refuse(
        record,
        Packet(name="/srv/private/june.html", suffix=".jsonl", error=GONE),
        code="empty",
        message="nothing in it",
        now=NOON,
    )
    record.close()
    assert "private" not in str(dump(path))


def test_a_newer_stage_makes_a_second_reading_beside_the_first(record: Record) -> None:
    one = kept(1)
    newer = (STAGES[0], ("events", "2"))
    made = keep(record, one, reading(one.document), now=NOON)
    again = keep(record, one, dataclasses.replace(reading(one.document, newer), events=(), bindings=()), now=LATER)
    assert (again.new_document, again.new_reading) == (False, True)
    first, second = readings(record, made.document_id)
    assert (first.revision, second.revision, second.stages["events"]) == (1, 2, "2")
    assert len(reading_of(record, made.document_id, revision=1)["events"]) == 2
    assert reading_of(record, made.document_id)["events"] == []
    counted = summary(record)
    assert (counted.documents, counted.readings, counted.claims, counted.events) == (1, 2, 2, 0)
    assert documents(record)[0].events == 0
    check_record(record)


def test_an_older_reading_added_again_stays_old(path: RecordPlace, record: Record) -> None:
    one = kept(1)
    made = keep(record, one, reading(one.document), now=NOON)
    keep(record, one, reading(one.document, (STAGES[0], ("events", "2"))), now=LATER)
    before = dump(path)
    keep(record, one, reading(one.document), now=LATER)
    assert dump(path) == before
    assert reading_of(record, made.document_id)["stages"]["events"] == "2"


def test_the_current_reading_is_the_last_made_whatever_the_clock_says(record: Record) -> None:
    one = kept(1)
    made = keep(record, one, reading(one.document), now=LATER)
    keep(record, one, reading(one.document, (STAGES[0], ("events", "2"))), now=NOON)
    assert reading_of(record, made.document_id)["stages"]["events"] == "2"


def test_what_is_known_can_be_asked(record: Record) -> None:
    bytes_hash = hash_bytes(kept(1).data)
    assert not has_document(record, bytes_hash)
    add(record, 1)
    assert has_document(record, bytes_hash)
    assert has_reading(record, bytes_hash, STAGES)
    assert not has_reading(record, bytes_hash, (STAGES[0], ("events", "2")))


def test_the_bytes_come_back(record: Record) -> None:
    one = kept(1)
    made = keep(record, one, reading(one.document), now=NOON)
    assert bytes_of(record, made.document_id) == one.data


def test_a_time_without_an_offset_is_refused(record: Record) -> None:
    naive = dt.datetime(2026, 3, 1)  # noqa: DTZ001 - that is what is refused
    with pytest.raises(UsageError, match="offset"):
        add(record, 1, now=naive)
    assert summary(record).documents == 0


def test_times_come_back_in_utc(record: Record) -> None:
    add(record, 1, now=NOON.astimezone(dt.timezone(dt.timedelta(hours=4))))
    assert documents(record)[0].added_at == NOON
    assert documents(record)[0].added_at.utcoffset() == dt.timedelta(0)


def test_bytes_other_than_those_named_are_refused(record: Record) -> None:
    one = kept(1)
    wrong = dataclasses.replace(one, document=dataclasses.replace(one.document, bytes_hash="0" * 64))
    with pytest.raises(RecordError, match="names other bytes"):
        keep(record, wrong, reading(wrong.document), now=NOON)


def test_a_reading_that_does_not_hold_together_leaves_nothing(path: RecordPlace, record: Record) -> None:
    one = kept(1)
    before = dump(path)
    whole = reading(one.document)
    astray = dataclasses.replace(whole, events=(dataclasses.replace(whole.events[0], claim="C9"),))
    with pytest.raises(RecordError, match="does not hold together"):
        keep(record, one, astray, now=NOON)
    assert dump(path) == before


def test_a_refusal_is_noted_once(path: RecordPlace, record: Record) -> None:
    assert refuse(
        record, Packet(name="a/b.html", suffix=".jsonl", data=b""), code="empty", message="nothing in it", now=NOON
    )
    before = dump(path)
    assert not refuse(
        record, Packet(name="b.html", suffix=".jsonl", data=b""), code="empty", message="nothing in it", now=LATER
    )
    assert dump(path) == before
    (found,) = refusals(record)
    assert (found.name, found.code, found.refused_at) == ("b.html", "empty", NOON)
    assert summary(record).refusals == {"empty": 1}


def test_an_input_that_never_came_to_bytes_can_be_refused(record: Record) -> None:
    refuse(
        record,
        Packet(name="gone.html", suffix=".jsonl", error=GONE),
        code="unreadable",
        message="it vanished",
        now=NOON,
    )
    assert refusals(record)[0].bytes_hash is None


def test_a_refusal_is_over_when_the_bytes_are_read(record: Record) -> None:
    refuse(
        record,
        Packet(name="reports.jsonl:1", suffix=".jsonl", data=kept(1).data),
        code="failed",
        message="no",
        now=NOON,
    )
    refuse(
        record,
        Packet(name="reports.jsonl:2", suffix=".jsonl", data=kept(2).data),
        code="failed",
        message="no",
        now=NOON,
    )
    add(record, 1, now=LATER)
    assert summary(record).refusals == {"failed": 1}
    assert [r.name for r in refusals(record)] == ["reports.jsonl:2"]


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_one_upsert_serves_both_databases(name: str) -> None:
    dialect = registry.load(name)()
    compiled = str(insert(tables.origins).on_conflict_do_nothing().compile(dialect=dialect))
    assert compiled.endswith("ON CONFLICT DO NOTHING")


def test_a_number_too_large_for_any_column_does_not_stop_the_record(record: Record) -> None:
    one = kept(1)
    large = dataclasses.replace(
        reading(one.document), quantities=(Quantity(start=0, end=4, kind="other", value=10**400, low=-(10**400)),)
    )
    made = keep(record, one, large, now=NOON)
    assert reading_of(record, made.document_id)["quantities"][0]["value"] == 10**400


ODD = st.text(st.characters(codec=None), min_size=1, max_size=60)
"""Texts with NUL, lone surrogates and whatever else Unicode has."""


@st.composite
def odd_readings(draw: st.DrawFn) -> Reading:
    """Make readings whose texts, names and spans are anything that they may be."""
    text = draw(ODD)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    document = Document(id=draw(ODD), text=text, title=draw(st.none() | ODD), publisher=draw(st.none() | ODD))
    source = Source(start=start, end=end, entity=draw(st.sampled_from([None, "E1"])))
    reads = Reading(
        document=document,
        mentions=(Mention(start=start, end=end, kind="other", head=start),),
        entities=(Entity(id="E1", name=draw(ODD), kind="other", mentions=(0,), role=draw(st.none() | ODD)),),
        stages=(("sentences", draw(ODD)),),
    )
    claim = Claim(
        id="C1", source=source, cue=None, content=Span(start, end), mode="direct", confidence=draw(st.floats(0, 1))
    )
    return dataclasses.replace(
        reads, claims=(claim,), drops=(Drop(start=start, end=end, stage="claims", reason="made up"),)
    )


@given(made=odd_readings())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_reading_comes_back_as_it_was(record: Record, made: Reading) -> None:
    data = json.dumps(made.model_dump()).encode()
    one = KeptDocument(document=made.document, data=data, name="x")
    document = keep(record, one, made, now=NOON).document_id
    assert reading_of(record, document) == made.model_dump()
    assert bytes_of(record, document) == one.data
    (claim,) = claims(record, document=document)
    assert claim.content.exact == made.text[claim.content.start : claim.content.end]
    assert claim.source is not None
    assert claim.source.name == (made.entities[0].name if claim.source.entity_id else None)
    assert drops(record, document=document)[0].reason == "made up"


def test_a_text_that_begins_as_an_escaped_one_comes_back(record: Record) -> None:
    document = Document(id="\ufdd0x", text="\ufdd0[1]\ud800 and \x00 more")
    keep(record, KeptDocument(document=document, data=b"1", name="x"), Reading(document=document), now=NOON)
    assert [d.external_id for d in documents(record, external_id="\ufdd0x")] == ["\ufdd0x"]
