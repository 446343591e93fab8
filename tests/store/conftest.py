"""Lets the tests of the store share the readings of `made`, and gives them a new record."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.store import Record, create_record

sys.path.insert(0, str(Path(__file__).parents[1]))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a record may be made."""
    return tmp_path / "record.sqlite"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    """Open a new record."""
    with create_record(path, now=dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)) as made:
        yield made
