"""The records that briefs are composed of, each made once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from brief.composing.reports_made import come_in, evening, line_reports, made_line

DAYS = ("2019-04-11", "2019-04-12", "2019-04-15")
"""Two killings and shellings that each side denies, then the monitors' week."""


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the record of the Ossering Line is, with the reports of three days."""
    path = made_line(tmp_path_factory.mktemp("line"))
    for day in DAYS:
        come_in(path, line_reports(day), at=evening(day))
    return path
