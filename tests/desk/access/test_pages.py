"""The pages of accounts: one's own, those of others for an administrator, the log of who did what."""

import re
from pathlib import Path

import pytest

from desk.access.conftest import PASSWORD, Staffed
from detente.desk.access.doing import Doer
from detente.desk.access.gate import viewer_of
from detente.desk.access.keeping import change_role
from detente.desk.refusals import Refused
from detente.pipeline.ceasefires import ceasefire_subject
from detente.registry.ceasefires.parse import ceasefire_to_json, parse_ceasefire
from detente.store import Entry, keep_entries
from detente.store.access.accounts import account_called, accounts_of, disable_account
from detente.store.access.deeds import Deed, DeedKind, deed_complaints, deeds_of, note_deeds
from detente.store.access.file import AccountsFile
from detente.store.access.tables import deeds

LINE = Path(__file__).parents[3] / "examples/ossering-line/ceasefire.toml"
NEW = "seven words that nobody guesses"


def keep_line(desk: Staffed) -> None:
    made = parse_ceasefire(LINE.read_bytes(), name="ceasefire.toml", read_beside=lambda _: b"")
    entry = Entry(
        subject=ceasefire_subject(made.id), kind="ceasefire", owner=made.id, content=ceasefire_to_json(made),
        first=made.first, last=made.last,
    )  # fmt: skip
    with desk.app.state.records.writing(desk.clock.at) as record:
        keep_entries(record, [entry], author="Ann Brook", reason="begin", now=desk.clock.at)


def done(desk: Staffed) -> list[Deed]:
    desk.gate.noting.flush()
    with desk.file.reading() as connection:
        return list(deeds_of(connection))


def test_an_administrator_opens_an_account_and_hands_a_link_over(staffed: Staffed) -> None:
    admin, before = staffed.as_role("administrator"), len(done(staffed))
    told = admin.post("/accounts", data={"login": "eva.lind", "name": "Eva Lind", "post": "coder"})
    (link,) = re.findall(r"<code>http://testserver(/password\?link=[\w-]+)</code>", told.text)
    assert told.status_code == 200
    assert told.headers["cache-control"] == "private, no-store"
    assert "no password is set yet" in admin.get("/accounts").text.casefold()
    browser = staffed.browser()
    secret = link.partition("=")[2]
    browser.post("/password", data={"link": secret, "password": NEW, "again": NEW})
    assert "Eva Lind" in browser.get("/account").text
    assert secret not in str(done(staffed))
    assert [one.said for one in reversed(done(staffed)[: -before or None]) if one.what == "accounts"] == [
        "opened eva.lind for Eva Lind: coder", "made a link to set the password of eva.lind",
        "set the password of eva.lind",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "form",
    [
        {"login": "coder", "name": "Another Name", "post": "coder"},
        {"login": "new", "name": "TOM  reed", "post": "coder"},
        {"login": "UPPER CASE", "name": "Eva Lind", "post": "coder"},
        {"login": "alone", "name": "Eva Lind", "post": "coder"},
        {"login": "new", "name": "", "post": "coder"}, {"login": "new", "name": "The machine", "post": "coder"},
        {"login": "new", "name": "Eva Lind", "post": "public"}, {"login": "new", "name": "Eva Lind", "post": "king"},
        {"login": "new", "name": "Eva Lind", "post": "party officer/ford/X"}, {},
    ],
)  # fmt: skip
def test_an_account_that_could_be_mistaken_or_is_none_is_not_opened(staffed: Staffed, form: dict[str, str]) -> None:
    before = len(staffed.accounts)
    assert staffed.as_role("administrator").post("/accounts", data=form).status_code == 400
    with staffed.file.reading() as connection:
        assert len(accounts_of(connection)) == before


def test_an_officer_is_of_a_side_that_the_record_has_and_signs_for_no_other(staffed: Staffed) -> None:
    keep_line(staffed)
    admin = staffed.as_role("administrator")
    assert "party officer for" in admin.get("/accounts").text
    admin.post("/accounts", data={"login": "nor", "name": "Nora Vale", "post": "party officer/ossering/V"})
    with staffed.file.reading() as connection:
        found = account_called(connection, "nor")
    assert found is not None
    viewer = viewer_of(found)
    assert viewer.signs_for("ossering", "V")
    assert not any(viewer.signs_for(*other) for other in (("ossering", "C"), ("other", "V"), ("", "")))
    assert viewer.level == "parties"
    assert not viewer_of(staffed.accounts["administrator"]).signs_for("ossering", "V")


def test_another_role_ends_all_that_was_held(staffed: Staffed) -> None:
    coder, program = staffed.as_role("coder"), staffed.program("coder", "read")
    account = staffed.accounts["coder"].id
    assert (coder.get("/documents").status_code, program.get("/documents").status_code) == (200, 200)
    told = staffed.as_role("administrator").post(f"/accounts/{account}/role", data={"post": "adjudicator"})
    assert told.headers["location"] == f"/accounts/{account}"
    assert (coder.get("/documents").status_code, program.get("/documents").status_code) == (401, 401)
    staffed.log_in(coder)
    assert "adjudicator" in coder.get("/account").text


