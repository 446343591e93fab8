"""The feeds: what is new at the desk, of incidents, a ceasefire, agreements, contradictions; what is expected."""

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.answers import answer
from detente.desk.api.registries import expectations_of
from detente.desk.asked import Asked, Reads
from detente.desk.feeds.atom import as_atom, as_json_feed
from detente.desk.feeds.briefs import brief_entries
from detente.desk.feeds.calendar import as_calendar
from detente.desk.feeds.entry import Entry, Feed, newest, tag
from detente.desk.feeds.made import (
    agreement_entries,
    ceasefire_entries,
    contradiction_entries,
    host_of,
    incident_entries,
)
from detente.desk.pages.ceasefires.gathered import kept_ceasefire, kept_ceasefires
from detente.display.language import say
from detente.display.sheets import Column, Empty, Row, Sheet, cell

__all__ = ["router"]

router = APIRouter()
ATOM, JSON_FEED, CALENDAR = "application/atom+xml", "application/feed+json", "text/calendar"


@router.get("/feeds")
def list_feeds(asked: Reads) -> Response:
    """List the feeds."""
    kept = kept_ceasefires(asked)
    told = [
        ("/feeds/today.atom", say("What is new"), "Atom"),
        ("/feeds/today.json", say("What is new"), "JSON Feed"),
        ("/feeds/briefs.atom", say("Briefs"), "Atom"),
        ("/feeds/briefs.json", say("Briefs"), "JSON Feed"),
        ("/feeds/incidents.atom", say("Incidents"), "Atom"),
        *((f"/feeds/ceasefires/{one.id}.atom", one.name, "Atom") for one in kept),
        ("/feeds/agreements.atom", say("Agreements"), "Atom"),
        ("/feeds/contradictions.atom", say("Contradictions"), "Atom"),
        ("/feeds/expectations.ics", say("Expectations, with their days"), "iCalendar"),
    ]
    return asked.page("feeds.html.j2", title=say("Feeds"), sheets=[_sheet(told)])


@router.get("/feeds/today.atom")
def today_atom(asked: Reads) -> Response:
    """Give out what is new as Atom."""
    return _atom(asked, _today(asked))


@router.get("/feeds/today.json")
def today_json(asked: Reads) -> Response:
    """Give out what is new as JSON Feed."""
    return answer(asked.request, as_json_feed(_today(asked)), kind=JSON_FEED)


@router.get("/feeds/briefs.atom")
def briefs_atom(asked: Reads) -> Response:
    """Give out briefs that were approved, as Atom."""
    return _atom(asked, _briefs(asked))


@router.get("/feeds/briefs.json")
def briefs_json(asked: Reads) -> Response:
    """Give out briefs that were approved, as JSON Feed."""
    return answer(asked.request, as_json_feed(_briefs(asked)), kind=JSON_FEED)


@router.get("/feeds/incidents.atom")
def incidents_atom(asked: Reads) -> Response:
    """Give out incidents."""
    return _atom(asked, _feed(asked, say("Incidents"), "/incidents", incident_entries(asked)))


@router.get("/feeds/ceasefires/{id_}.atom")
def ceasefire_atom(id_: str, asked: Reads) -> Response:
    """Give out what is said of a ceasefire."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    return _atom(
        asked, _feed(asked, ceasefire.name, f"/ceasefires/{ceasefire.id}", ceasefire_entries(asked, ceasefire))
    )


@router.get("/feeds/agreements.atom")
def agreements_atom(asked: Reads) -> Response:
    """Give out what is said of agreements."""
    return _atom(asked, _feed(asked, say("Agreements"), "/agreements", agreement_entries(asked)))


@router.get("/feeds/contradictions.atom")
def contradictions_atom(asked: Reads) -> Response:
    """Give out what stands against each other."""
    return _atom(asked, _feed(asked, say("Contradictions"), "/contradictions", contradiction_entries(asked)))


@router.get("/feeds/expectations.ics")
def expectations_calendar(asked: Reads) -> Response:
    """Give out what is expected, as a calendar."""
    made = as_calendar(
        expectations_of(asked), title=say("Expectations"), href=_whole(asked, "/expectations"), host=host_of(asked),
        begun=asked.now,
    )  # fmt: skip
    return answer(asked.request, made.decode(), kind=CALENDAR)


def _today(asked: Asked) -> Feed:
    every: list[Entry] = [*incident_entries(asked), *agreement_entries(asked), *contradiction_entries(asked)]
    return _feed(asked, say("What is new"), "/", newest(every))


def _briefs(asked: Asked) -> Feed:
    return _feed(asked, say("Briefs"), "/briefs", brief_entries(asked))


def _feed(asked: Asked, title: str, page: str, found: tuple[Entry, ...]) -> Feed:
    own = asked.request.url.path
    return Feed(
        id=tag(host_of(asked), "feed", own.removeprefix("/feeds/").rpartition(".")[0]), title=title,
        href=_whole(asked, page), own=_whole(asked, own), entries=found, now=asked.now,
    )  # fmt: skip


def _whole(asked: Asked, path: str) -> str:
    return f"{asked.settings.origin}{path}"


def _atom(asked: Asked, feed: Feed) -> Response:
    return answer(asked.request, as_atom(feed), kind=ATOM)


def _sheet(told: list[tuple[str, str, str]]) -> Sheet:
    return Sheet(
        id="feeds",
        title=say("Addresses"),
        columns=(
            Column(id="what", title=say("what")),
            Column(id="form", title=say("form")),
            Column(id="address", title=say("address")),
        ),
        rows=tuple(
            Row(id=path.removeprefix("/feeds/").replace("/", "-").replace(".", "-"),
                cells=(cell(what), cell(form), cell(path, href=path)))
            for path, what, form in told
        ),
        empty=Empty(means=say("There is none.")),
    )  # fmt: skip
