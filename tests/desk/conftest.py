"""The desk over a record, asked as anybody."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1]))

from cli.conftest import run  # noqa: F401 - a fixture, found from the line above on
from desk.rooms import begin, copied
from detente.desk.access.rights import Role
from detente.desk.access.viewer import Viewer
from detente.desk.app import make_desk
from detente.desk.asked import Asked
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings
from detente.store import create_record

if TYPE_CHECKING:
    from cli.runs import Run

NOW = dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)
Visit = Callable[..., TestClient]
BEGUN: list[Path] = []
"""The folder of the desk that `room` copies, once it is made."""


@contextmanager
def opening() -> Iterator[Visit]:
    """Give what opens the desk of a folder as somebody in a role; the clock stands at NOW."""
    with ExitStack() as open_desks:

        def visit(
            folder: Path, role: Role = "administrator", *, name: str = "Wanda Pell", side: str | None = None,
            ceasefire: str | None = None,
        ) -> TestClient:  # fmt: skip
            everyone = Viewer(role=role, name=name, side=side, ceasefire=ceasefire)
            settings = DeskSettings(folder=folder, everyone=everyone, hosts=("testserver",), now=lambda: NOW)
            made = make_desk(settings, open_records(folder / "record.sqlite", now=NOW))
            return open_desks.enter_context(TestClient(made, follow_redirects=False))

        yield visit


@pytest.fixture
def visit() -> Iterator[Visit]:
    """Return what opens the desk of a folder as somebody in a role; the clock stands at NOW."""
    with opening() as visit:
        yield visit


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return the folder of a desk with an empty record."""
    create_record(tmp_path / "record.sqlite", now=NOW).close()
    return tmp_path


@pytest.fixture
def room(run: "Run", tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811 - the fixture
    """Return the folder of a desk that follows something of each registry; a copy, to be written to."""
    if not BEGUN:
        BEGUN.append(begin(run, tmp_path_factory.mktemp("room")))
    return copied(BEGUN[0], tmp_path / "desk")


@pytest.fixture
def desk(visit: Visit, room: Path) -> TestClient:
    """Return that desk as an adjudicator sees it."""
    return visit(room, "adjudicator")


def bare_asked() -> Asked:
    """Return a request as a page sees it, with nothing but its own state: for what asks the record nothing."""
    made = object.__new__(Asked)
    object.__setattr__(made, "request", Request({"type": "http", "headers": []}))
    return made
