"""Below the desk's level nobody reads who of the desk wrote something down; what they wrote down they do."""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desk.conftest import NOW, Visit
from desk.line_made import line  # noqa: F401 - a fixture
from detente.desk.access.rights import Role
from detente.store import (
    Entry,
    EntryView,
    documents_to_release,
    entries,
    entries_to_release,
    keep_entries,
    keep_releases,
    open_record,
)

AUTHOR = "Quillon Darrow"
BY: dict[str, Any] = {"author": "Vera Mint", "reason": "agreed on Monday"}
BOARD = "/ceasefires/ford?from=2021-05-01&to=2021-05-31"
ADDRESSES = (
    "/", "/?as=csv&sheet=ceasefires", "/ceasefires", "/ceasefires/ford", BOARD, f"{BOARD}&as=json",
    f"{BOARD}&as=csv&sheet=board", "/ceasefires/ford/definition", "/ceasefires/ford/figures",
    "/ceasefires/ford/figures?as=json",
    "/ceasefires/ford/enquiries", "/ceasefires/ford/effort", "/ceasefires/ford/trend",
    "/check?said=There were 4 violations in May 2021.", "/api/v1/ceasefires/ford", "/api/v1/ceasefires/ford/board",
    "/api/v1/ceasefires/ford/figures", "/api/v1/ceasefires/ford/violations",
)  # fmt: skip


@pytest.fixture(scope="module")
def shown(line: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811 - the fixture
    """Return a desk whose every entry was written by one person, and is released to everybody."""
    folder = Path(shutil.copytree(line, tmp_path_factory.mktemp("unnamed") / "desk"))
    with open_record(folder / "record.sqlite", now=NOW) as record:
        for kind in ("ceasefire", "figure"):
            keep_entries(
                record, [_written(one) for one in entries(record, kind=kind)], author=AUTHOR, reason="again", now=NOW
            )
        more: dict[str, Any] = {"level": "public", "delay": dt.timedelta(0), **BY, "now": NOW - dt.timedelta(hours=1)}
        keep_releases(record, "document", documents_to_release(record, forms=True), **more)
        keep_releases(record, "entry", entries_to_release(record), **more)
    return folder


def _written(one: EntryView) -> Entry:
    """Return an entry as if another person had written it down."""
    content = json.loads(json.dumps(dict(one.content)).replace("Ann Brook", AUTHOR))
    return Entry(subject=one.subject, kind=one.kind, owner=one.owner, content=content, first=one.first, last=one.last)


@pytest.mark.parametrize("role", ["public", "party officer"])
def test_who_wrote_it_down_is_the_desk(visit: Visit, shown: Path, role: Role) -> None:
    officer: dict[str, Any] = {"side": "N", "ceasefire": "ford"} if role == "party officer" else {}
    staff, client = visit(shown), visit(shown, role, name="Eve Ford", **officer)
    for address in ADDRESSES:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert AUTHOR not in answer.text, address
    assert "written down by the desk" in client.get("/ceasefires/ford/figures").text
    assert [one for one in ADDRESSES if AUTHOR in staff.get(one).text]
