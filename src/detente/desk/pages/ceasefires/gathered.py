"""What the record holds of a ceasefire on some days, worked out once for each state of the record."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.desk.asked import Asked
from detente.desk.pages.ceasefires.period import today
from detente.desk.refusals import Refused, not_here
from detente.display.ceasefires.names import Names, names_of
from detente.display.language import say
from detente.pipeline import ceasefires
from detente.pipeline.ceasefires import Told, gather_ceasefire, stored_ceasefire
from detente.pipeline.days.gathered import days_of, gather_days
from detente.pipeline.days.trends import BoardTrends
from detente.pipeline.doubts import doubted_events, doubted_violations
from detente.pipeline.verification import enquiries_of, verifiable_of, verified_of
from detente.registry.ceasefires.board import Board, board_of
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.board import BoardEffort, effort_beside
from detente.registry.ceasefires.verification.verified import Enquiry, Verifiable, Verified
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval
from detente.store import EntryView

__all__ = [
    "BoardView", "Verification", "board_view", "doubted_among", "kept_ceasefire", "kept_ceasefires", "latest_day",
    "told_of", "told_on", "verification_on",
]  # fmt: skip

FEW = 62
"""Days, two months, up to which what is said of them is looked up for each who asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """A board with all that stands on it and around it. `known` are violations by id, `doubted` those in doubt."""

    ceasefire: Ceasefire
    board: Board
    told: Told
    known: Mapping[str, Violation]
    verified: Verified
    trends: BoardTrends
    effort: BoardEffort
    doubted: frozenset[str] = frozenset()

    @property
    def interval(self) -> Interval:
        """The days of the board."""
        return self.board.interval

    @property
    def names(self) -> Names:
        """What those on the board are called, in the language of the request."""
        return names_of(self.ceasefire)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What could be verified on some days, and enquiries whose subject is told no more."""

    could_be: tuple[Verifiable, ...]
    lost: tuple[Enquiry, ...]


def kept_ceasefires(asked: Asked) -> tuple[Ceasefire, ...]:
    """Return all ceasefires that the desk follows."""
    return tuple(one for one, _ in ceasefires.kept_ceasefires(asked.record, known_on=asked.known_on))


def kept_ceasefire(asked: Asked, id_: str) -> tuple[Ceasefire, EntryView]:
    """Return a ceasefire with its last revision. Raises `Refused` where there is none."""
    try:
        return stored_ceasefire(asked.record, id_, known_on=asked.known_on)
    except UsageError as error:
        raise _none(id_) from error


def latest_day(asked: Asked) -> dt.date:
    """Return the last day that anything can be known of."""
    return today(asked.now, asked.known_on.at)


def told_on(asked: Asked, ceasefire: Ceasefire, interval: Interval) -> Told:
    """Return what is said of a ceasefire on some days."""
    days = (interval.first, interval.last)
    return asked.held(
        "told of a ceasefire",
        lambda: gather_ceasefire(asked.record, ceasefire, interval, known_on=asked.known_on),
        ceasefire.id, *days,
    )  # fmt: skip


def told_of(asked: Asked, ceasefire: Ceasefire, interval: Interval) -> Told:
    """Return what is said of some days, or without days by reports of about these; of other days nothing."""
    if interval.days <= FEW:
        return gather_days(asked.record, ceasefire, interval, known_on=asked.known_on)
    return asked.held(
        "told of days",
        lambda: gather_days(asked.record, ceasefire, interval, known_on=asked.known_on),
        ceasefire.id, interval.first, interval.last,
    )  # fmt: skip


def board_view(asked: Asked, ceasefire: Ceasefire, interval: Interval) -> BoardView:
    """Return the board of some days: of few it is made for each who asks, for that takes no longer than to hold it."""
    if interval.days <= FEW:
        return _board_view(asked, ceasefire, interval)
    days = (interval.first, interval.last)
    return asked.held("board", lambda: _board_view(asked, ceasefire, interval), ceasefire.id, *days)


def verification_on(asked: Asked, ceasefire: Ceasefire, interval: Interval) -> Verification:
    """Return what could be verified on some days."""
    told = told_on(asked, ceasefire, interval)

    def made() -> Verification:
        held = enquiries_of(asked.record, ceasefire, told, interval, known_on=asked.known_on)
        could_be = verifiable_of(asked.record, ceasefire, told, interval, held, known_on=asked.known_on)
        return Verification(could_be=could_be, lost=held.lost)

    return asked.held("verification", made, ceasefire.id, interval.first, interval.last)


def doubted_among(asked: Asked, violations: Iterable[Violation]) -> frozenset[str]:
    """Return the ids of violations that stand doubted in review: from their words it cannot be told."""
    found = asked.held("doubted events", lambda: doubted_events(asked.record, known_on=asked.known_on))
    return doubted_violations(violations, found)


def _board_view(asked: Asked, ceasefire: Ceasefire, interval: Interval) -> BoardView:
    told = told_of(asked, ceasefire, interval)
    board = board_of(ceasefire, interval, told.violations)
    days = days_of(asked.record, ceasefire, known_on=asked.known_on)
    return BoardView(
        ceasefire=ceasefire,
        board=board,
        told=told,
        known={one.id: one for one in told.violations},
        verified=verified_of(asked.record, ceasefire, told, interval, known_on=asked.known_on),
        trends=days.trends(asked.record, told, interval),
        effort=effort_beside(board, ceasefire, told.violations, told.efforts),
        doubted=doubted_among(asked, told.violations),
    )


def _none(id_: str) -> Refused:
    message = say("No ceasefire of the name “%(id)s” is kept here, or it is not released to you.", id=id_[:60])
    return not_here(message, now=say("See which are kept."), href="/ceasefires")
