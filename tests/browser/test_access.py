"""Every page by the rules of WCAG 2.2 AA, by the keyboard, at the width of a small telephone, and on paper."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.serving import Desk
from browser.walked import UNLINKED, Walked, page_routes
from desk.conftest import Visit, visit  # noqa: F401 - a fixture

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RULES = {"light": ALL, "dark": OF_COLOURS}
"""By theme; what differs between themes is colours alone, which a test holds, and so all rules are tried in one."""
ROOMS = [Path(__file__).parents[2] / "src" / "detente" / room for room in ("desk", "display")]
FOUND_BY_AXE = """async rules => (await axe.run({runOnly: rules, resultTypes: ['violations']})).violations.map(
  one => [one.id, one.nodes[0].html.slice(0, 160)])"""
SPOILED = """() => {
  const heading = document.querySelector('h1');
  heading.after(document.createElement('button'));
  heading.style.color = '#777';
  heading.style.background = '#888';
}"""
WIDTHS = (1360, 390)
NARROW = 320
MOST = 100_000
"""Bytes of HTML in a page."""
NOT_PAGES = {
    "/briefs/{id_}/letter.txt": "hands out a letter as plain text",
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
NO_SCRIPT = {"/briefs/{id_}/letter": "no script may run in it, of axe neither: letters are looked at in test_letter.py"}
MOST_STOPS = 150
STOPS = """() => {
  const all = document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]');
  return [...all].filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0).length;
}"""
FOLLOW = """() => {
  window.stops = [];
  const met = new Set();
  let last = null;
  document.addEventListener('focusin', told => {
    const e = told.target;
    const is_part = last === e;  // a day has a stop for each of its parts, which the browser itself outlines
    const is_new = is_part || !met.has(e);
    met.add(e);
    last = e;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    window.stops.push({
      is_new, met: met.size, tag: e.outerHTML.slice(0, 120),
      seen: box.width > 0 && box.height > 0,
      outlined: is_part || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    });
  });
}"""
"""Note each stop as the browser comes to it."""
TAKEN = "window.stops.splice(0)"
AT_ONCE = 10
"""How many times the tabulator is pressed before it is asked where that led."""
CUT = """() => [...document.querySelectorAll('main table, .scroll')].filter(
  e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible'
).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def addresses(walked: Walked) -> list[str]:
    """Return a page of each route in which scripts may run, and some that no link leads to."""
    return [*(some[0] for route, some in walked.pages.items() if route not in NO_SCRIPT), *ASKED]


def test_links_lead_to_every_page_of_the_desk(walked: Walked) -> None:
    reached = {route.path for route in page_routes()} - UNLINKED.keys() - NOT_PAGES.keys()
    for_programs = {path for path in reached if path.startswith(("/api/", "/feeds/"))}
    own = {"/account", "/accounts", "/accounts/{account}", "/log"}  # asked for by those who have an account
    assert reached - for_programs - own - walked.pages.keys() == set()


def test_no_page_is_larger_than_a_slow_line_takes(filled: Any, walked: Walked, visit: Visit) -> None:  # noqa: F811
    desk = visit(filled, "administrator")
    sizes = walked.bytes | {one: len(desk.get(one).content) for one in ASKED}
    assert len(sizes) > len(walked.pages)
    assert {one: size for one, size in sizes.items() if size > MOST} == {}


def test_themes_differ_in_colours_alone() -> None:
    styles = {one: one.read_text("utf-8") for room in ROOMS for one in room.rglob("*.css")}
    themed = {one.name: text for one, text in styles.items() if "prefers-color-scheme" in text}
    assert list(themed) == ["colours.css"]
    (dark,) = re.findall(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{([^{}]*)\}\s*\}", themed["colours.css"])
    assert re.fullmatch(r"(\s*--[\w-]+: #[0-9a-f]{3,8};)+\s*", dark)
    assert not [one.name for one, text in styles.items() if "light-dark(" in text]


def found_by_axe(page: Any, theme: str) -> list[list[str]]:
    """Return what a page does wrong in a theme: the rule, and how the first part of it is written."""
    page.emulate_media(color_scheme=theme)
    told: list[list[str]] = page.evaluate(FOUND_BY_AXE, RULES[theme])
    return told


def test_axe_finds_nothing_at_any_width_in_any_theme(looking: Desk, addresses: list[str]) -> None:
    page, axe = looking.enter("wanda"), Axe().axe_script
    found = []
    for address in [*addresses, "/account", "/accounts", "/log"]:
        page.goto(address)
        page.evaluate(axe)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [(address, width, theme, told) for theme in RULES for told in found_by_axe(page, theme)]
    looking.wrong.clear()  # the page that is not there says so to the console
    assert found == []


def test_axe_finds_what_is_wrong_with_a_page(looking: Desk) -> None:
    page = looking.enter("wanda")
    page.evaluate(Axe().axe_script)
    page.evaluate(SPOILED)
    assert {one for one, _ in found_by_axe(page, "light")} == {"color-contrast", "button-name"}
    assert {one for one, _ in found_by_axe(page, "dark")} == {"color-contrast"}


def test_axe_finds_nothing_where_people_come_in(looking: Desk) -> None:
    page = looking.page()
    page.goto("/login")
    page.evaluate(Axe().axe_script)
    assert [told for theme in RULES for told in found_by_axe(page, theme)] == []


def test_every_control_is_reached_by_the_keyboard_and_shows_that_it_is(looking: Desk, addresses: list[str]) -> None:
    page = looking.enter("wanda")
    wrong = [(address, told) for address in addresses if (told := _by_keys(page, address))]
    looking.wrong.clear()
    assert wrong == []


def _by_keys(page: Any, address: str) -> str | None:
    """Go through a page with the tabulator; return what is wrong with it."""
    page.goto(address)
    page.evaluate("document.activeElement && document.activeElement.blur()")
    wanted = page.evaluate(STOPS)
    page.evaluate(FOLLOW)
    for _ in range(0, min(wanted * 2, MOST_STOPS), AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        for at in page.evaluate(TAKEN):  # past the end is none; some pages begin in their middle, and go round
            if not at["is_new"]:
                return None if at["met"] >= wanted else f"goes round too early: {at}"
            if not (at["seen"] and at["outlined"]):
                return f"focus is not seen: {at['tag']}"
    return None


def test_the_first_stop_leads_past_the_menu(looking: Desk) -> None:
    page = looking.enter("ann")
    page.goto("/ceasefires")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_no_page_is_wider_than_a_small_telephone(looking: Desk, addresses: list[str]) -> None:
    page = looking.enter("wanda", viewport={"width": NARROW, "height": 700})
    wide = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > NARROW:
            wide.append(address)
    looking.wrong.clear()
    assert wide == []


def test_no_table_is_cut_on_paper(looking: Desk, addresses: list[str]) -> None:
    page = looking.enter("wanda", viewport={"width": 718, "height": 1000})  # a page of A4 between its margins
    page.emulate_media(media="print")
    cut = []
    for address in addresses:
        page.goto(address)
        cut += [(address, one) for one in page.evaluate(CUT)]
        if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
            cut.append((address, "wider than the paper"))
    looking.wrong.clear()
    assert cut == []
