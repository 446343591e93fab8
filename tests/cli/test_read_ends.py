"""`detente read` when it cannot go on: what was read is there, in whole lines, and the status says why."""

import contextlib
import os
import resource
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.runs import Run, Start, status_of, whole_lines, write_reports
from detente.cli import lines
from detente.cli.exits import Exit

FULL = Path("/dev/full")
MANY = 400
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


def test_a_file_that_may_not_grow(start: Start, run: Run, tmp_path: Path) -> None:
    path, out, err = write_reports(tmp_path / "a.jsonl", 40), tmp_path / "out.jsonl", tmp_path / "err"
    everything = run("read", path).items()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    assert status_of(start("read", path, "-o", out, err=err, before=limit)) == Exit.OUTPUT
    kept = whole_lines(out)
    assert 0 < len(kept) < 40
    assert kept == everything[: len(kept)]
    said = err.read_text(encoding="utf-8")
    assert "File too large" in said
    assert f"the first {len(kept)} lines are there, whole" in said


@pytest.fixture
def tiny(tiny_disk: Callable[[str], Path]) -> Path:
    """Return a folder on a file system of 64 kilobytes."""
    return tiny_disk("64k")


def test_a_full_file_system(tiny: Path, run: Run, tmp_path: Path) -> None:
    path, out = write_reports(tmp_path / "a.jsonl", 60), tiny / "out.jsonl"
    everything = run("read", path).items()
    ended = run("read", path, "-o", out)
    assert ended.status == Exit.OUTPUT
    kept = whole_lines(out)
    assert 0 < len(kept) < 60
    assert kept == everything[: len(kept)]
    assert "No space left on device" in ended.err
    assert f"the first {len(kept)} lines are there, whole" in ended.err


@needs_full
def test_standard_output_that_is_full(tmp_path: Path) -> None:
    path = write_reports(tmp_path / "a.jsonl", 2)
    with FULL.open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "detente", "read", path], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ended.returncode == Exit.OUTPUT
    assert "standard output cannot be written: No space left" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


@needs_full
@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"], ["--version"]])
def test_text_that_cannot_be_printed(arguments: list[str]) -> None:
    with FULL.open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "detente", *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ended.returncode == Exit.OUTPUT
    assert ended.stderr.startswith("detente: standard output cannot be written")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("taken", [0, 1, 3])
def test_whoever_reads_the_output_may_stop(taken: int, start: Start, tmp_path: Path) -> None:
    path, err = write_reports(tmp_path / "a.jsonl", MANY), tmp_path / "err"
    out, into = os.pipe()
    child = start("read", path, out=into, err=err, before=lambda: os.close(out))
    os.close(into)
    with os.fdopen(out, "rb") as stream:
        lines = [stream.readline() for _ in range(taken)]
    assert status_of(child) == Exit.PIPE
    assert all(line.endswith(b"}\n") for line in lines)
    assert err.read_text(encoding="utf-8") == ""


def _wait_for(path: Path, size: int, child: int) -> None:
    while not path.exists() or path.stat().st_size < size:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
        select.select([], [], [], 0.001)


def test_an_interrupted_run_leaves_whole_lines(start: Start, run: Run, tmp_path: Path) -> None:
    path, out, err = write_reports(tmp_path / "a.jsonl", MANY), tmp_path / "out.jsonl", tmp_path / "err"
    child = start("read", path, "-o", out, err=err)
    _wait_for(out, 30_000, child)
    os.kill(child, signal.SIGINT)
    assert status_of(child) == Exit.INTERRUPTED
    assert err.read_text(encoding="utf-8") == "interrupted; what was finished is kept\n"
    kept = whole_lines(out)
    assert 0 < len(kept) < MANY
    assert kept[:3] == run("read", write_reports(tmp_path / "few.jsonl", 3)).items()


def test_a_run_interrupted_while_a_line_is_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = write_reports(tmp_path / "a.jsonl", 5), tmp_path / "out.jsonl"
    opened = lines.opened

    class Interrupted:
        def __init__(self, stream: object) -> None:
            self.stream, self.lines = stream, 0

        def __getattr__(self, name: str) -> object:
            return getattr(self.stream, name)

        def write(self, data: bytes) -> int:
            self.lines += 1
            part = data if self.lines < 4 else data[:100]
            self.stream.write(part)  # type: ignore[attr-defined]
            self.stream.flush()  # type: ignore[attr-defined]
            if self.lines == 4:
                raise KeyboardInterrupt
            return len(part)

    @contextlib.contextmanager
    def interrupted(output: Path | None) -> Iterator[Interrupted]:
        with opened(output) as stream:
            yield Interrupted(stream)

    monkeypatch.setattr(lines, "opened", interrupted)
    ended = run("read", path, "-o", out)
    assert ended.status == Exit.INTERRUPTED
    assert [i["id"] for i in whole_lines(out)] == ["d0", "d1", "d2"]


def test_several_workers_interrupted_from_the_terminal(tmp_path: Path) -> None:
    path, out = write_reports(tmp_path / "a.jsonl", 2_000), tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "detente", "read", str(path), "-o", str(out), "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as child:
        while child.poll() is None and not (out.exists() and out.stat().st_size):
            select.select([], [], [], 0.01)
        os.killpg(child.pid, signal.SIGINT)  # as a terminal does: to every process of the run
        _, err = child.communicate()
    assert child.returncode == Exit.INTERRUPTED
    assert err == "interrupted; what was finished is kept\n"
    assert 0 < len(whole_lines(out)) < 2_000
