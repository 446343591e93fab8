"""The record of the Ossering Line, built once for all tests by the program's own commands."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

from example_line.building import build_line, made_once  # noqa: E402 - where it stands is told above
from example_line.built import Line  # noqa: E402 - as above


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Line:
    """The line with its reports, reviews, effort, mines and findings."""
    return made_once(tmp_path_factory, "line", build_line)
