"""Lets the tests of incidents share what is made for them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
