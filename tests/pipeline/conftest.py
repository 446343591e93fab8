"""Lets worker processes import the work of `pieces` by name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from gather.conftest import clock, fetcher, web  # noqa: F401 - fixtures, found from the line above on
