"""The desk put together: the record, the pages, and what stands around each request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from detente import __version__
from detente.desk.access.gate import Gate
from detente.desk.api import ceasefires as api_ceasefires
from detente.desk.api import contract
from detente.desk.api import incidents as api_incidents
from detente.desk.api import records as api_records
from detente.desk.api import registries as api_registries
from detente.desk.around import Around
from detente.desk.feeds import routes as feeds
from detente.desk.held import Held
from detente.desk.limited import Limited
from detente.desk.pages import documents, drawings, events, incident_map, incidents, search, shipped
from detente.desk.pages.access import accounts, door, log, own, password
from detente.desk.pages.accuracy import routes as accuracy
from detente.desk.pages.agreements import deeds as agreement_deeds
from detente.desk.pages.agreements import routes as agreements
from detente.desk.pages.briefs import deeds as brief_deeds
from detente.desk.pages.briefs import letters as brief_letters
from detente.desk.pages.briefs import routes as briefs
from detente.desk.pages.ceasefires import routes as ceasefires
from detente.desk.pages.check import routes as check
from detente.desk.pages.contradictions import routes as contradictions
from detente.desk.pages.expectations import routes as expectations
from detente.desk.pages.glossary import routes as glossary
from detente.desk.pages.history import routes as history
from detente.desk.pages.institutions import routes as institutions
from detente.desk.pages.method import routes as method
from detente.desk.pages.mines import routes as mines
from detente.desk.pages.platforms import routes as platforms
from detente.desk.pages.projects import routes as projects
from detente.desk.pages.relations import routes as relations
from detente.desk.pages.release import routes as release
from detente.desk.pages.review import agreement as review_agreement
from detente.desk.pages.review import drills as review_drills
from detente.desk.pages.review import items as review_items
from detente.desk.pages.review import missing as review_missing
from detente.desk.pages.review import room as review_room
from detente.desk.pages.review import sessions as review_sessions
from detente.desk.pages.sources import quarantine
from detente.desk.pages.sources import routes as sources
from detente.desk.pages.statements import routes as statements
from detente.desk.pages.today import routes as today
from detente.desk.pages.watches import routes as watches
from detente.desk.records import Records
from detente.desk.refusals.told import answer_refusals
from detente.desk.settings import DeskSettings
from detente.desk.taken import Taken
from detente.display.language import offered

__all__ = ["ROUTERS", "make_desk"]

ROUTERS: tuple[APIRouter, ...] = (
    shipped.router,
    door.router,
    password.router,
    own.router,
    accounts.router,
    log.router,
    documents.router,
    ceasefires.router,
    mines.router,
    agreements.router,
    agreement_deeds.router,
    institutions.router,
    platforms.router,
    projects.router,
    watches.router,
    review_room.router,
    review_items.router,
    review_missing.router,
    review_sessions.router,
    review_agreement.router,
    review_drills.router,
    drawings.router,
    incident_map.router,
    release.router,
    today.router,
    briefs.router,
    brief_letters.router,
    brief_deeds.router,
    contradictions.router,
    expectations.router,
    statements.router,
    relations.router,
    incidents.router,
    events.router,
    history.router,
    search.router,
    glossary.router,
    accuracy.router,
    method.router,
    check.router,
    sources.router,
    quarantine.router,
    feeds.router,
    contract.router,
    api_records.router,
    api_incidents.router,
    api_ceasefires.router,
    api_registries.router,
)
"""The pages, each a router of its own; the order is that in which an address is looked for."""


def make_desk(settings: DeskSettings, records: Records, gate: Gate | None = None) -> FastAPI:
    """Return the desk over a record, to be served; with a gate, people log in. It closes both at its end."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        made.state.held.close()
        if gate is not None:
            gate.close()
        records.close()

    made = FastAPI(
        title="détente", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    offered()  # catalogues are read here, and not while somebody waits for the first page
    made.state.settings, made.state.records = settings, records
    made.state.held = Held(now=settings.now, first=settings.patience)
    made.state.gate = gate
    made.add_middleware(Limited, limits=settings.limits)
    made.add_middleware(Around, settings=settings, gate=gate)  # the last one stands around all others
    made.state.taken = Taken()
    answer_refusals(made)
    for router in ROUTERS:
        made.include_router(router)
    return made
