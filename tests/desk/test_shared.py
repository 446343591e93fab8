"""Answers that are held for whoever has no account: given again, packed where that is asked for, and never stale."""

import gzip
from collections.abc import Callable  # noqa: TC003
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from detente.store import Entry, keep_entries, keep_releases, open_record


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the templates that are drawn, one after another."""
    from detente.desk import asked

    drawn: list[str] = []
    render: Callable[..., str] = vars(asked)["render"]

    def drawing(template: str, **more: object) -> str:
        drawn.append(template)
        return render(template, **more)

    monkeypatch.setattr(asked, "render", drawing)
    return drawn


def test_a_page_is_drawn_once_for_all_who_have_no_account(visit: Visit, room: Path, made: list[str]) -> None:
    desk = visit(room, "public", name="")
    first, again = desk.get("/ceasefires"), desk.get("/ceasefires")
    assert first.text == again.text
    assert first.headers["etag"] == again.headers["etag"]
    assert len(made) == 1
    assert desk.get("/ceasefires", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert desk.get("/ceasefires?lang=en&x=1").status_code == 200
    assert len(made) == 2


def test_it_is_drawn_anew_when_what_the_public_sees_has_changed(visit: Visit, room: Path, made: list[str]) -> None:
    desk = visit(room, "public", name="")
    desk.get("/ceasefires")
    own: dict[str, Any] = {"author": "Wanda Pell", "reason": "a change", "now": NOW}
    with open_record(room / "record.sqlite") as record:
        keep_entries(record, [Entry(subject="0" * 32, kind="note", owner="x", content={})], **own)
    desk.get("/ceasefires")
    assert len(made) == 1, "what nobody released changes nothing for the public"
    with open_record(room / "record.sqlite") as record:
        keep_releases(record, "entry", ["0" * 32], level="public", **own)
    desk.get("/ceasefires")
    assert len(made) == 2


def test_what_is_somebodys_own_is_neither_held_nor_packed(visit: Visit, room: Path, made: list[str]) -> None:
    for role in ("administrator", "reader"):
        desk = visit(room, role)
        desk.get("/ceasefires")
        assert "content-encoding" not in desk.get("/ceasefires").headers
    public = visit(room, "public", name="")
    drawn = len(made)
    for _ in range(2):
        public.get("/ceasefires", headers={"Cookie": "seen=2020-01-01"})
    assert len(made) == drawn + 2 == 6


def test_it_is_packed_for_who_takes_it_packed(visit: Visit, room: Path) -> None:
    desk = visit(room, "public", name="")
    packed = raw(desk, "gzip, br")
    plain = raw(desk, "gzip;q=0, identity")
    assert gzip.decompress(packed) == plain
    assert "Accept-Encoding" in desk.get("/ceasefires").headers["vary"]


def raw(desk: TestClient, encodings: str) -> bytes:
    with desk.stream("GET", "/ceasefires", headers={"Accept-Encoding": encodings}) as answer:
        return b"".join(answer.iter_raw())


def test_an_address_that_ends_early_is_refused_and_stands_for_no_other(visit: Visit, room: Path) -> None:
    from starlette.requests import Request

    from detente.desk.bounds import refuse_long
    from detente.desk.refusals import Refused
    from detente.desk.settings import Bounds

    desk = visit(room, "public", name="")
    scope = {
        "type": "http",
        "path": "/ceasefires",
        "raw_path": b"/ceasefires",
        "query_string": b"#&as=json",
        "headers": [],
    }
    with pytest.raises(Refused):
        refuse_long(Request(scope).scope, Bounds())
    assert desk.get("/ceasefires").headers["content-type"].startswith("text/html")


def test_a_page_of_its_own_is_not_held(visit: Visit, room: Path, made: list[str]) -> None:
    desk = visit(room, "public", name="")
    desk.get("/ceasefires", headers={"Host": "testserver:99"})
    desk.get("/ceasefires", headers={"Host": "testserver"})
    assert len(made) == 2
