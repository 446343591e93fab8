"""The incidents, those of the latest days first, page by page."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.core.errors import PlaceGone
from detente.desk.asked import Asked, Reads
from detente.desk.fields import Day, Flag, days_between
from detente.desk.pages.incidents.seen import Seen, days_told, evidence_of, see_all, voices_of
from detente.desk.pages.said.deeds import deed_text, deeds_text
from detente.desk.pages.said.telling import quoted_cell
from detente.display.language import say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.incidents.column import Words
from detente.incidents.summary import has_more
from detente.knowledge.countries import countries
from detente.knowledge.plover import plover
from detente.store import Gathered, Wanted, gather_incidents, incident_countries, incident_page, place_in_order

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 30
FEW = 3
Code = Annotated[str | None, Query(max_length=12)]


@router.get("/incidents")
def list_incidents(
    asked: Reads,
    *,
    country: Code = None,
    type_: Annotated[str | None, Query(alias="type", max_length=20)] = None,
    since: Day = None,
    until: Day = None,
    place: Annotated[str | None, Query(max_length=200)] = None,
    recalled: Flag = False,
    after: Annotated[str | None, Query(max_length=32, pattern="^[0-9a-f]*$")] = None,
) -> Response:
    """List the incidents, those of the latest days first."""
    days_between(since, until)
    wanted = Wanted(
        country=(country or "").upper() or None, type=(type_ or "").upper() or None, recalled=recalled,
        first=_ordinal(since), last=_ordinal(until), place=(place or "").strip() or None,
    )  # fmt: skip
    found = _page(asked, wanted, after or None)
    shown = see_all(asked, found[:AT_ONCE])
    more = _next(asked, found[AT_ONCE - 1].id) if len(found) > AT_ONCE else None
    ordered = wanted if asked.known_on.at is None else Wanted()  # of another day all its accounts place it
    return asked.page(
        "incidents.html.j2", title=say("Incidents"),
        sheets=[_sheet(shown, ordered, more, is_narrowed=wanted != Wanted())], wanted=wanted, since=since,
        until=until, types=[(one, deed_text(one)) for one in plover().types], later=bool(after),
        countries_there=_countries(asked, wanted.country),
    )  # fmt: skip


def _ordinal(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


def _countries(asked: Asked, chosen: str | None) -> list[tuple[str, str]]:
    """Return the countries in which incidents are told to have been, by name, and the one that is asked for."""
    told = {*asked.held("map countries", lambda: incident_countries(asked.record)), chosen}
    return sorted(
        ((one.code, one.name) for one in countries() if one.code and one.code in told), key=lambda pair: pair[1]
    )


def _page(asked: Asked, wanted: Wanted, after: str | None) -> tuple[Gathered, ...]:
    """Return one incident more than a page has, to know whether there is another page."""
    if asked.known_on.at is None:
        return incident_page(asked.record, wanted, after=after, limit=AT_ONCE + 1, voice=voices_of(asked))
    at = asked.known_on.at
    every = asked.held("incidents", lambda: gather_incidents(asked.record, wanted, known_on=at), wanted)
    ids = [one.id for one in every]
    if after is not None and after not in ids:
        message = f"the list cannot go on after {after[:60]!r}: no such incident is in it"
        raise PlaceGone(message)
    start = ids.index(after) + 1 if after is not None else 0
    return every[start : start + AT_ONCE + 1]


def _next(asked: Asked, last: str) -> str:
    kept = {name: value for name, value in asked.request.query_params.items() if name != "after"}
    return f"/incidents?{urlencode(kept | {'after': last})}"


def _sheet(found: list[Seen], ordered: Wanted, more: str | None, *, is_narrowed: bool) -> Sheet:
    columns = (
        Column(id="days", title=say("days")), Column(id="who_says", title=say("who says it")),
        Column(id="told", title=say("what each says")), Column(id="what", title=say("what")),
        Column(id="places", title=say("where")), Column(id="reports", title=say("reports"), numeric=True),
        Column(id="voices", title=say("voices"), numeric=True, term="voice"),
        Column(id="sides", title=say("sides"), numeric=True, term="side"),
    )  # fmt: skip
    return Sheet(
        id="incidents", title=say("Incidents"), columns=columns, rows=tuple(_row(one, ordered) for one in found),
        empty=_empty(is_narrowed=is_narrowed), more=more,
        rule=say("What several reports say of the same is one incident; copies of one text are one voice. "
                 "They are in the order of the last day on which each may have been: the last day that is reported, or "
                 "the one after “at the latest”."),
    )  # fmt: skip


def _empty(*, is_narrowed: bool) -> Empty:
    if is_narrowed:
        means = say("No report that is kept here has an incident that the filters ask for.")
        return Empty(means=means, now=say("Show all incidents"), href="/incidents")
    means = say("No report that is kept here has an incident. That does not say that there was none.")
    return Empty(means=means, now=say("See which reports there are"), href="/documents")


def _days(seen: Seen, ordered: Wanted) -> Cell:
    """Return the days that are told, and the last day on which it may have been where the list is ordered by another.

    `ordered` is what the list was asked for: by the accounts that fit it, an incident has its place in the order.
    """
    told, href = seen.told, f"/incidents/{seen.told.id}"
    by, _ = place_in_order(seen.whole, ordered)
    last = dt.date.fromordinal(by).isoformat() if by else None
    text = days_told(told.first, told.last)
    note = say("at the latest %(day)s", day=last) if last and last != told.last else ""
    return Cell(text=text, href=href, note=note, blank="" if text else say("no day reported"))


def _row(seen: Seen, ordered: Wanted) -> Row:
    told, who = seen.told, seen.told.independence
    summary = told.summary
    for document in who.reports:
        summary = summary.replace(document, seen.witness(document))
    claimants = [seen.witness(column.claimant) for column in told.columns]
    more = say(" and %(n)s more", n=len(claimants) - FEW) if len(claimants) > FEW else ""
    places = [place for column in told.columns for place in column.places]
    accounts = [
        Words(account=a.key, document=a.document, status=a.status, start=a.start, end=a.end, text=a.said)
        for a in seen.whole.accounts
    ]
    return Row(
        id=told.id[:16],
        cells=(
            _days(seen, ordered),
            cell(", ".join(claimants[:FEW]) + more),
            _said(seen, summary, accounts),
            Cell(
                text=deeds_text(seen.deeds), value=", ".join(told.types),
                words=evidence_of(accounts[:1]),
            ),
            Cell(
                text=", ".join(told.places[:FEW]), words=evidence_of([w for p in places for w in p.words][:1]),
                blank=say("no place reported"),
            ),
            cell(len(who.reports)),
            cell(len(who.voices)),
            cell(len(who.sides)),
        ),
    )  # fmt: skip


LONGEST = 260


def _said(seen: Seen, summary: str, accounts: Sequence[Words]) -> Cell:
    """Return what each says in a line; where that is only that it was, the words of the first account."""
    first = next((one for one in accounts if one.text.strip()), None)
    if first is not None and not has_more(seen.told.columns):
        return quoted_cell(first.text, evidence_of([first]), most=LONGEST)
    return cell(clip(summary, LONGEST))
