"""The reports of the record, the latest first."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.asked import Reads
from detente.desk.language import say
from detente.desk.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.store import DocumentView, documents

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 100


@router.get("/documents")
def list_documents(asked: Reads) -> Response:
    """List the reports, the latest first."""
    found = documents(asked.record, newest=True, limit=AT_ONCE, known_on=asked.known_on)
    return asked.page("documents.html.j2", title=say("Reports"), sheets=[_sheet(found)])


def _sheet(found: Sequence[DocumentView]) -> Sheet:
    return Sheet(
        id="reports",
        title=say("Reports"),
        columns=(
            Column(id="report", title=say("report")),
            Column(id="publisher", title=say("outlet")),
            Column(id="added", title=say("added")),
            Column(id="claims", title=say("claims"), numeric=True),
            Column(id="events", title=say("events"), numeric=True),
        ),
        rows=tuple(_row(one) for one in found),
        empty=Empty(means=say("No report is kept here."), now=say("Add some: detente add DIR FILE...")),
    )


def _row(one: DocumentView) -> Row:
    return Row(
        id=one.id[:16],
        cells=(
            Cell(text=one.external_id, href=f"/documents/{one.id}"),
            cell(one.publisher),
            cell(one.added_at.date().isoformat()),
            cell(one.claims),
            cell(one.events),
        ),
    )
