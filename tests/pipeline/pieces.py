"""Work for a pool: importable by name, as a fresh process needs it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from detente.core.errors import DocumentError, ModelError


def double(piece: int) -> int:
    return 2 * piece


def die_at_negative(piece: int) -> int:
    if piece < 0:
        os._exit(1)
    return 2 * piece


def die_once(piece: tuple[int, str]) -> int:
    """Kill this worker the first time: the second finds the mark that was left."""
    number, mark = piece
    if mark and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def fail_at_negative(piece: int) -> int:
    if piece < 0:
        message = f"{piece} is negative"
        raise ValueError(message)
    return 2 * piece


def report_worker(piece: int) -> tuple[int, bool]:
    del piece
    return os.getpid(), signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def hang_at_negative(piece: int) -> int:
    if piece < 0:
        hang(piece)
    return 2 * piece


def hang_at_any_negative(piece: list[int]) -> list[int]:
    return [hang_at_negative(n) for n in piece]


def swell_at_negative(piece: int) -> int:
    return swell(piece) if piece < 0 else 2 * piece


def be_slow() -> None:
    """Take longer than a piece of work may, without any."""
    until = time.monotonic() + 1.0
    while time.monotonic() < until:
        pass


def lack_model() -> None:
    message = "the model is gone"
    raise ModelError(message)


def worker_is_given_up(*_: object) -> tuple[int, bool]:
    return 0, False


def run_for_ever(write: Callable[[bytes], object]) -> None:
    """Map over an endless input and say the worker's process, as a program would that is going to be killed."""
    from detente.pipeline.pool import map_in_order

    for pid, _ in map_in_order(report_worker, iter(int, 1), workers=2, give_up=worker_is_given_up):
        write(f"{pid}\n".encode())


def hang(packet: object) -> None:
    """Never come to an end."""
    del packet
    while True:
        pass


def swell(packet: object) -> int:
    """Want more memory than is given."""
    del packet
    return len(bytearray(4_000_000_000))


KEPT: list[bytearray] = []


def keep(size: int) -> int:
    """Take memory and hold on to it, as a library's pool does."""
    KEPT.append(bytearray(size))
    return size


def count_and_keep(size: int) -> Iterator[int]:
    """Answer, and then want memory."""
    yield 0
    yield keep(size)


def crash(packet: object) -> None:
    """End this process the way a broken library does."""
    del packet
    os.abort()


def count_to(last: int) -> Iterator[int]:
    yield from range(last)


def count_and_crash(last: int) -> Iterator[int]:
    yield from range(last)
    os.abort()


def count_and_hang(last: int) -> Iterator[int]:
    yield from range(last)
    hang(None)


def refuse(packet: object) -> None:
    del packet
    raise DocumentError("empty", "there is nothing in it")


def trip(packet: object) -> None:
    del packet
    message = "tripped"
    raise KeyError(message)
