"""A page that is not worked out yet says so at once, to people and to programs, and shows itself when it is."""

import threading
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW
from detente.desk.access.viewer import Viewer
from detente.desk.app import make_desk
from detente.desk.pages.statements import routes
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings
from detente.pipeline.ledger import gather_ledger


def test_a_page_that_is_not_ready_says_so_and_shows_itself(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, gather = threading.Event(), gather_ledger

    def slow(*given: object, **more: object) -> object:
        gate.wait(30)
        return gather(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(routes, "gather_ledger", slow)
    settings = DeskSettings(
        folder=room, everyone=Viewer(role="adjudicator", name="Wanda Pell"), hosts=("testserver",), now=lambda: NOW,
        patience=0.2,
    )  # fmt: skip
    with TestClient(make_desk(settings, open_records(room / "record.sqlite", now=NOW))) as desk:
        page = desk.get("/statements?mode=direct")
        assert (page.status_code, page.headers["refresh"], page.headers["cache-control"]) == (200, "2", "no-store")
        assert "Being worked out" in page.text
        assert 'href="/statements?mode=direct"' in page.text
        programs = {"accept": "application/json"}
        for taken in (desk.get("/statements?as=csv&sheet=statements"), desk.get("/statements", headers=programs)):
            assert taken.status_code == 503
            assert int(taken.headers["retry-after"]) > 0
        gate.set()
        until = time.monotonic() + 60
        while "refresh" in (page := desk.get("/statements")).headers and time.monotonic() < until:
            time.sleep(0.1)
        assert "refresh" not in page.headers
        assert "Statements" in page.text
