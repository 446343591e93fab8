"""Review by keys, and without scripts, in a browser over the real server; the pace of somebody who reads quickly."""

import datetime as dt
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from detente.desk.access.viewer import Viewer
from detente.desk.app import make_desk
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings
from detente.store import create_record, open_record, reviews
from store.made import NOON, add

REPORTS = 30
"""Each with two events and two claims: 120 items."""
PATIENCE = 10_000
PACED = 40
READY = 1.0
"""Seconds from a key to the next page usable, at the median, on a machine that does other things too. Measured on an
idle one it is a tenth of it."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a desk with reports read by hand."""
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        for n in range(REPORTS):
            add(record, n)
    return tmp_path


@pytest.fixture
def served(folder: Path, socket_enabled: None) -> Iterator[str]:  # noqa: ARG001 - the plugin's switch
    """Serve the desk on a free port, to a coder called Ann."""
    settings = DeskSettings(folder=folder, everyone=Viewer(role="coder", name="Ann"))
    made = make_desk(settings, open_records(folder / "record.sqlite", now=dt.datetime.now(dt.UTC)))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(made, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture
def page(browser: Any, served: str) -> Iterator[Any]:
    """Return a page of the browser; whatever it complains of fails the test."""
    context = browser.new_context(base_url=served, viewport={"width": 1360, "height": 900})
    found = context.new_page()
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("console", lambda told: wrong.append(told.text) if "Content Security" in told.text else None)
    found.set_default_timeout(PATIENCE)
    yield found
    context.close()
    assert wrong == []


def said(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    with open_record(folder / "record.sqlite", read_only=True) as record:
        return [(one.verdict, tuple(sorted(one.fields))) for one in reviews(record)]


def press(page: Any, key: str) -> None:
    """Press a key that leads to another page, and wait until that is there."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press(key)


def test_keys_accept_reject_skip_go_back_and_undo(page: Any, folder: Path) -> None:
    page.goto("/review/next?kind=event")
    first = page.url
    assert page.evaluate("document.activeElement.id") == "item"
    press(page, "a")
    assert page.url.partition("?")[0] != first.partition("?")[0]
    assert page.evaluate("document.activeElement.id") == "item"
    press(page, "r")
    assert [verdict for verdict, _ in said(folder)] == ["accept", "reject"]
    assert "Rejected" in page.locator(".did").inner_text()
    press(page, "u")
    assert [verdict for verdict, _ in said(folder)] == ["accept"]
    here = page.url
    press(page, "j")
    assert page.url != here
    press(page, "k")
    assert page.url.partition("?")[0] == here.partition("?")[0]


def test_a_digit_leads_to_its_field_and_ctrl_enter_keeps_the_correction(page: Any, folder: Path) -> None:
    page.goto("/review/next?kind=event")
    assert not page.locator("#f-status").is_visible()
    page.keyboard.press("4")
    assert page.evaluate("document.activeElement.id") == "f-status"
    page.locator("#f-status").select_option("alleged")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "item"
    page.keyboard.press("5")
    page.keyboard.type("a")
    assert said(folder) == []
    page.keyboard.press("Escape")
    page.locator("#f-trigger").fill("denied it")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert said(folder) == [("correct", ("status", "trigger"))]


def test_words_that_are_selected_go_into_the_field_gone_to_last(page: Any) -> None:
    page.goto("/review/next?kind=event")
    page.keyboard.press("8")
    page.evaluate(
        """() => {
          const pieces = [...document.querySelectorAll('.passage span')];
          const piece = pieces.find((one) => one.textContent.includes('denied'));
          const node = piece.firstChild, at = node.textContent.indexOf('denied'), range = document.createRange();
          range.setStart(node, at); range.setEnd(node, at + 6);
          const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
          piece.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        }"""
    )
    assert page.locator("#f-place").input_value() == "denied"


def test_single_keys_can_be_put_off_and_help_is_told(page: Any, folder: Path) -> None:
    page.goto("/review/next?kind=event")
    page.keyboard.press("?")
    assert page.locator("#keys dl").is_visible()
    page.locator("#keys-off").check()
    page.locator("#item").focus()
    page.keyboard.press("a")
    page.keyboard.press("r")
    assert said(folder) == []
    page.reload()
    page.keyboard.press("a")
    assert said(folder) == []


def test_everything_is_done_without_scripts(browser: Any, served: str, folder: Path) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto("/review")
    page.get_by_role("link", name="Review what matters most").click()
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("button", name="Undo").click()
    assert said(folder) == []
    page.get_by_role("link", name="Correct").click()
    page.get_by_label("reported as").select_option("alleged")
    page.get_by_role("button", name="Keep corrections").click()
    page.get_by_role("button", name="Reject").click()
    assert said(folder) == [("correct", ("status",)), ("reject", ())]
    page.get_by_role("link", name="Skip", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_the_way_of_a_coder_is_open_to_everybody(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for address in (
        "/review",
        "/review/next?kind=event",
        "/review/next?kind=claim",
        "/review/sessions",
        "/review/done",
    ):
        page.goto(address)
        if "next" in address:
            page.keyboard.press("e")
        found = axe.run(page).response["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def test_somebody_quick_is_never_kept_waiting(page: Any, folder: Path) -> None:
    page.goto("/review/next")
    took = []
    for n in range(PACED):
        begun = time.perf_counter()
        press(page, "ar"[n % 2])
        page.locator(".verdicts").wait_for()
        took.append(time.perf_counter() - begun)
    assert len(said(folder)) == PACED
    middle = statistics.median(took)
    slow = sorted(took)[int(0.95 * PACED)]
    assert middle < READY, f"median {middle * 1000:.0f} ms, 95th percentile {slow * 1000:.0f} ms"
    assert f"{PACED} today" in page.locator(".pace").inner_text()


def test_a_doubt_that_is_begun_says_what_it_asks_for_and_how_it_ends(page: Any, folder: Path) -> None:
    page.goto("/review/next?kind=event")
    button, asks = page.locator("[data-do=d]"), page.locator(".comment .asks")
    ink = "(one) => getComputedStyle(one).backgroundColor"
    black = page.locator("[data-do=a]").evaluate(ink)
    assert asks.inner_text() == ""
    page.keyboard.press("d")
    assert asks.inner_text() == "What do you doubt? Enter notes it, Esc goes back."
    assert button.get_attribute("aria-pressed") == "true"
    assert button.evaluate(ink) == black
    assert page.locator("[data-do=a]").evaluate(ink) != black
    page.keyboard.press("Enter")
    assert said(folder) == []
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-pressed") == "false"
    assert asks.inner_text() == ""
    assert page.locator("[data-do=a]").evaluate(ink) == black
    page.keyboard.press("d")
    page.keyboard.type("ra")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert [verdict for verdict, _ in said(folder)] == ["doubt"]
