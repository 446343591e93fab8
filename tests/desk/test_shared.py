"""Answers that are held for whoever has no account: given again, packed where that is asked for, and never stale."""

import gzip
from collections.abc import Callable  # noqa: TC003
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from detente.desk.access.rights import Role
from detente.desk.access.viewer import NOBODY, Viewer
from detente.desk.app import make_desk
from detente.desk.asked import Asked
from detente.desk.held import Held
from detente.desk.records import open_records
from detente.desk.rendering import static_href
from detente.desk.settings import DeskSettings, Limits
from detente.display.drawing.bundle import bundle_href
from detente.store import Entry, keep_entries, keep_releases, open_record, read_known


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


@pytest.mark.parametrize("first", ["gzip", "identity", "gzip;q=0"])
def test_what_a_page_packs_itself_is_packed_for_nobody_else(visit: Visit, room: Path, first: str) -> None:
    desk = visit(room, "public", name="")
    told = {}
    for encodings in (first, "gzip", "gzip;q=0", "identity", "GZIP; q=1.0", "gzip;q=0.00", "br"):
        answer = desk.get(bundle_href(), headers={"Accept-Encoding": encodings})
        told[answer.headers.get("content-encoding", "plain"), encodings] = answer.text
    assert {name for kind, name in told if kind == "gzip"} == {"gzip", "GZIP; q=1.0"}
    assert len(set(told.values())) == 1
    assert "vegaEmbed" in answer.text


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


def test_by_whichever_name_it_is_asked_for_its_links_are_of_the_first(room: Path) -> None:
    settings = DeskSettings(
        folder=room, everyone=NOBODY, hosts=("testserver", "other.example:8080"), now=lambda: NOW, read_only=True
    )
    with TestClient(make_desk(settings, open_records(room / "record.sqlite", now=NOW))) as desk:
        told = {
            desk.get("/feeds/today.atom", headers={"Host": host}).text
            for host in ("other.example:8080", "testserver", "TESTSERVER:80")
        }
        assert len(told) == 1
        assert "http://testserver/feeds/today.atom" in next(iter(told))
        assert "other.example" not in next(iter(told))
        assert desk.get("/api/v1/openapi.json").json()["servers"] == [{"url": "http://testserver"}]
        for host in ("testserver:99", "other.example", "other.example:80", "*", ""):
            assert desk.get("/ceasefires", headers={"Host": host}).status_code == 400, host


def test_strangers_ask_so_much_in_a_minute_and_what_is_held_costs_them_nothing(room: Path) -> None:
    settings = DeskSettings(
        folder=room, everyone=NOBODY, hosts=("testserver",), now=lambda: NOW, limits=Limits(pages=3)
    )
    with TestClient(make_desk(settings, open_records(room / "record.sqlite", now=NOW))) as desk:
        assert [desk.get(f"/documents?x={n}").status_code for n in (1, 2, 3, 4)] == [200, 200, 200, 429]
        assert desk.get("/documents?x=1").status_code == 200
        for address in ("/ceasefires", "/documents?as=json", "/documents?as=csv&sheet=documents", "/map?as=svg"):
            told = desk.get(address)
            assert (told.status_code, told.headers["content-type"]) == (429, "text/html; charset=utf-8"), address
            assert 1 <= int(told.headers["retry-after"]) <= 20
        assert "in a minute" in told.text
        assert desk.get("/documents", headers={"Cookie": "a=b"}).status_code == 429
        assert desk.get("/login").status_code != 429
        assert desk.get("/api/v1/documents").status_code == 200  # programs have a bucket of their own
        assert desk.get(static_href("desk.css")).status_code == 200


def test_who_works_at_the_desk_is_not_counted_with_strangers(room: Path) -> None:
    reader = Viewer(role="reader", name="Ann Brook", account="1")
    settings = DeskSettings(
        folder=room, everyone=reader, hosts=("testserver",), now=lambda: NOW, limits=Limits(pages=1)
    )
    with TestClient(make_desk(settings, open_records(room / "record.sqlite", now=NOW))) as desk:
        assert [desk.get("/documents").status_code for _ in range(3)] == [200] * 3


def test_what_strangers_ask_of_other_days_pushes_out_no_view_of_the_desk(room: Path) -> None:
    records = open_records(room / "record.sqlite", now=NOW)
    settings = DeskSettings(folder=room, everyone=NOBODY, hosts=("testserver",), now=lambda: NOW)
    app = make_desk(settings, records)
    app.state.held = Held(now=settings.now, most=2)
    views = [0]

    def made() -> int:
        views[0] += 1
        return views[0]

    def ask(role: Role, known: str = "") -> int:
        request = Request({"type": "http", "app": app, "query_string": f"known={known}".encode(), "headers": []})
        asked = Asked(
            request=request, viewer=Viewer(role=role), record=records.seen_at("internal"), now=NOW, settings=settings,
            known_on=read_known(known or None, now=NOW),
        )  # fmt: skip
        return asked.held("a view", made)

    with TestClient(app):
        of_desk, of_strangers = ask("reader"), ask("public")
        for day in range(1, 9):
            ask("public", f"2026-03-0{day}")
        assert (ask("coder"), ask("public")) == (of_desk, of_strangers)
        assert views == [10]
