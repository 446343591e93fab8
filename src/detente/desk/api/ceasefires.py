"""Ceasefires for programs: what each rests on, its board, what is said of it, figures, trends; and the mine record."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from detente.desk.api.asking import USUAL, After, Field, From, Id, Limit, To
from detente.desk.api.given import Listed, give, give_listed
from detente.desk.api.routing import api_router
from detente.desk.asked import Reads
from detente.desk.fields import days_between
from detente.desk.pages.ceasefires.gathered import kept_ceasefire, kept_ceasefires, latest_day, told_on
from detente.desk.pages.ceasefires.period import LONGEST, asked_week, asked_whole
from detente.pipeline.ceasefires import kept_figures
from detente.pipeline.mines import gather_mines
from detente.pipeline.trends import Trends, measure_trends
from detente.registry.ceasefires.board import Board, board_of
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import DAY, Interval
from detente.registry.mines.records import Accident, Activity, Handover, HazardousArea, MineFigure
from detente.registry.mines.selection import KIND_NAMES, is_of_kind

__all__ = ["days_of", "router"]

router = api_router("ceasefires")
Kind = Annotated[str | None, Query(pattern=f"^({'|'.join(KIND_NAMES)})$", description="Of what kind.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardGiven:
    """A board, and all that is said on it: its cells name violations by their ids, and these have the words."""

    board: Board
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MineGiven:
    """A record of mines, and the id of the one that replaces it, null where it stands."""

    record: HazardousArea | Activity | Accident | Handover | MineFigure
    replaced_by: str | None


@router.get("/ceasefires", response_model=Listed[Ceasefire])
def list_ceasefires(asked: Reads, *, limit: Limit = USUAL, after: After = None) -> Response:
    """List the ceasefires that the desk follows, and what each rests on."""
    every = kept_ceasefires(asked)
    return give_listed(asked, every, key=lambda one: (one.id,), limit=limit, after=after)


@router.get("/ceasefires/{id}", response_model=Ceasefire)
def get_ceasefire(id_: Id, asked: Reads) -> Response:
    """Show what a ceasefire rests on: its parties, monitors, classes, areas, and the rule by which it is counted."""
    return give(asked, kept_ceasefire(asked, id_)[0])


@router.get("/ceasefires/{id}/board", response_model=BoardGiven)
def get_board(id_: Id, asked: Reads, *, first: From = None, last: To = None) -> Response:
    """Show what each side and the monitors say of some days, by default the last seven that anything is known of."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    interval = asked_week(ceasefire, first, last, latest_day(asked))
    told = told_on(asked, ceasefire, interval)
    days = (interval.first, interval.last)
    board = asked.held("bare board", lambda: board_of(ceasefire, interval, told.violations), ceasefire.id, *days)
    named = {
        id_ for row in board.rows for cell in (*row.cells, row.others) for one in cell.told for id_ in one.violations
    } | set(board.undated)
    violations = tuple(_named(one, ceasefire) for one in told.violations if one.id in named)
    return give(asked, BoardGiven(board=board, violations=violations))


@router.get("/ceasefires/{id}/violations", response_model=Listed[Violation])
def list_violations(
    id_: Id, asked: Reads, *, first: From = None, last: To = None, limit: Limit = USUAL, after: After = None
) -> Response:
    """List what is said of a ceasefire on some days, by default all of them: who says it, of whom, in which words."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    interval = days_of(ceasefire, first, last, latest_day(asked))
    told = told_on(asked, ceasefire, interval)
    return give_listed(asked, [_named(one, ceasefire) for one in told.violations], key=_place, limit=limit, after=after)


@router.get("/ceasefires/{id}/figures", response_model=Listed[Violation])
def list_figures(
    id_: Id, asked: Reads, *, by: Field = None, first: From = None, last: To = None, limit: Limit = USUAL,
    after: After = None,
) -> Response:  # fmt: skip
    """List the figures that bodies published; a corrected one stays, and the later one says what it supersedes."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    interval = days_between(first, last)
    every = asked.held(
        "bare figures", lambda: kept_figures(asked.record, ceasefire.id, known_on=asked.known_on), ceasefire.id
    )
    found = [
        _named(one, ceasefire)
        for one in every
        if (by is None or one.claimant == by)
        and (interval is None or (one.interval is not None and one.interval.overlaps(interval)))
    ]
    return give_listed(asked, found, key=_place, limit=limit, after=after)


@router.get("/ceasefires/{id}/trend", response_model=Trends)
def get_trend(id_: Id, asked: Reads, *, first: From = None, last: To = None) -> Response:
    """Show the measured trend of each series of figures, and apart from it what is claimed of trends."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    interval = days_of(ceasefire, first, last, latest_day(asked))
    told = told_on(asked, ceasefire, interval)
    made = asked.held(
        "all trends",
        lambda: measure_trends(told, efforts=told.efforts, within=interval),
        ceasefire.id, interval.first, interval.last,
    )  # fmt: skip
    return give(asked, made)


@router.get("/mines", response_model=Listed[MineGiven])
def list_mines(
    asked: Reads, *, kind: Kind = None, first: From = None, last: To = None, limit: Limit = USUAL, after: After = None
) -> Response:
    """List hazards, work, accidents, handovers and figures: who says so, in which words."""
    interval = days_between(first, last)
    days = (interval.first, interval.last) if interval else ()
    every = asked.held("mines", lambda: gather_mines(asked.record, interval=interval, known_on=asked.known_on), *days)
    found = [one for one in every if is_of_kind(one.record, [kind] if kind else [])]
    return give_listed(asked, found, key=lambda one: (one.record.id,), limit=limit, after=after)


def days_of(ceasefire: Ceasefire, first: dt.date | None, last: dt.date | None, latest: dt.date) -> Interval:
    """Return the days that are asked for: by default all of the ceasefire so far, of a long one the last ten years."""
    if first is None and ceasefire.first:
        ended = last or min(latest, dt.date.fromisoformat(ceasefire.last or latest.isoformat()))
        first = max(dt.date.fromisoformat(ceasefire.first), ended - DAY * min(LONGEST - 1, (ended - dt.date.min).days))
    return asked_whole(ceasefire, first, last, latest)


def _named(one: Violation, ceasefire: Ceasefire) -> Violation:
    """Return what is said with the name of who says it: tables of figures have only the id of a party or a monitor."""
    if one.claimant is None or one.claimant_name != one.claimant:
        return one
    called = {each.id: each.name for each in ceasefire.parties}
    called |= {each.id: each.name for each in ceasefire.monitors}
    return replace(one, claimant_name=called.get(one.claimant, one.claimant_name))


def _place(one: Violation) -> tuple[str, str]:
    return (one.interval.first.isoformat() if one.interval else "9999", one.id)
