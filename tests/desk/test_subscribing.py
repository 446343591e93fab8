"""Signing up, confirming, unsubscribing and preferences at the desk: by strangers, by mail programs, by nobody else."""

import json
import logging
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from brief.subscribers.made import BOB, NOW, Office, opened, wanted
from desk.access.conftest import Staff, Staffed, staff, staffed  # noqa: F401 - fixtures
from detente.brief.subscribers.signing import FROM_NETWORK
from detente.core.errors import RecordError
from detente.desk.access.viewer import NOBODY
from detente.desk.pages.subscribing import joining
from detente.store.access.deeds import deeds_of
from detente.store.mail.abilities import BEYOND_ASCII, note_ability
from detente.store.mail.tables import subscribers

SETTINGS = """
address = "https://desk.example.org"
terms = \"\"\"
We send you what you chose.

You end it at any time <script>alert(1)</script>.
\"\"\"
[[edition]]
id = "daily"
title = "Morning brief of the Line"
zone = "Asia/Baku"
"""
SECOND = """
[[edition]]
id = "weekly"
title = "The week on the Line"
days = [0]
[[edition]]
id = "inside"
title = "For the parties"
level = "parties"
"""
ADDRESS = "Ann.Brook@example.org"
CROSS = {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example.com"}
DESKS: dict[str, dict[str, object]] = {
    "closed": {}, "public": {"everyone": NOBODY}, "only shown": {"everyone": NOBODY, "read_only": True},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "PACE", 0.0)


@pytest.fixture(params=DESKS)
def any_desk(request: pytest.FixtureRequest, staff: Staff) -> Staffed:  # noqa: F811 - the fixture
    """Return a desk with a brief: one that is closed, one that is public, one that only shows."""
    return with_brief(staff(**DESKS[request.param]))


@pytest.fixture
def desk(staffed: Staffed) -> Staffed:  # noqa: F811 - the fixture
    """Return a desk with a brief, at which all must log in."""
    return with_brief(staffed)


@pytest.fixture
def office(desk: Staffed) -> Iterator[Office]:
    """Return the file of mail of that desk, as its letters see it."""
    made = opened(desk.folder)
    yield made
    made.file.close()


def with_brief(desk: Staffed, more: str = "") -> Staffed:
    (desk.folder / "brief.toml").write_text(SETTINGS + more, encoding="utf-8")
    return desk


def fields_of(page: str) -> dict[str, object]:
    """Return what a form sends as it is shown: hidden fields, ticked boxes, the chosen hour and zone."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'name="q"' not in tag and ("checkbox" not in tag or " checked" in tag):
            found.setdefault(name[1], []).append(value[1] if value else "")
    (hour,) = re.findall(r'<option value="(\d+)" selected', page)
    return found | {"hour": hour}


def filled_in(desk: Staffed, browser: TestClient, **more: object) -> dict[str, object]:
    """Return the form as somebody sends it who has read it."""
    sent = fields_of(browser.get("/subscribe").text) | {"mail": ADDRESS}
    desk.clock.turn(seconds=10)
    return sent | more


def last_letter(desk: Staffed) -> str:
    office = opened(desk.folder)
    found = office.letters()
    office.file.close()
    return found[-1]


def link_in(letter: str, where: str) -> str:
    found = re.search(rf"https://desk\.example\.org(/{where}/\S+)", letter)
    assert found is not None
    return found[1]


def subscribed(desk: Staffed) -> tuple[str, str]:
    """Return the links to unsubscribe and to preferences of somebody who signed up at the desk and confirmed it."""
    browser = desk.browser()
    browser.post("/subscribe", data=filled_in(desk, browser))
    browser.post(link_in(last_letter(desk), "subscribe/confirm"))
    office = opened(desk.folder)
    found = office.at(ADDRESS)
    assert found is not None
    links = office.links.unsubscribe(found.id, "daily"), office.links.preferences(found.id)
    office.file.close()
    return links[0].removeprefix("https://desk.example.org"), links[1].removeprefix("https://desk.example.org")


def state_of(desk: Staffed, address: str = ADDRESS) -> str:
    office = opened(desk.folder)
    found = office.at(address)
    office.file.close()
    return found.state if found else "not there"


def test_a_stranger_signs_up_confirms_changes_takes_away_and_is_erased(any_desk: Staffed) -> None:
    browser = any_desk.browser()
    told = browser.post("/subscribe", data=filled_in(any_desk, browser))
    assert (told.status_code, told.headers["location"]) == (303, "/subscribe?done=1")
    assert "A letter is on its way" in browser.get("/subscribe?done=1").text
    confirm = link_in(last_letter(any_desk), "subscribe/confirm")
    assert "Morning brief of the Line" in browser.get(confirm).text
    assert state_of(any_desk) == "pending"  # a program that looks through mail follows links
    told = browser.post(confirm)
    assert "You are subscribed" in told.text
    assert state_of(any_desk) == "confirmed"
    (preferences,) = re.findall(r'href="(/preferences/[^"]+)"', told.text)
    page = browser.get(preferences)
    assert "A…@example.org" in page.text
    assert ADDRESS not in page.text
    sent = fields_of(page.text) | {"days.daily": ["0", "4"], "hour": "18", "subjects.daily": ["mines"]}
    assert "It is kept" in browser.post(preferences, data=sent).text
    given = browser.post(f"{preferences}/export")
    assert given.json()["choices"] == [{"edition": "daily", "subjects": ["mines"], "days": [0, 4]}]
    assert given.headers["content-disposition"].startswith("attachment")
    assert "Never write to this address again" in browser.get(f"{preferences}/erase").text
    assert state_of(any_desk) == "confirmed"
    assert "It is erased" in browser.post(f"{preferences}/erase", data={"never": "1"}).text
    assert state_of(any_desk) == "not there"
    assert browser.get(preferences).status_code == 404


@pytest.mark.parametrize("path", ["/", "/ceasefires", "/documents", "/feeds"])
def test_every_page_leads_to_signing_up_where_that_is_open(staff: Staff, path: str) -> None:  # noqa: F811 - the fixture
    desk = staff(everyone=NOBODY)
    page = desk.browser().get(path)
    assert page.status_code == 200
    assert "/subscribe" not in page.text
    with_brief(desk)
    link = '<a href="/subscribe">The brief by mail</a>'
    for stale in desk.browser().get(f"{path}?lang=en&known=2026-01-01").text, desk.browser().get(f"{path}?x=1").text:
        assert link in stale
    (desk.folder / "brief.toml").write_text(SETTINGS.replace('zone = "Asia/Baku"', 'level = "parties"'))
    assert link not in desk.browser().get(f"{path}?x=2").text


def test_who_must_log_in_to_read_is_led_to_signing_up_all_the_same(desk: Staffed) -> None:
    assert '<a href="/subscribe">The brief by mail</a>' in desk.browser().get("/login").text


def test_an_address_of_another_script_is_taken_unless_the_mail_server_is_known_not_to(desk: Staffed) -> None:
    browser = desk.browser()
    sent = filled_in(desk, browser, mail="jürgen@müller.example")
    assert browser.post("/subscribe", data=sent, follow_redirects=False).status_code == 303
    assert state_of(desk, "jürgen@müller.example") == "pending"
    office = opened(desk.folder)
    with office.file.writing() as connection:
        note_ability(connection, BEYOND_ASCII, has=False, now=NOW)
    office.file.close()
    told = browser.post("/subscribe", data=filled_in(desk, browser, mail="дежурный@müller.example"))
    assert told.status_code == 400
    assert "takes no address with other characters than a to z" in told.text
    assert state_of(desk, "дежурный@müller.example") == "not there"
    sent = filled_in(desk, browser, mail="jurgen@müller.example")
    assert browser.post("/subscribe", data=sent, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("typed", ["europe/berlin", "EUROPE/BERLIN", " Europe/Berlin "])
def test_a_time_zone_is_taken_however_its_letters_are_written(desk: Staffed, typed: str) -> None:
    browser = desk.browser()
    sent = filled_in(desk, browser, zone=typed, hour="6")
    assert browser.post("/subscribe", data=sent, follow_redirects=False).status_code == 303
    assert "Not before 06:00, by the clock of Europe/Berlin." in last_letter(desk)


@pytest.mark.parametrize(
    "posted",
    [
        {"data": {"List-Unsubscribe": "One-Click"}},
        {"files": {"List-Unsubscribe": (None, "One-Click")}},
        {"content": b""},
        {"content": b"\xff\x00" * 50, "headers": {"Content-Type": "text/plain"}},
    ],
)
def test_a_mail_program_unsubscribes_from_anywhere_with_one_post(
    any_desk: Staffed, posted: dict[str, dict[str, str]]
) -> None:
    link, _ = subscribed(any_desk)
    headers = {**CROSS, "Cookie": "desk=forged", **posted.pop("headers", {})}
    told = any_desk.browser().post(link, headers=headers, **posted)  # type: ignore[arg-type]
    assert (told.status_code, told.text) == (200, "You are unsubscribed.")
    assert told.headers["content-type"].startswith("text/plain")
    assert "set-cookie" not in told.headers
    assert state_of(any_desk) == "ended"


def test_one_click_is_taken_however_often_programs_send_it(staff: Staff) -> None:  # noqa: F811 - the fixture
    from detente.desk.settings import Limits

    desk = with_brief(staff(everyone=NOBODY, limits=Limits(pages=8)))
    link, preferences = subscribed(desk)
    assert [desk.browser().post(link).status_code for _ in range(20)] == [200] * 20
    assert 429 in [desk.browser().get(preferences).status_code for _ in range(30)]


def test_the_exception_for_mail_programs_is_for_this_route_alone(desk: Staffed) -> None:
    link, preferences = subscribed(desk)
    for address in (
        f"{link}/undo", preferences, f"{preferences}/erase", f"{preferences}/export", "/subscribe", "/login",
        f"{link}/../../subscribers", "/subscribe/confirm/x", "/unsubscribe/a/b",
    ):  # fmt: skip
        assert desk.browser().post(address, headers=CROSS).status_code == 403, address
    assert state_of(desk) == "confirmed"


def test_a_page_that_hides_its_address_can_post_and_no_other_without_a_name_can(desk: Staffed) -> None:
    link, preferences = subscribed(desk)
    unnamed = {"Origin": "null"}
    assert desk.browser().post(f"{preferences}/export", headers=unnamed).status_code == 200
    assert desk.browser().post("/subscribe", headers=unnamed).status_code == 403
    assert desk.browser().post("/login", headers=unnamed).status_code == 403
    assert desk.browser().get(link).headers["referrer-policy"] == "no-referrer"


def test_who_only_looks_changes_nothing_and_the_button_of_the_page_ends_it_until_it_is_brought_back(
    desk: Staffed,
) -> None:
    link, _ = subscribed(desk)
    browser = desk.browser()
    assert "Press the button" in browser.get(link).text
    assert state_of(desk) == "confirmed"
    told = browser.post(link, data={"page": "1"})
    assert told.headers["content-type"].startswith("text/html")
    assert "You are not sent this" in told.text
    assert "Bring it back" in told.text
    assert state_of(desk) == "ended"
    assert "Press the button" in browser.post(f"{link}/undo").text
    assert state_of(desk) == "confirmed"
    browser.post(link, data={"page": "1"})
    desk.clock.turn(days=1)
    assert "Bring it back" not in browser.get(link).text
    assert browser.post(f"{link}/undo").status_code == 400


@pytest.mark.parametrize("where", ["unsubscribe", "preferences", "subscribe/confirm"])
def test_a_link_that_is_not_ours_says_so_and_tells_nothing(desk: Staffed, where: str) -> None:
    before = desk.browser().get(f"/{where}/{'0' * 32}.daily.{'0' * 32}")  # nobody ever signed up
    links = dict(zip(("unsubscribe", "preferences"), subscribed(desk), strict=True))
    links["subscribe/confirm"] = link_in(last_letter(desk), "subscribe/confirm")
    link = links[where]
    wrong = [f"{link[:-1]}{'0' if link[-1] != '0' else '1'}", f"/{where}/x", f"/{where}/{'é' * 40}", link.upper()[:3]]
    for address in wrong[:3]:
        for told in (desk.browser().get(address), desk.browser().post(address)):
            if told.status_code == 415:  # a form was expected: nothing is told of the link either
                continue
            assert told.status_code == 404
            if told.request.method == "GET":
                assert re.sub(r"next=\S+", "", told.text).count("not one of this desk") == before.text.count(
                    "not one of this desk"
                )
            assert "no-store" in told.headers["cache-control"] or told.headers["cache-control"] == "private, no-cache"
    assert state_of(desk) == "confirmed"


def answer_to(desk: Staffed, **more: object) -> tuple[int, str | None, str]:
    browser = desk.browser()
    told = browser.post("/subscribe", data=filled_in(desk, browser, **more))
    return told.status_code, told.headers.get("location"), told.text


def test_nobody_is_told_whether_an_address_is_known(desk: Staffed) -> None:
    _, preferences = subscribed(desk)
    known = answer_to(desk)
    new = answer_to(desk, mail=BOB)
    waiting = answer_to(desk, mail=BOB)
    desk.browser().post(f"{preferences}/erase", data={"never": "1"})
    suppressed = answer_to(desk)
    too_often = [answer_to(desk, mail=BOB) for _ in range(4)][-1]
    trapped = answer_to(desk, website="http://buy.example")
    assert {known, new, waiting, suppressed, too_often, trapped} == {(303, "/subscribe?done=1", "")}


def test_the_time_of_an_answer_is_the_same_whatever_was_done(desk: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = list[float]()

    async def noted(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(joining, "PACE", 5.0)
    monkeypatch.setattr("detente.desk.pages.subscribing.joining.asyncio.sleep", noted)
    monkeypatch.setattr("detente.desk.pages.subscribing.joining.time.monotonic", lambda: 1.0)
    for more in ({}, {"mail": BOB}, {"website": "x"}, {"mail": "none"}, {"stamp": ""}):
        answer_to(desk, **more)
    assert waits == [5.0] * 5


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"mail": "not an address"}, "no address of mail"), ({"stamp": "1.2.3"}, "open too long"),
        ({"terms": "0" * 64}, "terms were changed"), ({"zone": "Nowhere/At_All"}, "no such time zone"),
        ({"days.daily": []}, "at least one day"), ({"hour": "25"}, "an hour"), ({"hour": "٣"}, "an hour"),
        ({"edition": []}, "Choose what"), ({"edition": ["inside"]}, "not offered"),
        ({"subjects.daily": ["<script>"]}, "not offered"), ({"mail": "<script>alert(1)</script>@x"}, "no address"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_taken_says_why_and_keeps_what_was_typed(
    desk: Staffed, more: dict[str, object], told: str
) -> None:
    status, _, page = answer_to(desk, **more)
    assert status == 400
    assert told in page
    assert "<script>" not in page.replace('<script src="/static', "")
    assert state_of(desk) == "not there"


def test_what_fills_a_form_in_faster_than_anybody_reads_is_asked_once_more(desk: Staffed) -> None:
    browser = desk.browser()
    sent = fields_of(browser.get("/subscribe").text) | {"mail": ADDRESS}
    told = browser.post("/subscribe", data=sent)
    assert "That was quick" in told.text
    assert ADDRESS in told.text
    assert state_of(desk) == "not there"


def test_a_network_that_asks_without_end_is_told_to_stop(desk: Staffed) -> None:
    for n in range(FROM_NETWORK):
        assert answer_to(desk, mail=f"a{n}@example.org")[0] == 303
    assert answer_to(desk, mail="one.more@example.org")[0] == 429


def test_the_terms_are_shown_whole_and_as_they_are(desk: Staffed) -> None:
    page = desk.browser().get("/subscribe")
    assert "We send you what you chose." in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "By signing up you agree to these terms." in page.text


def test_an_edition_that_is_not_public_is_offered_to_no_stranger(desk: Staffed) -> None:
    with_brief(desk, SECOND)
    page = desk.browser().get("/subscribe").text
    assert "The week on the Line" in page
    assert "For the parties" not in page
    assert answer_to(desk, edition=["inside"], **{"days.inside": ["0"]})[0] == 400


def test_a_desk_without_a_brief_says_that_it_sends_no_letters(staffed: Staffed) -> None:  # noqa: F811 - the fixture
    told = staffed.browser().get("/subscribe")
    assert told.status_code == 404
    assert "sends no letters" in told.text
    assert not (staffed.folder / "mail.sqlite").exists()


def test_links_of_letters_work_where_what_the_office_set_is_broken(desk: Staffed) -> None:
    link, preferences = subscribed(desk)
    (desk.folder / "brief.toml").write_text("address = 3", encoding="utf-8")
    assert "cannot be shown now" in desk.browser().get(preferences).text
    assert desk.browser().post(f"{preferences}/export").status_code == 200
    assert desk.browser().post(link).status_code == 200
    assert state_of(desk) == "ended"


def test_tokens_stand_in_no_log(
    desk: Staffed, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, preferences = subscribed(desk)
    admin = desk.as_role("administrator")
    for address in (link, preferences, f"{preferences}/erase", link_in(last_letter(desk), "subscribe/confirm")):
        admin.get(address)
    admin.post(link)

    def fail(*_: object, **__: object) -> None:
        raise RecordError(str(desk.folder))

    monkeypatch.setattr("detente.desk.pages.subscribing.leaving.standing", fail)
    with caplog.at_level(logging.DEBUG):
        assert desk.browser().get(link).status_code == 500
    desk.gate.noting.flush()
    with desk.file.reading() as connection:
        noted = [one.path for one in deeds_of(connection)]
    assert {"/unsubscribe/…", "/preferences/…", "/preferences/…/erase", "/subscribe/confirm/…"} <= {*noted}
    tokens = [one.split("/")[-1] for one in (link, preferences)]
    ours = "".join(f"{one.getMessage()}{one.exc_text}" for one in caplog.records if one.name.startswith("detente"))
    assert "/unsubscribe/…" in ours
    assert [one for one in tokens if one in ours + str(noted)] == []


@pytest.mark.parametrize("address", ["/subscribe", "/subscribe?done=1"])
def test_the_pages_are_small_and_ask_nobody_else(desk: Staffed, address: str) -> None:
    page = desk.browser().get(address).text
    assert len(page.encode()) < 60_000
    for word in ("captcha", "http://", "<img", "onclick"):
        assert word not in page.lower()


def test_only_administrators_see_who_is_written_to_and_the_log_says_who_looked(desk: Staffed) -> None:
    subscribed(desk)
    page = desk.as_role("administrator").get("/subscribers?q=brook").text
    assert ADDRESS in page
    for role in ("adjudicator", "coder", "reader"):
        assert desk.as_role(role).get("/subscribers").status_code == 403
    desk.gate.noting.flush()
    with desk.file.reading() as connection:
        seen = [(one.name, one.what) for one in deeds_of(connection) if one.path == "/subscribers"]
    assert ("Wanda Pell", "read") in seen


def test_the_list_is_filtered_taken_away_and_goes_on(desk: Staffed, office: Office) -> None:
    for n in range(60):
        office.subscribed(f"a{n:02}@example.org", wanted(), now=NOW, network=str(n))
    office.ask("waits@example.org", now=NOW, network="x")
    admin = desk.as_role("administrator")
    page = admin.get("/subscribers").text
    assert page.count("@example.org</a>") == 50
    (further,) = re.findall(r'href="(/subscribers\?after=[0-9a-f]{32})"', page)
    assert admin.get(further).text.count("@example.org</a>") == 11
    assert "waits@example.org" in admin.get("/subscribers?state=pending").text
    assert "a07@example.org" in admin.get("/subscribers?q=A07&as=csv&sheet=subscribers").text
    assert admin.get("/subscribers?state=king").status_code == 422
    assert admin.get(f"/subscribers?after={'0' * 32}").status_code == 404
    counts = admin.get("/subscribers?as=json").json()["sheets"][0]["rows"]
    assert [(one["id"], one["confirmed"]["value"]) for one in counts] == [("daily", 60)]
    assert len(page.encode()) < 100_000


def test_the_staff_add_suspend_resume_give_out_and_erase(desk: Staffed, office: Office) -> None:
    admin = desk.as_role("administrator")
    assert admin.post("/subscribers", data={"mail": ADDRESS, "edition": "daily", "note": " "}).status_code == 400
    told = admin.post("/subscribers", data={"mail": ADDRESS, "edition": "daily", "note": "by <b>telephone</b> \u202e"})
    assert told.headers["location"] == "/subscribers?added=new"
    assert state_of(desk) == "pending"
    desk.browser().post(link_in(last_letter(desk), "subscribe/confirm"))
    found = office.at(ADDRESS)
    assert found is not None
    own = f"/subscribers/{found.id}"
    page = admin.get(own).text
    assert "by &lt;b&gt;telephone&lt;/b&gt;" in page
    assert "desk (Wanda Pell)" in page
    assert "\u202e" not in page
    assert admin.post(f"{own}/suspend", data={"reason": ""}).status_code == 400
    admin.post(f"{own}/suspend", data={"reason": "letters come back"})
    assert state_of(desk) == "suspended"
    admin.post(f"{own}/resume", data={"reason": "they wrote"})
    assert state_of(desk) == "confirmed"
    assert admin.post(f"{own}/export").json()["subscriber"]["address"] == ADDRESS
    admin.post(f"{own}/erase", data={"never": "1"})
    assert state_of(desk) == "not there"
    assert admin.get(own).status_code == 404
    with office.file.reading() as connection:
        assert connection.scalar(sa.select(subscribers.c.address)) is None
    told = admin.post("/subscribers", data={"mail": ADDRESS, "edition": "daily", "note": "by telephone"})
    assert told.status_code == 400


def test_the_list_says_why_nobody_can_sign_up(staffed: Staffed) -> None:  # noqa: F811 - the fixture
    admin = staffed.as_role("administrator")
    assert "brief.toml is missing" in admin.get("/subscribers").text
    (staffed.folder / "brief.toml").write_text("x", encoding="utf-8")
    assert "cannot be used" in admin.get("/subscribers").text


def test_what_is_given_out_is_json_that_names_all_of_it(desk: Staffed) -> None:
    _, preferences = subscribed(desk)
    told = json.loads(desk.browser().post(f"{preferences}/export").text)
    assert {"subscriber", "choices", "consents", "terms", "letters"} <= set(told)
    assert told["subscriber"]["address"] == ADDRESS
