"""The page of a search."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Reads
from detente.desk.pages.search.found import incidents_found, names_found, reports_found, reports_sheet
from detente.desk.pages.search.kept import kept_found
from detente.desk.pages.search.wanted import read_query
from detente.display.language import say

__all__ = ["router"]

router = APIRouter()
LONGEST = 200


@router.get("/search")
def search(
    asked: Reads,
    *,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    after: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """Search reports, names, places, days, and what the desk keeps."""
    query = read_query(q)
    hits, last = reports_found(asked, query, after)
    more = None if last is None else f"/search?{urlencode({'q': query.given, 'after': last})}"
    sheets = [reports_sheet(hits, query, more)]
    every = None
    if query.given and after is None:
        incidents, every = incidents_found(asked, query)
        sheets = [names_found(asked, query), incidents, kept_found(asked, query), *sheets]
    return asked.page(
        "search.html.j2", title=say("Search"), sheets=sheets, query=query, hits=hits, later=after is not None,
        every_incident=every,
    )  # fmt: skip
