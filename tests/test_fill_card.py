"""The card's tables come from what was measured, and from nothing else."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def filler(tool: Callable[[str], ModuleType]) -> ModuleType:
    return tool("fill_card")


def row(section: str, figure: str, label: str | None, value: float, gold: int = 3) -> dict[str, Any]:
    estimate = {"value": value, "low": value - 0.1, "high": value + 0.1}
    return {
        "section": section,
        "figure": figure,
        "label": label,
        **estimate,
        "precision": estimate,
        "recall": estimate,
        "gold": gold,
    }


def test_real_and_composed_stand_beside_one_another(filler: ModuleType) -> None:
    rows = [row("real", "type and trigger", None, 0.5), row("composed", "type and trigger", None, 0.75)]
    assert filler.whole(rows).splitlines()[2] == "| type and trigger | 0.500 | 0.400–0.600 | 0.750 | 0.650–0.850 |"


def test_happenings_stand_in_a_table_of_their_own(filler: ModuleType) -> None:
    rows = [row("composed", "claims", None, 0.5), row("happenings, composed", "happenings, B-cubed", None, 0.75)]
    rows.append(row("happenings, composed", "happenings, B-cubed", "each account alone", 0.5))
    assert len(filler.whole(rows).splitlines()) == 3
    assert filler.happenings(rows).splitlines()[2:] == [
        "| happenings, B-cubed |  |  | 0.750 | 0.650–0.850 |",
        "| happenings, B-cubed, each account alone |  |  | 0.500 | 0.400–0.600 |",
    ]


def test_what_was_not_measured_stays_blank(filler: ModuleType) -> None:
    rows = [row("real", "type and trigger", "AID", 0.5)]
    assert filler.by_type(rows).splitlines()[2] == "| AID | 0.500 | 0.500 | 0.500 | 3 |  |  |  | 0 |"


def test_only_the_marked_part_is_written_anew(filler: ModuleType) -> None:
    text = "before\n<!-- figures: whole -->\nold\n<!-- end -->\nafter <!-- end -->"
    assert filler.fill(text, "whole", "new") == "before\n<!-- figures: whole -->\nnew\n<!-- end -->\nafter <!-- end -->"


def test_a_card_without_the_marks_is_refused(filler: ModuleType) -> None:
    with pytest.raises(ValueError, match="no part between"):
        filler.fill("nothing", "whole", "new")


def test_the_card_has_every_part(filler: ModuleType) -> None:
    text = filler.CARD.read_text(encoding="utf-8")
    for name in ("whole", "types", "labels", "happenings"):
        assert filler.fill(text, name, "x") != text
