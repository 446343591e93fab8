"""What stands around a request: other sites, other hosts, too much, too slowly, a failure of the desk itself."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message

from desk.access.conftest import Staff, Staffed
from detente.cli.serve import CONNECTIONS
from detente.desk.bounds import held_back
from detente.desk.refusals import Refused
from detente.desk.settings import Bounds

CHANGE = {"login": "coder", "password": "x"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://testserver:81"}, {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/login", "/logout", "/account/password", "/accounts", "/nowhere"])
def test_what_another_site_posts_is_refused_before_anything_else(
    staffed: Staffed, path: str, headers: dict[str, str]
) -> None:
    browser = staffed.as_role("administrator")
    assert browser.post(path, headers=headers).status_code == 403
    assert browser.get("/documents").status_code == 200  # still logged in


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}])
def test_what_the_desks_own_pages_post_is_taken(staffed: Staffed, headers: dict[str, str]) -> None:
    assert staffed.as_role("coder").post("/logout", headers=headers).status_code == 303


def test_another_host_is_refused_with_strict_headers_too(staffed: Staffed) -> None:
    told = staffed.browser().get("/login", headers={"Host": "rebound.example"})
    assert told.status_code == 400
    assert "default-src 'none'" in told.headers["content-security-policy"]


def test_whoever_may_only_read_sends_little_and_who_works_here_more(staff: Staff) -> None:
    desk = staff(bounds=Bounds(sent=5_000, sent_by_readers=500))
    for browser, most in ((desk.browser(), 500), (desk.as_role("reader"), 500), (desk.as_role("coder"), 5_000)):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert browser.post("/login", content=b"a" * most, headers=form).status_code != 413
        assert browser.post("/login", content=b"a" * (most + 1), headers=form).status_code == 413
        drip = (b"a" * 100 for _ in range(most // 100 + 1))
        assert browser.post("/login", content=drip, headers=form).status_code == 413


def test_an_address_and_a_head_have_an_end(staffed: Staffed) -> None:
    browser = staffed.browser()
    assert browser.get(f"/login?next=/{'a' * 9_000}").status_code == 414
    assert browser.get("/login", headers={"X-Long": "a" * 40_000}).status_code == 431


def test_who_sends_slowly_is_not_waited_for() -> None:
    async def never() -> Message:
        await asyncio.sleep(10)
        return {"type": "http.request", "body": b"", "more_body": False}

    request = Request({"type": "http", "headers": [], "method": "POST"})

    def wait() -> None:
        asyncio.run(held_back(request, never, most=100, seconds=0.01))

    # in a thread of its own: a browser that other tests drive has a loop running in this one
    with ThreadPoolExecutor(max_workers=1) as apart, pytest.raises(Refused) as refused:
        apart.submit(wait).result()
    assert refused.value.status == 408


def test_a_failure_of_the_desk_tells_nothing_but_its_number(
    staffed: Staffed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        message = "the secret in the trace"
        raise RuntimeError(message)

    monkeypatch.setattr("detente.desk.pages.documents.listing.document_languages", fail)
    told = staffed.as_role("reader").get("/documents")
    assert told.status_code == 500
    assert "secret" not in told.text
    assert "Traceback" not in told.text
    assert "default-src 'none'" in told.headers["content-security-policy"]
    (logged,) = [one for one in caplog.records if one.name == "detente.desk"]
    number = str(logged.args[0]) if isinstance(logged.args, tuple) else ""
    assert len(number) == 8
    assert number in told.text
    assert "the secret in the trace" in caplog.text


def test_no_proxy_keeps_what_somebody_logged_in_is_shown(staffed: Staffed) -> None:
    browser = staffed.as_role("administrator")
    for path in ("/documents", "/account", "/accounts", "/log", "/nowhere", "/documents?as=json"):
        told = browser.get(path).headers
        assert "private" in told["cache-control"], path
    assert "Cookie" in browser.get("/documents").headers["vary"]
    assert "Authorization" in browser.get("/documents").headers["vary"]
    assert staffed.browser().get("/documents").headers["cache-control"] in {"no-store", "private, no-cache"}


def test_head_is_get_without_its_body_and_options_reveals_nothing(staffed: Staffed) -> None:
    browser = staffed.as_role("reader")
    told = browser.head("/documents")
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["etag"] == browser.get("/documents").headers["etag"]
    asked = browser.options("/accounts", headers={"Origin": "https://evil.example"})
    assert (asked.status_code, asked.content) == (204, b"")
    assert not any(name.startswith("access-control") for name in asked.headers)


def test_a_made_up_token_is_told_so_and_counts_before_a_session(staffed: Staffed) -> None:
    browser = staffed.as_role("reader")
    told = browser.get("/documents", headers={"Authorization": "Bearer x", "Accept": "application/json"})
    assert told.status_code == 401
    assert told.headers["www-authenticate"] == "Bearer"
    assert told.headers["content-type"] == "application/problem+json"


def test_the_bounds_are_those_that_the_page_about_security_tells() -> None:
    told, bounds = (Path(__file__).parents[3] / "SECURITY.md").read_text(encoding="utf-8"), Bounds()
    assert f"addresses ({bounds.address:,} bytes), heads ({bounds.head:,})" in told
    assert f"({bounds.sent:,} by those who work here, {bounds.sent_by_readers:,} by others)" in told
    assert f"the time that may take ({bounds.seconds:g} s) and connections ({CONNECTIONS})" in told
