"""Intake that is killed at any moment can be repeated to the same end: keeping, comparing, reading."""

import dataclasses
import os
import select
import shutil
import signal
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from detente.core.errors import DocumentError
from detente.documents.document import Document
from detente.documents.packet import Packet
from detente.pipeline import intake
from detente.pipeline.guard import Limits
from detente.pipeline.opening import Opened, Opener
from detente.pipeline.outcomes import Outcome
from detente.reading.reading import Reading
from detente.reading.records import Sentence
from detente.store import check_record, create_record, open_record, refusals
from pipeline.given import NOON, Ticking, packets, take_all
from store.dying import Moments, die_at, moments_of
from store.made import STAGES, dump

FILES = ("a.txt", "c.jsonl", "d.csv", "g.txt")
Rows = dict[str, list[tuple[object, ...]]]


def made_readings(documents: Iterable[Document], *, workers: int, limits: Limits) -> Iterator[Outcome]:
    """Read as quickly as can be, and fail of one document; what reading does is not what is tested here."""
    del workers, limits
    for document in documents:
        opened = Opened(packet=Packet(name=document.id, suffix=""), document=document)
        if document.id == "r2":
            yield Outcome(opened=opened, error=DocumentError("failed", "made up"))
            continue
        sentence = Sentence(start=0, end=len(document.text))
        yield Outcome(opened=opened, reading=Reading(document=document, sentences=(sentence,), stages=STAGES))


def read_quickly(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(intake, "readings_of", made_readings)
    patch.setattr(intake, "default_reader", lambda: SimpleNamespace(versions=STAGES))


@pytest.fixture(autouse=True)
def quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    read_quickly(monkeypatch)


def run(path: Path) -> None:
    """Take the files in, compare them and read them."""
    with open_record(path) as record, Opener() as opener:
        take_all(record, packets(*FILES), opener)
        for _ in intake.read_waiting(record, workers=1, clock=Ticking()):
            pass


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "record.sqlite"
    create_record(path, now=NOON).close()
    return path


@pytest.fixture(scope="module")
def undisturbed(empty: Path) -> tuple[Moments, Rows]:
    """Return the moments at which a run can be killed, and the rows in which one ends that is not."""
    path = empty.with_name("undisturbed.sqlite")
    shutil.copy(empty, path)
    with pytest.MonkeyPatch.context() as patch:
        read_quickly(patch)
        return moments_of(path, lambda: run(path)), dump(path, times=False)


def test_intake_killed_at_any_statement_can_be_repeated(
    tmp_path: Path, empty: Path, undisturbed: tuple[Moments, Rows]
) -> None:
    moments, rows = undisturbed
    assert moments.all > 100
    assert len(rows["readings"]) == 4
    assert len(rows["refusals"]) == 3
    stages = set()
    for moment in moments.telling:
        path = tmp_path / f"{moment}.sqlite"
        shutil.copy(empty, path)
        assert die_at(moment, partial(run, path)) == -signal.SIGKILL
        with open_record(path) as record:
            check_record(record)
        found = dump(path, times=False)
        assert not [row for name in found for row in found[name] if row not in rows[name]]
        stages.add(tuple(bool(found[name]) for name in ("documents", "texts", "readings")))
        run(path)
        assert dump(path, times=False) == rows
        path.unlink()
    assert stages == {(False, False, False), (True, False, False), (True, True, False), (True, True, True)}


@pytest.mark.parametrize("pause", [part * 0.004 for part in range(12)])
def test_intake_killed_from_outside_can_be_repeated(
    pause: float, tmp_path: Path, empty: Path, undisturbed: tuple[Moments, Rows]
) -> None:
    path = tmp_path / "record.sqlite"
    shutil.copy(empty, path)
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(into, b".")
            run(path)
        finally:
            os._exit(0)
    assert os.read(out, 1) == b"."
    os.close(out)
    os.close(into)
    select.select([], [], [], pause)
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) in {-signal.SIGKILL, 0}
    run(path)
    assert dump(path, times=False) == undisturbed[1]


def test_trying_again_that_is_killed_can_be_repeated(
    tmp_path: Path, empty: Path, undisturbed: tuple[Moments, Rows]
) -> None:
    """Hold that a refusal which was ended before it was read again leaves its document waiting, and not lost."""
    del undisturbed
    path = tmp_path / "record.sqlite"
    shutil.copy(empty, path)
    run(path)
    with open_record(path) as record, Opener() as opener:
        (refused,) = [r for r in refusals(record) if r.document_id is not None]
        assert intake.retry(record, refused, opener, clock=Ticking()) is None
    run(path)
    with open_record(path) as record:
        (again,) = [r for r in refusals(record) if r.document_id is not None]
    assert again.id != refused.id
    assert dataclasses.replace(again, id="", refused_at=NOON) == dataclasses.replace(refused, id="", refused_at=NOON)
