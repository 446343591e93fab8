"""What a running desk is set to: made once, where the server starts, and passed down."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from detente.desk.access.viewer import Viewer

__all__ = ["DeskSettings", "clock"]


def clock() -> dt.datetime:
    """Return the time, in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """How a desk is served. `folder` holds the record.

    `everyone` is who somebody is that is not logged in: None where all must log in first. `hosts` are the names by
    which the desk may be asked for. `secure` is whether it is reached by HTTPS, which cookies are then bound to.
    """

    folder: Path
    everyone: Viewer | None = None
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    secure: bool = False
    now: Callable[[], dt.datetime] = clock
