"""The record of the Ossering Line, built once for all tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from example_line.built import Line
from example_line.making import make_line


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Line:
    """Run the steps of `build.sh` and of the reviews. The reader is run over all reports once."""
    return make_line(tmp_path_factory.mktemp("line") / "desk")
