"""What stands around each request: strict headers, refusals of other sites, tags, errors as they were asked for."""

from pathlib import Path

import pytest

from desk.conftest import Visit
from detente.core.errors import RecordError


def test_every_answer_keeps_a_browser_strict(visit: Visit, empty: Path) -> None:
    for address in ("/documents", "/nowhere"):
        policy = visit(empty).get(address).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_what_another_site_sends_is_refused(visit: Visit, empty: Path, headers: dict[str, str]) -> None:
    assert visit(empty).post("/documents", headers=headers).status_code == 403


def test_a_page_that_did_not_change_is_not_sent_again(visit: Visit, empty: Path) -> None:
    desk = visit(empty)
    tag = desk.get("/documents").headers["etag"]
    again = desk.get("/documents", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_program_is_refused_in_problem_details_and_a_person_on_a_page(visit: Visit, empty: Path) -> None:
    desk = visit(empty)
    told = desk.get("/documents?known=tomorrow", headers={"Accept": "application/json"})
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["status"] == 400
    assert "<h1>" in desk.get("/documents?known=tomorrow").text


def test_a_host_that_is_not_the_desks_is_refused(visit: Visit, empty: Path) -> None:
    assert visit(empty).get("/documents", headers={"Host": "rebound.example"}).status_code == 400


def test_a_field_that_is_left_blank_asks_for_nothing(visit: Visit, empty: Path) -> None:
    desk = visit(empty)
    for address in ("/incidents", "/documents", "/mines", "/sources", "/map", "/expectations"):
        assert desk.get(f"{address}?from=&to=&since=&until=&country=&outlet=").status_code == 200, address
    assert desk.get("/incidents?since=tomorrow").status_code == 422


def test_what_fails_is_told_by_a_number_and_not_by_what_failed(
    visit: Visit, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        message = f"the record {empty} cannot do this"
        raise RecordError(message)

    monkeypatch.setattr("detente.desk.pages.documents.listing.document_languages", fail)
    told = visit(empty).get("/documents")
    assert told.status_code == 500
    assert str(empty) not in told.text
    assert "under the number" in told.text
