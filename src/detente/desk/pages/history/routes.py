"""The history of one thing of the record: each change, who made it, when, why, and what it changed."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Asked, Reads
from detente.desk.pages.history.seen import number_called, number_help, rows_seen
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.display.sheets import Column, Empty, Row, Sheet, cell
from detente.exchange.history_rows import CHANGED
from detente.store import documents_of, find_incident, hidden_keys, subjects_called

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 100
LEAST_FIGURES = 6
WITHDRAWN = "withdrawn"


@router.get("/history/{subject}")
def show_history(
    asked: Reads,
    subject: Annotated[str, Path(max_length=64, pattern="^[0-9a-f]+$")],
    after: Annotated[int | None, Query(ge=0)] = None,
) -> Response:
    """Show each change of a report, a reading, an incident, a decision or a review: by whom, when, why, and what."""
    kind, id_ = _called(asked, subject)
    rows = rows_seen(asked, id_)[::-1]
    left = [row for row in rows if after is None or row["number"] < after]
    more = f"/history/{id_}?after={left[AT_ONCE - 1]['number']}" if len(left) > AT_ONCE else None
    return asked.page(
        "history.html.j2", title=say("History of %(kind)s %(id)s", kind=kind, id=id_[:10]), id=id_,
        sheets=[_sheet(asked, left[:AT_ONCE], more)], about=_page_of(asked, kind, id_),
        is_withdrawn=_is_withdrawn(rows),
    )  # fmt: skip


def _page_of(asked: Asked, kind: str, id_: str) -> str:
    """Return the page of what is meant; "" where it has none, or none is shown as of this day."""
    if kind == "document" and documents_of(asked.record, [id_], withdrawn=True, known_on=asked.known_on):
        return f"/documents/{id_}"
    if kind == "incident" and _is_told(asked, id_):
        return f"/incidents/{id_}"
    return ""


def _is_told(asked: Asked, incident: str) -> bool:
    try:
        find_incident(asked.record, incident, known_on=asked.known_on.at)
    except UsageError:
        return False
    return True


def _is_withdrawn(rows: Sequence[dict[str, Any]]) -> bool:
    """Say whether what was said last of withdrawing it is that it was withdrawn; the last change stands first."""
    last = next((row for row in rows if row["of"] == "withdrawal"), None)
    return last is not None and WITHDRAWN in last[CHANGED]


def _called(asked: Asked, subject: str) -> tuple[str, str]:
    """Return the one thing that is meant, by its kind and its id. Raises `Refused` where there is none, or several."""
    found = subjects_called(asked.record, subject) if len(subject) >= LEAST_FIGURES else []
    if len(found) != 1 or found[0][1] in hidden_keys(asked.record):
        raise not_here(
            say("Nothing of this id is noted in the history, or several things are: give more figures of it."),
            now=say("See which reports there are"), href="/documents",
        )  # fmt: skip
    return found[0][0], found[0][1]


def _sheet(asked: Asked, rows: Sequence[dict[str, Any]], more: str | None) -> Sheet:
    return Sheet(
        id="history",
        title=say("Changes, the last first"),
        columns=(
            Column(id="by", title=say("by whom")),
            Column(id="at", title=say("when (UTC)"), tight=True),
            Column(id="of", title=say("of")),
            Column(id="changed", title=say("what changed")),
            Column(id="reason", title=say("why")),
            Column(id="number", title=number_called(asked), numeric=True, help=number_help(asked)),
        ),
        rows=tuple(_row(row) for row in rows),
        empty=Empty(means=say("Nothing was noted of it as of this day.")),
        rule=say("each change stands in one chain, and none is taken out of it"),
        more=more,
    )


def _row(row: dict[str, Any]) -> Row:
    return Row(
        id=str(row["number"]),
        cells=(
            cell(row["author"], blank=say("not noted")),
            cell(row["at"][:16].replace("T", " "), value=row["at"]),
            cell(row["of"]),
            cell("; ".join(row[CHANGED]) or None, blank="–"),
            cell(row["reason"], blank=say("no reason is noted")),
            cell(row["number"]),
        ),
    )
