from pathlib import Path

from detente.cli.mines.people import WHY_HELP
from detente.registry.mines.purposes import PURPOSES, purpose_of

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "mines.md"


def test_every_reason_is_on_the_page_with_what_it_means_and_in_the_help() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, meaning in PURPOSES.items():
        assert f"| `{name}` | {meaning} |" in page
        assert name in WHY_HELP
        assert purpose_of(name) == name
    assert purpose_of(None) is None
