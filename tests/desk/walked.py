"""The desk as somebody walks through it: every link that is on a page, and every form that asks, as it stands."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml import html
from starlette.testclient import TestClient

__all__ = ["asked_by_forms", "links_of", "walk"]


def walk(desk: TestClient, begin: str = "/", *, most: int = 5_000) -> dict[str, int]:
    """Follow every link from a page on, and return the status of each address; forms that ask are sent off too."""
    found: dict[str, int] = {}
    waiting = [begin]
    while waiting and len(found) < most:
        address = waiting.pop()
        if address in found:
            continue
        told = desk.get(address)
        found[address] = told.status_code
        if told.headers.get("content-type", "").startswith("text/html"):
            page = html.fromstring(told.content)
            waiting += [one for one in (*links_of(page, address), *asked_by_forms(page, address)) if one not in found]
    return found


def links_of(page: Any, address: str) -> Iterator[str]:
    """Yield the addresses of the desk that a page leads to."""
    for href in page.xpath("//a/@href | //img/@src | //source/@srcset | //link/@href"):
        yield from _here(href, address)


def asked_by_forms(page: Any, address: str) -> Iterator[str]:
    """Yield what a browser asks for when somebody sends off each form of a page as it stands."""
    for form in page.xpath("//form[not(@method) or translate(@method, 'GET', 'get') = 'get']"):
        action = form.get("action") or address
        for whole in _here(action, address):
            yield f"{whole.partition('?')[0]}?{urlencode(form.form_values())}"


def _here(href: str, address: str) -> Iterator[str]:
    whole = urlsplit(urljoin(f"http://testserver{address}", href))
    if whole.netloc == "testserver" and whole.scheme == "http":
        yield f"{whole.path}?{urlencode(parse_qsl(whole.query, keep_blank_values=True))}" if whole.query else whole.path
