"""A process that is killed at any moment leaves a record that opens, and a run that can be repeated to the same end."""

import os
import select
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from detente.store import bytes_of, check_record, claims, documents, drops, events, open_record, reading_of
from store.made import TEXT, add, dump, fill

NUMBERS = range(2)
FAR = 10_000
MARGIN = 20


def _in_child(work: Callable[[], None]) -> int:
    """Do something in a child process and return what became of it: its exit status, or minus the signal."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _DieAt:
    """Kills its own process at the n-th moment: before each statement (BEGIN too), and before each commit.

    Before a statement is after the one before it, so that between any two something dies.
    """

    def __init__(self, moment: int) -> None:
        self.left = moment
        self.seen = 0
        event.listen(Engine, "before_cursor_execute", self)
        event.listen(Engine, "commit", self)

    def __call__(self, *_: object) -> None:
        self.seen += 1
        self.left -= 1
        if self.left < 0:
            _die()


def _moments(path: Path, numbers: range) -> int:
    """Count the moments at which a whole run can be killed that keeps these documents."""
    out, into = os.pipe()

    def work() -> None:
        counter = _DieAt(FAR)
        fill(path, numbers)
        os.write(into, str(counter.seen).encode())

    assert _in_child(work) == 0
    os.close(into)
    with os.fdopen(out) as stream:
        return int(stream.read())


def _is_whole(path: Path) -> int:
    """Hold that the record opens, with every document whole in it; return how many there are."""
    with open_record(path) as record:
        check_record(record)
        found = documents(record)
        assert [(one.readings, one.claims, one.events, len(one.origins)) for one in found] == [(1, 2, 2, 1)] * len(
            found
        )
        for one in found:
            text = TEXT.format(n=one.external_id[1:])
            assert reading_of(record, one.id)["text"] == text
            assert text.encode() in bytes_of(record, one.id)
        ids = [one.id for one in found for _ in range(2)]
        assert [(c.document_id, bool(c.content.exact)) for c in claims(record)] == [(i, True) for i in ids]
        assert [e.trigger.exact for e in events(record)] == ["opened fire", "denied"] * len(found)
        assert [d.document_id for d in drops(record)] == sorted({*ids})
    return len(found)


def _holds(path: Path) -> bool:
    """Say whether making the record came to an end before the process did."""
    return path.exists() and path.stat().st_size > 0 and not Path(f"{path}-journal").exists()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, list[tuple[object, ...]]]]:
    """Return at how many moments a run can be killed, and the rows in which a run ends that is not."""
    path = tmp_path_factory.mktemp("undisturbed") / "record.sqlite"
    moments = _moments(path, NUMBERS)
    return moments, dump(path, times=False)


def test_a_run_killed_at_any_statement_can_be_repeated(
    tmp_path: Path, undisturbed: tuple[int, dict[str, list[tuple[object, ...]]]]
) -> None:
    moments, rows = undisturbed
    making = _moments(tmp_path / "empty.sqlite", range(0))
    # the tables are made in one transaction, hundreds of statements alike: every seventh of them stands for the rest
    tried = [*range(0, making - MARGIN, 7), *range(making - MARGIN, moments)]
    assert len(tried) > 60
    held = set()
    for moment in tried:
        path = tmp_path / f"{moment}.sqlite"

        def work(path: Path = path, moment: int = moment) -> None:
            _DieAt(moment)
            fill(path, NUMBERS)

        assert _in_child(work) == -signal.SIGKILL
        held.add(_is_whole(path) if _holds(path) else None)
        assert not _strange(path, rows)
        fill(path, NUMBERS)
        assert dump(path, times=False) == rows
    assert held == {None, *range(len(NUMBERS))}


def _strange(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> list[tuple[object, ...]]:
    """Return the rows that an undisturbed run does not make."""
    found = dump(path, times=False) if _holds(path) else {}
    grow = {"tallies", "monthly_tallies"}  # counts of what is there so far
    return [row for name in found.keys() - grow for row in found[name] if row not in rows[name]]


PAUSES = [(document, part * 0.0013) for document in range(6) for part in range(5)]
"""After which document to kill, and how many seconds later: within the next one, wherever that takes it."""


@pytest.mark.parametrize(("document", "pause"), PAUSES)
def test_a_run_killed_from_outside_can_be_repeated(tmp_path: Path, document: int, pause: float) -> None:
    path = tmp_path / "record.sqlite"
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            fill(path, range(0))
            with open_record(path) as record:
                for n in range(FAR):
                    add(record, n)
                    os.write(into, b".")
        finally:
            os._exit(1)
    os.close(into)
    for _ in range(document):
        assert os.read(out, 1) == b"."
    select.select([], [], [], pause)
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    os.close(out)
    if _holds(path):
        assert _is_whole(path) >= document, "what was said to be kept is kept"
    fill(path, range(document + 2))
    _is_whole(path)
