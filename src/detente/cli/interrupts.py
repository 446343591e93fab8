"""Ctrl-C, heard even where a library lets it fall.

Python raises KeyboardInterrupt wherever the process happens to be; inside a callback of compiled code it is printed and
lost. So it is noted as well, and looked at between documents.
"""

import signal
import threading
from types import FrameType

__all__ = ["heed_interrupts", "stop_if_interrupted"]

_heard = threading.Event()


def heed_interrupts() -> None:
    """Note every Ctrl-C from now on, beside raising it as before."""
    _heard.clear()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _note)


def stop_if_interrupted() -> None:
    """Raise KeyboardInterrupt where a Ctrl-C was heard and lost."""
    if _heard.is_set():
        raise KeyboardInterrupt


def _note(signum: int, frame: FrameType | None) -> None:
    _heard.set()
    signal.default_int_handler(signum, frame)
