"""Whatever comes in, in any order and any number of times, ends in the same record; what fails is set aside."""

import dataclasses
import io
import itertools
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.packet import Carried, Packet
from detente.pipeline import intake
from detente.pipeline.guard import Limits
from detente.pipeline.intake import read_waiting, retry, take_in
from detente.pipeline.opening import Opener
from detente.pipeline.pool import READING
from detente.store import (
    Record,
    addresses,
    carriers,
    check_record,
    compare_waiting,
    create_record,
    documents,
    open_record,
    refusals,
    summary,
)
from pipeline.given import FILES, FOREIGN, NOON, PAGE, REPORT, Ticking, packets, take_all
from store.made import dump

HANGING = Limits(seconds=0.02)
"""Less than any page takes in a process that has yet to import what reads it."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with create_record(path, now=NOON) as made:
        yield made


@pytest.fixture(scope="module")
def opener() -> Iterator[Opener]:
    with Opener() as made:
        yield made


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, opener: Opener) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows in which taking in all files at once ends."""
    path = tmp_path_factory.mktemp("whole") / "record.sqlite"
    with create_record(path, now=NOON) as record:
        take_all(record, packets(*FILES), opener)
    return dump(path, times=False)


def told(record: Record) -> list[tuple[str, str]]:
    return sorted((r.name, r.code) for r in refusals(record))


def test_each_format_is_taken_in_and_each_failure_is_set_aside(record: Record, opener: Opener) -> None:
    taken = take_all(record, packets(*FILES), opener)
    assert [one.packet.name for one in taken] == [p.name for p in packets(*FILES)]
    assert {d.format for d in documents(record)} == {"text", "html", "jsonl", "table", "mail", "feed"}
    assert told(record) == [("c.jsonl:4", "not_json"), ("g.txt", "not_utf8"), ("h.html", "no_main_text")]
    check_record(record)


def test_the_same_again_changes_nothing(
    path: Path, record: Record, opener: Opener, whole: dict[str, list[tuple[object, ...]]]
) -> None:
    take_all(record, packets(*FILES), opener)
    again = take_all(record, packets(*FILES, *FILES), opener)
    assert not any(one.new for one in again)
    assert dump(path, times=False) == whole


@given(
    order=st.permutations(list(FILES)),
    cuts=st.sets(st.integers(1, len(FILES) - 1), max_size=3),
    twice=st.sampled_from(list(FILES)),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_in_any_pieces_ends_in_the_same_record(
    order: list[str],
    cuts: set[int],
    twice: str,
    tmp_path_factory: pytest.TempPathFactory,
    opener: Opener,
    whole: dict[str, list[tuple[object, ...]]],
) -> None:
    path = tmp_path_factory.mktemp("any") / "record.sqlite"
    ends = [0, *sorted(cuts), len(order)]
    with create_record(path, now=NOON) as record:
        for start, end in itertools.pairwise(ends):
            take_all(record, packets(*order[start:end], twice), opener)
    assert dump(path, times=False) == whole


def test_what_is_known_is_told_in_the_order_it_came(record: Record, opener: Opener) -> None:
    take_all(record, packets("c.jsonl", "d.csv"), opener)
    again = take_all(record, packets("c.jsonl", "d.csv"), opener)
    names = [one.packet.name for one in again if one.error is None]
    assert names == ["c.jsonl:1", "c.jsonl:2", "c.jsonl:3", "d.csv:2", "d.csv:3"]


def test_the_same_bytes_under_two_names_are_one_document_of_two_origins(record: Record, opener: Opener) -> None:
    page = PAGE.format(title="Market hit", text=REPORT).encode()
    given = [Packet(name=name, suffix=".html", data=page) for name in ("one.html", "two.html")]
    assert [one.new for one in take_all(record, given, opener)] == [True, False]
    (found,) = documents(record)
    assert found.origins == ("one.html", "two.html")


def test_the_same_bytes_from_two_addresses_stand_at_both(record: Record, opener: Opener) -> None:
    page = PAGE.format(title="Market hit", text=REPORT).encode()
    given = [
        Packet(
            name=f"https://{host}.example/1",
            suffix=".html",
            data=page,
            carried=Carried(url=f"https://{host}.example/1", fetched=f"2026-03-01T1{n}:00:00+00:00"),
        )
        for n, host in enumerate(("wire", "daily"))
    ]
    take_all(record, given[:1], opener)
    take_all(record, given[1:], opener)
    (found,) = documents(record)
    assert [view.address for view in addresses(record, least=1)] == [
        "https://daily.example/1",
        "https://wire.example/1",
    ]
    assert sorted(found.origins) == ["https://daily.example/1", "https://wire.example/1"]


def test_what_carried_the_same_bytes_first_makes_no_difference(tmp_path: Path, opener: Opener) -> None:
    given = [
        Packet(name="x.txt", suffix=".txt", data=REPORT.encode(), carried=Carried(url=f"https://{host}.example/1"))
        for host in ("wire", "daily")
    ]
    ends: list[object] = []
    for order in (given, given[::-1]):
        with create_record(tmp_path / f"{len(ends)}.sqlite", now=NOON) as record:
            take_all(record, order, opener)
            ends.append(dump(tmp_path / f"{len(ends)}.sqlite", times=False))
    assert ends[0] == ends[1]


CARRIERS = (
    Carried(),
    Carried(
        url="https://wire.example/1", published="2026-03-02", publisher="Wire", fetched="2026-03-02T12:00:00+00:00"
    ),
    Carried(url="https://daily.example/1", published="2026-03-01", title="Early", fetched="2026-03-03T12:00:00+00:00"),
    Carried(publisher="House", language="en"),
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(CARRIERS)), 3)))
def test_carriers_in_any_order_and_batches_end_in_the_same_record(
    order: tuple[int, ...], tmp_path: Path, opener: Opener
) -> None:
    ends = []
    for number, chosen in enumerate((order, sorted(order))):
        path = tmp_path / f"{number}.sqlite"
        said = [Packet(name="x.txt", suffix=".txt", data=REPORT.encode(), carried=CARRIERS[n]) for n in chosen]
        with create_record(path, now=NOON) as record:
            for packets_at_once in ([[one] for one in said], [said])[number]:
                take_all(record, packets_at_once, opener)
            check_record(record)
            assert len(carriers(record)) == len(said)
        ends.append(dump(path, times=False))
    assert ends[0] == ends[1]


