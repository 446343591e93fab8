"""What the API is, for programs (OpenAPI) and for people: both are made from the addresses themselves."""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response

from detente import __version__
from detente.desk.answers import answer
from detente.desk.api import ceasefires, incidents, records, registries
from detente.desk.api.given import JSON
from detente.desk.api.routing import API
from detente.desk.asked import Reads
from detente.display.language import say
from detente.display.sheets import Column, Empty, Row, Sheet, cell

__all__ = ["openapi", "router"]

router = APIRouter()
ROOMS = (records.router, incidents.router, ceasefires.router, registries.router)
ABOUT = (
    "What the pages of a desk show, for programs. Whoever says something comes before what is said; every value "
    "stands with its words; what nobody told is null, and no zero. A list goes on at `next`."
)
PROBLEM = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail", "instance"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An address of the API as its page tells it."""

    path: str
    about: str
    fields: tuple[tuple[str, str, str], ...]


@router.get(f"{API}/openapi.json")
def get_contract(asked: Reads) -> Response:
    """Give out what the API is, as OpenAPI."""
    made = openapi() | {"servers": [{"url": asked.settings.origin}]}
    return answer(asked.request, json.dumps(made, ensure_ascii=False), kind=JSON)


@router.get("/api")
def show_contract(asked: Reads) -> Response:
    """Show what programs may ask for, and how."""
    told = tuple(_told(openapi()))
    limits = asked.settings.limits
    return asked.page("api.html.j2", title=say("For programs"), sheets=[_sheet(told)], told=told, limits=limits)


@functools.cache
def openapi() -> dict[str, Any]:
    """Return what the API is, as OpenAPI, made from its addresses and the types that they answer with."""
    routes = [route for room in ROOMS for route in room.routes]
    made = get_openapi(title="détente", version=__version__, description=ABOUT, routes=routes)
    parts = made.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = PROBLEM
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{}, {"token": []}]
    return made


def _told(contract: dict[str, Any]) -> Iterator[Told]:
    for path, deeds in contract["paths"].items():
        own = deeds["get"]
        fields = tuple((one["name"], one["in"], one.get("description", "")) for one in own.get("parameters", ()))
        yield Told(path=path, about=own["description"].partition("\n\n")[0].replace("`", ""), fields=fields)


def _sheet(told: tuple[Told, ...]) -> Sheet:
    return Sheet(
        id="addresses",
        title=say("Addresses"),
        columns=(
            Column(id="address", title=say("address")),
            Column(id="about", title=say("what it gives")),
            Column(id="fields", title=say("fields")),
        ),
        rows=tuple(_row(one) for one in told),
        empty=Empty(means=say("There is none.")),
    )


def _row(one: Told) -> Row:
    fields = ", ".join(name for name, where, _ in one.fields if where == "query" and name not in {"known", "after"})
    href = one.path if "{" not in one.path else None
    return Row(
        id=one.path.strip("/").replace("/", "-"), cells=(cell(one.path, href=href), cell(one.about), cell(fields))
    )
