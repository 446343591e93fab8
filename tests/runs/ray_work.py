"""What the tests of Ray let its workers do: work that writes files, and work that goes wrong."""

import hashlib
import os
import signal
import time
from pathlib import Path

__all__ = ["ask_number", "break_down", "fail", "get_ready", "nap", "never_ready", "write_one"]

ROWS = 300
PAUSE = 0.05


def write_one(task: tuple[str, int]) -> int:
    """Write the bytes of a number under a name of this process, and put them in place in one go."""
    folder, number = task
    lines = (hashlib.sha256(f"{number}:{row}".encode()).hexdigest() for row in range(ROWS))
    draft = Path(folder) / f".{number}.{os.getpid()}"
    with draft.open("w", encoding="ascii") as out:
        for line in lines:
            out.write(line + "\n")
    time.sleep(PAUSE)
    draft.replace(Path(folder) / f"{number:04d}.txt")
    return number


def ask_number(number: int) -> int:
    """Return the number that it is given."""
    return number


def nap(seconds: float) -> float:
    """Take a time that is known."""
    time.sleep(seconds)
    return seconds


def get_ready() -> None:
    """Leave a line for each time that this process gets ready."""
    with (Path(os.environ["READY"]) / str(os.getpid())).open("a") as told:
        told.write("ready\n")


def never_ready() -> None:
    """Be a model that is broken."""
    message = "the model is damaged"
    raise ValueError(message)


def break_down(number: int) -> int:
    """End the process with one number of all, each time."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail(number: int) -> int:
    """Fail with one number of all."""
    if number == 3:
        message = "the third is wrong"
        raise LookupError(message)
    return number
