"""What somebody has seen belongs to the account: it is the same on every machine, and only goes forward."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from desk.access.conftest import Staffed
from desk.conftest import NOW
from detente.desk.access.gate import Gate
from detente.desk.app import make_desk
from detente.desk.pages.today.seen import COOKIE
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings
from detente.store.access.file import open_accounts
from detente.store.access.looks import keep_look, look_of
from detente.store.access.tables import looks

UPTO = dt.datetime(2026, 3, 19, 12, tzinfo=dt.UTC)


def test_what_was_seen_on_one_machine_is_seen_on_the_other(staffed: Staffed) -> None:
    desk, telephone = staffed.as_role("reader"), staffed.as_role("reader")
    assert "marked as seen" not in telephone.get("/").text
    answer = desk.post("/seen", data={"upto": UPTO.isoformat()}, headers={"Origin": "http://testserver"})
    assert answer.status_code == 303
    assert COOKIE not in desk.cookies
    assert "marked as seen, 19 March 2026, 12:00 UTC" in telephone.get("/").text
    assert "marked as seen" not in staffed.as_role("coder").get("/").text


def test_it_only_goes_forward(staffed: Staffed) -> None:
    account = staffed.accounts["reader"].id
    with staffed.file.writing() as connection:
        for upto in (UPTO, UPTO - dt.timedelta(days=1), UPTO + dt.timedelta(hours=1)):
            keep_look(connection, account, upto)
        assert look_of(connection, account) == UPTO + dt.timedelta(hours=1)


def test_a_file_of_an_earlier_version_gets_the_table(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    with open_accounts(path) as file, file.writing() as connection:
        looks.drop(connection)
    with open_accounts(path) as file, file.reading() as connection:
        assert look_of(connection, "a" * 32) is None


@contextmanager
def alone(folder: Path, name: str) -> Iterator[TestClient]:
    """Start the desk for one person on this machine, and return the browser that was let in by the printed link."""
    gate = Gate(open_accounts(folder / "accounts.sqlite"), alone=(name, "the printed key"))
    settings = DeskSettings(folder=folder, hosts=("testserver",), now=lambda: NOW)
    app = make_desk(settings, open_records(folder / "record.sqlite", now=NOW), gate)
    with TestClient(app, follow_redirects=False) as browser:
        assert browser.get("/").status_code == 401
        assert browser.get("/enter/the printed key").status_code == 303
        yield browser


def mark(browser: TestClient, upto: dt.datetime) -> int:
    return browser.post("/seen", data={"upto": upto.isoformat()}, headers={"Origin": "http://testserver"}).status_code


def test_who_uses_the_desk_alone_finds_what_was_seen_when_it_is_started_again(empty: Path) -> None:
    with alone(empty, "A. Karimova") as browser:
        assert "marked as seen" not in browser.get("/").text
        assert mark(browser, UPTO) == 303
        assert COOKIE not in browser.cookies
        assert "marked as seen, 19 March 2026, 12:00 UTC" in browser.get("/").text
        assert mark(browser, UPTO - dt.timedelta(days=3)) == 303
    with alone(empty, "A. Karimova") as again:
        assert "marked as seen, 19 March 2026, 12:00 UTC" in again.get("/").text
        assert mark(again, dt.datetime(2031, 1, 1, tzinfo=dt.UTC)) == 303
        assert "marked as seen, 20 March 2026, 09:00 UTC" in again.get("/").text


def test_what_one_person_saw_alone_is_new_to_another_on_the_same_machine(empty: Path) -> None:
    with alone(empty, "A. Karimova") as browser:
        assert mark(browser, UPTO) == 303
    with alone(empty, "<b>Eva</b> Lind\u202e") as other:
        assert "marked as seen" not in other.get("/").text
        assert "<b>Eva" not in other.get("/").text


def test_nothing_is_marked_by_who_is_not_let_in(empty: Path) -> None:
    with alone(empty, "A. Karimova") as browser:
        stranger = TestClient(browser.app, follow_redirects=False)
        assert mark(stranger, UPTO) == 401
        assert "marked as seen" not in browser.get("/").text
        assert stranger.get("/enter/the printed key").status_code == 404
