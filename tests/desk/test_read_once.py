"""Reports that one thread reads for all rooms are not read by another one too, that asks for one of these rooms."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desk.test_growing import NOBODYS, Name
from detente.desk.records import Records, open_records
from detente.pipeline import told_pieces
from detente.pipeline.being_read import note_read, note_read_all, read_so_far, reading_for, waited_for
from detente.pipeline.told import Reader, told_to
from detente.pipeline.told_pieces import Question, question_of, read_ahead
from detente.registry.assertions.telling import Telling
from detente.store import NOW, create_record, open_record
from store.made import NOON, add

LONGEST = 20.0
"""Seconds after which a thread that should have gone on counts as stuck."""


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        for n in range(1, 5):
            add(record, n)
    opened = open_records(tmp_path / "record.sqlite", now=NOON, beside=tmp_path)
    yield opened
    opened.close()


class Slow:
    """A reader that waits before the first report it reads, and counts how often it read each."""

    def __init__(self) -> None:
        self.began, self.may = threading.Event(), threading.Event()
        self.read: Counter[str] = Counter()

    def reader(self, name: str) -> Reader[Name]:
        """Return it as a room has it."""
        return Reader(name=name, kind=Name, read=self._of)

    def _of(self, telling: Telling) -> Iterator[Name]:
        self.began.set()
        assert self.may.wait(LONGEST)
        self.read[telling.document] += 1
        yield Name(name=telling.document, voice=telling.voice or telling.document)


def question(records: Records, reader: Reader[Name]) -> Question[Name]:
    return question_of(records.internal, NOBODYS, reader)


def test_who_asks_for_a_room_that_is_read_for_waits_and_finds_it_done(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    reader = slow.reader("names")
    waits = threading.Event()

    def waited(room: tuple[Path, str, str]) -> bool:
        waits.set()
        return waited_for(room)

    monkeypatch.setattr(told_pieces, "waited_for", waited)
    with ThreadPoolExecutor(2) as threads:
        ahead = threads.submit(lambda: list(read_ahead(records.internal, [question(records, reader)], known_on=NOW)))
        assert slow.began.wait(LONGEST)
        page = threads.submit(lambda: told_to(records.internal, NOBODYS, reader))
        assert waits.wait(LONGEST)
        assert not page.done()
        slow.may.set()
        assert len(page.result(LONGEST)) == 4
        assert ahead.result(LONGEST)[-1] == (4, 4)
    assert set(slow.read.values()) == {1}
    assert read_so_far() is None


def test_who_asks_for_another_room_does_not_wait(records: Records) -> None:
    slow, other = Slow(), Slow()
    other.may.set()
    with ThreadPoolExecutor(1) as threads:
        ahead = threads.submit(
            lambda: list(read_ahead(records.internal, [question(records, slow.reader("names"))], known_on=NOW))
        )
        assert slow.began.wait(LONGEST)
        assert len(told_to(records.internal, NOBODYS, other.reader("others"))) == 4
        assert not ahead.done()
        slow.may.set()
        ahead.result(LONGEST)


def test_where_reading_for_all_fails_who_waited_reads_by_itself(records: Records, tmp_path: Path) -> None:
    own = Slow()
    own.may.set()
    asked = question(records, own.reader("names"))
    room = (tmp_path / "told.sqlite", asked.name, asked.stamp)
    begun, fail = threading.Event(), threading.Event()

    def failing() -> None:
        with reading_for({room}):
            begun.set()
            assert fail.wait(LONGEST)
            message = "no more"
            raise OSError(message)

    with ThreadPoolExecutor(2) as threads:
        ahead = threads.submit(failing)
        assert begun.wait(LONGEST)
        page = threads.submit(lambda: told_to(records.internal, NOBODYS, asked.reader))
        fail.set()
        assert len(page.result(LONGEST)) == 4
        assert isinstance(ahead.exception(LONGEST), OSError)
    assert not waited_for(room)


def test_how_far_it_is_is_told_by_who_reads_and_not_by_who_waits(tmp_path: Path) -> None:
    room, waits = (tmp_path, "names", "stamp"), threading.Event()

    def wait() -> bool:
        note_read(3, 100)
        waits.set()
        return waited_for(room)

    with ThreadPoolExecutor(1) as threads:
        with reading_for({room}):
            note_read(1, 4)
            page = threads.submit(wait)
            assert waits.wait(LONGEST)
            until = time.monotonic() + LONGEST
            while read_so_far() != (1, 4) and time.monotonic() < until:
                time.sleep(0.001)
            told = read_so_far()
        assert page.result(LONGEST)
    note_read_all()
    assert told == (1, 4)
    assert read_so_far() is None


def test_what_came_in_since_is_read_after_waiting(records: Records, tmp_path: Path) -> None:
    slow = Slow()
    slow.may.set()
    list(read_ahead(records.internal, [question(records, slow.reader("names"))], known_on=NOW))
    with open_record(tmp_path / "record.sqlite", now=NOON) as record:
        add(record, 9)
    assert len(told_to(records.internal, NOBODYS, slow.reader("names"))) == 5
    assert set(slow.read.values()) == {1}
