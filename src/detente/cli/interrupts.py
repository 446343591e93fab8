"""Ctrl-C, heard even where a library lets it fall; and SIGTERM, which schedulers send.

Python raises KeyboardInterrupt wherever the process happens to be; inside a callback of compiled code it is printed and
lost. So it is noted as well, and looked at between documents.
"""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

__all__ = ["heed_interrupts", "heed_termination", "stop_if_interrupted", "was_terminated"]

_heard = threading.Event()
_terminated = threading.Event()


def heed_interrupts() -> None:
    """Note every Ctrl-C from now on, beside raising it as before."""
    _heard.clear()
    _terminated.clear()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _note)


@contextlib.contextmanager
def heed_termination() -> Iterator[None]:
    """End as by Ctrl-C where the process is asked to end (SIGTERM) while the block runs."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _note_termination)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL if before is None else before)


def was_terminated() -> bool:
    """Say whether it was SIGTERM that was heard."""
    return _terminated.is_set()


def stop_if_interrupted() -> None:
    """Raise KeyboardInterrupt where a Ctrl-C or SIGTERM was heard and lost."""
    if _heard.is_set():
        raise KeyboardInterrupt


def _note(signum: int, frame: FrameType | None) -> None:
    _heard.set()
    signal.default_int_handler(signum, frame)


def _note_termination(signum: int, frame: FrameType | None) -> None:
    if _terminated.is_set():  # it is ending: a second one is not to get between
        return
    _terminated.set()
    _note(signum, frame)
