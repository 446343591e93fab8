"""Every route, tried as everybody: it asks for one right, and who does not have it changes nothing."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from desk.access.conftest import Staff, Staffed
from detente.desk.access.rights import ACCOUNT_ROLES, RIGHTS, SCOPES, Right, Role
from detente.desk.app import ROUTERS
from detente.desk.asked import right_of
from detente.desk.by_link import is_subscribing
from detente.store import head
from detente.store.access.accounts import disable_account
from detente.store.access.tables import metadata

OPEN = {
    "/static/{stamp}/{name}": "what pages are drawn with",
    "/drawings/{stamp}/vega.js": "what draws charts and maps, which is the same for everybody",
    "/login": "by which people come in",
    "/logout": "by which they go",
    "/password": "by which somebody sets their password, with a link that is the proof",
    "/enter/{key}": "by which the one person of a machine comes in, with a key that is the proof",
    "/subscribe": "by which anybody signs up for the brief; what they ask counts once it is confirmed",
    "/subscribe/confirm/{token}": "by which the owner of an address confirms it, with a link that is the proof",
    "/unsubscribe/{token}": "by which people and mail programs end it, with a link that is the proof",
    "/unsubscribe/{token}/undo": "as above",
    "/preferences/{token}": "by which subscribers change what is sent to them, with a link that is the proof",
    "/preferences/{token}/export": "as above",
    "/preferences/{token}/erase": "as above",
}
"""The routes that ask for no right, and why."""
REFUSED = {401, 403}
FIELD = re.compile(r"\{(\w+)(?::\w+)?\}")
UNKNOWN = "0" * 32


def routes_under(routes: list[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        else:
            yield from routes_under(route.original_router.routes)  # type: ignore[attr-defined]


ROUTES = [route for router in ROUTERS for route in routes_under(router.routes)]
NAMED = [(route, method) for route in ROUTES for method in sorted((route.methods or set()) - {"HEAD"})]
ASKING = [(route, method) for route, method in NAMED if route.path not in OPEN]


def rights_asked(route: APIRoute) -> list[Right]:
    return [right for one in route.dependant.dependencies if (right := right_of(one.call)) is not None]


def ask(browser: TestClient, route: APIRoute, method: str) -> int:
    address = FIELD.sub(UNKNOWN, route.path)
    quiet = TestClient(browser.app, follow_redirects=False, raise_server_exceptions=False)
    quiet.headers.update(browser.headers)
    quiet.cookies = browser.cookies
    return quiet.request(method, address).status_code


def state_of(desk: Staffed) -> object:
    """Return what a refusal must leave as it is: the record, and the accounts but for the log."""
    with desk.file.reading() as connection:
        tables = {
            name: connection.execute(table.select().order_by(*table.primary_key.columns)).all()
            for name, table in metadata.tables.items()
            if name != "deeds"
        }
    return head(desk.app.state.records.internal), tables


def test_the_desk_serves_the_routes_that_are_tried_and_no_others(staffed: Staffed) -> None:
    served = list(routes_under(list(staffed.app.routes)))
    assert {(one.path, *sorted(one.methods or ())) for one in served} == {
        (one.path, *sorted(one.methods or ())) for one in ROUTES
    }
    assert "/documents" in {one.path for one in served}


def test_each_route_asks_for_one_right_or_is_open_for_a_reason() -> None:
    assert {
        route.path: rights_asked(route) for route in ROUTES if route.path not in OPEN and len(rights_asked(route)) != 1
    } == {}
    assert {route.path for route in ROUTES if not rights_asked(route)} == set(OPEN)


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_has_the_right_gets_in_and_who_has_not_changes_nothing(staffed: Staffed, role: Role) -> None:
    browser = staffed.as_role(role)
    before = state_of(staffed)
    for route, method in ASKING:
        (right,) = rights_asked(route)
        if right in RIGHTS[role]:
            continue
        assert ask(browser, route, method) == 403, route.path
    assert state_of(staffed) == before
    for route, method in ASKING:
        (right,) = rights_asked(route)
        if right in RIGHTS[role]:
            status = ask(browser, route, method)
            assert status not in REFUSED, route.path
            assert status < 500, route.path


def strangers(desk: Staffed) -> dict[str, TestClient]:
    """Return those whom a desk that is closed to the public lets in nowhere."""
    expired, idle = desk.as_role("administrator"), desk.as_role("administrator")
    old, disabled = desk.program("administrator", *SCOPES), desk.as_role("adjudicator")
    with desk.file.writing() as connection:
        disable_account(connection, desk.accounts["adjudicator"].id, disabled=True)
    desk.clock.turn(days=8)
    forged = desk.browser()
    forged.cookies.set(desk.settings.cookie, "x" * 43)
    return {
        "nobody": desk.browser(), "expired session": expired, "idle session": idle, "expired token": old,
        "disabled account": disabled, "made-up session": forged,
        "made-up token": desk.browser(headers={"Authorization": "Bearer detente_x"}),
        "password as token": desk.browser(headers={"Authorization": "Basic d2FuZGE6b3R0ZXI="}),
    }  # fmt: skip


def test_nobody_gets_in_anywhere(staffed: Staffed) -> None:
    found = strangers(staffed)
    before = state_of(staffed)
    for who, browser in found.items():
        for route, method in ASKING:
            assert ask(browser, route, method) == 401, (who, route.path)
    assert state_of(staffed) == before


def test_at_a_public_desk_somebody_unknown_only_reads(staff: Staff) -> None:
    from detente.desk.access.viewer import NOBODY

    desk = staff(everyone=NOBODY)
    for route, method in ASKING:
        (right,) = rights_asked(route)
        status = ask(desk.browser(), route, method)
        assert (status in REFUSED) == (right != "read"), route.path


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_does_what_it_was_given_and_no_more(staffed: Staffed, scope: Right) -> None:
    program = staffed.program("administrator", scope)
    for route, method in ASKING:
        (right,) = rights_asked(route)
        assert (ask(program, route, method) == 403) == (right != scope), route.path


def test_a_token_gives_nobody_a_right_that_they_do_not_have(staffed: Staffed) -> None:
    program = staffed.program("reader", *SCOPES, "administer", "keep an account")
    for route, method in ASKING:
        (right,) = rights_asked(route)
        if right not in RIGHTS["reader"]:
            assert ask(program, route, method) == 403, route.path


def test_a_desk_that_only_shows_lets_nobody_in_and_changes_nothing(staff: Staff) -> None:
    from detente.desk.access.viewer import NOBODY

    desk = staff(everyone=NOBODY, read_only=True)
    browser = desk.as_role("administrator")
    before = state_of(desk)
    for route, method in NAMED:
        if method == "POST" and is_subscribing(route.path):
            # none of the record; without a brief, and with links that are none, there is nothing to change
            assert ask(browser, route, method) in {404, 415}, route.path
        elif method == "POST":
            assert ask(browser, route, method) == 403, route.path
    assert browser.get("/accounts").status_code == 403
    assert browser.get("/login").status_code == 404
    assert state_of(desk) == before
