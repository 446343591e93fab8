"""The ways of people through the desk: what each does in a morning, in their own browser, over the real server."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.serving import Desk

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]  # the first one fills the desk
WEEK = "/ceasefires/ossering?from=2019-05-06&to=2019-05-12"
FOUND = "On 10 April 2019 four shells fell on Tolvane. By whom they were fired was not found out."
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DARK, BARE = {"color_scheme": "dark"}, {"java_script_enabled": False}


def title(page: Any) -> str:
    """Return what a page is called."""
    return str(page.locator("h1").first.inner_text())


def go(page: Any, name: str) -> None:
    """Follow an entry of the menu."""
    page.get_by_role("navigation", name="Desk", exact=True).get_by_role("link", name=name, exact=True).click()


def open_up(page: Any, summary: str) -> Any:
    """Open what is folded under some words, and return its form."""
    folded = page.locator("details", has=page.locator("summary", has_text=summary)).first
    folded.locator("summary").click()
    return folded.locator("form")


def test_nobody_sees_anything_before_they_log_in(desk: Desk) -> None:
    page = desk.page()
    page.goto("/ceasefires/ossering")
    desk.wrong.clear()  # the browser notes that it was refused, which is as it is meant
    assert "logged in" in page.locator("main").inner_text()
    assert "Velduria" not in page.content()
    page.get_by_role("main").get_by_role("link", name="Log in").click()
    expect(page.get_by_label("Password")).to_be_visible()


@pytest.mark.parametrize("how", [{}, DARK, BARE], ids=["light", "dark", "without scripts"])
def test_an_officer_goes_from_today_to_the_words_of_a_number(desk: Desk, how: dict[str, Any]) -> None:
    page = desk.enter("jan", **how)
    assert title(page) == "Today"
    expect(page.get_by_role("heading", name="New, in order of consequence")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Ossering Line").first.click()
    assert "Ossering Line" in title(page)
    page.goto(WEEK)
    headings = page.locator("#board thead th")
    assert {"Corvessa says", "Line Observer Mission says", "Velduria says"} <= set(headings.all_inner_texts())
    said = page.locator("#board tr[id='row-fire'] td a").first
    told = said.inner_text()
    said.click()
    words = page.locator("mark").first
    if not words.count():  # several statements stand behind it, or a figure of a table
        assert "stand" in page.locator(".lead").inner_text()
        page.locator("#said a.v, #said a.w").first.click()
        words = page.locator("mark").first
    expect(words).to_be_visible()
    assert told
    assert words.inner_text().strip()


def test_an_incident_is_split_and_put_together_again(desk: Desk) -> None:
    page = desk.enter("jan")
    href = _incident_of_several(page)
    page.goto(href)
    form = open_up(page, "Split it")
    form.get_by_role("checkbox").first.check()
    form.get_by_label("Why").fill("the second report tells of another night")
    form.get_by_role("button", name="Split").click()
    expect(page.locator("#decisions")).to_contain_text("another night")
    undo = open_up(page, "Take back decision")
    undo.get_by_label("Why").fill("it was the same night after all")
    undo.get_by_role("button", name="Take it back").click()
    page.goto(href)
    expect(page.locator("#decisions")).to_contain_text("taken back")
    expect(page.locator("summary", has_text="Take back decision")).to_have_count(0)


def _incident_of_several(page: Any) -> str:
    """Return the page of an incident that more than one report tells of, as the list of incidents shows it."""
    page.goto("/incidents?since=2019-05-01&until=2019-05-31")
    for row in page.locator("#incidents tbody tr").all():
        if int(row.locator("[data-h=reports]").inner_text() or 0) > 1:
            return str(row.get_by_role("link").first.get_attribute("href"))
    pytest.fail("no incident of several reports is listed")


def test_what_staff_see_of_a_text_that_one_side_signed_and_the_other_refused(desk: Desk) -> None:
    href = lay_finding(desk)
    ilse = desk.enter("ilse")
    ilse.goto(href)
    ilse.get_by_role("link", name="Sign…").click()
    ilse.get_by_role("button", name="Sign for Velduria").click()
    jan = desk.enter("jan")
    jan.goto("/ceasefires/ossering")
    waits = jan.locator(".waits")
    expect(waits).to_contain_text("Corvessa has not answered 1 text")
    expect(waits).to_contain_text("Velduria has answered all")
    jan.goto(href)
    expect(jan.locator("#sides")).to_contain_text("Ilse Ford")
    expect(jan.get_by_role("link", name="Sign…")).to_have_count(0)


def lay_finding(desk: Desk) -> str:
    """Lay a finding before both sides, by the page that says who will see it, and return its address."""
    jan = desk.enter("jan")
    jan.goto("/ceasefires/ossering/enquiries?from=2019-04-01&to=2019-04-30")
    jan.locator("#enquiries tbody a[href*='/enquiries/']").first.click()
    form = jan.locator("form[action='/ceasefires/ossering/findings/draft']")
    form.locator("textarea[name=words]").fill(FOUND)
    form.get_by_role("button").click()
    main = jan.get_by_role("main")
    expect(main).to_contain_text("outside the desk nobody else")
    expect(main).to_contain_text("of which the sides do not see")
    jan.get_by_role("button", name="Lay it before both sides").click()
    jan.wait_for_url(re.compile(r"/findings/\w{20,}$"))
    return str(jan.url)


def test_two_code_the_same_and_neither_sees_what_the_other_says(desk: Desk) -> None:
    wanda, tom, jan = desk.enter("wanda"), desk.enter("tom"), desk.enter("jan", **BARE)
    wanda.goto("/review/sessions")
    form = wanda.locator("form[action='/review/sessions']")
    form.get_by_label("One coder").fill("Tom Reed")
    form.get_by_label("The other", exact=True).fill("Jan Hill")
    form.get_by_label("Items drawn at random").fill("2")
    form.get_by_role("button", name="Begin").click()
    wanda.wait_for_url(re.compile(r"/review/sessions/\w+"))
    session = wanda.url.partition("?")[0]
    _code(tom, session, "Reject", "seen by Tom alone")
    tom.goto(session)
    expect(tom.get_by_role("main")).to_contain_text("Tom Reed: 2 of 2 coded")
    expect(tom.get_by_role("main")).to_contain_text("nobody sees what is said in it")
    jan.goto(f"{session}/next")
    assert "seen by Tom alone" not in jan.content()
    _code(jan, session, "Accept", "")
    wanda.goto(session)
    expect(wanda.locator("#differing")).to_contain_text("Tom Reed")
    wanda.get_by_role("link", name="How far they agree").click()
    assert title(wanda).startswith("Coder agreement")


def _code(page: Any, session: str, verdict: str, comment: str) -> None:
    """Say the same of both items of a session."""
    for _ in range(2):
        page.goto(f"{session}/next")
        page.locator("input[name=comment]").fill(comment)
        with page.expect_response(lambda answer: answer.request.method == "POST"):  # with scripts, nothing is left
            page.get_by_role("button", name=verdict).click()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_reader_finds_who_says_what_on_a_telephone(desk: Desk, theme: str) -> None:
    page = desk.enter("ann", **PHONE, color_scheme=theme)
    page.locator(".menu summary").tap()
    page.locator(".menu").get_by_role("link", name="Ceasefires", exact=True).tap()
    page.get_by_role("main").get_by_role("link", name="Ossering Line").first.tap()
    page.goto(WEEK)
    page.locator("#board td a").first.tap()
    expect(page.locator("main")).to_be_visible()
    page.get_by_role("searchbox").fill("Gorse Hill")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Gorse Hill")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    expect(page.get_by_role("button", name="Split")).to_have_count(0)


def test_a_view_is_a_link_as_it_was_known_on_a_day(desk: Desk) -> None:
    page = desk.enter("ann")
    page.goto("/documents")
    page.get_by_label("As known on").fill("2019-01-01")
    page.locator("form.known").get_by_role("button").click()
    assert "known=2019-01-01" in page.url
    expect(page.locator(".then")).to_contain_text("As known on 1 January 2019")
    go(page, "Statements")
    assert "known=2019-01-01" in page.url
    page.get_by_role("link", name="Back to now").click()
    assert "known=" not in page.url


def test_who_logs_out_is_out_and_goes_back_to_nothing(desk: Desk) -> None:
    page = desk.enter("ann")
    page.get_by_role("link", name="Ann Brook").click()
    page.get_by_role("button", name="Log out").first.click()
    page.wait_for_url("**/login")
    page.goto("/documents")
    desk.wrong.clear()  # the browser notes that it was refused, which is as it is meant
    assert "logged in" in page.locator("main").inner_text()
