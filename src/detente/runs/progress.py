"""How far a run is."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from detente.runs.shard import ShardDone

__all__ = ["Counts", "Progress", "Watch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is done of a run: shards of all, documents, what became of them, and seconds since this start of it.

    `rate` is documents a second since this start, `remaining` the seconds that the shards left will take if they take
    what the others took; both None before there is anything to tell by. `doing` is "reading" or "putting together";
    `pieces` and `pieces_done` count the tasks of what is being done.
    """

    doing: str
    pieces: int
    pieces_done: int
    documents: int
    read: int
    unread: Mapping[str, int]
    aside: Mapping[str, int]
    stages: Mapping[str, float]
    seconds: float
    rate: float | None
    remaining: float | None


Watch = Callable[[Progress], object]


@dataclass(slots=True, kw_only=True)
class Counts:
    """What is counted as shards come back; those of an earlier start tell nothing of how fast this one is."""

    pieces: int = 0
    doing: str = "reading"
    done: int = 0
    documents: int = 0
    read: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    stages: dict[str, float] = field(default_factory=dict)
    _now: int = 0
    _documents_now: int = 0
    _began: float = field(default_factory=time.monotonic)

    def note(self, done: ShardDone, *, earlier: bool = False) -> None:
        """Count a shard."""
        self.done += 1
        self.documents += done.documents
        self.read += done.read
        self.unread.update(done.unread)
        self.aside.update(one.code for one in done.aside)
        for stage, seconds in done.seconds.items():
            self.stages[stage] = self.stages.get(stage, 0.0) + seconds
        if not earlier:
            self._now += 1
            self._documents_now += done.documents

    def turn_to(self, doing: str, pieces: int) -> None:
        """Begin to count tasks of another kind."""
        self.doing, self.pieces, self.done, self._now = doing, pieces, 0, 0
        self._began, self._documents_now = time.monotonic(), 0

    def note_piece(self) -> None:
        """Count a task of that kind."""
        self.done += 1
        self._now += 1

    def progress(self) -> Progress:
        """Return how far the run is now."""
        seconds = time.monotonic() - self._began
        known = self._now > 0 and seconds > 0
        return Progress(
            doing=self.doing,
            pieces=self.pieces,
            pieces_done=self.done,
            documents=self.documents,
            read=self.read,
            unread=dict(self.unread),
            aside=dict(self.aside),
            stages=dict(self.stages),
            seconds=seconds,
            rate=self._documents_now / seconds if known and self._documents_now else None,
            remaining=seconds / self._now * (self.pieces - self.done) if known else None,
        )
