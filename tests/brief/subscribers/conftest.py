"""A file of mail that nobody has signed up in yet."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from brief.subscribers.made import Office, opened


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office with a new file of mail."""
    made = opened(tmp_path)
    yield made
    made.file.close()
