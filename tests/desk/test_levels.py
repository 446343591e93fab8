"""Every page with real ids, as everybody: what is not released reads like what does not exist, and what is comes."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from starlette.testclient import TestClient

from browser.walked import page_routes, route_of, walk
from desk.conftest import NOW
from desk.ford_made import desk, told  # noqa: F401 - fixtures
from detente.desk.access.rights import RIGHTS, Role
from detente.desk.access.viewer import Viewer
from detente.desk.app import make_desk
from detente.desk.asked import right_of
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings
from detente.pipeline.releases import choose_ceasefire
from detente.store import (
    Level,
    Wanted,
    documents,
    documents_to_release,
    entries_to_release,
    events,
    gather_incidents,
    keep_releases,
    open_record,
)

LATER, NEVER = NOW + dt.timedelta(hours=2), NOW + dt.timedelta(days=3)
BY: dict[str, Any] = {"author": "Vera Mint", "reason": "agreed on Monday"}
BELOW: tuple[Role, ...] = ("public", "party officer")
SINGLE = re.compile(r"\{\w+")
ROUTES = page_routes()
READ = {
    route.path
    for route in ROUTES
    if [right_of(one.call) for one in route.dependant.dependencies] in (["read"], [None, "read"], ["read", None])
}
"""The routes that whoever sees what is released may ask."""
SHOWN: dict[str, tuple[Level, dt.timedelta]] = {
    "public": ("public", dt.timedelta(0)), "parties": ("parties", dt.timedelta(0)),
    "passed": ("public", dt.timedelta(hours=1)), "to come": ("public", dt.timedelta(days=2)),
}  # fmt: skip
"""How each report is released, and after which delay."""
SEEN: dict[Role, set[str]] = {"public": {"public", "passed"}, "party officer": {"public", "passed", "parties"}}
PROGRAM = {"/method/{rule}": "the rules of the program, which are the same for everybody"}
"""Pages of ids that are no record's, and why."""
NEEDS_MORE = {"/sources/outlet", "/search", "/check"}
"""Pages that say what they were not asked with."""
Open = Callable[..., TestClient]


@pytest.fixture
def opened(desk: Path) -> Iterator[Open]:
    """Return what opens the desk as somebody in a role, two hours after things were released."""
    with ExitStack() as open_desks:

        def opened(role: Role, *, ceasefire: str = "ford", folder: Path = desk) -> TestClient:
            side: dict[str, Any] = {"side": "A", "ceasefire": ceasefire} if role == "party officer" else {}
            everyone = Viewer(role=role, name="" if role == "public" else "Eve Ford", **side)
            settings = DeskSettings(folder=folder, everyone=everyone, hosts=("testserver",), now=lambda: LATER)
            records = open_records(folder / "record.sqlite", now=LATER, clock=lambda: LATER)
            return open_desks.enter_context(TestClient(make_desk(settings, records), follow_redirects=False))

        yield opened


def release_all(folder: Path, level: Level, *, delay: dt.timedelta = dt.timedelta(0)) -> None:
    with open_record(folder / "record.sqlite", now=NOW) as record:
        more: dict[str, Any] = {"level": level, "delay": delay, **BY, "now": NOW}
        keep_releases(record, "document", documents_to_release(record, forms=True), **more)
        keep_releases(record, "entry", entries_to_release(record), **more)


@pytest.fixture(scope="module")
def addresses(told: Path) -> list[str]:
    """Return the pages with an id in their address that links lead to, of the routes that anybody may ask."""
    settings = DeskSettings(
        folder=told, everyone=Viewer(role="administrator", name="Wanda Pell"), hosts=("testserver",), now=lambda: LATER
    )
    records = open_records(told / "record.sqlite", now=LATER)
    with TestClient(make_desk(settings, records), follow_redirects=False) as staff:
        found = walk(staff).pages
    own = (path for path in found if path in READ and SINGLE.search(path) and path not in PROGRAM)
    return [one for path in own for one in found[path]]


