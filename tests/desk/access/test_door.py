"""Coming in and going out: what is refused reads the same, each session is a new one, and each ends."""

import datetime as dt
import statistics
import time

import pytest
from argon2 import PasswordHasher

from desk.access.conftest import CHEAP, PASSWORD, Staff, Staffed
from detente.desk.pages.access.door import to_here
from detente.store.access.accounts import account_of, disable_account, set_password
from detente.store.access.deeds import deeds_of
from detente.store.access.held import add_link
from detente.store.access.tables import attempts, sessions

LOGIN = "coder"


def test_who_knows_the_password_comes_in_where_they_wanted_to_go(staffed: Staffed) -> None:
    browser = staffed.browser()
    assert browser.get("/documents").status_code == 401
    assert 'href="/login?next=%2Fdocuments"' in browser.get("/documents").text
    came = staffed.log_in(browser, next="/documents")
    assert (came.status_code, came.headers["location"]) == (303, "/documents")
    assert browser.get("/documents").status_code == 200


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\nb",
        "/login?next=/x",
        "",
    ],
)
def test_nobody_is_led_to_another_site_after_the_log_in(wanted: str) -> None:
    assert to_here(wanted) == "/"


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(staffed: Staffed) -> None:
    cookie = staffed.log_in(staffed.browser()).headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Max-Age" not in cookie
    assert "Domain" not in cookie


def test_with_https_the_cookie_goes_by_https_alone(staff: Staff) -> None:
    desk = staff(secure=True)
    told = desk.log_in(desk.browser(base_url="https://testserver"))
    assert told.headers["set-cookie"].startswith("__Host-desk=")
    assert "Secure" in told.headers["set-cookie"]
    assert told.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("login", "password"),
    [(LOGIN, "not the password"), ("nobody", PASSWORD), ("", ""), ("alone", ""), ("reader", PASSWORD)],
)
def test_a_wrong_login_a_wrong_password_and_a_disabled_account_read_the_same(
    staffed: Staffed, login: str, password: str
) -> None:
    with staffed.file.writing() as connection:
        disable_account(connection, staffed.accounts["reader"].id, disabled=True)
    told = staffed.log_in(staffed.browser(), login, password)
    assert told.status_code == 401
    assert "There is no account with this login and this password." in told.text
    assert "set-cookie" not in told.headers


def test_whether_there_is_an_account_is_not_told_by_the_time_it_takes(staff: Staff) -> None:
    costly = PasswordHasher(time_cost=2, memory_cost=16_384, parallelism=1)
    desk = staff(hasher=costly)
    with desk.file.writing() as connection:
        set_password(connection, desk.accounts["coder"].id, costly.hash(PASSWORD))

    def took(login: str) -> float:
        desk.clock.turn(days=2)
        start = time.process_time()  # what the machine does beside is nobody's account
        assert desk.log_in(desk.browser(), login, "some other words here").status_code == 401
        return time.process_time() - start

    took(LOGIN)
    known, unknown = [statistics.median(took(login) for _ in range(5)) for login in (LOGIN, "nobody")]
    assert 0.5 < known / unknown < 2


def test_a_session_that_was_put_into_a_browser_is_not_the_one_that_is_logged_in(staffed: Staffed) -> None:
    browser = staffed.browser()
    browser.cookies.set(staffed.settings.cookie, "planted")
    staffed.log_in(browser)
    given = [cookie.value for cookie in browser.cookies.jar if cookie.value != "planted"]
    assert len(given) == 1
    assert staffed.gate.by_session("planted", now=staffed.clock.at) is None


def test_each_log_in_is_a_new_session_and_the_one_before_ends(staffed: Staffed) -> None:
    browser = staffed.browser()
    first = staffed.log_in(browser).cookies[staffed.settings.cookie]
    second = staffed.log_in(browser).cookies[staffed.settings.cookie]
    assert first != second
    assert staffed.gate.by_session(first, now=staffed.clock.at) is None
    assert staffed.gate.by_session(second, now=staffed.clock.at) is not None


def test_the_file_holds_nothing_that_lets_anybody_in(staffed: Staffed) -> None:
    secret = staffed.log_in(staffed.browser()).cookies[staffed.settings.cookie]
    with staffed.file.writing() as connection:
        link = add_link(connection, staffed.accounts["coder"].id, now=staffed.clock.at)
    kept = b"".join(one.read_bytes() for one in staffed.folder.glob("accounts.sqlite*"))
    assert len(kept) > 10_000
    assert not any(one.encode() in kept for one in (secret, link, PASSWORD))


def test_log_out_ends_the_session_and_not_only_the_cookie(staffed: Staffed) -> None:
    browser = staffed.browser()
    secret = staffed.log_in(browser).cookies[staffed.settings.cookie]
    told = browser.post("/logout")
    assert told.headers["location"] == "/login"
    assert told.headers["clear-site-data"] == '"cache"'
    assert staffed.gate.by_session(secret, now=staffed.clock.at) is None


