"""The record of the Ossering Line, built once for all tests by the program's own commands."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from example_line.building import build_line, made_once
from example_line.built import Line


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Line:
    """The line with its reports, reviews, effort, mines and findings."""
    return made_once(tmp_path_factory, "line", build_line)
