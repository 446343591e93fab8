"""A process that is killed at any moment leaves a record that opens, and a run that can be repeated to the same end."""

import os
import select
import signal
from functools import partial
from pathlib import Path

import pytest

from detente.store import bytes_of, check_record, claims, documents, drops, events, open_record, reading_of
from store.dying import die_at, moments_of
from store.made import TEXT, add, dump, fill

pytestmark = pytest.mark.making

NUMBERS = range(2)
FAR = 10_000


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


def test_a_run_killed_at_any_statement_can_be_repeated(tmp_path: Path) -> None:
    whole = tmp_path / "whole.sqlite"
    moments = moments_of(whole, lambda: fill(whole, NUMBERS))
    rows = dump(whole, times=False)
    assert moments.all > 400
    held = set()
    for moment in moments.telling:
        path = tmp_path / f"{moment}.sqlite"
        assert die_at(moment, partial(fill, path, NUMBERS)) == -signal.SIGKILL
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
