"""Memory does not grow with the input, however many shards it has."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.runs.cutting import Cutting
from detente.runs.folder import Folder
from detente.runs.local import LocalEngine
from detente.runs.processes import memory_of_tree
from detente.runs.shard_size import size_shards
from detente.runs.sources import Input
from runs import work
from runs.quick import plan_of

LINE = b'{"id": "d", "text": "' + b"The ceasefire holds, and the two sides met. " * 20 + b'"}\n'


@pytest.mark.usefixtures("tidied")
def test_cutting_holds_no_more_of_a_long_input(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE * 100_000)  # 90 MB
    before = memory_of_tree(os.getpid())
    most = shards = 0
    one = Input(source=0, file=0, address=str(path), ending=".jsonl", size=path.stat().st_size)
    for shard in Cutting(size_shards(plan_of(tmp_path, "a.jsonl"), [one])).shards([one]):
        shards += 1
        if shard.number % 50 == 0:
            most = max(most, memory_of_tree(os.getpid()))
    assert shards == 391
    assert most - before < 10_000_000


@pytest.mark.usefixtures("tidied")
def test_an_engine_holds_no_more_of_endless_tasks(tmp_path: Path) -> None:
    engine, store = LocalEngine(workers=1), Folder(str(tmp_path))

    def tasks() -> Iterator[tuple[Folder, int]]:
        for n in range(20_000):
            yield store, n

    grown: list[int] = []
    try:
        for n, _ in enumerate(engine.run(work.note_number, tasks())):
            if n in {2_000, 19_000}:
                grown.append(memory_of_tree(os.getpid()))
    finally:
        engine.close()
    assert grown[1] - grown[0] < 5_000_000
