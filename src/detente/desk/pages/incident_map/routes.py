"""The map of incidents, and the table behind it."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import StringConstraints
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.fields import Day, days_between
from detente.desk.pages.incident_map.region import closer_looks, convention, elsewhere, frame_of, watched_here
from detente.desk.pages.incident_map.told import Page, gather_page
from detente.desk.pages.incident_map.view import AT_ONCE as PART
from detente.desk.pages.incident_map.view import CERTAINTIES, map_of, part_of, sheet_of, spots_of
from detente.desk.pages.said.deeds import deed_text
from detente.desk.rendering import Page as Around
from detente.display.language import say
from detente.display.placed import country_names
from detente.display.sheets import Certainty
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
View = Annotated[str, StringConstraints(pattern=r"^(region|all|[A-Z]{3})$")]
MOST_PARTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Which part is looked at: of the earth, of the table, of the list; and whether only what is watched."""

    watched: bool
    view: str
    part: int
    after: tuple[int, str] | None


def _looked(
    watched: Annotated[Literal["yes"] | None, Query()] = None,
    view: Annotated[View, Query()] = "region",
    part: Annotated[int, Query(ge=1, le=MOST_PARTS)] = 1,
    after: Annotated[Cursor | None, Query()] = None,
) -> Looked:
    return Looked(watched=watched is not None, view=view, part=part, after=_after(after))


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
    looked: Annotated[Looked, Depends(_looked)],
) -> Response:
    """Show where incidents are told to have been, the latest first: first the region that the desk watches."""
    days_between(first, last)
    region = watched_here(asked)
    wanted = Wanted(
        type=type_ or None, country=country or None, place=place or None, placed=True, after=looked.after,
        first=first.toordinal() if first else None, last=last.toordinal() if last else None,
        countries=region.countries if looked.watched else frozenset(),
        places=region.places if looked.watched else frozenset(),
    )  # fmt: skip
    found = asked.held(
        "incident map", lambda: gather_page(
            asked.record, wanted, certainty=certainty, limit=AT_ONCE, known_on=asked.known_on
        ), wanted, certainty,
    )  # fmt: skip
    names = asked.held("country names", lambda: tuple(country_names(asked.record, known_on=asked.known_on).items()))
    countries = asked.held("map countries", lambda: incident_countries(asked.record))
    called = dict(names)
    whole = sheet_of(found.told, countries=called, more=None)
    spots = spots_of(found.told, whole)
    frame = frame_of(looked.view, found.told, spots, region)
    here = _here(asked)
    more = _more(here, found, looked.part, len(whole.rows))
    sheet = whole if _is_taken(asked) else part_of(whole, looked.part, more=more)
    return asked.page(
        "incident_map.html.j2", title=say("Map"), sheets=[sheet],
        drawings=[map_of(spots, whole, countries=called, frame=frame)],
        types=[(name, deed_text(name)) for name in plover().types],
        countries=[(code, called.get(code) or _country(code)) for code in countries],
        certainties=[(one, say(words)) for one, words in CERTAINTIES.items()],
        chosen={
            "type": type_, "country": country, "first": first, "last": last, "certainty": certainty, "place": place,
            "watched": "yes" if looked.watched else None,
        },
        shown=found.incidents, is_part=found.after is not None or looked.after is not None, watches=bool(region),
        looks=closer_looks(looked.view, found.told, called, has_region=bool(region)), elsewhere=elsewhere(spots, frame),
        convention=convention(found.told), part=looked.part, rows=len(whole.rows), is_drawn=bool(spots),
    )  # fmt: skip


def _after(given: str | None) -> tuple[int, str] | None:
    day, _, incident = (given or "").partition("-")
    return (int(day), incident) if incident else None


def _is_taken(asked: Asked) -> bool:
    """Say whether the table is taken away: then it is all that the map is drawn from."""
    return asked.request.query_params.get("as") in ("csv", "json")


def _here(asked: Asked) -> Around:
    url = asked.request.url
    return Around(title="", viewer=asked.viewer, path=url.path, query=url.query, known=asked.known, now=asked.now)


def _more(here: Around, found: Page, part: int, rows: int) -> str | None:
    """Return the address of the next rows: of this map, else of the next incidents; None where there are none."""
    if part * PART < rows:
        return f"{here.at(part=part + 1)}#incidents"
    if found.after is None:
        return None
    day, incident = found.after
    return here.at(after=f"{day}-{incident}", part=None)


def _country(code: str) -> str:
    known = country_of_code().get(code)
    return known.name if known else code