def twin(address: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the same address with ids that nobody gave, and which stand for which."""
    path = urlsplit(address).path
    route = next(one for one in ROUTES if one.path_regex.match(path))
    match = route.path_regex.match(path)
    assert match is not None
    pairs = []
    for value in match.groups():
        other = "0" * len(value) if re.fullmatch("[0-9a-f]+", value) else "z" * len(value)
        pairs.append((value, other))
        path = path.replace(f"/{quote(value, safe='')}", f"/{other}")
    query = urlsplit(address).query
    return path + (f"?{query}" if query else ""), pairs


def plain(answer: str, pairs: list[tuple[str, str]]) -> str:
    """Return an answer without the ids that it was asked with: whole, or their first figures."""
    for one in pairs:
        for id_ in one:
            for length in (len(id_), 60, 40, 20, 16, 10):
                answer = answer.replace(quote(id_[:length]), "ID").replace(id_[:length], "ID")
    return answer


def differing(client: TestClient, addresses: list[str]) -> list[str]:
    """Return the addresses whose answer tells them from what does not exist."""
    wrong = []
    for address in addresses:
        other, pairs = twin(address)
        one, none = client.get(address), client.get(other)
        if (one.status_code, plain(one.text, pairs)) != (none.status_code, plain(none.text, pairs)):
            wrong.append(f"{address}: {one.status_code} and {none.status_code}")
    return wrong


@pytest.mark.parametrize("delay", [None, dt.timedelta(days=2)], ids=["never released", "to come"])
def test_what_is_not_released_reads_like_what_does_not_exist(
    opened: Open, desk: Path, addresses: list[str], delay: dt.timedelta | None
) -> None:
    if delay:
        release_all(desk, "public", delay=delay)
    assert len({route_of(urlsplit(one).path, ROUTES) for one in addresses}) > 15
    for role in BELOW:
        assert differing(opened(role), addresses) == [], role


@pytest.mark.parametrize("delay", [dt.timedelta(0), dt.timedelta(hours=1)], ids=["at once", "its time has come"])
def test_what_is_released_comes_to_whom_it_is_released(
    opened: Open, desk: Path, addresses: list[str], delay: dt.timedelta
) -> None:
    release_all(desk, "parties" if delay else "public", delay=delay)
    for role in BELOW:
        client = opened(role)
        if role == "public" and delay:
            assert differing(client, addresses) == []
            continue
        assert {one: code for one in addresses if (code := client.get(one).status_code) >= 300} == {}


def test_each_report_and_what_is_made_of_it_is_seen_at_its_own_level(opened: Open, desk: Path) -> None:
    with open_record(desk / "record.sqlite", now=NOW) as record:
        ids = [one.id for one in documents(record)]
        named = dict(zip(SHOWN, ids, strict=True))
        for name, id_ in named.items():
            level, delay = SHOWN[name]
            keep_releases(record, "document", [id_], level=level, delay=delay, **BY, now=NOW)
        keyed = {one.id: one.document_id for one in events(record)}
        told = {one.id: {account.document for account in one.accounts} for one in gather_incidents(record, Wanted())}
    assert len(ids) == len(SHOWN)
    for role in BELOW:
        client, theirs = opened(role), {named[one] for one in SEEN[role]}
        pages = {f"/documents/{one}": one in theirs for one in ids}
        pages |= {f"/documents/{one}/values": one in theirs for one in ids}
        pages |= {f"/api/v1/documents/{one}": one in theirs for one in ids}
        pages |= {f"/api/v1/documents/{one}/text": one in theirs for one in ids}
        pages |= {f"/api/v1/events/{one}": of in theirs for one, of in keyed.items()}
        pages |= {f"/incidents/{one}": bool(of & theirs) for one, of in told.items()}
        pages |= {f"/api/v1/incidents/{one}": bool(of & theirs) for one, of in told.items()}
        routes = {route_of(one, ROUTES) for one in pages}
        pages = {one: seen for one, seen in pages.items() if route_of(one, ROUTES)}
        assert len(routes) > 4
        for address, seen in pages.items():
            assert (client.get(address).status_code == 200) is seen, (role, address)
        assert differing(client, [one for one, seen in pages.items() if not seen]) == []


def test_an_officer_of_another_ceasefire_sees_nothing_that_is_kept_under_this_one(
    opened: Open, desk: Path, addresses: list[str]
) -> None:
    with open_record(desk / "record.sqlite", now=NOW) as record:
        chosen = choose_ceasefire(record, "ford").entries
        keep_releases(record, "entry", chosen, level="parties", **BY, now=NOW)
    own, other = opened("party officer"), opened("party officer", ceasefire="another")
    theirs = [one for one in addresses if one.startswith("/ceasefires/ford")]
    assert own.get("/ceasefires/ford/definition").status_code == 200
    assert differing(other, theirs) == []
    assert "ford" not in other.get("/ceasefires").text
    assert "/ceasefires/ford" in own.get("/ceasefires").text


@pytest.mark.parametrize("role", BELOW)
def test_who_is_shown_nothing_is_told_so_and_no_command(opened: Open, role: Role) -> None:
    client = opened(role)
    for route in ROUTES:
        if route.path not in READ or SINGLE.search(route.path) or route.path.startswith(("/api/", "/feeds")):
            continue
        answer = client.get(route.path)
        assert answer.status_code == 200 or route.path in NEEDS_MORE, route.path
        for word in ("detente add", "detente ceasefire", "detente watch", "No ceasefire is kept", "No report is kept"):
            assert word not in answer.text, (route.path, word)


@pytest.mark.parametrize("role", list(RIGHTS))
def test_the_number_of_the_last_revision_is_told_to_the_desk_alone(opened: Open, role: Role) -> None:
    told = opened(role).get("/api/v1/record").json()
    assert (told["revision"] is None) is (role in BELOW)


def test_whom_nothing_is_released_to_is_told_so_once_and_whom_to_ask(opened: Open, desk: Path) -> None:
    with open_record(desk / "record.sqlite", now=NOW) as record:
        keep_releases(record, "entry", choose_ceasefire(record, "ford").entries, level="parties", **BY, now=NOW)
    page = opened("party officer").get("/").text
    assert page.count("No report is released to you so far") == 1
    assert "An administrator of this desk decides what is released: ask them." in page
    assert page.index("The parts of this page, all empty") < page.index("Nothing of this is released to you so far.")
    for address in ("/", "/ceasefires"):
        assert "mean" in (told := opened("party officer").get(address).text)
        assert "here: not in what is released to you. A side may have reported more." in told
        assert "here: not in what is released to you" not in opened("reader").get(address).text
    assert "No report is released to you" not in opened("reader").get("/").text
    release_all(desk, "parties")
    page = opened("party officer").get("/").text
    assert "No report is released to you so far" not in page
    assert "The parts of this page, all empty" not in page
