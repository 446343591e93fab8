"""Tasks on a cluster of two nodes, and what is lost when workers, a node or the driver end at any moment: nothing."""

import contextlib
import json
import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_socket import enable_socket

from detente.core.errors import UsageError
from detente.runs.engine import TRIES
from detente.runs.on_ray import RayEngine
from detente.runs.run import run
from runs import ray_work
from runs.quick import QUICK, Here, parts_in, plan_of, write_lines
from runs.ray_cluster import Cluster, drive, environment_of, is_alive, started, wait_for
from runs.ray_driver import SOME

if TYPE_CHECKING:
    import subprocess

pytestmark = pytest.mark.slow
CHANCE = random.Random(11)  # noqa: S311 - which worker is killed is no secret


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Two nodes, for this module alone."""
    enable_socket()
    with started() as running:
        yield running


@pytest.fixture
def undisturbed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the work writes where nothing ends before it is done."""
    monkeypatch.setattr(ray_work, "PAUSE", 0)
    folder = tmp_path / "undisturbed"
    folder.mkdir()
    for number in range(SOME):
        ray_work.write_one((str(folder), number))
    return _written(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a run writes."""
    made = tmp_path / "run"
    made.mkdir()
    return made


def _written(folder: Path) -> dict[str, bytes]:
    """Return what is in place; drafts of those who were killed have names of their own."""
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*")}


def _end(driver: "subprocess.Popen[str]") -> dict[str, Any]:
    out, err = driver.communicate(timeout=120)
    assert driver.returncode == 0, err
    told: dict[str, Any] = json.loads(out)
    return told


def _wait_for_answers(driver: "subprocess.Popen[str]", most: int) -> None:
    """Wait until a driver has told of so many answers."""
    assert driver.stderr is not None
    seen = 0
    while seen < most:
        line = driver.stderr.readline()
        assert line, "the driver ended before"
        seen += line.strip().isdigit()


def _kill_worker(cluster: Cluster) -> None:
    """Kill a worker that is at a task, whichever."""
    at_work: list[int] = []  # as they were found: a moment later nobody may be at a task

    def is_somebody() -> list[int]:
        at_work[:] = cluster.workers()
        return at_work

    wait_for(is_somebody, "nobody is at work")
    with contextlib.suppress(ProcessLookupError):  # it may be just done
        os.kill(CHANCE.choice(at_work), signal.SIGKILL)


def test_killed_workers_cost_nothing(cluster: Cluster, folder: Path, undisturbed: dict[str, bytes]) -> None:
    driver = cluster.drive("write", folder)
    for _ in range(3):
        _wait_for_answers(driver, CHANCE.randint(1, 8))
        _kill_worker(cluster)

    assert _end(driver)["found"] == [*range(SOME)]
    assert _written(folder) == undisturbed


def test_a_killed_driver_leaves_what_is_done_and_no_worker(
    cluster: Cluster, folder: Path, undisturbed: dict[str, bytes]
) -> None:
    driver = cluster.drive("write", folder)
    _wait_for_answers(driver, CHANCE.randint(2, SOME // 2))
    driver.kill()
    driver.communicate()
    wait_for(lambda: not cluster.workers(), "workers outlive their driver")
    done = _written(folder)
    assert done.items() < undisturbed.items()

    again = _end(cluster.drive("write", folder))["found"]

    assert again == [n for n in range(SOME) if f"{n:04d}.txt" not in done]
    assert _written(folder) == undisturbed


def test_a_task_that_ends_its_worker_each_time_is_given_up_and_named(cluster: Cluster, folder: Path) -> None:
    found = _end(cluster.drive("lose", folder))["found"]

    message, tasks = found["told"]
    assert tasks == [3]
    assert f"{TRIES} times" in message
    assert found["after"] == [0, 1, 2]


def test_what_work_raises_ends_the_run_with_its_own_words(cluster: Cluster, folder: Path) -> None:
    work, preparing, version = _end(cluster.drive("raised", folder))["found"]

    assert work[:2] == ["LookupError", "the third is wrong"]
    assert "ray_work.py" in work[2]
    assert preparing[:2] == ["ValueError", "the model is damaged"]
    assert version[0] == "UsageError"
    assert "begun with 0.0.1" in version[1]


def test_a_worker_gets_ready_once_and_few_tasks_are_taken_ahead(cluster: Cluster, folder: Path) -> None:
    told = _end(cluster.drive("ready", folder))["found"]

    assert told["answered"] == 200
    assert told["ahead"] <= 2 + 1
    ready = [*(cluster.folder / "ready").iterdir()]
    assert ready
    assert {path.read_text() for path in ready} == {"ready\n"}


def test_a_run_whose_worker_and_node_are_lost_has_the_bytes_of_one_that_nobody_disturbed(
    cluster: Cluster, folder: Path, tmp_path: Path
) -> None:
    write_lines(folder / "a.jsonl", [f"The two sides met on day {n}." for n in range(240)])
    undisturbed = tmp_path / "undisturbed"
    run(plan_of(folder, "a.jsonl", output=str(undisturbed), shard_documents=150), engine=Here(), reads=QUICK)
    out = folder / "out"
    driver = cluster.drive("archive", folder)
    wait_for(lambda: len([*out.glob("shards/*/done.json")]) > CHANCE.randint(2, 9), "no shard is finished")
    _kill_worker(cluster)
    wait_for(cluster.nodes["second"].workers, "the second node has no work")
    cluster.nodes["second"].kill()

    assert _end(driver)["found"] == 240
    assert parts_in(out) == parts_in(undisturbed)


def test_a_cluster_of_its_own_is_gone_with_its_engine(tmp_path: Path) -> None:
    (tmp_path / "ready").mkdir()
    driver = drive("ready", tmp_path, environment_of(tmp_path / "ready"))

    told = _end(driver)

    assert told["found"]["answered"] == 200
    assert not Path(told["folder"]).exists()
    wait_for(lambda: not _mention(told["folder"]), "processes of the cluster are left")


@pytest.mark.parametrize(
    ("address", "told"),
    [("127.0.0.1:1", "cannot be joined"), ("auto", "host:port"), (":6379", "host:port"), ("head:99999", "host:port")],
)
def test_a_cluster_that_is_not_there_is_told(address: str, told: str) -> None:
    enable_socket()

    with pytest.raises(UsageError, match=told):
        RayEngine(workers=1, address=address)


def test_without_its_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)

    with pytest.raises(UsageError, match=r"pip install 'detente\[ray\]'"):
        RayEngine(workers=1)


def _mention(folder: str) -> list[str]:
    """Return processes that were started with a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            told = path.read_bytes()
        except OSError:
            continue
        if folder.encode() in told and is_alive(int(path.parent.name)):
            found.append(path.parent.name)
    return found
