"""Whoever walks through the desk from Today on finds a page behind every link, and behind every form as it stands."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from desk.line_made import line  # noqa: F401 - a fixture
from desk.walked import desk_over, release_half, walk
from detente.desk.access.rights import Role

NOW = dt.datetime.now(dt.UTC)
"""The line's record is made by commands, which have no other clock."""
WITHOUT_ACCOUNTS = ("/accounts", "/log")
"""Pages of an administrator that are there where people log in."""
EMPTY = ("/review/export", "/release/before")
"""What is not there as long as nobody has reviewed anything, or chosen what to release, and says so."""


@pytest.fixture(scope="module")
def folder(line: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    """Return a desk of the line of which half is released."""
    made = Path(shutil.copytree(line, tmp_path_factory.mktemp("walked") / "desk"))
    release_half(made / "record.sqlite", now=NOW)
    return made


@pytest.mark.parametrize("role", ["party officer", "public", "administrator"])
def test_every_link_from_today_on_and_every_form_as_it_stands_leads_to_a_page(folder: Path, role: Role) -> None:
    with desk_over(folder / "record.sqlite", folder, role, now=NOW) as desk:
        found = walk(desk)
    expected = (*WITHOUT_ACCOUNTS, *EMPTY) if role == "administrator" else ()
    wrong = {address: status for address, status in found.items() if status >= 400}
    assert not {address for address in wrong if address.partition("?")[0] not in expected}, wrong
    for page in ("/ceasefires/ford", "/documents", "/search", "/map", "/statements", "/api"):
        assert page in found
    for kind in ("/documents/", "/feeds/", "/ceasefires/ford/trend", "/mines/"):
        assert any(address.startswith(kind) for address in found), kind
    assert any(address.startswith("/incidents?country=&") for address in found)
