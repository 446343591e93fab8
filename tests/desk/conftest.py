"""The desk over a record, asked as anybody."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1]))

from detente.desk.access.rights import Role
from detente.desk.access.viewer import Viewer
from detente.desk.app import make_desk
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings
from detente.store import create_record

NOW = dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)
Visit = Callable[..., TestClient]


@pytest.fixture
def visit() -> Iterator[Visit]:
    """Return what opens the desk of a folder as somebody in a role; the clock stands at NOW."""
    with ExitStack() as open_desks:

        def visit(
            folder: Path, role: Role = "administrator", *, name: str = "Wanda Pell", side: str | None = None
        ) -> TestClient:
            everyone = Viewer(role=role, name=name, side=side)
            settings = DeskSettings(folder=folder, everyone=everyone, hosts=("testserver",), now=lambda: NOW)
            made = make_desk(settings, open_records(folder / "record.sqlite", now=NOW))
            return open_desks.enter_context(TestClient(made, follow_redirects=False))

        yield visit


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return the folder of a desk with an empty record."""
    create_record(tmp_path / "record.sqlite", now=NOW).close()
    return tmp_path
