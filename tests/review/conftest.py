"""Lets the tests of review share the readings that the tests of the store make by hand."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
