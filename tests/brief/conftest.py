"""Tests of the brief find what is made by hand for them, over a record of their own."""

import asyncio
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


@pytest.fixture(autouse=True)
def away_from_browsers() -> Iterator[None]:
    """Let a test run a loop of its own: what drives browsers for other tests leaves one open in this thread."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)
