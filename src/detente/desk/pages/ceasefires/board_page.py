"""The board of a ceasefire, and all that one of its cells stands on."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.fields import After, From, To
from detente.desk.pages.ceasefires import board_notes as notes
from detente.desk.pages.ceasefires import board_sheets as sheets
from detente.desk.pages.ceasefires.answers import answers_owed
from detente.desk.pages.ceasefires.around import around, href_of
from detente.desk.pages.ceasefires.board_places import placed_of, places_map, places_sheet
from detente.desk.pages.ceasefires.gathered import (
    BoardView,
    board_view,
    doubted_among,
    kept_ceasefire,
    latest_day,
    told_of,
)
from detente.desk.pages.ceasefires.heard import heard, is_one_sided, one_sided
from detente.desk.pages.ceasefires.period import asked_week
from detente.desk.pages.ceasefires.released import as_released
from detente.desk.pages.ceasefires.trends import board_trend_sheet, claim_sheet
from detente.desk.pages.ceasefires.violation_sheets import violation_sheet
from detente.desk.pages.ceasefires.weeks import count_weeks, said_weeks, strip_of, weeks_of
from detente.desk.pages.said.paging import onward, turn_to
from detente.display.ceasefires.names import ORDERS, days_prose, names_of, row_title
from detente.display.language import say
from detente.display.sheets import Empty, Sheet
from detente.pipeline.days.gathered import days_of
from detente.registry.ceasefires.board import Board, board_of
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["router"]

router = APIRouter()
MOST_CLAIMS = 12
"""Claims of a trend that a board tells; all are on the page of the trend."""
AT_ONCE = 60
"""Statements of a cell on one page."""
Id = Annotated[str, Query(max_length=200)]


@router.get("/ceasefires/{id_}")
def show_board(id_: str, asked: Reads, first: From = None, last: To = None) -> Response:
    """Show what each side and the monitors say of some days, column beside column."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    interval = asked_week(ceasefire, first, last, latest_day(asked))
    view = board_view(asked, ceasefire, interval)
    rows = sheets.board_rows(view)
    numbers = heard(view.told, ceasefire, interval)
    weeks = _weeks(asked, view)
    placed = placed_of(view.told.violations, interval)
    where = places_sheet(placed, ceasefire, view.names)
    strip, drawn = strip_of(weeks, id="strip", rows=view.board.columns), places_map(placed, where)
    shown = [
        sheets.board_sheet(view, rows),
        sheets.others_sheet(view),
        board_trend_sheet(view.trends.measured, ceasefire, view.names),
        claim_sheet(
            view.trends.claimed[:MOST_CLAIMS],
            view.names,
            more=href_of(ceasefire, "/trend") if len(view.trends.claimed) > MOST_CLAIMS else None,
        ),
        as_released(notes.effort_sheet(view), asked),
        notes.corrected_sheet(view),
        notes.undated_sheet(view),
        notes.claimed_sheet(view),
        weeks,
        where,
    ]
    return asked.page(
        "ceasefire_board.html.j2", title=say("%(name)s, %(days)s", name=ceasefire.name, days=days_prose(interval)),
        sheets=shown, drawings=[one for one in (strip, drawn) if one], view=view, rows=rows,
        order=say(ORDERS[view.board.order]), sides=_sides_of(view),
        joint=view.verified.joint, suspensions=_suspensions(ceasefire, interval), is_blank=_is_blank(view),
        only=one_sided(ceasefire, numbers) if is_one_sided(ceasefire, numbers) else "", known_day=latest_day(asked),
        answers=answers_owed(asked, ceasefire, _parties_of(view)),
        **around(asked, ceasefire, interval, here="board"),
    )  # fmt: skip


@router.get("/ceasefires/{id_}/cell")
def show_cell(
    id_: str,
    asked: Reads,
    row: Id,
    column: Id,
    first: From = None,
    last: To = None,
    after: After = "",
) -> Response:
    """Show all that one cell of the board stands on: each statement with who says it, its words, its days."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    interval = asked_week(ceasefire, first, last, latest_day(asked))
    said = _of_cell(asked, ceasefire, interval, row, column)
    names = names_of(ceasefire)
    shown, then = turn_to(said, after, called=lambda one: one.id, at_once=AT_ONCE)
    sheet = violation_sheet(
        "said", say("Statements"), shown, ceasefire, names,
        empty=Empty(means=say("Nobody says anything here. That is “not reported”, and not zero."), of="days",
                    now=say("Back to the board"), href=f"/ceasefires/{ceasefire.id}"),
        more=onward(asked, then), doubted=doubted_among(asked, shown),
    )  # fmt: skip
    who = names.get(column, say("others") if column == "others" else column)
    title = say("%(who)s: %(what)s", who=who, what=_row_called(ceasefire, row))
    return asked.page(
        "ceasefire_cell.html.j2", title=title, sheets=[sheet], number=len(said),
        **around(asked, ceasefire, interval, here="board"),
    )  # fmt: skip


def _parties_of(view: BoardView) -> list[str]:
    parties = {one.id for one in view.ceasefire.parties}
    return [one for one in view.board.columns if one in parties]


def _weeks(asked: Asked, view: BoardView) -> Sheet:
    """Return the weeks of the ceasefire around the days that are shown: what is held serves every board of it."""
    weeks = weeks_of(view.ceasefire, view.interval, latest_day(asked))
    whole = Interval(first=weeks[0].first, last=weeks[-1].last)
    days = days_of(asked.record, view.ceasefire, known_on=asked.known_on)
    counted = days.held(
        asked.record, whole, lambda told: count_weeks(told.violations, view.ceasefire.columns, weeks), "weeks"
    )
    return said_weeks(view.ceasefire, counted, view.board.columns, view.names, weeks)


def _of_cell(asked: Asked, ceasefire: Ceasefire, interval: Interval, row: str, column: str) -> list[Violation]:
    """Return the violations that a cell stands on, by the first of their days."""
    told = told_of(asked, ceasefire, interval)
    board = board_of(ceasefire, interval, told.violations)
    ids = set(board.undated) if row == "undated" else _ids(board, row, column)
    return sorted((one for one in told.violations if one.id in ids), key=_place)


def _ids(board: Board, row: str, column: str) -> set[str]:
    cells = [one for each in board.rows if each.id == row for one in (*each.cells, each.others)]
    return {id_ for one in cells if one.column == column for told in one.told for id_ in told.violations}


def _place(one: Violation) -> tuple[str, str, str]:
    return (one.interval.first.isoformat() if one.interval else "", one.published or "", one.id)


def _row_called(ceasefire: Ceasefire, row: str) -> str:
    return say("said without days") if row == "undated" else row_title(ceasefire, row)


def _sides_of(view: BoardView) -> dict[str, str]:
    """Return by column whether it is the first party's, the other's, or a monitor's: its hue, wherever it stands."""
    one, other = view.ceasefire.parties
    return {id_: {one.id: "one", other.id: "other"}.get(id_, "watch") for id_ in view.board.columns}


def _suspensions(ceasefire: Ceasefire, interval: Interval) -> list[tuple[str, str, str]]:
    """Return the days on which the ceasefire did not hold, by whose word and in which words."""
    names = names_of(ceasefire)
    return [
        (names.get(one.claimant, one.claimant), days_prose(one.interval), one.words)
        for one in ceasefire.suspensions
        if one.interval.overlaps(interval)
    ]


def _is_blank(view: BoardView) -> bool:
    return not any(one.told for row in view.board.rows for one in (*row.cells, row.others))
