"""Signing up to the brief in a real browser, without scripts, by links that hide where they come from."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from brief.subscribers.made import Office, opened
from browser.serving import served
from browser.test_access import ALL, WIDTHS
from detente.brief.subscribers import stamps
from detente.store import create_record

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
THEMES = ("light", "dark")
SETTINGS = """
address = "https://desk.example.org"
terms = "We send you what you chose."
[[edition]]
id = "daily"
title = "Morning brief of the Line"
"""
WHO = "ann@example.org"
SITE = "https://desk.example.org"


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, socket_enabled: None) -> Iterator[str]:  # noqa: ARG001
    """Return the address of a public desk with a brief; nobody has to read its form for three seconds."""
    monkeypatch.setattr("detente.desk.pages.subscribing.joining.SOONEST", dt.timedelta(0))
    assert stamps.SOONEST.total_seconds() == 3
    create_record(tmp_path / "record.sqlite", now=dt.datetime.now(dt.UTC)).close()
    (tmp_path / "brief.toml").write_text(SETTINGS, encoding="utf-8")
    with served(tmp_path, public=True) as made:
        yield made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return the file of mail of that desk."""
    made = opened(tmp_path)
    yield made
    made.file.close()


@pytest.fixture
def page(address: str, browser: Any) -> Iterator[Any]:
    """Return a page of a browser that runs no scripts."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def state_of(office: Office) -> str:
    found = office.at(WHO)
    return found.state if found else "not there"


def test_somebody_signs_up_confirms_ends_it_brings_it_back_and_is_erased(office: Office, page: Any) -> None:
    page.goto("/subscribe")
    page.get_by_label("Your address of mail").fill(WHO)
    page.get_by_text("Choose days, subjects and the hour").click()
    page.get_by_label("Mines").check()
    page.get_by_label("Sunday").uncheck()
    page.get_by_role("button", name="Sign up").click()
    assert page.get_by_role("heading", name="Look at your mail").is_visible()
    page.goto(f"/subscribe/confirm/{office.last_token()}")
    page.get_by_role("button", name="Confirm").click()
    assert state_of(office) == "confirmed"
    found = office.at(WHO)
    assert found is not None
    (chosen,) = office.chosen(found)
    assert (chosen.subjects, chosen.days) == (("mines",), (0, 1, 2, 3, 4, 5))
    page.goto(office.links.unsubscribe(found.id, "daily").removeprefix(SITE))
    page.get_by_role("button", name="Unsubscribe").click()
    assert state_of(office) == "ended"
    page.get_by_role("button", name="Bring it back").click()
    assert state_of(office) == "confirmed"
    page.get_by_role("link", name="Change what is sent to you").click()
    page.get_by_label("Mines").uncheck()
    page.get_by_role("button", name="Keep this").click()
    assert office.chosen(found)[0].subjects == ()
    with page.expect_download() as given:
        page.get_by_role("button", name="Download all of it").click()
    assert given.value.suggested_filename == "kept-of-you.json"
    page.get_by_role("link", name="Have it erased").click()
    page.get_by_role("button", name="Erase it").click()
    assert state_of(office) == "not there"


def test_axe_finds_nothing_on_the_pages_of_strangers(address: str, office: Office, browser: Any) -> None:
    found = office.subscribed(WHO)
    preferences = office.links.preferences(found.id).removeprefix(SITE)
    token = office.ask(WHO, now=dt.datetime.now(dt.UTC))
    addresses = [
        "/subscribe", "/subscribe?done=1", preferences, f"{preferences}/erase", f"/subscribe/confirm/{token}",
        office.links.unsubscribe(found.id, "daily").removeprefix(SITE),
    ]  # fmt: skip
    wrong = []
    page, axe = browser.new_page(base_url=address), Axe()
    for one in addresses:
        page.goto(one)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                told = axe.run(page, options={"runOnly": ALL}).response["violations"]
                wrong += [(one, width, theme, each["id"], each["nodes"][0]["html"][:160]) for each in told]
    page.close()
    assert wrong == []


def test_on_a_telephone_all_that_is_typed_or_pressed_is_large_enough(
    address: str, office: Office, browser: Any
) -> None:
    found = office.subscribed(WHO)
    page = browser.new_page(base_url=address, viewport={"width": 390, "height": 844})
    wrong = []
    for one in ("/subscribe", office.links.preferences(found.id).removeprefix(SITE)):
        page.goto(one)
        for folded in page.locator("main details:not([open]) > summary").all():
            folded.click()
        told = page.locator("main :is(input:not([type=hidden]):not([tabindex]), select, button, summary)").all()
        assert len(told) > 5
        for each in told:
            box, kind = each.bounding_box(), each.get_attribute("type")
            size = float(each.evaluate("x => parseFloat(getComputedStyle(x).fontSize)"))
            if kind == "checkbox":  # its label is pressed with it
                box = each.locator("xpath=ancestor::label").bounding_box()
            is_typed = each.evaluate("x => x.matches('input, select')") and kind != "checkbox"
            if box["height"] < 44 or (is_typed and size < 16):
                wrong.append((one, each.evaluate("x => x.outerHTML")[:80], box["height"], size))
        assert page.locator("#known").count() == 0 or not page.locator("#known").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
    assert wrong == []
