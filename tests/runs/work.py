"""Work for an engine: importable by name, as a fresh process needs it."""

import os
import signal
import time
from pathlib import Path

from detente.core.errors import KnowledgeError
from detente.runs.folder import Folder
from detente.runs.shard import ShardDone


def double(task: int) -> int:
    return 2 * task


def whose(task: int) -> int:
    time.sleep(0.05)
    del task
    return os.getpid()


def die_at_seven(task: int) -> int:
    if task == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * task


def die_once(task: tuple[int, str]) -> int:
    """End this worker the first time: the second finds the mark that was left."""
    number, mark = task
    if mark and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def fail_at_seven(task: int) -> int:
    if task == 7:
        message = "a file of the package is damaged"
        raise KnowledgeError(message)
    return 2 * task


def note_begin() -> None:
    os.environ["BEGUN"] = os.environ.get("BEGUN", "") + "x"


def begun(task: int) -> str:
    del task
    return os.environ.get("BEGUN", "")


def die() -> None:
    os._exit(1)


def fail() -> None:
    message = "the model is damaged"
    raise KnowledgeError(message)


def note_number(task: tuple[Folder, int]) -> int:
    return task[1]


def mark_as_done(task: tuple[Folder, int]) -> int:
    """Do nothing with a shard but mark it as finished; one below 0 is none."""
    from detente.runs.shard_work import mark

    store, number = task
    if number >= 0:
        mark(store, ShardDone(number=number, documents=0, read=0))
    return number
