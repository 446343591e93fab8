"""The words of the desk: each is explained once, on the page and in the documentation alike, and pages lead to them."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest

from desk.conftest import Visit
from desk.filled import filled
from detente.knowledge.glossary import glossary
from detente.knowledge.plain import plain_words
from detente.knowledge.plover import plover

TEMPLATES = Path(__file__).parents[2] / "src" / "detente" / "desk"
IDS = {one.id for group in glossary() for one in group.terms}
TERM = re.compile(r"""explained\(\((.*?)\)\) }}""")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    filled(tmp_path, reports=1)
    return tmp_path


def test_every_word_has_its_place_on_the_page(visit: Visit, folder: Path) -> None:
    page = unescape(visit(folder).get("/glossary").text)
    assert all(f'<div id="{one.id}">' in page for group in glossary() for one in group.terms)
    assert all(one.means in page for group in glossary() for one in group.terms)


def test_the_documentation_has_the_same_words(tool: Callable[[str], ModuleType]) -> None:
    made = tool("make_glossary")
    page = made.PAGE.read_text("utf-8")
    assert made.written(page) == page, "tools/make_glossary.py writes it"


def test_pages_lead_to_words_that_are_there() -> None:
    led = {id_ for path in TEMPLATES.rglob("*.j2") for line in TERM.findall(path.read_text("utf-8"))
           for id_ in re.findall(r"\(\"([a-z-]+)\", say", f"({line}")}  # fmt: skip
    led |= {id_ for path in TEMPLATES.rglob("*.py") for id_ in re.findall(r'term="([a-z-]+)"', path.read_text("utf-8"))}
    assert led
    assert led <= IDS


def test_every_code_has_plain_words() -> None:
    words, modes = plover(), plain_words("modes")
    assert set(plain_words("types")) == set(words.types)
    assert set(modes) == {f"{name} {mode}" for name, one in words.types.items() for mode in one.modes}
    assert set(plain_words("contexts")) == set(words.contexts)
    assert set(plain_words("sectors")) == set(words.sectors)
    assert set(plain_words("international")) == set(words.international)
    assert not any(re.search(r"[A-Z]{3,}|_", told) for kind in ("types", "modes", "contexts", "sectors")
                   for told in plain_words(kind).values())  # fmt: skip