def test_a_disabled_account_is_out_at_once_and_does_not_come_back_with_what_it_held(staffed: Staffed) -> None:
    coder, admin = staffed.as_role("coder"), staffed.as_role("administrator")
    account = staffed.accounts["coder"].id
    admin.post(f"/accounts/{account}/disable")
    assert coder.get("/documents").status_code == 401
    assert staffed.log_in(staffed.browser()).status_code == 401
    assert admin.post(f"/accounts/{account}/link").status_code == 400
    admin.post(f"/accounts/{account}/enable")
    assert coder.get("/documents").status_code == 401
    assert staffed.log_in(staffed.browser()).status_code == 303


@pytest.mark.parametrize(("deed", "form"), [("disable", {}), ("role", {"post": "reader"})])
def test_the_last_administrator_stays(staffed: Staffed, deed: str, form: dict[str, str]) -> None:
    admin, account = staffed.as_role("administrator"), staffed.accounts["administrator"].id
    told = admin.post(f"/accounts/{account}/{deed}", data=form)
    assert told.status_code == 400
    assert "only administrator" in told.text
    assert admin.get("/accounts").status_code == 200


def test_ones_own_password_is_changed_with_the_old_one_and_everything_else_is_out(staffed: Staffed) -> None:
    mine, other = staffed.as_role("coder"), staffed.as_role("coder")
    program = staffed.program("coder", "read")
    form = {"old": "not it at all", "password": NEW, "again": NEW}
    assert mine.post("/account/password", data=form).status_code == 400
    before = mine.cookies.get(staffed.settings.cookie)
    told = mine.post("/account/password", data=form | {"old": PASSWORD})
    assert told.status_code == 303
    assert told.cookies[staffed.settings.cookie] != before
    kept = staffed.browser(cookies={staffed.settings.cookie: told.cookies[staffed.settings.cookie]})
    assert kept.get("/account").status_code == 200
    assert [one.get("/documents").status_code for one in (other, program)] == [401, 401]
    assert staffed.log_in(staffed.browser()).status_code == 401
    assert staffed.log_in(staffed.browser(), password=NEW).status_code == 303


def test_the_old_password_cannot_be_guessed_from_a_browser_left_open(staffed: Staffed) -> None:
    mine = staffed.as_role("coder")
    told = [
        mine.post("/account/password", data={"old": "wrong", "password": NEW, "again": NEW}).status_code
        for _ in range(8)
    ]
    assert told[0] == 400
    assert told[-1] == 429


