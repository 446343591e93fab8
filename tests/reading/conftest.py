"""Lets the tests of the reading share the hand-made parses of `parses`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
