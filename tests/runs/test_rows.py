"""Rows say what the reading says, each value beside the words that stand there in the text."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes, stages_id
from detente.documents.document import Document
from detente.documents.packet import Carried, Packet
from detente.pipeline.opening import Opened
from detente.pipeline.outcomes import Outcome, read_opened
from detente.reading.reading import Reading
from detente.reading.records import Interval, Published
from detente.runs.row_events import event_rows
from detente.runs.row_parts import Told
from detente.runs.rows import Origin, Rows, month_of, rows_of
from detente.runs.schemas import COLUMNS, schema_of
from runs.tabled import made, opened_as

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
PLACE = Origin(name="reports.jsonl", source=2, file=1, ordinal=17)
TABLES = ("documents", "claims", "events", "mentions")


@pytest.fixture(scope="module")
def real() -> list[tuple[Reading, Rows]]:
    """Return readings of the examples with their rows, and one made by hand that has every kind of record."""
    opened = [opened_as(path.name, path.read_bytes()) for path in EXAMPLES]
    outcomes = [*read_opened(opened), made(3)]
    return [(one.reading, rows_of(one, PLACE)) for one in outcomes if one.reading is not None]


def test_every_word_stands_where_its_row_says(real: list[tuple[Reading, Rows]]) -> None:
    found = 0
    for reading, rows in real:
        for table in TABLES:
            for row in getattr(rows, table):
                for start, end, words in _spans(row):
                    assert words == reading.text[start:end] != ""
                    found += 1
    assert found > 600


def test_rows_have_the_columns_of_their_table_and_no_others(real: list[tuple[Reading, Rows]]) -> None:
    for table in TABLES:
        rows = [row for _, one in real for row in getattr(one, table)]
        failed = rows_of(Outcome(opened=Opened(packet=Packet(name="x", suffix=".txt")), error=_error()), PLACE)
        named = {name for row in (*rows, *getattr(failed, table)) for name in row}
        assert named == set(COLUMNS[table])
        back = pa.Table.from_pylist(rows, schema=schema_of(table)).to_pylist()
        assert back == [{name: _plain(row.get(name), of) for name, of in COLUMNS[table].items()} for row in rows]


def test_events_are_those_of_the_reading(real: list[tuple[Reading, Rows]]) -> None:
    plain = ("type", "mode", "cameo", "quad", "score", "status", "status_rule", "claim", "confidence")
    dated = placed = counted = 0
    for reading, rows in real:
        assert [row["event"] for row in rows.events] == [event.id for event in reading.events]
        for event, row in zip(reading.events, rows.events, strict=True):
            assert [row.get(name) for name in plain] == [getattr(event, name) for name in plain]
            assert tuple(row["contexts"]) == event.contexts
            assert (row["trigger_start"], row["evidence_end"]) == (event.trigger.start, event.evidence.end)
            for side in ("actors", "recipients"):
                parties = getattr(event, side)
                assert [(p["entity"], p["start"]) for p in row[side]] == [(p.entity, p.start) for p in parties]
                assert [p["name"] for p in row[side]] == [reading.entity(p.entity).name for p in parties]
                assert [p["country"] for p in row[side]] == [reading.entity(p.entity).country for p in parties]
            place = None if event.place is None else reading.places[event.place]
            assert (row.get("place_name"), row.get("place_lat")) == (place and place.name, place and place.lat)
            assert (row.get("place_start"), row.get("place_precision")) == (
                place and place.start,
                place and place.precision,
            )
            assert (row.get("date_from"), row.get("date_rule")) == (
                (event.date.first, event.date.rule) if event.date else (None, None)
            )
            own = [reading.quantities[b.quantity] for b in reading.bindings if b.event == event.id]
            assert [(q["kind"], q["value"], q["start"]) for q in row["quantities"]] == [
                (q.kind, q.value, q.start) for q in own
            ]
            claim = reading.claim(event.claim) if event.claim else None
            assert row.get("claim_mode") == (claim and claim.mode)
            assert (row.get("claim_source") is None) == (claim is None or claim.source is None)
            assert len(row.get("claim_via", ())) == (len(claim.via) if claim else 0)
            dated, placed, counted = dated + bool(event.date), placed + bool(place), counted + len(own)
    assert min(dated, placed, counted) > 0


def test_the_days_of_an_event_have_their_words(real: list[tuple[Reading, Rows]]) -> None:
    dated = [row for _, rows in real[:-1] for row in rows.events if row.get("date_rule")]
    assert len(dated) >= 5
    assert all(row["date_words"] for row in dated)


def test_days_that_are_bounded_by_words_have_these_words(real: list[tuple[Reading, Rows]]) -> None:
    reading = real[-1][0]
    days = Interval(first=None, last="2021-05-03", precision="range", rule="before then: stated")
    whole = replace(reading.sentences[0], start=0, end=len(reading.text))
    event = replace(reading.events[0], date=days)
    (row,) = event_rows(Told(replace(reading, events=(event,), sentences=(whole,))))
    assert (row["date_from"], row["date_to"], row["date_words"]) == (None, "2021-05-03", "4 May 2021")
    other = replace(event, date=replace(days, last="2021-05-02"))
    (row,) = event_rows(Told(replace(reading, events=(other,), sentences=(whole,))))
    assert (row["date_to"], row["date_words"]) == ("2021-05-02", None)


def test_claims_and_mentions_are_those_of_the_reading(real: list[tuple[Reading, Rows]]) -> None:
    for reading, rows in real:
        for claim, row in zip(reading.claims, rows.claims, strict=True):
            assert [row[n] for n in ("claim", "mode", "mood", "trend", "confidence")] == [
                claim.id, claim.mode, claim.mood, claim.trend, claim.confidence,
            ]  # fmt: skip
            assert (row["source"] and row["source"]["entity"]) == (claim.source and claim.source.entity)
            assert [v["start"] for v in row["via"]] == [v.start for v in claim.via]
            assert row["cue_start"] == (claim.cue.start if claim.cue else None)
            assert (row["content_start"], row["content_end"]) == (claim.content.start, claim.content.end)
            assert [(p["start"], p["end"]) for p in row["parts"]] == [(p.start, p.end) for p in claim.parts]
        dumped = reading.model_dump()["mentions"]
        for number, (mention, row) in enumerate(zip(dumped, rows.mentions, strict=True)):
            assert row["mention"] == number
            assert (row["words"], row["mention_kind"], row["form"]) == (
                mention["text"],
                mention["kind"],
                mention["form"],
            )
            assert (row["entity"], row["link"]) == (mention["entity"], mention["link"])
            entity = reading.entity_of_mention(number)
            assert [row[n] for n in ("name", "kind", "country", "role", "sectors", "members", "inferred")] == (
                [entity.name, entity.kind, entity.country, entity.role, entity.sectors, entity.members, entity.inferred]
                if entity
                else [None] * 7
            )


def test_a_document_is_what_came_in() -> None:
    outcome = made(3)
    assert outcome.reading is not None
    (row,) = rows_of(outcome, PLACE).documents
    data = outcome.opened.packet.data
    assert (row["input"], row["file"], row["ordinal"], row["file_name"]) == (2, 1, 17, "reports.jsonl")
    assert (row["document"], row["name"], row["suffix"]) == ("d3", "reports.jsonl:4", ".jsonl")
    assert (row["bytes"], row["sha256"]) == (data, hash_bytes(data))
    assert row["stages"] == stages_id(outcome.reading.stages)
    assert [row[n] for n in ("sentences", "claims", "events", "mentions")] == [1, 2, 2, 5]
    assert row["text_words"] == 32
    assert row.get("error_code") is None
    assert [d["words"] for d in row["drops"]] == ["denied it"]


def test_what_could_not_be_read_has_its_reason_and_no_counts() -> None:
    rows = rows_of(made(49), PLACE)
    (row,) = rows.documents
    assert (rows.month, rows.claims, rows.events, rows.mentions) == ("unknown", (), (), ())
    assert (row["error_code"], row["error_message"]) == ("took_too_long", "reading it took too long (49)")
    assert (row["text"], row.get("events"), row.get("reading")) == (made(49).opened.document.text, None, None)  # type: ignore[union-attr]


def test_what_never_came_to_bytes_has_none() -> None:
    packet = Packet(name="wide.csv", suffix=".csv", error=_error(), table="ab" * 32, carried=Carried(title="T"))
    (row,) = rows_of(Outcome(opened=Opened(packet=packet, error=_error()), error=_error()), PLACE).documents
    assert (row["bytes"], row["sha256"], row["text"], row["text_words"]) == (None, None, None, None)
    assert (row["document"], row["table"], row["carried"]["title"]) == ("wide.csv", "ab" * 32, "T")


@pytest.mark.parametrize(
    ("first", "last", "month"),
    [
        ("2019-04-07", "2019-04-07", "2019-04"),
        ("2019-04-01", "2019-04-30", "2019-04"),
        ("2019-04-30", "2019-05-01", "unknown"),
        ("2019-04-07", None, "unknown"),
        (None, "2019-04-07", "unknown"),
        ("0001-01-01", "0001-01-31", "0001-01"),
    ],
)
def test_a_month_is_one_that_is_sure(first: str | None, last: str | None, month: str) -> None:
    assert month_of(Published(first=first, last=last, rule="r")) == month


def test_no_day_is_no_month() -> None:
    assert month_of(None) == "unknown"


@pytest.mark.parametrize(
    "name", ["\ud800half", "../../etc/passwd", "nul\x00nul", "month=2019-04/part-00000.parquet", "x" * 200_000, ""]
)
def test_hostile_names_and_messages_are_kept_as_values(name: str) -> None:
    error = DocumentError("failed", f"it failed of {name}")
    error.document_id = name or None
    carried = Carried(url=name, title=name)
    packet = Packet(name=name or "file", suffix=".txt", data=name.encode("utf-8", "surrogatepass"), carried=carried)
    document = Document(id=name, text="Shells \udfff fell\x00.", title=name)
    rows = rows_of(Outcome(opened=Opened(packet=packet, document=document), error=error), PLACE)
    (row,) = pa.Table.from_pylist(list(rows.documents), schema=schema_of("documents")).to_pylist()
    clean = name.replace("\ud800", "\ufffd")
    assert (row["title"], row["error_message"]) == (clean, f"it failed of {clean}")
    assert (row["document"], row["bytes"]) == (clean or "file", name.encode("utf-8", "surrogatepass"))
    assert row["text"] == "Shells \ufffd fell\x00."
    assert len(row["text"]) == len(document.text)
    assert rows.month == "unknown"


def test_a_number_that_no_table_holds_is_null(real: list[tuple[Reading, Rows]]) -> None:
    reading = real[-1][0]
    long = replace(reading.quantities[0], value=10**400, low=7)
    (row, _) = event_rows(Told(replace(reading, quantities=(long,))))
    (quantity,) = row["quantities"]
    assert (quantity["value"], quantity["low"], quantity["words"]) == (None, 7.0, "Three soldiers")


def _error() -> DocumentError:
    return DocumentError("unreadable", "a line of a gigabyte")


def _spans(row: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Yield every start, end and words of a row, at any depth."""
    for name, value in row.items():
        if name.endswith("start") and value is not None:
            front = name.removesuffix("start")
            yield value, row[f"{front}end"], row[f"{front}words"]
        elif isinstance(value, dict):
            yield from _spans(value)
        elif isinstance(value, list):
            for one in value:
                yield from _spans(one) if isinstance(one, dict) else ()


def _plain(value: Any, kind: Any) -> Any:
    """Return a value as it comes back from a table: whole structs, and lists for tuples."""
    if value is None or isinstance(kind, str):
        return value
    if isinstance(kind, tuple):
        return [_plain(one, kind[0]) for one in value]
    return {name: _plain(value.get(name), of) for name, of in kind.items()}
