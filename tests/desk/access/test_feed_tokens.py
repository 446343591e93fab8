"""A token in an address opens the feeds, and nothing else; any other token stands in no address."""

import pytest

from desk.access.conftest import Staffed


def secret_of(staffed: Staffed, *scopes: str) -> str:
    return str(staffed.program("reader", *scopes).headers["authorization"]).removeprefix("Bearer ")


def test_a_token_for_feeds_opens_them_by_their_address(staffed: Staffed) -> None:
    browser, token = staffed.browser(), secret_of(staffed, "feeds")
    assert browser.get("/feeds/today.atom").status_code == 401
    answer = browser.get(f"/feeds/today.atom?token={token}")
    assert answer.status_code == 200
    assert token not in answer.text
    assert "private" in answer.headers["cache-control"]
    assert browser.get(f"/feeds/expectations.ics?token={token}").status_code == 200


@pytest.mark.parametrize("address", ["/documents", "/api/v1/documents", "/account", "/feeds"])
def test_it_opens_nothing_else(staffed: Staffed, address: str) -> None:
    token = secret_of(staffed, "feeds")
    assert staffed.browser().get(f"{address}?token={token}").status_code == 401
    assert staffed.browser().get(address, headers={"Authorization": f"Bearer {token}"}).status_code == 403


@pytest.mark.parametrize("scopes", [("read",), ("read", "feeds"), ("code",)])
def test_a_token_that_opens_more_stands_in_no_address(staffed: Staffed, scopes: tuple[str, ...]) -> None:
    token = secret_of(staffed, *scopes)
    assert staffed.browser().get(f"/feeds/today.atom?token={token}").status_code == 401


def test_it_is_over_when_it_is_over(staffed: Staffed) -> None:
    token = secret_of(staffed, "feeds")
    staffed.clock.turn(days=2)
    assert staffed.browser().get(f"/feeds/today.atom?token={token}").status_code == 401


def test_a_program_reads_the_api_with_a_token_and_has_a_bucket_of_its_own(staffed: Staffed) -> None:
    answer = staffed.program("reader", "read").get("/api/v1/documents")
    assert answer.status_code == 200
    assert answer.headers["ratelimit-policy"] == '"minute";q=1200;w=60'
    assert staffed.program("reader", "code").get("/api/v1/documents").status_code == 403
    refused = staffed.browser().get("/api/v1/documents")
    assert (refused.status_code, refused.headers["content-type"]) == (401, "application/problem+json")
