"""Makes the modules of the recipe importable: those that are tested here need no torch."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
