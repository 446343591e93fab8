"""Tests of the brief find what is made by hand for them, over a record of their own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from detente.store import Record, create_record
from store.made import NOON


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Return a new record."""
    with create_record(tmp_path / "record.sqlite", now=NOON) as made:
        yield made
