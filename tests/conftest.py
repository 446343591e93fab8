"""Fixtures that many tests share."""

import gc
import importlib.util
import io
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from detente.documents.document import Document
from detente.documents.packets import packets_of
from detente.pipeline import pool
from detente.pipeline.outcomes import lines_of

TOOLS = Path(__file__).parents[1] / "tools"
SHARED = Path(__file__).parents[2] / "shared"


_is_done_here = pool._is_done_here
GARBAGE = (20_000, 10, 10)
"""How many objects are made before garbage is looked for: tests make many more of them than the program does."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take long, where there are several processes: none waits for another's at the end."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        long = {item.path for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True, scope="session")
def here() -> Iterator[None]:
    """Let one worker be this process: it has the model, and starting another for each test would take minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "_is_done_here", lambda workers: workers <= 1)
        yield


@pytest.fixture(autouse=True, scope="session")
def settled() -> Iterator[None]:
    """Leave what collecting has made to itself: no search for garbage goes through it, and no fork copies it."""
    gc.collect()
    gc.freeze()
    usual = gc.get_threshold()
    gc.set_threshold(*GARBAGE)
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


@pytest.fixture
def tidied() -> Iterator[None]:
    """Look for garbage as often as a process does that begins, whatever other tests have made: memory is measured."""
    set_to = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*set_to)


@pytest.fixture(scope="session")
def empty_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where an empty record lies that is copied where tests ask for a new one."""
    return tmp_path_factory.mktemp("empty") / "record.sqlite"


@pytest.fixture(autouse=True, scope="module")
def quick_records(request: pytest.FixtureRequest, empty_record: Path) -> Iterator[None]:
    """Let a new record be a copy of an empty one, but in modules that are about how one is made."""
    if request.node.get_closest_marker("making"):
        yield
        return
    sys.path.insert(0, str(Path(__file__).parent))
    from records_made import copies

    with copies(empty_record):
        yield


@pytest.fixture
def in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one worker be a process of its own, as in earnest."""
    monkeypatch.setattr(pool, "_is_done_here", _is_done_here)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project that holds the seeds, the facts and the data; skips where it is absent."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("needs ../shared, which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def facts(shared: Path) -> dict[str, dict[str, Any]]:
    """The facts of the two press reports that the project started from, by id."""
    lines = (shared / "facts" / "seed_facts.jsonl").read_text(encoding="utf-8").splitlines()
    return {fact["id"]: fact for fact in map(json.loads, lines)}


@pytest.fixture(scope="session")
def readings(shared: Path) -> dict[str, dict[str, Any]]:
    """What `detente read` prints for those two reports, by file."""
    paths = sorted((shared / "seeds").glob("*.txt"))
    packets = itertools.chain.from_iterable(packets_of(p, standard_input=io.BytesIO()) for p in paths)
    return {found["id"]: found for found in (json.loads(line.data) for line in lines_of(packets, workers=1))}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium that draws pages as a person sees them; skips where there is none (tools/servers.sh installs it)."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no Chromium here; tools/servers.sh installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A PostgreSQL server of our own; skips where there is none (tools/servers.sh installs it)."""
    sys.path.insert(0, str(Path(__file__).parent))
    import private_server

    found = private_server.binaries()
    if found is None:
        pytest.skip(private_server.ABSENT)
    with private_server.started(found) as running:
        yield running


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """Make a document of a text, by default without anything that a carrier would say of it."""

    def make(text: str, **fields: str) -> Document:
        return Document(**{"id": "test", "text": text, **fields})  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def tool() -> Callable[[str], ModuleType]:
    """Load a script of tools/ by its name, as a module."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Make a folder on a file system of the size asked for ("64k"); skips where none can be mounted."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    with ExitStack() as mounted:

        def make(size: str) -> Path:
            folder = tmp_path / "tiny"
            folder.mkdir()
            if os.getuid() != 0 or mount is None or umount is None:
                pytest.skip("only root may mount a file system")
            command = [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
            made = subprocess.run(command, capture_output=True, check=False)
            if made.returncode:
                pytest.skip(f"no file system can be mounted here: {made.stderr.decode().strip()}")
            mounted.callback(lambda: subprocess.run([umount, str(folder)], check=True))
            return folder

        yield make
