"""What does not fit in an address is told by the field's own name, with what to give, and leads back to the rest."""

import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from lxml import html
from starlette.testclient import TestClient

from desk.conftest import Visit

DAYS = (
    "/incidents",
    "/documents",
    "/mines",
    "/sources",
    "/statements",
    "/relations/accusations",
    "/map",
    "/expectations",
)


@pytest.fixture
def desk(visit: Visit, empty: Path) -> TestClient:
    return visit(empty, "administrator")


def told(desk: TestClient, address: str) -> tuple[str, str]:
    """Return what is said of an address that does not fit, and where it leads back to."""
    answer = desk.get(address)
    assert answer.status_code in (400, 422), address
    (main,) = html.fromstring(answer.content).xpath("//main")
    (link,) = main.xpath(".//a[contains(., 'without it')]/@href")
    return " ".join(main.text_content().split()), link


@pytest.mark.parametrize(
    ("address", "field", "wanted", "back"),
    [
        ("/documents?since=tomorrow&outlet=Wire", "published from", "a day, written as 2026-03-01", "outlet=Wire"),
        ("/incidents?until=1.3.2026&country=ARM", "to", "a day, written as 2026-03-01", "country=ARM"),
        ("/statements?from=1&about=talks&after=x", "from", "a day, written as 2026-03-01", "about=talks"),
        ("/expectations?on=2026-02-30", "as of the day", "a day, written as 2026-03-01", ""),
        ("/expectations?state=maybe&who=N", "state", "one of those that the page offers", "who=N"),
        ("/relations/accusations?within=many", "days for an answer", "a whole number", ""),
        ("/relations/accusations?within=9999", "days for an answer", "a number up to 3,650", ""),
        (f"/documents?outlet={'x' * 201}", "publisher", "no more than 200 characters", ""),
        (
            "/documents?known=tomorrow&outlet=Wire",
            "As known on",
            "a day that has begun, written as 2026-03-01",
            "outlet=Wire",
        ),
        ("/documents?known=2999-01-01", "As known on", "a day that has begun, written as 2026-03-01", ""),
        ("/incidents?recalled=perhaps&known=2026-03-01", "reported as", "yes or no", "known=2026-03-01"),
    ],
)
def test_a_field_is_told_by_its_own_name_with_what_to_give_and_the_rest_is_kept(
    desk: TestClient, address: str, field: str, wanted: str, back: str
) -> None:
    said, href = told(desk, address)
    assert f"does not fit “{field}”: give {wanted}." in said
    path, _, query = href.partition("?")
    assert (path, query) == (address.partition("?")[0], back)
    assert desk.get(href).status_code == 200


@pytest.mark.parametrize("page", DAYS)
def test_a_wrong_day_reads_the_same_on_every_page(desk: TestClient, page: str) -> None:
    first = {"/documents": "since", "/incidents": "since", "/map": "first", "/expectations": "on"}.get(page, "from")
    for given in ("yesterday", "20260301", "1772323200", "2026-13-01", "2026-3-1", "2026-03-01T00:00:00"):
        said, _ = told(desk, f"{page}?{first}={given}")
        assert re.search("“[^”]*” does not fit “[^”]+”: give a day, written as 2026-03-01.", said), said


@pytest.mark.parametrize("page", [page for page in DAYS if page != "/expectations"])
def test_days_that_end_before_they_begin_are_refused_and_lead_back(desk: TestClient, page: str) -> None:
    first, last = {"/documents": ("since", "until"), "/incidents": ("since", "until"), "/map": ("first", "last")}.get(
        page, ("from", "to")
    )
    said, href = told(desk, f"{page}?{first}=2026-03-02&{last}=2026-03-01&known=2026-03-15")
    assert "before they begin" in said
    assert href == f"{page}?known=2026-03-15"


def test_hostile_words_in_an_address_are_words(desk: TestClient) -> None:
    answer = desk.get("/documents", params={"since": "<script>alert(1)</script>\u202e"})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
    _, href = told(desk, "/documents?since=x&outlet=%22%3E%3Cscript%3E")
    assert parse_qs(href.partition("?")[2]) == {"outlet": ['"><script>']}


def test_a_program_is_told_the_fields_own_name_in_problem_details(desk: TestClient) -> None:
    for address in ("/api/v1/events?from=2021-13-01", "/api/v1/events?from="):
        answer = desk.get(address)
        assert answer.headers["content-type"] == "application/problem+json"
        assert "“from”: give a day, written as 2026-03-01." in answer.json()["detail"]
    asked = desk.get("/documents?since=x", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("page", [*DAYS, "/review/agreement"])
def test_each_field_for_days_and_numbers_is_named_as_its_form_names_it(desk: TestClient, page: str) -> None:
    forms = html.fromstring(desk.get(page).content).xpath("//form[not(@method)]")
    fields = [one for form in forms for one in form.xpath(".//input[@type='date' or @type='number']")]
    assert fields
    for field in fields:
        label = field.xpath("normalize-space(ancestor::label)")
        said, _ = told(desk, f"{page}?{field.get('name')}=x")
        assert f"“x” does not fit “{label}”: give " in said