def test_a_date_that_comes_later_has_the_document_read_again(record: Record, opener: Opener) -> None:
    bare, dated = (Packet(name="x.txt", suffix=".txt", data=REPORT.encode(), carried=c) for c in CARRIERS[:2])
    take_all(record, [bare], opener)
    assert len(list(read_waiting(record, workers=1, clock=Ticking()))) == 1
    take_all(record, [dated], opener)
    assert len(list(read_waiting(record, workers=1, clock=Ticking()))) == 1
    take_all(record, [dated, bare], opener)
    assert list(read_waiting(record, workers=1, clock=Ticking())) == []
    (found,) = documents(record)
    assert (found.readings, found.published) == (2, "2026-03-02")


def test_what_another_run_read_meanwhile_is_not_told_as_read_by_this_one(record: Record, opener: Opener) -> None:
    given = [Packet(name=f"{n}.txt", suffix=".txt", data=f"{REPORT} It was {n} pm.".encode()) for n in range(3)]
    take_all(record, given, opener)
    slow = read_waiting(record, workers=1, clock=Ticking())
    told = [next(slow)]
    assert [one.is_new for one in read_waiting(record, workers=1, clock=Ticking())] == [True, True]
    told += slow
    assert [(one.error, one.is_new) for one in told] == [(None, True), (None, False), (None, False)]
    assert [one.readings for one in documents(record)] == [1, 1, 1]


def test_a_foreign_text_is_kept_unread(record: Record, opener: Opener) -> None:
    (taken,) = take_all(record, [Packet(name="f.txt", suffix=".txt", data=FOREIGN.encode())], opener)
    assert taken.new
    assert taken.unread == "in another language than English: fr"
    assert list(read_waiting(record, workers=1, clock=Ticking())) == []
    (found,) = documents(record)
    assert (found.identified, found.readings) == ("fr", 0)


def test_a_text_in_a_romanised_language_is_kept_unread(record: Record, opener: Opener) -> None:
    data = b"Ministerstvo oborony zayavilo vo vtornik chto troye soldat byli ubity pri obstrele sela."
    (taken,) = take_all(record, [Packet(name="r.txt", suffix=".txt", data=data)], opener)
    assert taken.unread == "in a language that is not known, and not in English"
    assert list(read_waiting(record, workers=1, clock=Ticking())) == []
    (found,) = documents(record)
    assert (found.identified, found.readings) == ("und", 0)


def test_what_waits_is_read_once(path: Path, record: Record, opener: Opener) -> None:
    take_all(record, packets("a.txt", "c.jsonl"), opener)
    assert [one.error for one in read_waiting(record, workers=1, clock=Ticking())] == [None] * 3
    before = dump(path)
    assert list(read_waiting(record, workers=1, clock=Ticking())) == []
    assert dump(path) == before
    assert summary(record).readings == 3


