"""The desk as somebody walks through it: every link that is on a page, and every form that asks, as it stands."""

import datetime as dt
import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import sqlalchemy as sa
from lxml import html
from starlette.testclient import TestClient

from detente.desk.access.rights import Role
from detente.desk.access.viewer import Viewer
from detente.desk.app import make_desk
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings, Limits
from detente.store import RecordPlace, documents, keep_releases, open_record, tables

__all__ = ["asked_by_forms", "desk_over", "kind_of", "links_of", "release_half", "walk"]


EVERYTHING = Limits(stranger=10**9, pages=10**9)
FEW = 2
ID = re.compile(r"[0-9]|^[0-9a-f]{8,}$")


@contextmanager
def desk_over(place: RecordPlace, folder: Path, role: Role, *, now: dt.datetime) -> Iterator[TestClient]:
    """Open the desk over a record, wherever it lies, as somebody in a role; an officer is one of the ford's north."""
    ceasefire, side = ("ford", "N") if role == "party officer" else (None, None)
    who = Viewer(role=role, name="" if role == "public" else "Ilse Ford", ceasefire=ceasefire, side=side)
    settings = DeskSettings(
        folder=folder, everyone=who, hosts=("testserver",), limits=EVERYTHING, read_only=role == "public"
    )
    with TestClient(make_desk(settings, open_records(place, now=now, beside=folder)), follow_redirects=False) as desk:
        yield desk


def release_half(place: RecordPlace, *, now: dt.datetime) -> None:
    """Release every other report and thing written down to the public, and the other things to the parties."""
    with open_record(place, now=now) as record:
        reports = sorted(one.id for one in documents(record))[::2]
        with record.reading() as connection:
            written = sorted(set(connection.scalars(sa.select(tables.entries.c.subject))))
        signed: dict[str, Any] = {"author": "Wanda Pell", "reason": "agreed on Monday", "now": now}
        keep_releases(record, "document", reports, level="public", **signed)
        keep_releases(record, "entry", written, level="parties", **signed)
        keep_releases(record, "entry", written[::2], level="public", **signed)


def walk(desk: TestClient, begin: str = "/", *, most: int = 5_000) -> dict[str, int]:
    """Follow the links from a page on, and return the status of each address; forms that ask are sent off too.

    Of the pages of one kind it asks for a few with each set of fields: other weeks and filters lead round without an
    end.
    """
    found: dict[str, int] = {}
    asked = Counter[tuple[str, ...]]()
    waiting = deque([begin])
    while waiting and len(found) < most:
        address = waiting.popleft()
        asked[kind_of(address)] += 1
        if address in found or asked[kind_of(address)] > FEW:
            continue
        told = desk.get(address)
        found[address] = told.status_code
        waiting += onward_from(told, address)
    return found


def kind_of(address: str) -> tuple[str, ...]:
    """Return what kind of page an address asks for, with which fields: without ids and the values of fields."""
    path, _, query = address.partition("?")
    kinds = ("*" if ID.search(part) else part for part in path.split("/"))
    return ("/".join(kinds), *sorted({name for name, _ in parse_qsl(query, keep_blank_values=True)}))


def onward_from(told: Any, address: str) -> list[str]:
    """Return where an answer leads: to the pages that it links to, and where its forms and its refusals lead."""
    if told.is_redirect:
        return list(_here(told.headers["location"], address))
    if not told.headers.get("content-type", "").startswith("text/html"):
        return []
    page = html.fromstring(told.content)
    return [*links_of(page, address), *asked_by_forms(page, address)]


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
