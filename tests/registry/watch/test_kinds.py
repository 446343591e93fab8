"""What can be stated of a thing is what its registry's page says that it keeps."""

import re
from pathlib import Path

import pytest

from detente.knowledge.files import read_toml
from detente.registry.watch.shipped import shipped_names, shipped_watch
from detente.registry.watch.stated import rooms_of

PAGES = Path(__file__).parents[3] / "docs" / "reference"
KINDS = read_toml("registries/kinds.toml")["kinds"]


def documented(page: str) -> set[str]:
    """Return the kinds in the first column of a page's first table."""
    rows = (PAGES / page).read_text(encoding="utf-8").split("\n\n| ")[1].splitlines()[2:]
    cells = [row.split("|")[1] for row in rows if row.startswith("|")]
    return {kind for cell in cells for kind in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize("room", ["institution", "platform", "project"])
def test_every_kind_that_a_page_documents_can_be_stated(room: str) -> None:
    told = documented(f"{room}s.md")
    assert told
    assert told <= set(KINDS[room])


def test_no_kind_is_told_twice_and_each_registry_of_a_watch_has_some() -> None:
    assert all(len(set(some)) == len(some) for some in KINDS.values())
    rooms = {room for name in shipped_names() for room in rooms_of(shipped_watch(name)).values()}
    assert rooms <= set(KINDS)
