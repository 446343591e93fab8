"""The map of incidents, and the table behind it."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import StringConstraints
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.fields import Day, days_between
from detente.desk.language import say
from detente.desk.pages.incident_map.told import Page, country_names, gather_page
from detente.desk.pages.incident_map.view import CERTAINTIES, map_of, sheet_of
from detente.desk.pages.said.deeds import deed_text
from detente.desk.rendering import Page as Around
from detente.desk.sheets import Certainty
from detente.knowledge.countries import country_of_code
from detente.knowledge.plover import plover
from detente.store import Wanted, incident_countries

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 50
"""Incidents on one map: more would cover each other, and the page would grow beyond what a telephone takes."""
Short = Annotated[str, StringConstraints(max_length=20)]
Name = Annotated[str, StringConstraints(max_length=80)]
Cursor = Annotated[str, StringConstraints(pattern=r"^\d{1,7}-[0-9a-z]{1,64}$")]


@router.get("/map")
def show_map(
    asked: Reads,
    *,
    type_: Annotated[Short | None, Query(alias="type")] = None,
    country: Annotated[Short | None, Query()] = None,
    first: Day = None,
    last: Day = None,
    certainty: Annotated[Certainty | None, Query()] = None,
    place: Annotated[Name | None, Query()] = None,
    after: Annotated[Cursor | None, Query()] = None,
) -> Response:
    """Show where incidents are told to have been, the latest first."""
    days_between(first, last)
    wanted = Wanted(
        type=type_ or None, country=country or None, place=place or None, placed=True, after=_after(after),
        first=first.toordinal() if first else None, last=last.toordinal() if last else None,
    )  # fmt: skip
    found = asked.held(
        "incident map", lambda: gather_page(
            asked.record, wanted, certainty=certainty, limit=AT_ONCE, known_on=asked.known_on
        ), wanted, certainty,
    )  # fmt: skip
    names = asked.held("country names", lambda: tuple(country_names(asked.record, known_on=asked.known_on).items()))
    countries = asked.held("map countries", lambda: incident_countries(asked.record))
    called = dict(names)
    sheet = sheet_of(found.told, countries=called, more=_more(asked, found))
    return asked.page(
        "incident_map.html.j2", title=say("Map"), sheets=[sheet],
        drawings=[map_of(found.told, sheet, countries=called)],
        types=[(name, deed_text(name)) for name in plover().types],
        countries=[(code, called.get(code) or _country(code)) for code in countries],
        certainties=[(one, say(words)) for one, words in CERTAINTIES.items()],
        chosen={
            "type": type_, "country": country, "first": first, "last": last, "certainty": certainty, "place": place,
        },
        shown=found.incidents, is_part=found.after is not None or after is not None,
    )  # fmt: skip


def _after(given: str | None) -> tuple[int, str] | None:
    day, _, incident = (given or "").partition("-")
    return (int(day), incident) if incident else None


def _more(asked: Asked, found: Page) -> str | None:
    """Return the address of the next incidents, None where there are none."""
    if found.after is None:
        return None
    url = asked.request.url
    here = Around(
        title="", viewer=asked.viewer, path=url.path, query=url.query, known=asked.known, now=asked.now
    )  # fmt: skip
    day, incident = found.after
    return here.at(after=f"{day}-{incident}")


def _country(code: str) -> str:
    known = country_of_code().get(code)
    return known.name if known else code
