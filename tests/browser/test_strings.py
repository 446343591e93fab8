"""What the desk says is in its catalogues: nothing that a person reads is left out of them."""

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from browser.made_up import CODE, left_over, made_up, words_of
from browser.walked import Walked
from desk.conftest import Visit, visit  # noqa: F401 - a fixture
from detente.display import language

BELOW = (Path(__file__).parent / "said_below.txt").read_text("utf-8").splitlines()
"""What rooms below the desk compose in English, as patterns: the terminal says the same, and has no catalogues."""


@pytest.fixture
def made_up_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desk offer English and the made-up language, which goes by the code of another."""
    real, told = language._catalogue, made_up()
    monkeypatch.setattr(language, "_catalogue", lambda code: told if code == CODE else real(code))
    monkeypatch.setattr(language, "offered", lambda: ("en", CODE))


def test_the_catalogues_are_up_to_date(tool: Callable[[str], ModuleType]) -> None:
    stale = [path.name for path, text in tool("make_strings").write_all() if path.read_text("utf-8") != text]
    assert stale == [], "make strings writes them"


def is_unknown(part: str) -> bool:
    return not any(re.fullmatch(each, part) for each in BELOW if each and not each.startswith("#"))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.usefixtures("made_up_spoken")
def test_every_word_of_ours_is_in_a_catalogue(filled: Path, walked: Walked, visit: Visit) -> None:  # noqa: F811
    desk, record = visit(filled, "administrator"), words_of(filled)
    addresses = [some[0] for some in walked.pages.values()]
    found: dict[str, str] = {}
    for address in addresses:
        desk.get(address)  # in English first: nothing of it may be held
    for address in addresses:
        page = desk.get(f"{address}{'&' if '?' in address else '?'}lang={CODE}").text
        assert f'<html lang="{CODE}"' in page
        found |= dict.fromkeys(filter(is_unknown, left_over(page, record)), address)
    assert found == {}
