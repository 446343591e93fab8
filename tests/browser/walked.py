"""Every page of the desk, found as people find it: by following links, from the first page on."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from fastapi.routing import APIRoute
from lxml import html
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from detente.desk.app import ROUTERS

__all__ = ["UNLINKED", "Walked", "every_route", "page_routes", "route_of", "walk"]

MOST = 3
"""How many pages of one route are looked at for where they lead."""
UNLINKED = {
    "/static/{stamp}/{name}": "what pages are drawn with",
    "/drawings/{stamp}/vega.js": "what draws charts and maps",
    "/login": "who is in needs no log-in",
    "/password": "a link that an administrator hands over leads there",
    "/release/entries": "the rest of a list that a desk of this size has room for",
    "/subscribe": "an office's own site leads there, where it sends a brief",
    "/subscribe/confirm/{token}": "a letter leads there",
    "/unsubscribe/{token}": "each letter leads there",
    "/preferences/{token}": "each letter leads there",
    "/preferences/{token}/erase": "what is opened by a letter leads there",
    "/enter/{key}": "the link that is printed where the desk was started",
}
"""Routes that no link of a page leads to, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What a walk came upon: by route the pages that links lead to, up to three of each, and the bytes of each page."""

    pages: dict[str, list[str]] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)


def every_route() -> Iterator[APIRoute]:
    """Yield every route, in the order in which an address is looked for."""
    return (route for router in ROUTERS for route in _under(router.routes))


def page_routes() -> list[APIRoute]:
    """Return every route that answers GET."""
    return [route for route in every_route() if "GET" in (route.methods or ())]


def _under(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        else:
            yield from _under(route.original_router.routes)  # type: ignore[attr-defined]


def route_of(path: str, routes: Iterable[APIRoute]) -> str | None:
    """Return the route by which an address is answered, as it is written; None for none of ours."""
    return next((route.path for route in routes if route.path_regex.match(path)), None)


def walk(desk: TestClient, *, first: str = "/") -> Walked:
    """Follow every link, to three pages of each route at most."""
    routes, waiting, met = page_routes(), deque([first]), {first}
    found = Walked()
    taken: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        route = route_of(urlsplit(address).path, routes)
        if route is None or route in UNLINKED or taken[route] == MOST:
            continue
        taken[route] += 1
        answer = desk.get(address)
        if answer.status_code != HTTPStatus.OK or "html" not in answer.headers["content-type"]:
            continue
        found.pages.setdefault(route, []).append(address)
        found.bytes[address] = len(answer.content)
        new = [one for one in links_of(answer.text, address) if one not in met]
        met.update(new)
        waiting.extend(new)
    return found


def links_of(page: str, address: str) -> list[str]:
    """Return where the links of a page lead within the desk, without what is taken away."""
    hrefs = html.fromstring(page).xpath("//a/@href")
    there = (urljoin(address, str(href)).partition("#")[0] for href in hrefs)
    return [one for one in dict.fromkeys(there) if one.startswith("/") and "as=" not in one]
