"""The mine record: the list with its filters, totals held against figures, one record whole."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.fields import From, To, days_between
from detente.desk.pages.mines import sheets, wording
from detente.desk.pages.mines.drawn import figures_chart, figures_sheet
from detente.desk.refusals import not_here
from detente.display.drawing.drawing import Drawing
from detente.display.language import mark, say, spoken
from detente.display.sheets import Sheet
from detente.pipeline.mines import MineRow, gather_mines, mine_revisions
from detente.registry.interval import Interval
from detente.registry.mines.selection import is_of_kind

__all__ = ["router"]

router = APIRouter()
AT_ONCE, MOST_VOICES = 50, 200
Field = Annotated[str | None, Query(max_length=200)]


@router.get("/mines")
def list_mines(
    asked: Reads,
    kind: Field = None,
    who: Annotated[Field, Query(title=mark("who says it"))] = None,
    first: From = None,
    last: To = None,
    after: Field = None,
) -> Response:
    """List hazards, work, accidents, handovers and figures: who says so, what, in which words."""
    days = days_between(first, last)
    asked_for = (kind or "", who or "", *((days.first, days.last) if days else ()), spoken())
    listed = asked.held("mine list", lambda: _listed(asked, kind=kind, who=who, days=days), *asked_for)
    found = listed.rows
    start = asked.place_after(after, (row.record.id for row in found))
    shown = found[start : start + AT_ONCE]
    events, figures = ([row for row in shown if _is_figure(row) == is_one] for is_one in (False, True))
    url = asked.request.url.include_query_params(after=shown[-1].record.id) if start + AT_ONCE < len(found) else None
    more = f"{url.path}?{url.remove_query_params('part').query}" if url is not None else None
    totals = asked.held("mine totals", lambda: _totals(asked), spoken())
    return asked.page(
        "mines.html.j2", title=say("Mine record"),
        sheets=[
            sheets.list_sheet(events, more=None if figures else more),
            sheets.published_sheet(figures, more=more if figures else None),
            totals, listed.blanks, *(table for table, _ in listed.drawn),
        ],
        drawings=[chart for _, chart in listed.drawn], drawn=listed.drawn,
        number=len(found), has_events=bool(events) or not figures, has_figures=bool(figures),
        kind=kind, who=who, first=first, last=last, is_first=not start,
        kinds=[(id_, say(name)) for id_, name in wording.KINDS.items()], voices=listed.voices,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """Records that are asked for, with what is shown of all of them, in the language of the request."""

    rows: tuple[MineRow, ...]
    voices: tuple[str, ...]
    blanks: Sheet
    drawn: tuple[tuple[Sheet, Drawing], ...]


def _listed(asked: Asked, *, kind: str | None, who: str | None, days: Interval | None) -> _Listed:
    every = _gathered(asked, days)
    kinds = [kind] if kind in wording.KINDS else []
    of_kind = [row for row in every if is_of_kind(row.record, kinds)]
    found = tuple(sorted((row for row in of_kind if not who or wording.said_by(row.record) == who), key=_is_figure))
    tables = [figures_sheet(found, running=running) for running in (True, False)]
    return _Listed(
        rows=found, voices=tuple(sorted({wording.said_by(row.record) for row in every})[:MOST_VOICES]),
        blanks=sheets.blanks_sheet(found),
        drawn=tuple((table, chart) for table in tables if (chart := figures_chart(table)) is not None),
    )  # fmt: skip


def _totals(asked: Asked) -> Sheet:
    every = _gathered(asked, None)
    return sheets.totals_sheet(sheets.reconciled(every), every)


@router.get("/mines/{id_}")
def show_mine_record(id_: str, asked: Reads) -> Response:
    """Show one record whole: who says so, its words, every field told or not told, what it corrects."""
    row = next((one for one in _gathered(asked, None) if one.record.id == id_), None)
    if row is None:
        raise not_here(
            say("There is no mine record of this id, or it is not released to you."),
            now=say("See the mine record."),
            href="/mines",
        )
    revisions = mine_revisions(asked.record, row.record.id, known_on=asked.known_on)
    return asked.page(
        "mine_record.html.j2", title=wording.what_words(row.record),
        sheets=[sheets.fields_sheet(row), sheets.revisions_sheet(revisions)],
        row=row, record=row.record, who=wording.said_by(row.record), origin=say(wording.ORIGINS[row.record.origin]),
    )  # fmt: skip


def _is_figure(row: MineRow) -> bool:
    return row.kind == "mine-figure"


def _gathered(asked: Asked, interval: Interval | None) -> tuple[MineRow, ...]:
    days = (interval.first, interval.last) if interval else ()
    return asked.held("mines", lambda: gather_mines(asked.record, interval=interval, known_on=asked.known_on), *days)
