"""Whoever walks through the desk from Today on finds a page behind every link, and behind every form as it stands."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from desk.line_made import line  # noqa: F401 - a fixture
from desk.walked import walk
from detente.desk.access.rights import Role
from detente.desk.access.viewer import Viewer
from detente.desk.app import make_desk
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings, Limits
from detente.store import Address, RecordPlace, documents, keep_releases, open_record, tables
from detente.store.restore import open_snapshot, restore
from detente.store.snapshots import take_snapshot

NOW = dt.datetime.now(dt.UTC)
"""The line's record is made by commands, which have no other clock."""
EVERYTHING = Limits(stranger=10**9, pages=10**9)
WITHOUT_ACCOUNTS = ("/accounts", "/log")
"""Pages of an administrator that are there where people log in."""
EMPTY = ("/review/export",)
"""What is not there as long as nobody has reviewed anything, and says so."""


@pytest.fixture(scope="module", params=["file", "server"])
def place(line: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[RecordPlace]:  # noqa: F811
    """Return where a record of the line lies, of which half is released: in a file, and in a database."""
    folder = tmp_path_factory.mktemp("walked")
    if request.param == "file":
        path = Path(shutil.copy(line / "record.sqlite", folder))
        release_half(path)
        yield path
        return
    server = request.getfixturevalue("server")
    address: Address = server.make()
    with open_record(line / "record.sqlite", read_only=True) as record:
        take_snapshot(record, folder / "line.zip", now=NOW)
    with open_snapshot(folder / "line.zip") as snapshot:
        restore(snapshot, address)
    release_half(address)
    yield address
    server.drop(address)


def release_half(place: RecordPlace) -> None:
    """Release every other report to the public, and all that is written down to the parties."""
    with open_record(place, now=NOW) as record:
        reports = sorted(one.id for one in documents(record))[::2]
        with record.reading() as connection:
            written = sorted(set(connection.scalars(sa.select(tables.entries.c.subject))))
        signed = {"author": "Wanda Pell", "reason": "agreed on Monday", "now": NOW}
        keep_releases(record, "document", reports, level="public", **signed)
        keep_releases(record, "entry", written, level="parties", **signed)
        keep_releases(record, "entry", written[::2], level="public", **signed)


@pytest.fixture
def visitor(place: RecordPlace, tmp_path: Path) -> Iterator[object]:
    with ExitStack() as open_desks:

        def visitor(role: Role) -> TestClient:
            of = {"ceasefire": "ford", "side": "N"} if role == "party officer" else {}
            who = Viewer(role=role, name="" if role == "public" else "Ilse Ford", **of)
            settings = DeskSettings(
                folder=tmp_path, everyone=who, hosts=("testserver",), limits=EVERYTHING, read_only=role == "public"
            )
            made = make_desk(settings, open_records(place, now=NOW, beside=tmp_path))
            return open_desks.enter_context(TestClient(made, follow_redirects=False))

        yield visitor


@pytest.mark.parametrize("role", ["party officer", "public", "administrator"])
def test_every_link_from_today_on_and_every_form_as_it_stands_leads_to_a_page(visitor: object, role: Role) -> None:
    found = walk(visitor(role))  # type: ignore[operator]
    expected = (*WITHOUT_ACCOUNTS, *EMPTY) if role == "administrator" else ()
    wrong = {address: status for address, status in found.items() if status >= 400}
    assert not {address for address in wrong if address.partition("?")[0] not in expected}, wrong
    for page in ("/ceasefires/ford", "/documents", "/search", "/map", "/statements", "/api"):
        assert page in found
    for kind in ("/documents/", "/feeds/", "/ceasefires/ford/trend", "/mines/"):
        assert any(address.startswith(kind) for address in found), kind
    sent = {address.partition("?")[0] for address in found if "known=" in address}
    assert {"/incidents", "/documents", "/mines", "/sources"} <= sent | {"/incidents", "/mines"}
    assert any(address.startswith("/incidents?country=&") for address in found)