def test_a_token_is_shown_once_does_what_it_may_and_is_ended(staffed: Staffed) -> None:
    mine = staffed.as_role("coder")
    told = mine.post("/account/tokens", data={"label": "<b>figures", "scopes": ["read"], "days": "7"})
    (secret,) = re.findall(r"<code>(detente_[\w-]{43})</code>", told.text)
    assert "<b>figures" not in told.text
    assert "&lt;b&gt;figures" in told.text
    assert secret not in mine.get("/account").text
    program = staffed.browser(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/documents").status_code == 200
    assert program.get("/account").status_code == 403
    assert program.post("/account/tokens", data={"label": "x", "scopes": "read"}).status_code == 403
    (end,) = re.findall(r'action="(/account/tokens/\w+/end)"', mine.get("/account").text)
    assert staffed.as_role("reader").post(end).status_code == 404  # somebody else's
    assert program.get("/documents").status_code == 200
    assert mine.post(end).status_code == 303
    assert program.get("/documents").status_code == 401


@pytest.mark.parametrize("scopes", [["release"], ["read", "administer"], ["sign"], ["keep an account"], []])
def test_a_token_is_given_no_right_that_its_owner_has_not_or_that_only_persons_have(
    staffed: Staffed, scopes: list[str]
) -> None:
    told = staffed.as_role("coder").post("/account/tokens", data={"label": "x", "scopes": scopes})
    assert told.status_code == 400


def test_a_token_is_over_after_its_days(staffed: Staffed) -> None:
    program = staffed.program("coder", "read", days=7)
    staffed.clock.turn(days=6, hours=23)
    assert program.get("/documents").status_code == 200
    staffed.clock.turn(hours=1)
    assert program.get("/documents").status_code == 401


def test_another_browser_of_ones_own_is_logged_out_and_nobody_elses(staffed: Staffed) -> None:
    mine, lost, admin = staffed.as_role("coder"), staffed.as_role("coder"), staffed.as_role("administrator")
    (end,) = re.findall(r'action="(/account/sessions/\w+/end)"', mine.get("/account").text)
    assert admin.post(end).status_code == 404
    assert mine.post(end).status_code == 303
    assert lost.get("/documents").status_code == 401
    assert mine.get("/documents").status_code == 200


def test_what_a_browser_calls_itself_is_hostile(staffed: Staffed) -> None:
    browser = staffed.browser(headers={"User-Agent": "<script>alert(1)</script>"})
    staffed.log_in(browser)
    shown = browser.get("/account").text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_the_log_says_who_read_changed_and_was_refused_what(staffed: Staffed) -> None:
    coder = staffed.browser()
    staffed.log_in(coder)
    coder.get("/documents?q=a+person")
    coder.get("/documents?as=json")
    coder.get("/accounts")
    coder.post("/account/sessions/x/end")
    coder.post("/logout")
    told = [(one.what, one.name, one.path, one.status) for one in sorted(done(staffed), key=lambda one: one.at)]
    for expected in (
        ("logged in", "Tom Reed", None, None), ("read", "Tom Reed", "/documents", 200),
        ("took away", "Tom Reed", "/documents", 200), ("refused", "Tom Reed", "/accounts", 403),
        ("changed", "Tom Reed", "/account/sessions/x/end", 404), ("logged out", "Tom Reed", None, None),
    ):  # fmt: skip
        assert expected in told
    assert "person" not in str(done(staffed))


def test_what_nobody_is_known_to_have_read_is_not_noted(staffed: Staffed) -> None:
    for path in ("/login", "/documents", "/nowhere"):
        staffed.browser().get(path)
    assert done(staffed) == []


def test_the_log_is_paged_filtered_and_taken_away(staffed: Staffed) -> None:
    with staffed.file.writing() as connection:
        for n in range(250):
            kind: DeedKind = "read" if n % 2 else "changed"
            note_deeds(
                connection, [Deed(what=kind, at=staffed.clock.at, name=f"N{n} \u202e", path=f"/p{n}", status=200)]
            )
    admin = staffed.as_role("administrator")
    page = admin.get("/log")
    assert 'href="/log?before=151"' in page.text
    assert "\u202e" not in page.text
    assert len(page.content) < 100_000
    first = admin.get("/log?as=json").json()["sheets"][0]["rows"]
    assert [row["number"]["value"] for row in first[:2]] == [251, 250]  # the page that was read is the last one
    assert len(first) == 100
    later = admin.get("/log?what=changed&before=100&as=json").json()["sheets"][0]["rows"]
    assert {row["what"]["text"] for row in later} == {"changed"}
    assert max(row["number"]["value"] for row in later) < 100


def test_a_log_that_was_altered_says_so(staffed: Staffed) -> None:
    with staffed.file.writing() as connection:
        note_deeds(connection, [Deed(what="read", at=staffed.clock.at, name=f"N{n}") for n in range(5)])
    admin = staffed.as_role("administrator")
    assert "The chain holds" in admin.get("/log?check=1").text
    with staffed.file.writing() as connection:
        connection.execute(deeds.update().where(deeds.c.number == 3).values(name="Another"))
    assert "does not hold" in admin.get("/log?check=1").text
    assert complaints(staffed.file) == ["deed 3 was altered, or one before it was taken out"]


def test_a_log_out_of_which_something_was_taken_says_so(staffed: Staffed) -> None:
    with staffed.file.writing() as connection:
        note_deeds(connection, [Deed(what="read", at=staffed.clock.at, name=f"N{n}") for n in range(5)])
        connection.execute(deeds.delete().where(deeds.c.number == 2))
    assert len(complaints(staffed.file)) == 1


def complaints(file: AccountsFile) -> list[str]:
    with file.reading() as connection:
        return list(deed_complaints(connection))


def test_a_role_and_a_side_go_together(staffed: Staffed) -> None:
    doer = Doer(now=staffed.clock.at, name="Wanda Pell")
    account = staffed.accounts["coder"].id
    for role, side in (("party officer", {}), ("reader", {"ceasefire": "ford", "side": "N"}), ("public", {})):
        with pytest.raises(Refused):
            change_role(staffed.file, account, role, doer=doer, **side)


@pytest.mark.parametrize("other", ["Nobody Atall", "Ann Brook", "tom reed", "Wanda Pell"])
def test_a_blind_session_is_coded_by_accounts_that_may_code(staffed: Staffed, other: str) -> None:
    with staffed.file.writing() as connection:
        disable_account(connection, staffed.accounts["administrator"].id, disabled=True)
    coder = staffed.as_role("coder")
    form = {"coder": ["Tom Reed", other], "sample": "4", "kind": "event"}
    refused = coder.post("/review/sessions", data=form)
    assert refused.status_code == 400
    assert f"Nobody of the name “{other}” has an account" in refused.text
    taken = coder.post("/review/sessions", data=form | {"coder": ["Tom Reed", "Jan Hill"]})
    assert "nothing to code" in taken.text  # the record is empty: it is told of that, and not of the coders
    assert '<option value="Jan Hill">' in taken.text
    assert "Ann Brook" not in taken.text
