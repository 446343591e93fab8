"""A driver of a run on Ray, as a process of its own, so that it can be killed: it prints what came of it as JSON.

``python ray_driver.py WHAT FOLDER [ADDRESS]``
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from detente.runs import on_ray
from detente.runs.engine import TasksLost
from detente.runs.on_ray import RayEngine
from detente.runs.run import run
from runs import ray_work
from runs.quick import SLOW, plan_of

SOME = 40


def write(engine: RayEngine, folder: Path) -> list[int]:
    """Write what is not there yet, with a line for each number as it comes."""
    wanted = [(str(folder), n) for n in range(SOME) if not (folder / f"{n:04d}.txt").exists()]
    done = []
    for number in engine.run(ray_work.write_one, wanted):
        done.append(number)
        print(number, file=sys.stderr, flush=True)  # noqa: T201 - whoever kills waits for it
    return sorted(done)


def archive(engine: RayEngine, folder: Path) -> int:
    """Read an archive by a run in earnest, with a reader that takes little time; return how many documents it has."""
    plan = plan_of(folder, "a.jsonl", shard_documents=6)
    return run(plan, engine=engine, reads=SLOW).documents


def lose(engine: RayEngine, _folder: Path) -> dict[str, Any]:
    """Do some tasks of which one ends its worker each time; then see that the engine goes on."""
    done: list[int] = []
    told: list[Any] = []
    try:
        done.extend(engine.run(ray_work.break_down, range(6)))
    except TasksLost as error:
        told = [str(error), error.tasks]
    return {"told": told, "after": sorted(engine.run(ray_work.ask_number, range(3)))}


def raised(engine: RayEngine, _folder: Path) -> list[list[str]]:
    """Tell what is raised where work fails, where a worker does not get ready, and where it has another version."""
    told = [_told(lambda: [*engine.run(ray_work.fail, range(6))])]
    told.append(_told(lambda: [*engine.run(ray_work.ask_number, range(6), prepare=ray_work.never_ready)]))
    on_ray.VERSION = "0.0.1"  # type: ignore[attr-defined]
    told.append(_told(lambda: [*engine.run(ray_work.ask_number, range(6))]))
    return told


def _told(do: Callable[[], object]) -> list[str]:
    try:
        do()
    except Exception as error:  # noqa: BLE001 - any kind is told
        return [type(error).__name__, str(error), "".join(getattr(error, "__notes__", []))]
    return []


def ready(engine: RayEngine, _folder: Path) -> dict[str, int]:
    """Do many tasks, and tell how many were taken at most before their answers were asked for."""
    taken = answered = ahead = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield number

    for _ in engine.run(ray_work.ask_number, tasks(), prepare=ray_work.get_ready):
        ahead = max(ahead, taken - answered)
        answered += 1
    return {"answered": answered, "ahead": ahead}


def main() -> None:
    """Do what is asked for."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    address = sys.argv[3] if len(sys.argv) > 3 else None
    for _ in range(1 if address else 2):  # a process may start one after the other
        with RayEngine(workers=2, address=address, patience=30) as engine:
            found = globals()[what](engine, folder)
            temporary = engine._folder
    print(json.dumps({"found": found, "folder": temporary, "pid": os.getpid()}))  # noqa: T201


if __name__ == "__main__":
    main()
