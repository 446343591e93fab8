"""What is remembered of hosts over runs: when each was asked, what it asked for, and what its robots.txt says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

__all__ = ["HostNote", "Memory", "Oblivion", "RulesNote"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostNote:
    """What is remembered of a host (with its port).

    `delay` is the pause in seconds that its robots.txt asks for; `slowed` counts how often in a row it said that it is
    asked too much, and not for how long.
    """

    host: str
    asked_at: datetime | None = None
    delay: float = 0.0
    held_until: datetime | None = None
    slowed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesNote:
    """What an origin's robots.txt said, to be believed `until` then.

    `trouble` says why it cannot be had; `refused`, that it leads to where nothing may be asked.
    """

    origin: str
    until: datetime
    body: bytes = b""
    trouble: str = ""
    refused: bool = False


class Memory(Protocol):
    """Recalls hosts; it is asked from several threads at once."""

    def host(self, host: str) -> HostNote | None:
        """Return what is remembered of a host."""
        ...

    def rules(self, origin: str) -> RulesNote | None:
        """Return what is remembered of an origin's robots.txt."""
        ...


class Oblivion:
    """Remembers nothing."""

    def host(self, host: str) -> HostNote | None:  # noqa: ARG002
        """Return nothing."""
        return None

    def rules(self, origin: str) -> RulesNote | None:  # noqa: ARG002
        """Return nothing."""
        return None
