"""The letter as a browser shows it: at the width of a telephone and of a mail program, in light and in the dark."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from brief.made import EDITION, SETTINGS, full, hostile, quiet
from browser.test_access import ALL
from detente.brief.brief import Brief
from detente.brief.letter.files import shown_letter
from detente.brief.letter.letter import Picture
from detente.brief.letter.setting import set_letter

PICTURE = Picture(name="map-1", png=b"", alternative="Where it was: two places near the line", subject="platforms")


@pytest.mark.parametrize("brief", [full(), quiet(), hostile()], ids=["full", "quiet", "hostile"])
def test_a_letter_is_read_at_any_width_in_any_theme_without_its_pictures(
    brief: Brief,
    browser: Any,
    socket_enabled: None,  # noqa: ARG001 - the plugin’s switch
) -> None:
    page, asked = browser.new_page(), []
    page.on("request", lambda one: asked.append(one.url))
    page.set_content(shown_letter(set_letter(brief, SETTINGS, EDITION, (PICTURE,), revision=1), form="/subscribe"))
    grounds = set()
    for width in (320, 390, 640, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        told = Axe().run(page, options={"runOnly": ALL}).response["violations"]
        assert [(theme, one["id"], one["nodes"][0]["html"][:160]) for one in told] == []
    assert len(grounds) == 2
    assert [one for one in asked if not one.startswith(("data:", "about:"))] == []
    page.close()
