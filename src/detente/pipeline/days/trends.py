"""Trends on the boards of a ceasefire: worked out once of what they stand on, and kept beside the record.

What is kept stands under a stamp of all that a trend is measured from: published figures, effort, forms by their ids (a
form never changes), and the rules. So nothing is measured anew after a start, and none of it is looked into for that.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import is_

from detente.core.ids import hash_parts, written_plainly
from detente.pipeline.told_pieces import rules_stamp
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.trend.brief import Brief
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval
from detente.store import Record, open_told

__all__ = ["BoardTrends", "KeptTrends"]

Briefs = tuple[Brief, ...]
MOST = 2_000
"""Stretches of days of which the trends are held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardTrends:
    """The measured trends of a ceasefire in brief, and beside them what is claimed of trends."""

    measured: Briefs
    claimed: tuple[ClaimedItem, ...]


class KeptTrends:
    """The trends of one ceasefire by days and by what they stand on. One thread at a time may use it."""

    def __init__(self, ceasefire: Ceasefire) -> None:
        """Hold nothing yet."""
        self._name = f"trends of {ceasefire.id}"
        self._ceasefire = hash_parts("trends", written_plainly(ceasefire))
        self._on: tuple[object, ...] = ()
        self.stamp = ""
        """What names what was written down, the ceasefire and the rules."""
        self._held: OrderedDict[str, Briefs] = OrderedDict()

    def stand_on(self, *written: object) -> None:
        """Say what was written down that all trends stand on, quickly where all of it is the very same."""
        if len(written) == len(self._on) and all(map(is_, written, self._on)):
            return
        self._on = written
        self.stamp = hash_parts(rules_stamp(), self._ceasefire, *map(_digest, written))
        self._held.clear()

    def of(
        self, record: Record, within: Interval, forms: int, told: Sequence[Violation], measure: Callable[[], Briefs]
    ) -> Briefs:
        """Return the trends over some days, with the forms of these and the figures that reports tell beside."""
        key = f"{within.first} {within.last} {forms:x} {_digest(told)}"
        if key not in self._held:
            self._held[key] = self._kept(record, key, measure)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        return self._held[key]

    def _kept(self, record: Record, key: str, measure: Callable[[], Briefs]) -> Briefs:
        """Return what is kept beside the record, or what is measured now and kept then."""
        told = open_told(record.beside)
        try:
            kept = told.told(self._name, self.stamp, [key]).get(key)
            if kept is not None:
                return _decoded(kept)
            made = measure()
            told.keep(self._name, self.stamp, {key: _encoded(made)})
            return made
        finally:
            told.close()


def _digest(said: object) -> str:
    return hashlib.blake2b(_encoded(said), digest_size=16).hexdigest()


def _encoded(said: object) -> bytes:
    import msgspec

    return msgspec.json.encode(said)


def _decoded(body: bytes) -> Briefs:
    import msgspec

    found: Briefs = msgspec.json.decode(body, type=Briefs)
    return found
