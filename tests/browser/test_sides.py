"""Officers of both sides sign and refuse, and somebody of the public reads: in each theme, on a telephone, bare."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.serving import Desk
from browser.test_ways import BARE, DARK, FOUND, PHONE, go, lay_finding, title

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
WHERE = {"dark": DARK, "telephone": PHONE, "without scripts": BARE}


@pytest.mark.parametrize("how", WHERE.values(), ids=list(WHERE))
def test_officers_find_what_waits_for_them_and_sign_or_refuse(desk: Desk, how: dict[str, Any]) -> None:
    href = lay_finding(desk)
    ilse, oren = desk.enter("ilse", **how), desk.enter("oren", **how)
    for page, side in ((ilse, "Velduria"), (oren, "Corvessa")):
        expect(page.locator("#waiting")).to_contain_text(f"1 text waits for the answer of {side}")
        page.locator("#waiting").get_by_role("link", name=re.compile("four shells")).click()
        assert page.url == href
        assert page.locator("blockquote").inner_text() == FOUND
    ilse.get_by_role("link", name="Sign…").click()
    ilse.get_by_role("button", name="Sign for Velduria").click()
    expect(ilse.locator("#sides")).to_contain_text("Ilse Ford")
    expect(oren.get_by_role("link", name=re.compile("Velduria"))).to_have_count(0)
    oren.get_by_role("link", name="Refuse…").click()
    oren.get_by_label("Why").fill("the commission had no access to the post")
    oren.get_by_role("button", name="Refuse for Corvessa").click()
    expect(oren.locator(".period h2")).to_have_text("not joint: refused by Corvessa")
    expect(oren.locator("#sides")).to_contain_text("the commission had no access to the post")
    for page in (ilse, oren):
        width = page.viewport_size["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto("/")
        expect(page.get_by_role("main")).to_contain_text("Nothing waits for the answer of")


def test_somebody_of_the_public_goes_from_today_to_the_words_of_a_report(open_desk: Desk) -> None:
    wanda = open_desk.enter("wanda")
    go(wanda, "Release")
    form = wanda.get_by_role("region", name="Release together")
    form.locator("select[name=what]").select_option("all")
    form.locator("select[name=level]").select_option("public")
    form.get_by_role("button").click()
    expect(wanda.get_by_role("main")).to_contain_text("forms of observers are left out")
    wanda.get_by_label("Why").fill("agreed on Monday")
    wanda.get_by_role("button", name="Release it to everybody").click()
    expect(wanda.locator("#done")).to_be_visible()
    page = open_desk.page(**BARE)
    page.goto("/")
    assert title(page) == "Today"
    assert "Wanda Pell" not in page.content()
    page.locator(".news td a.v, .news td a.w").first.click()
    expect(page.locator("mark").first).to_be_visible()
    assert page.locator("mark").first.inner_text().strip()
    go(page, "Ceasefires")
    expect(page.get_by_role("main")).to_contain_text("Nothing of this is released to you so far.")
