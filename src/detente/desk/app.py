"""The desk put together: the record, the pages, and what stands around each request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from detente import __version__
from detente.desk.around import Around
from detente.desk.held import Held
from detente.desk.pages import documents, events, incidents, search, shipped
from detente.desk.records import Records
from detente.desk.refused import answer_refusals
from detente.desk.settings import DeskSettings

__all__ = ["ROUTERS", "make_desk"]

ROUTERS: tuple[APIRouter, ...] = (
    shipped.router,
    documents.router,
    incidents.router,
    events.router,
    search.router,
)
"""The pages, each a router of its own; the order is that in which an address is looked for."""


def make_desk(settings: DeskSettings, records: Records) -> FastAPI:
    """Return the desk over a record, to be served. It closes the record at its end."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        records.close()

    made = FastAPI(
        title="détente", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    made.state.settings, made.state.records = settings, records
    made.state.held = Held()
    made.add_middleware(Around, settings=settings)
    made.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    answer_refusals(made)
    for router in ROUTERS:
        made.include_router(router)
    return made
