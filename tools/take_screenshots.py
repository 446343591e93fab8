"""Takes the pictures of the desk that the README and the pages of docs show.

    python tools/take_screenshots.py DIR [--out docs/pictures]

DIR is the folder of a record, as examples/ossering-line/build.sh makes it. It is served to one person, as
`detente serve DIR --alone NAME` does; a browser opens the link that is printed, and looks at each page.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

__all__ = ["SHOTS", "Shot", "main"]

ROOT = Path(__file__).parents[1]
NAME = "Wanda Pell"
LINK = re.compile(r"http://\S+/enter/\S+")
WIDE, PHONE = (1360, 850), (390, 780)
WORKED_OUT = "() => !document.querySelector('.not-ready')"
"""Whether a page shows what was asked for, and not that it is still being worked out; it asks again by itself."""
PATIENCE = 120_000
"""Milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture: what it is called, of which page, at which size, in which theme."""

    name: str
    href: str
    size: tuple[int, int] = WIDE
    theme: str = "light"
    follow: str | None = None
    """A link on the page that is followed first."""


DAY = "/incidents?since=2019-06-04&until=2019-06-04&type=ASSAULT"
WEEK = "/ceasefires/ossering?from=2019-05-06&to=2019-05-12"
SHOTS = (
    Shot(name="today", href="/"),
    Shot(name="board", href=WEEK),
    Shot(name="board-phone", href=WEEK, size=PHONE),
    Shot(name="board-phone-dark", href=WEEK, size=PHONE, theme="dark"),
    Shot(name="report", href="/documents", follow="main tbody a"),
    Shot(name="review", href="/review/next"),
    Shot(name="findings", href="/ceasefires/ossering/findings"),
    Shot(name="trend", href="/ceasefires/ossering/trend"),
    Shot(name="map", href="/map"),
    Shot(
        name="incident",
        href=DAY,
        follow="main tbody tr:has-text('Velduria'):has-text('Corvessa'):has-text('Observer') a",
    ),
    Shot(name="check", href="/check?q=The+mission+counted+12+incidents+of+fire+from+6+to+12+May+2019"),
)


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """Serve a desk to one person, and give the link that lets a browser in."""
    command = [sys.executable, "-m", "detente", "serve", str(folder), "--alone", NAME, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own command
        try:
            yield next(found[0] for line in server.stdout or () if (found := LINK.search(line)))
        finally:
            server.terminate()


def take(page: Any, origin: str, shot: Shot, out: Path) -> None:
    """Take one picture."""
    width, height = shot.size
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=shot.theme)
    page.goto(f"{origin}{shot.href}")
    page.wait_for_function(WORKED_OUT, timeout=PATIENCE)
    if shot.follow:
        page.locator(shot.follow).first.click()
        page.wait_for_function(WORKED_OUT, timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(out / f"{shot.name}.png"))


def main(arguments: list[str] | None = None) -> int:
    """Take every picture."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    asked.add_argument("--port", type=int, default=8765)
    asked.add_argument("--browser", default="/usr/bin/chromium")
    given = asked.parse_args(arguments)
    with served(given.folder, given.port) as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.browser, args=["--no-sandbox"])
        page, origin = browser.new_page(), link.partition("/enter/")[0]
        page.goto(link)
        if page.url != f"{origin}/":
            sys.exit(f"the desk let nobody in: {page.inner_text('main')}")
        for shot in SHOTS:
            take(page, origin, shot, given.out)
            print(f"{shot.name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
