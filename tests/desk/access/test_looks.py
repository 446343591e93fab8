"""What somebody has seen belongs to the account: it is the same on every machine, and only goes forward."""

import datetime as dt
from pathlib import Path

from desk.access.conftest import Staffed
from detente.desk.pages.today.seen import COOKIE
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
