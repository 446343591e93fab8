"""Lets worker processes import the readers of `quick` by name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
