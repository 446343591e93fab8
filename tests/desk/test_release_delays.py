"""What is released with a delay is seen from its moment on, also where an answer from before was held."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW
from detente.desk.access.viewer import Viewer
from detente.desk.app import make_desk
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings, Limits
from detente.documents.document import Document
from detente.store import KeptDocument, create_record, keep_documents, keep_releases

HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta(microseconds=1)
PAGES = (
    "/documents",
    "/documents?as=json",
    "/search?q=kessing",
    "/api/v1/documents",
    "/api/v1/record",
    "/feeds/today.atom",
)


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["public", "party officer"])
def desk(tmp_path: Path, clock: Clock, request: pytest.FixtureRequest) -> Iterator[TestClient]:
    """Return a desk of two reports: one of them is seen now, the other an hour later."""
    path = tmp_path / "record.sqlite"
    with create_record(path, now=NOW) as record:
        ids = [keep_documents(record, [kept(name)], now=NOW - HOUR)[0].document_id for name in ("bridge", "mill")]
        for id_, delay in zip(ids, (dt.timedelta(0), HOUR), strict=True):
            keep_releases(
                record, "document", [id_], level="public", author="Wanda Pell", reason="to be read", now=NOW,
                delay=delay,
            )  # fmt: skip
    settings = DeskSettings(
        folder=tmp_path,
        everyone=Viewer(role=request.param),
        hosts=("testserver",),
        now=clock,
        limits=Limits(stranger=10**6),
    )
    with TestClient(make_desk(settings, open_records(path, now=NOW, clock=clock))) as made:
        yield made


def kept(name: str) -> KeptDocument:
    text = f"The {name} of Kessing was shelled."
    return KeptDocument(document=Document(id=name, text=text), data=text.encode(), name=name)


def count(desk: TestClient) -> int:
    found: int = desk.get("/api/v1/record").json()["documents"]
    return found


def seen(desk: TestClient) -> bool:
    answers = {page: desk.get(page) for page in PAGES}
    assert {one.status_code for one in answers.values()} == {200}
    told = {page: "mill" in one.text for page, one in answers.items() if "record" not in page and "feeds" not in page}
    assert len(set(told.values())) == 1, told
    return set(told.values()) == {True}


def test_what_is_held_turns_over_at_the_moment_the_delay_ends(desk: TestClient, clock: Clock) -> None:
    for moment, is_there in ((NOW, False), (NOW + HOUR - TICK, False), (NOW + HOUR, True), (NOW + 2 * HOUR, True)):
        clock.now = moment
        for _ in range(2):
            assert (seen(desk), count(desk)) == (is_there, 2 if is_there else 1), moment


def test_a_view_that_takes_long_is_not_shown_as_it_was_before(
    desk: TestClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    from detente.desk.api import records

    count(desk)
    summary = vars(records)["summary"]

    def slow(*given: object, **more: object) -> object:
        time.sleep(0.2)
        return summary(*given, **more)

    monkeypatch.setattr(records, "summary", slow)
    clock.now = NOW + HOUR
    assert count(desk) == 2
