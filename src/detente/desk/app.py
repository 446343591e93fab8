"""The desk put together: the record, the pages, and what stands around each request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from detente import __version__
from detente.desk.access.gate import Gate
from detente.desk.api import ceasefires as api_ceasefires
from detente.desk.api import contract
from detente.desk.api import records as api_records
from detente.desk.api import registries as api_registries
from detente.desk.around import Around
from detente.desk.feeds import routes as feeds
from detente.desk.held import Held
from detente.desk.limited import Limited
from detente.desk.pages import documents, shipped
from detente.desk.pages.access import accounts, door, log, own, password
from detente.desk.pages.ceasefires import routes as ceasefires
from detente.desk.pages.mines import routes as mines
from detente.desk.records import Records
from detente.desk.refused import answer_refusals
from detente.desk.settings import DeskSettings

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
    feeds.router,
    contract.router,
    api_records.router,
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
    made.state.settings, made.state.records = settings, records
    made.state.held = Held(now=settings.now)
    made.state.gate = gate
    made.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False)
    made.add_middleware(Limited, limits=settings.limits)
    made.add_middleware(Around, settings=settings, gate=gate)  # the last one stands around all others
    answer_refusals(made)
    for router in ROUTERS:
        made.include_router(router)
    return made