def test_a_session_ends_when_it_idles_and_in_any_case_after_a_week(staffed: Staffed) -> None:
    browser = staffed.as_role("reader")
    staffed.clock.turn(hours=11)
    assert browser.get("/documents").status_code == 200
    staffed.clock.turn(hours=11)
    assert browser.get("/documents").status_code == 200
    staffed.clock.turn(hours=13)
    assert browser.get("/documents").status_code == 401
    busy = staffed.as_role("reader")
    for _ in range(15):
        assert busy.get("/documents").status_code == 200
        staffed.clock.turn(hours=11)
    staffed.clock.turn(hours=4)
    assert busy.get("/documents").status_code == 401


def test_sessions_that_are_over_are_forgotten(staffed: Staffed) -> None:
    staffed.as_role("reader")
    staffed.clock.turn(days=8)
    staffed.log_in(staffed.browser())
    with staffed.file.reading() as connection:
        assert len(connection.execute(sessions.select()).all()) == 1


def test_each_failure_makes_the_next_attempt_wait_longer(staffed: Staffed) -> None:
    waits = []
    for _ in range(9):
        told = staffed.log_in(staffed.browser(), LOGIN, "wrong")
        if told.status_code == 429:
            waits.append(int(told.headers["retry-after"]))
            staffed.clock.turn(seconds=waits[-1])
            staffed.log_in(staffed.browser(), LOGIN, "wrong")
    assert waits == [1, 2, 4, 8]
    assert staffed.log_in(staffed.browser()).status_code == 429
    staffed.clock.turn(minutes=5)
    assert staffed.log_in(staffed.browser()).status_code == 303
    assert staffed.log_in(staffed.browser()).status_code == 303


def test_a_login_that_nobody_has_waits_as_one_that_somebody_has(staffed: Staffed) -> None:
    told = {
        login: [staffed.log_in(staffed.browser(), login, "wrong").status_code for _ in range(8)]
        for login in (LOGIN, "nobody")
    }
    assert told[LOGIN] == told["nobody"] == [401] * 5 + [429] * 3


def test_an_address_that_tries_many_logins_waits_too(staffed: Staffed) -> None:
    told = [staffed.log_in(staffed.browser(), f"login{n}", "wrong").status_code for n in range(25)]
    assert told[:20] == [401] * 20
    assert told[20:] == [429] * 5


def test_what_is_typed_as_a_login_by_mistake_is_kept_nowhere(staffed: Staffed) -> None:
    staffed.log_in(staffed.browser(), "my secret password", "x")
    with staffed.file.reading() as connection:
        (deed,) = deeds_of(connection)
        keys = [row.key for row in connection.execute(attempts.select())]
    assert (deed.what, deed.name, deed.said) == ("log-in failed", "", None)
    assert not any("secret" in key for key in keys)


def test_a_hash_that_cost_too_little_is_made_anew_at_the_log_in(staff: Staff) -> None:
    better = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    desk = staff(hasher=better)
    assert desk.log_in(desk.browser()).status_code == 303
    with desk.file.reading() as connection:
        found = account_of(connection, desk.accounts["coder"].id)
    assert found is not None
    assert found.password is not None
    assert not better.check_needs_rehash(found.password)
    assert CHEAP.check_needs_rehash(found.password)
    assert desk.log_in(desk.browser()).status_code == 303


def test_a_link_sets_a_password_once_and_looking_at_it_uses_it_not_up(staffed: Staffed) -> None:
    account = staffed.accounts["coder"]
    old = staffed.as_role("coder")
    with staffed.file.writing() as connection:
        link = add_link(connection, account.id, now=staffed.clock.at)
    browser, new = staffed.browser(), "seven words that nobody guesses"
    assert browser.get(f"/password?link={link}").status_code == 200
    assert browser.get(f"/password?link={link}").status_code == 200
    unlike = browser.post("/password", data={"link": link, "password": new, "again": "other"})
    assert unlike.status_code == 400
    done = browser.post("/password", data={"link": link, "password": new, "again": new})
    assert done.status_code == 303
    assert browser.get("/account").status_code == 200
    assert old.get("/account").status_code == 401
    assert staffed.browser().post("/password", data={"link": link, "password": new, "again": new}).status_code == 404
    assert staffed.log_in(staffed.browser()).status_code == 401
    assert staffed.log_in(staffed.browser(), password=new).status_code == 303


def test_a_link_does_not_hold_for_ever_nor_for_a_disabled_account(staffed: Staffed) -> None:
    account = staffed.accounts["coder"].id
    with staffed.file.writing() as connection:
        link = add_link(connection, account, now=staffed.clock.at)
        disable_account(connection, account, disabled=True)
    assert staffed.browser().get(f"/password?link={link}").status_code == 404
    with staffed.file.writing() as connection:
        disable_account(connection, account, disabled=False)
    assert staffed.browser().get(f"/password?link={link}").status_code == 200
    staffed.clock.at += dt.timedelta(hours=73)
    assert staffed.browser().get(f"/password?link={link}").status_code == 404