@pytest.mark.parametrize(("most", "size"), [(1, 10**9), (3, 10**9), (64, 1), (64, 300)])
def test_batches_of_any_size_end_in_the_same_record(
    most: int,
    size: int,
    path: Path,
    record: Record,
    opener: Opener,
    whole: dict[str, list[tuple[object, ...]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intake, "AT_ONCE", most)
    monkeypatch.setattr(intake, "MOST_AT_ONCE", size)
    take_all(record, packets(*FILES), opener)
    assert dump(path, times=False) == whole


def test_a_page_that_hangs_costs_itself_alone_and_can_be_tried_again(record: Record, opener: Opener) -> None:
    with Opener(limits=HANGING) as hasty:
        taken = take_all(record, packets("a.txt", "b.html", "c.jsonl"), hasty)
    assert [one.error.code for one in taken if one.error] == ["took_too_long", "not_json"]
    assert len(documents(record)) == 4
    (refused,) = [r for r in refusals(record) if r.code == "took_too_long"]
    with Opener(limits=HANGING) as hasty:
        error = retry(record, refused, hasty, clock=Ticking())
    assert error is not None
    assert error.code == "took_too_long"
    assert refused.id in {r.id for r in refusals(record)}
    assert retry(record, refused, opener, clock=Ticking()) is None
    assert told(record) == [("c.jsonl:4", "not_json")]
    assert len(documents(record)) == 5


def test_trying_again_ends_where_taking_in_without_trouble_ends(
    path: Path, tmp_path: Path, record: Record, opener: Opener
) -> None:
    with Opener(limits=HANGING) as hasty:
        take_all(record, packets("b.html"), hasty)
    retry(record, refusals(record)[0], opener, clock=Ticking())
    list(compare_waiting(record))
    with create_record(tmp_path / "other.sqlite", now=NOON) as other:
        take_all(other, packets("b.html"), opener)
    ours, theirs = dump(path, times=False), dump(tmp_path / "other.sqlite", times=False)
    assert {name for name in ours if ours[name] != theirs[name]} == {"refusals", "refusal_ends"}


def test_what_never_came_to_bytes_can_only_be_given_anew(record: Record, opener: Opener) -> None:
    gone = Packet(name="x.warc", suffix=".warc", error=DocumentError("unreadable", "vanished"))
    take_all(record, [gone], opener)
    error = retry(record, refusals(record)[0], opener, clock=Ticking())
    assert error is not None
    assert "give the file again" in error.message


def long_file(count: int) -> Iterator[Packet]:
    for n in range(count):
        line = f'{{"id": "d{n}", "text": "Report {n}. {REPORT} Patrol {n * 7919} saw smoke over Hillford."}}'
        yield Packet(name=f"long.jsonl:{n}", suffix=".jsonl", data=line.encode())


@pytest.mark.slow
@pytest.mark.usefixtures("tidied")
def test_memory_does_not_grow_with_the_number_of_documents(record: Record, opener: Opener) -> None:
    peaks = []
    taken = take_in(record, long_file(10_000), opener, clock=Ticking())
    list(itertools.islice(taken, 500))
    tracemalloc.start()
    try:
        for n in (1_500, 8_000):
            tracemalloc.reset_peak()
            assert sum(one.new for one in itertools.islice(taken, n)) == n
            peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    few, many = peaks
    assert many < 8_000_000
    assert many < few * 1.3 + 200_000
    assert summary(record).documents >= 9_900


def test_a_taken_packet_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        intake.Taken(packet=Packet(name="x", suffix=".txt")).new = True  # type: ignore[misc]


@pytest.mark.usefixtures("in_processes")
def test_a_text_that_takes_too_long_is_set_aside_and_not_tried_again(record: Record, opener: Opener) -> None:
    take_all(record, packets("a.txt"), opener)
    hasty = dataclasses.replace(READING, seconds=0.0)
    told = [one.error.code for one in read_waiting(record, workers=1, clock=Ticking(), limits=hasty) if one.error]
    assert told == ["took_too_long"]
    (refused,) = refusals(record)
    assert (refused.code, refused.document_id is not None) == ("took_too_long", True)
    assert list(read_waiting(record, workers=1, clock=Ticking(), limits=hasty)) == []
    assert retry(record, refused, opener, clock=Ticking()) is None
    assert [one.error for one in read_waiting(record, workers=1, clock=Ticking())] == [None]
    assert refusals(record) == ()


TABLE = "when,what was said\n2022-11-09,The governor said that the school would open on Monday.\n"
MAPPED = {"text": "what was said"}


def _give_table(path: Path, opener: Opener, name: str, text: str, mapping: dict[str, str] | None) -> list[str]:
    """Give a table to a record, and return what is set aside then."""
    (path.parent / name).write_text(text, encoding="utf-8")
    with open_record(path) as record:
        rows = opener.packets_of(path.parent / name, standard_input=io.BytesIO(), mapping=mapping)
        list(take_in(record, rows, opener, clock=Ticking()))
        return [r.name for r in refusals(record)]


def test_a_table_is_set_aside_no_more_when_its_columns_were_named(path: Path, opener: Opener) -> None:
    create_record(path, now=NOON).close()
    assert _give_table(path, opener, "a.csv", TABLE, None) == ["a.csv"]
    assert _give_table(path, opener, "a.csv", TABLE + "2022-11-10,More.\n", MAPPED) == ["a.csv"]  # other bytes
    assert _give_table(path, opener, "b.csv", TABLE, MAPPED) == []
    assert _give_table(path, opener, "a.csv", TABLE, MAPPED) == []
