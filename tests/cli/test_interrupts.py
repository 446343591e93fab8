import signal

import pytest

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
