"""What the mine record makes of composed reports is told to users as it is measured."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("half", ["seen", "held"])
def test_the_page_tells_the_figures_that_are_measured(half: str) -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    from measure_mines import GRADES, measure

    grades = measure(ROOT / "tests" / "gold" / "mines" / f"{half}.toml", show=False)
    page = (ROOT / "docs" / "reference" / "mines.md").read_text(encoding="utf-8")
    row = re.search(rf"\| {half}, now \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", page)
    assert row is not None
    assert [int(one) for one in row.groups()] == [grades[one] for one in GRADES]
