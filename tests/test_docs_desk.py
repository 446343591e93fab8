"""The page on the desk's routes says what there is, in the words of the code."""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser.walked import every_route  # noqa: E402 - the folder of tests is on the path from here on
from detente.desk.asked import right_of  # noqa: E402 - as above


def lines() -> Iterator[str]:
    """Yield a line of the page's tables for each route: what is asked, by whom it may be, what it does."""
    for route in every_route():
        asked = [right for one in route.dependant.dependencies if (right := right_of(one.call)) is not None]
        does = (route.endpoint.__doc__ or "").split("\n", 1)[0].replace("|", "\\|")
        for method in sorted((route.methods or set()) - {"HEAD"}):
            yield f"| `{method} {route.path}` | {asked[0] if asked else 'everybody'} | {does} |"


def test_every_route_of_the_desk_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "desk.md").read_text(encoding="utf-8").splitlines()
    told = {line for line in page if line.startswith(("| `GET ", "| `POST "))}
    assert set(lines()) - told == set(), "add these lines"
    assert told - set(lines()) == set(), "these are no more"


def test_every_picture_is_shown_somewhere_and_all_are_small() -> None:
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *ROOT.glob("docs/**/*.md")))
    assert [one.name for one in pictures if f"pictures/{one.name}" not in pages] == []
    assert len(pictures) <= 12
    assert sum(one.stat().st_size for one in pictures) < 1_500_000
