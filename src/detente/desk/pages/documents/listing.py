"""The reports of the record, the latest first, page by page."""

from collections.abc import Mapping, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.fields import Day, days_between
from detente.desk.pages.documents.found import language_of, title_of
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.exchange.page_words import language_name, published_as_iso
from detente.store import DocumentView, Listing, document_languages, listing, published_of

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 100
Days = Mapping[str, tuple[str | None, str | None]]


@router.get("/documents")
def list_documents(
    asked: Reads,
    *,
    outlet: Annotated[str | None, Query(max_length=200)] = None,
    language: Annotated[str | None, Query(max_length=35)] = None,
    since: Annotated[Day, Query(title=mark("published from"))] = None,
    until: Annotated[Day, Query(title=mark("published to"))] = None,
    after: Annotated[str | None, Query(max_length=32, pattern="^[0-9a-f]*$")] = None,
) -> Response:
    """List the reports, the latest first."""
    days_between(since, until)
    wanted = Listing(
        publisher=(outlet or "").strip() or None, language=language or None, since=since.isoformat() if since else None,
        until=until.isoformat() if until else None, after=after or None,
    )  # fmt: skip
    found = listing(asked.record, wanted, limit=AT_ONCE + 1, known_on=asked.known_on)
    shown = found[:AT_ONCE]
    days = published_of(asked.record, (one.id for one in shown), known_on=asked.known_on)
    more = _next(asked, shown[-1].id) if len(found) > AT_ONCE else None
    return asked.page(
        "documents.html.j2", title=say("Reports"), sheets=[_sheet(shown, days, wanted, more)], wanted=wanted,
        languages_there=_languages(asked), later=wanted.after is not None,
    )  # fmt: skip


def _languages(asked: Asked) -> Sequence[tuple[str, str]]:
    there = asked.held("languages", lambda: document_languages(asked.record, known_on=asked.known_on))
    return [(code, language_name(code)) for code in there]


def _next(asked: Asked, last: str) -> str:
    kept = {name: value for name, value in asked.request.query_params.items() if name != "after"}
    return f"/documents?{urlencode(kept | {'after': last})}"


def _sheet(found: Sequence[DocumentView], days: Days, wanted: Listing, more: str | None) -> Sheet:
    return Sheet(
        id="reports",
        title=say("Reports"),
        columns=(
            Column(id="report", title=say("report")),
            Column(id="publisher", title=say("publisher")),
            Column(id="language", title=say("language")),
            Column(id="published", title=say("published")),
            Column(id="added", title=say("added")),
            Column(id="claims", title=say("claims"), numeric=True),
            Column(id="events", title=say("events"), numeric=True),
        ),
        rows=tuple(_row(one, days.get(one.id, (None, None))) for one in found),
        empty=_empty(is_narrowed=wanted != Listing()),
        more=more,
    )


def _empty(*, is_narrowed: bool) -> Empty:
    if is_narrowed:
        means = say("No report is kept here that the filters ask for.")
        return Empty(means=means, now=say("Show all reports"), href="/documents")
    return Empty(
        means=say("No report is kept here."), now=say("Whoever runs this desk adds them; the manual says how.")
    )


def _row(one: DocumentView, days: tuple[str | None, str | None]) -> Row:
    unread = say("kept, not read") if not one.readings else ""
    name = say("%(name)s", name=one.external_id) if one.title else ""
    return Row(
        id=one.id[:16],
        cells=(
            Cell(text=title_of(one), href=f"/documents/{one.id}", note=name),
            cell(one.publisher, blank=say("not stated")),
            cell(language_of(one.language or one.identified), blank=say("not stated")),
            cell(
                published_as_iso({"from": days[0], "to": days[1]}) if any(days) else None,
                blank=say("not found in the text"),
            ),
            cell(one.added_at.date().isoformat()),
            cell(one.claims if one.readings else None, blank=unread),
            cell(one.events if one.readings else None, blank=unread),
        ),
    )
