"""Which reports are being read now for which rooms, and how far that is: what one thread reads, no other reads too."""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["note_read", "note_read_all", "read_so_far", "reading_for", "waited_for"]

Room = tuple[Path, str, str]
"""Where what a room is told is kept, under which name and stamp."""
_GOING: dict[Room, threading.Event] = {}
_READ: dict[int, tuple[int, int]] = {}
"""By the thread that reads, how many reports it has read of how many."""


@contextmanager
def reading_for(rooms: Collection[Room]) -> Iterator[None]:
    """Note that reports are being read for some rooms at once, until that ends, however it does."""
    ended = threading.Event()
    _GOING.update(dict.fromkeys(rooms, ended))
    try:
        yield
    finally:
        ended.set()
        for room in rooms:
            if _GOING.get(room) is ended:
                _GOING.pop(room, None)


def waited_for(room: Room) -> bool:
    """Wait where reports are being read for a room and others at once, and say whether they were.

    To read the same ones beside that would take both twice as long.
    """
    ended = _GOING.get(room)
    if ended is None:
        return False
    note_read_all()  # what is left will be found done: how far that is, the other thread says
    return ended.wait()


def note_read(done: int, of: int) -> None:
    """Note how far this thread is."""
    _READ[threading.get_ident()] = (done, of)


def note_read_all() -> None:
    """Note that this thread reads no more."""
    _READ.pop(threading.get_ident(), None)


def read_so_far() -> tuple[int, int] | None:
    """Return how many reports have been read of those that are being read now; None where none are."""
    going = list(_READ.values())
    return (sum(done for done, _ in going), sum(of for _, of in going)) if going else None
