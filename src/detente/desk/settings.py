"""What a running desk is set to: made once, where the server starts, and passed down."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from detente.desk.access.viewer import Viewer

__all__ = ["Bounds", "DeskSettings", "Limits", "clock"]


def clock() -> dt.datetime:
    """Return the time, in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much of a request is taken: bytes of its address, of its head, of what is sent, and seconds for sending it.

    Whoever may only read, or is not logged in, sends no more than a form of a few fields.
    """

    address: int = 8_000
    head: int = 32_000
    sent: int = 1_000_000
    sent_by_readers: int = 16_000
    seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be asked in a minute.

    Programs: by an address that nobody is known by, and by an account or a token. `pages` are those of people who are
    not known either, by their address: pages and what is taken away of them, but for those that are held already.
    """

    stranger: int = 120
    known: int = 1_200
    pages: int = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """How a desk is served. `folder` holds the record.

    `everyone` is who somebody is that is not logged in: None where all must log in first. `hosts` are the names by
    which the desk may be asked for, each with its port where that is not the usual one; the first is the one that it
    gives out. Without any it is asked for on this machine alone, at whichever port. `secure` is whether it is reached
    by HTTPS, which cookies are then bound to. `read_only` is whether nobody logs in and nothing is changed. `patience`
    is for how many seconds a page that is not worked out yet is waited for before that is said instead; None for ever.
    """

    HERE: ClassVar[tuple[str, ...]] = ("127.0.0.1", "localhost")

    folder: Path
    everyone: Viewer | None = None
    hosts: tuple[str, ...] = ()
    secure: bool = False
    read_only: bool = False
    bounds: Bounds = Bounds()
    limits: Limits = Limits()
    now: Callable[[], dt.datetime] = clock
    patience: float | None = None

    @property
    def host(self) -> str:
        """The name that the desk gives out, with its port where that is not the usual one."""
        return self.hosts[0] if self.hosts else self.HERE[0]

    @property
    def origin(self) -> str:
        """The beginning of the desk's addresses where they are given out whole."""
        return f"{'https' if self.secure else 'http'}://{self.host}"

    def plain_host(self, given: str) -> str:
        """Return a host as browsers send it: in small letters, without the usual port."""
        return given.lower().removesuffix(":443" if self.secure else ":80")

    @property
    def cookie(self) -> str:
        """What the cookie of a session is called: with HTTPS by a name that no other host can set."""
        return "__Host-desk" if self.secure else "desk"
