"""How each ceasefire of a record stands: what each side and the monitors say of its last days, and who is not heard."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from detente.pipeline.ceasefires import kept_ceasefires
from detente.pipeline.days.gathered import gather_days
from detente.registry.ceasefires.board import Board, board_of
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.one_sided import OneSided, one_sided_outlets, one_sided_words
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval
from detente.store import NOW, Known, Record, outlets_of

__all__ = ["DAYS", "Standing", "gather_standings", "last_days"]

DAYS = 28
"""Days that are looked at: four weeks, so that each day of a week is there as often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A ceasefire with the board of its last days, and what is said of those.

    `alone` says where only one party is heard. `is_over` is whether its last day has passed.
    """

    ceasefire: Ceasefire
    interval: Interval
    is_over: bool
    board: Board
    said: tuple[Violation, ...]
    alone: tuple[OneSided, ...]

    @property
    def breaches(self) -> frozenset[str]:
        """The incidents that somebody tells as breaking it on these days."""
        return frozenset(one.incident for one in self.said if one.incident and one.said == "some")


def last_days(ceasefire: Ceasefire, today: dt.date, *, days: int = DAYS) -> Interval | None:
    """Return the last days of a ceasefire up to today, or up to its last; None where it begins later."""
    ended = dt.date.fromisoformat(ceasefire.last) if ceasefire.last else today
    last = min(ended, today)
    first = last - dt.timedelta(days=min(days - 1, last.toordinal() - 1))
    begun = dt.date.fromisoformat(ceasefire.first) if ceasefire.first else first
    return Interval(first=max(first, begun), last=last) if begun <= last else None


def gather_standings(
    record: Record, *, today: dt.date, days: int = DAYS, known_on: Known = NOW
) -> tuple[Standing, ...]:
    """Return how the record's ceasefires stand, those in force first, then by their names."""
    kept = (ceasefire for ceasefire, _ in kept_ceasefires(record, known_on=known_on))
    found = [
        _standing(record, one, interval, today, known_on)
        for one in kept
        if (interval := last_days(one, today, days=days)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.is_over, one.ceasefire.name, one.ceasefire.id)))


def _standing(
    record: Record, ceasefire: Ceasefire, interval: Interval, today: dt.date, known_on: Known
) -> Standing:  # fmt: skip
    told = gather_days(record, ceasefire, interval, known_on=known_on)
    said = tuple(one for one in told.violations if one.interval is not None and one.interval.overlaps(interval))
    board = board_of(ceasefire, interval, told.violations)
    heard = (one_sided_words(board, ceasefire), one_sided_outlets(_publishers(record, said, known_on), ceasefire))
    return Standing(
        ceasefire=ceasefire, interval=interval, said=said, board=board,
        is_over=ceasefire.last is not None and ceasefire.last < today.isoformat(),
        alone=tuple(one for one in heard if one is not None),
    )  # fmt: skip


def _publishers(record: Record, said: Iterable[Violation], known_on: Known) -> list[str | None]:
    ids = {evidence.document for one in said for evidence in one.evidence if evidence.document}
    return [one.publisher for one in outlets_of(record, ids, known_on=known_on).values()]
