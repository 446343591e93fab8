"""Every room can be the first that is imported: a program, a server and a test begin at different ends."""

import subprocess
import sys
from pathlib import Path

import pytest

import detente

ROOMS = sorted(path.parent.name for path in Path(detente.__file__).parent.glob("*/__init__.py"))
DOORS = ("detente.desk.app", "detente.pipeline.reader", "detente.reading.published", "detente.store")


@pytest.mark.parametrize("name", [*DOORS, *(f"detente.{room}" for room in ROOMS)])
def test_a_room_is_imported_first(name: str) -> None:
    found = subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
