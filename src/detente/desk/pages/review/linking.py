"""What follows from reviews: accounts and incidents are linked anew, behind the answer and never twice at a time."""

import threading
from typing import TYPE_CHECKING

from fastapi import FastAPI

from detente.pipeline.linking import link_waiting

if TYPE_CHECKING:
    from detente.desk.records import Records
    from detente.desk.settings import DeskSettings

__all__ = ["link_after"]

_AT_WORK = threading.Lock()
_WANTED = threading.Event()


def link_after(app: FastAPI) -> None:
    """Link what waits; where another thread is at it, that one goes over it once more."""
    records: Records = app.state.records
    settings: DeskSettings = app.state.settings
    _WANTED.set()
    while _WANTED.is_set() and _AT_WORK.acquire(blocking=False):
        try:
            _WANTED.clear()
            with records.writing(settings.now()) as record:
                for _ in link_waiting(record, clock=settings.now, workers=1):
                    pass
        finally:
            _AT_WORK.release()
