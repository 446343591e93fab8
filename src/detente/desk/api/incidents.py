"""Incidents for programs: what each claimant tells of each, in which words."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.api.asking import USUAL, After, Country, Field, From, Hash, Limit, OfDocument, To
from detente.desk.api.given import Listed, give, give_some, last_after
from detente.desk.api.routing import api_router
from detente.desk.asked import Reads
from detente.desk.fields import days_between
from detente.desk.pages.incidents.seen import published_by
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.incidents.incident import Incident, describe
from detente.incidents.standing import Standing
from detente.store import Gathered, Wanted, find_incident, gather_incidents

__all__ = ["incident_of", "router"]

router = api_router("record")


@router.get("/incidents", response_model=Listed[Incident])
def list_incidents(  # noqa: PLR0913 - each narrows the list, by its name
    asked: Reads, *, country: Country = None, type_: Annotated[Field, Query(alias="type")] = None, place: Field = None,
    document: OfDocument = None, first: From = None, last: To = None, limit: Limit = USUAL, after: After = None,
) -> Response:  # fmt: skip
    """List incidents, each told apart by who says so; in the order of their ids, which no new report changes."""
    days_between(first, last)
    wanted = Wanted(
        country=country, type=type_, place=place, document=document, first=first.toordinal() if first else None,
        last=last.toordinal() if last else None,
    )  # fmt: skip
    every: tuple[Gathered, ...] = asked.held(
        "incidents asked for",
        lambda: gather_incidents(asked.record, wanted, known_on=asked.known_on.at),
        wanted,
    )
    behind = sorted((one for one in every if (last_after(after) or "") < one.id), key=lambda one: one.id)
    published = published_by(asked, behind[:limit])
    shown = [incident_of(one, published=published) for one in behind[:limit]]
    return give_some(asked, shown, after=(shown[-1].id,) if len(behind) > limit else None)


@router.get("/incidents/{incident}", response_model=Incident)
def get_incident(incident: Hash, asked: Reads) -> Response:
    """Show an incident: what each claimant tells of it, in which words."""
    try:
        found = find_incident(asked.record, incident, known_on=asked.known_on.at)
    except UsageError as error:
        raise not_here(say("There is no incident of this id.")) from error
    return give(asked, incident_of(found, published=published_by(asked, [found])))


def incident_of(one: Gathered, *, published: Mapping[str, Standing]) -> Incident:
    """Return an incident as its accounts tell it."""
    return describe(
        one.accounts, incident=one.id, publishers=one.publishers, remarks=one.remarks, published=published
    )  # fmt: skip
