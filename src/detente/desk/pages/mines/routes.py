"""The mine record: the list with its filters, totals held against figures, one record whole."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.fields import From, To, days_between
from detente.desk.language import mark, say
from detente.desk.pages.mines import sheets, wording
from detente.desk.pages.mines.drawn import figures_chart, figures_sheet
from detente.desk.refusals import not_here
from detente.pipeline.mines import MineRow, gather_mines, mine_revisions
from detente.registry.interval import Interval
from detente.registry.mines.selection import is_of_kind

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 50
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
    every = _gathered(asked, days_between(first, last))
    kinds = [kind] if kind in wording.KINDS else []
    of_kind = [row for row in every if is_of_kind(row.record, kinds)]
    own = [row for row in of_kind if not who or wording.said_by(row.record) == who]
    found = sorted(own, key=_is_figure)
    start = next((n + 1 for n, row in enumerate(found) if row.record.id == after), 0)
    shown = found[start : start + AT_ONCE]
    events, figures = ([row for row in shown if _is_figure(row) == is_one] for is_one in (False, True))
    url = asked.request.url.include_query_params(after=shown[-1].record.id) if start + AT_ONCE < len(found) else None
    more = f"{url.path}?{url.query}" if url is not None else None
    made = asked.held("mine totals", lambda: sheets.reconciled(_gathered(asked, None)))
    tables = [figures_sheet(found, running=running) for running in (True, False)]
    drawn = [(table, chart) for table in tables if (chart := figures_chart(table)) is not None]
    return asked.page(
        "mines.html.j2", title=say("Mine record"),
        sheets=[
            sheets.list_sheet(events, more=None if figures else more),
            sheets.published_sheet(figures, more=more if figures else None),
            sheets.totals_sheet(made, _gathered(asked, None)),
            sheets.blanks_sheet(found),
            *(table for table, _ in drawn),
        ],
        drawings=[chart for _, chart in drawn], drawn=drawn,
        number=len(found), has_events=bool(events) or not figures, has_figures=bool(figures),
        kind=kind, who=who, first=first, last=last, is_first=not start,
        kinds=[(id_, say(name)) for id_, name in wording.KINDS.items()],
        voices=sorted({wording.said_by(row.record) for row in every})[:200],
    )  # fmt: skip


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
