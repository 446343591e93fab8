"""Where a list goes on: from a place that is gone, hidden or invented it begins again, or says so in words."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from browser.walked import page_routes
from desk.conftest import NOW, Visit
from desk.ford_made import desk, told  # noqa: F401 - fixtures
from desk.walked import desk_over
from detente.desk.access.rights import Role
from detente.store import Wanted, documents, events, gather_incidents, keep_releases, open_record, withdraw

BY: dict[str, Any] = {"author": "Vera Mint", "reason": "agreed on Monday", "now": NOW}
FILLED = {"id_": "ford", "id": "ford", "a": "A", "b": "B", "text": "whole", "meeting": "1", "subject": "ab" * 16}
ASKED = 40
"""Lists that go on, at least."""


def key(*words: str) -> str:
    return base64.urlsafe_b64encode(json.dumps(words).encode()).decode().rstrip("=")


INVENTED = (
    "f" * 32, "9" * 23, "0", "x", "1-zz", "2031-05-07 x", "\x00", "<script>\u202e", key("f" * 32),
    key("\ud800"), key("\x00"), key("x" * 1_400), "W10",
)  # fmt: skip


def fields_of(dependant: Any) -> Iterator[str]:
    yield from (one.alias for one in dependant.query_params)
    for other in dependant.dependencies:
        yield from fields_of(other)


def lists() -> list[str]:
    """Return the address of every list that goes on, of pages and for programs."""
    paths = [one.path.replace(":path", "") for one in page_routes() if "after" in fields_of(one.dependant)]
    return [path.format(**FILLED) for path in paths]


def ids_of(folder: Path) -> list[str]:
    """Return a report, an incident and an event that nobody released."""
    with open_record(folder / "record.sqlite", read_only=True) as record:
        return [documents(record)[0].id, gather_incidents(record, Wanted())[0].id, events(record)[0].id]


@pytest.mark.parametrize("role", ["administrator", "public"])
def test_no_list_fails_at_a_place_that_is_foreign_or_invented(desk: Path, role: Role) -> None:
    assert len(lists()) > ASKED
    hidden = ids_of(desk)
    shown = 0
    with desk_over(desk / "record.sqlite", desk, role, now=NOW) as client:
        for address in lists():
            for place in (*INVENTED, *hidden, *map(key, hidden)):
                answer = client.get(address, params={"after": place})
                assert answer.status_code in (200, 400, 401, 403, 404, 422), (address, place, answer.status_code)
                shown += answer.status_code == 200
    assert shown > ASKED


@pytest.mark.parametrize("address", ["/documents", "/incidents", "/api/v1/documents", "/api/v1/events"])
def test_what_is_hidden_reads_like_what_was_never_there(visit: Visit, desk: Path, address: str) -> None:
    client = visit(desk, "public", name="")
    for place in ids_of(desk):
        asked = (key(place), key("f" * 32)) if address.startswith("/api") else (place, "f" * 32)
        one, none = (client.get(address, params={"after": each}) for each in asked)
        assert one.status_code == none.status_code == (400 if address.startswith("/api") else 404)
        assert one.text == none.text


def test_a_page_says_that_its_place_is_gone_and_leads_to_the_beginning(visit: Visit, desk: Path) -> None:
    client = visit(desk, "reader")
    for address in ("/documents", "/incidents", "/incidents?known=2026-03-20"):
        sign = "&" if "?" in address else "?"
        answer = client.get(f"{address}{sign}country=ARM&after={'f' * 32}")
        assert answer.status_code == 404
        (link,) = html.fromstring(answer.content).xpath("//main//a[contains(., 'from its beginning')]/@href")
        assert link == f"{address}{sign}country=ARM"
        assert "is not among what is shown to you, or is gone" in answer.text


def test_the_link_to_more_outlives_that_its_report_is_taken_back(visit: Visit, desk: Path) -> None:
    with open_record(desk / "record.sqlite", now=NOW) as record:
        ids = [one.id for one in documents(record, newest=True)]
        keep_releases(record, "document", ids, level="public", **BY)
    client = visit(desk, "public", name="")
    assert client.get(f"/documents?after={ids[0]}").status_code == 200
    with open_record(desk / "record.sqlite") as record:
        keep_releases(record, "document", ids[:1], level="internal", **BY)
        withdraw(record, "document", ids[1], **BY)
    assert client.get(f"/documents?after={ids[0]}").status_code == 404
    # what was withdrawn keeps its place among what is released
    assert client.get(f"/documents?after={ids[1]}").status_code == 200


def test_a_release_list_says_so_too(visit: Visit, desk: Path) -> None:
    client = visit(desk, "administrator")
    assert client.get(f"/release/reports?after={'deadbeef' * 4}").status_code == 404


def test_a_list_that_begins_again_says_so_and_one_that_goes_on_does_not(visit: Visit, told: Path) -> None:
    reader, note = visit(told, "reader"), "The list begins from the top again"
    for address in ("/statements", "/ceasefires/ford/enquiries", "/ceasefires/ford/figures", "/mines", "/watches"):
        assert note in reader.get(address, params={"after": "f" * 32}).text, address
        assert note not in reader.get(address).text, address
