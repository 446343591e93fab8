"""Lets the tests of the store share the readings of `made`, and gives them new records, in each kind of database."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from detente.store import Address, Record, RecordPlace, create_record, open_record
from private_server import TEMPLATE, Server
from store.made import NOON


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Run a test on each kind of database that a record can lie in."""
    return str(request.param)


@pytest.fixture
def new_path(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], RecordPlace]]:
    """Return places where records may be made, one for each name."""
    if database == "sqlite":
        yield lambda name: tmp_path / f"{name}.sqlite"
        return
    server: Server = request.getfixturevalue("server")
    made: dict[str, Address] = {}

    def make(name: str) -> RecordPlace:
        made[name] = made.get(name) or server.make()
        return made[name]

    yield make
    for address in made.values():
        server.drop(address)


@pytest.fixture
def path(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[RecordPlace]:
    """Return where a record may be made, or is where `record` is asked for too."""
    if database == "sqlite":
        yield tmp_path / "record.sqlite"
        return
    server: Server = request.getfixturevalue("server")
    address = server.make(template=TEMPLATE if "record" in request.fixturenames else "template0")
    yield address
    server.drop(address)


@pytest.fixture(scope="session")
def new_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a new record in a file once, closed: as with the server's template, its tables are made for all tests."""
    path = tmp_path_factory.mktemp("new") / "record.sqlite"
    create_record(path, now=NOON).close()
    return path


@pytest.fixture
def record(path: RecordPlace, request: pytest.FixtureRequest) -> Iterator[Record]:
    """Open a new record."""
    if isinstance(path, Path):
        shutil.copy(request.getfixturevalue("new_record"), path)
    with open_record(path) as made:
        yield made
