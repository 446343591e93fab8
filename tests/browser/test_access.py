"""Every page by the rules of WCAG 2.2 AA, by the keyboard, at the width of a small telephone, and on paper."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.serving import Desk
from browser.walked import UNLINKED, page_routes, walk
from desk.conftest import Visit, visit  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from starlette.testclient import TestClient

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
WIDTHS, THEMES = (1360, 390), ("light", "dark")
NARROW = 320
MOST = 100_000
"""Bytes of HTML in a page."""
NOT_PAGES = {
    "/documents/{document}/original": "hands out the report as it came in",
    "/review/export": "hands out what was reviewed",
    "/review/next": "leads to the next item",
    "/review/sessions/{session}/next": "leads to the next item of a session",
    "/review/sessions/{session}": "nobody codes blind at this desk; its pages are in the way of a second coder",
    "/review/sessions/{session}/items/{key}": "as above",
    "/ceasefires/{id_}/findings/{text}/act": "officers alone are led there",
    "/release/before": "a form leads there",
    "/agreements/{id_}/diff": "a form leads there, with the two texts that are chosen",
    "/events/{key}": "leads to the event of its report",
    "/sources/{id_}": "nothing is watched at this desk",
    "/subscribers/{subscriber}": "nobody has signed up at this desk",
}
ASKED = ("/search?q=fire", "/ceasefires/ossering?from=2019-05-06&to=2019-05-12", "/?known=2026-01-01", "/nothing-here",
         "/release/before?what=ceasefire+ossering&level=public",
         "/agreements/statement-november-2020/diff?old=as-printed&new=as-read-out")  # fmt: skip
"""What no link leads to: a search, a week that is full, an earlier day, a page that is not there."""
MOST_STOPS = 150
STOPS = """() => {
  const all = document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]');
  return [...all].filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0).length;
}"""
HERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  window.met = window.met || new Set();
  const is_part = window.last === e;  // a day has a stop for each of its parts, which the browser itself outlines
  const is_new = is_part || !window.met.has(e);
  window.met.add(e);
  window.last = e;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  return {
    is_new, tag: e.outerHTML.slice(0, 120),
    seen: box.width > 0 && box.height > 0,
    outlined: is_part || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
}"""
CUT = """() => [...document.querySelectorAll('main table, .scroll')].filter(
  e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible'
).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def pages(filled: Any, visit: Visit) -> dict[str, list[str]]:  # noqa: F811 - the fixture
    """Return every page that links lead to, by its route."""
    return walk(visit(filled, "administrator"))


@pytest.fixture
def addresses(pages: dict[str, list[str]]) -> Iterator[str]:
    """Yield a page of each route, and some that no link leads to."""
    return iter([some[0] for some in pages.values()] + list(ASKED))


def test_links_lead_to_every_page_of_the_desk(pages: dict[str, list[str]]) -> None:
    reached = {route.path for route in page_routes()} - UNLINKED.keys() - NOT_PAGES.keys()
    for_programs = {path for path in reached if path.startswith(("/api/", "/feeds/"))}
    own = {"/account", "/accounts", "/accounts/{account}", "/log"}  # asked for by those who have an account
    assert reached - for_programs - own - pages.keys() == set()


def test_no_page_is_larger_than_a_slow_line_takes(filled: Any, visit: Visit, addresses: Iterator[str]) -> None:  # noqa: F811
    desk: TestClient = visit(filled, "administrator")
    assert {one: size for one in addresses if (size := len(desk.get(one).content)) > MOST} == {}


def test_axe_finds_nothing_at_any_width_in_any_theme(desk: Desk, addresses: Iterator[str]) -> None:
    page, axe = desk.enter("wanda"), Axe()
    found = []
    for address in [*addresses, "/account", "/accounts", "/log"]:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                told = axe.run(page, options=RULES).response["violations"]
                found += [(address, width, theme, one["id"], one["nodes"][0]["html"][:160]) for one in told]
    desk.wrong.clear()  # the page that is not there says so to the console
    assert found == []


def test_axe_finds_nothing_where_people_come_in(desk: Desk) -> None:
    page, axe = desk.page(), Axe()
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.goto("/login")
        assert axe.run(page, options=RULES).response["violations"] == []


def test_every_control_is_reached_by_the_keyboard_and_shows_that_it_is(desk: Desk, addresses: Iterator[str]) -> None:
    page = desk.enter("wanda")
    wrong = [(address, told) for address in addresses if (told := _by_keys(page, address))]
    desk.wrong.clear()
    assert wrong == []


def _by_keys(page: Any, address: str) -> str | None:
    """Go through a page with the tabulator; return what is wrong with it."""
    page.goto(address)
    page.evaluate("document.activeElement && document.activeElement.blur()")
    stops = page.evaluate(STOPS)
    for _ in range(min(stops * 2, MOST_STOPS)):
        page.keyboard.press("Tab")
        at = page.evaluate(HERE)
        if at is None:
            continue  # past the end; some pages begin in their middle, and go round
        if not at["is_new"]:
            return None if page.evaluate("window.met.size") >= stops else f"goes round too early: {at}"
        if not (at["seen"] and at["outlined"]):
            return f"focus is not seen: {at['tag']}"
    return None


def test_the_first_stop_leads_past_the_menu(desk: Desk) -> None:
    page = desk.enter("ann")
    page.goto("/ceasefires")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_no_page_is_wider_than_a_small_telephone(desk: Desk, addresses: Iterator[str]) -> None:
    page = desk.enter("wanda", viewport={"width": NARROW, "height": 700})
    wide = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > NARROW:
            wide.append(address)
    desk.wrong.clear()
    assert wide == []


def test_no_table_is_cut_on_paper(desk: Desk, addresses: Iterator[str]) -> None:
    page = desk.enter("wanda", viewport={"width": 718, "height": 1000})  # a page of A4 between its margins
    page.emulate_media(media="print")
    cut = []
    for address in addresses:
        page.goto(address)
        cut += [(address, one) for one in page.evaluate(CUT)]
        if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
            cut.append((address, "wider than the paper"))
    desk.wrong.clear()
    assert cut == []
