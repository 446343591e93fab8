"""Lets the tests of runs share what they and others have made."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
