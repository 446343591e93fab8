"""Runs whose processes are killed at random end with the same bytes as one that nobody disturbed."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import detente
from detente.core.errors import DetenteError
from detente.runs import local
from detente.runs.local import LocalEngine
from detente.runs.processes import tree_of
from detente.runs.run import run
from runs.quick import DEADLY, QUICK, Here, parts_in, plan_of, write_lines

TEXT = "The two sides met on day {} and said that the ceasefire holds."
DRIVER = Path(__file__).parent / "quick.py"
TESTS = Path(__file__).parents[1]


@contextlib.contextmanager
def driving(source: Path, output: Path, documents: int) -> Iterator[subprocess.Popen[bytes]]:
    """Drive a run in a process of its own, and see that none of its processes is left."""
    where = os.pathsep.join((str(TESTS), str(Path(detente.__file__).parents[1])))
    command = [sys.executable, str(DRIVER), str(source), str(output), str(documents)]
    driver = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": where}, stderr=subprocess.PIPE)
    try:
        yield driver
    finally:
        started = list(tree_of(driver.pid))
        driver.kill()
        driver.communicate()
        assert await_end(started), "processes of the run outlived it"


def await_end(processes: list[int]) -> bool:
    for _ in range(200):
        if not any(is_there(one) for one in processes):
            return True
        time.sleep(0.05)
    return False


def readers_under(process: int) -> list[int]:
    """Return the processes that were started by one, but those that only keep account of what is shared."""
    return [one for one in list(tree_of(process))[1:] if b"spawn_main" in commanded(one)]


def commanded(process: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def await_markers(output: Path, number: int, driver: subprocess.Popen[bytes]) -> None:
    """Wait for so many shards, or for the driver's end."""
    while len(list(output.glob("shards/*/done.json"))) < number and driver.poll() is None:
        time.sleep(0.01)


@pytest.mark.slow  # a driver, its workers and their processes are started anew after each kill
def test_killed_drivers_workers_and_readers_change_no_byte(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "a.jsonl", [TEXT.format(n) for n in range(400)])
    run(plan_of(tmp_path, "a.jsonl", output=str(tmp_path / "whole"), shard_documents=150), engine=Here(), reads=QUICK)
    chance, output, done = random.Random(11), tmp_path / "out", 0  # noqa: S311 - chance that is seeded, not secret
    for victims in (1, 2):
        with driving(source, output, 7) as driver:
            for number in range(1, victims + 1):
                await_markers(output, done + 4 * number, driver)
                if below := readers_under(driver.pid):
                    os.kill(chance.choice(below), signal.SIGKILL)
            await_markers(output, done + 12, driver)
        now = len(list(output.glob("shards/*/done.json")))
        assert now > done
        done = now
    assert not (output / "manifest.json").exists()
    before = {path: path.stat().st_mtime_ns for path in output.glob("shards/*/done.json")}
    with driving(source, output, 7) as driver:
        assert driver.wait() == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before, "what was done was done again"
    assert parts_in(output) == parts_in(tmp_path / "whole")
    assert json.loads((output / "manifest.json").read_bytes())["documents"] == 400


def test_a_shard_whose_worker_dies_each_time_is_named_and_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "TRIES", 2)  # that there are four is held where workers start quickly
    write_lines(tmp_path / "a.jsonl", [TEXT.format(n) if n != 4 else "DEADLY" for n in range(8)])
    plan = plan_of(tmp_path, "a.jsonl", shard_documents=2, workers=1)
    engine = LocalEngine(workers=1)
    try:
        with pytest.raises(DetenteError, match=r"shard 2 \(.*a\.jsonl from \d+ to \d+\).*start the run again"):
            run(plan, engine=engine, reads=DEADLY)
    finally:
        engine.close()
    done = sorted(path.parent.name for path in (tmp_path / "out").glob("shards/*/done.json"))
    assert done == ["00000000", "00000001", "00000003"]


@pytest.mark.slow  # the reader in earnest
def test_the_reader_in_earnest_writes_the_same_through_kills(tmp_path: Path) -> None:
    corpus = Path(__file__).parents[2] / "corpus"
    lines = [json.loads(line) for path in sorted(corpus.rglob("*.jsonl")) for line in path.read_text().splitlines()]
    texts = [one["text"] for one in lines if isinstance(one.get("text"), str) and 60 < len(one["text"]) < 200][:200]
    assert len(texts) == 200
    write_lines(tmp_path / "a.jsonl", texts)
    killed: list[int] = []

    def kill(progress: object) -> None:
        del progress
        below = readers_under(os.getpid())
        if len(killed) < 2 and len(below) > 2:
            killed.append(random.Random(len(killed)).choice(below))  # noqa: S311 - chance that is seeded, not secret
            os.kill(killed[-1], signal.SIGKILL)

    engine = LocalEngine(workers=2)  # workers that have read the whole go on with its pieces, until they are killed
    try:
        plan = plan_of(tmp_path, "a.jsonl", output=str(tmp_path / "whole"), shard_documents=500)
        whole = run(plan, engine=engine)
        run(plan_of(tmp_path, "a.jsonl", shard_documents=30), engine=engine, watch=kill)
    finally:
        engine.close()
    assert whole.read == 200
    assert whole.rows["events"] > 0
    assert killed
    assert parts_in(tmp_path / "out") == parts_in(tmp_path / "whole")
