import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente.cli.interrupts import heed_interrupts, stop_if_interrupted
from detente.cli.progress import show_progress


def test_an_interrupt_that_a_library_lost_is_heard_at_the_next_document() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        heed_interrupts()
        stop_if_interrupted()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)  # raised here, and caught: as compiled code would lose it
        with pytest.raises(KeyboardInterrupt), show_progress("reading", total=None) as advance:
            advance(1)
        heed_interrupts()
        stop_if_interrupted()
    finally:
        signal.signal(signal.SIGINT, before)


EARLY = """
import os, runpy, signal, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "detente.cli":
            os.kill(os.getpid(), signal.SIGINT)
            sum(range(1000))

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Interrupting())
runpy.run_module("detente", run_name="__main__")
"""


def test_an_interrupt_while_python_still_starts_ends_without_a_traceback() -> None:
    source = str(Path(detente.__file__).parents[1])
    ended = subprocess.run(
        [sys.executable, "-c", EARLY], capture_output=True, check=False, env=os.environ | {"PYTHONPATH": source}
    )
    assert (ended.returncode, ended.stderr) == (-signal.SIGINT, b"")
