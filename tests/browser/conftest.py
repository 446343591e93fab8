"""A desk that has worked for some time, over the real server, in the browsers of those who work at it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_socket import enable_socket

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

from browser.filling import fill  # noqa: E402 - the folder of tests is on the path from here on
from browser.serving import Desk, served  # noqa: E402 - as above
from browser.walked import Walked, walk  # noqa: E402 - as above
from desk.conftest import opening  # noqa: E402 - as above
from example_line.building import build_line, made_once  # noqa: E402 - as above

Enter = Callable[..., Any]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a filled desk, built once in a run; it is only read."""
    line = made_once(tmp_path_factory, "line", build_line)
    return made_once(tmp_path_factory, "filled", lambda folder: fill(line.record, folder))


@pytest.fixture(scope="session")
def walked(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Return what an administrator comes upon who follows every link of that desk, walked once in a run."""

    def follow(_: Path) -> Walked:
        with opening() as visit:
            return walk(visit(filled, "administrator"))

    return made_once(tmp_path_factory, "walk", follow)


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """Return the folder of a desk of this test's own, to be written to."""
    return Path(shutil.copytree(filled, tmp_path / "desk"))


@pytest.fixture
def desk(folder: Path, browser: Any, socket_enabled: None) -> Iterator[Desk]:  # noqa: ARG001 - the plugin's switch
    """Serve that desk; whatever a browser complains of, or asks of another host, fails the test."""
    yield from _served(folder, browser, public=False)


@pytest.fixture(scope="module")
def looked_at(filled: Path, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Serve one desk to all tests of a module that only look at it: what a page shows is worked out for the first."""
    folder = Path(shutil.copytree(filled, tmp_path_factory.mktemp("looked_at") / "desk"))
    enable_socket()
    yield from _served(folder, browser, public=False)


@pytest.fixture
def looking(looked_at: Desk, socket_enabled: None) -> Iterator[Desk]:  # noqa: ARG001 - the plugin's switch
    """Let a test look at that desk in browsers of its own, and fail for what they complain of."""
    with ExitStack() as open_browsers:
        seen = replace(looked_at, open_browsers=open_browsers, wrong=[])
        yield seen
    assert seen.wrong == []


@pytest.fixture
def open_desk(folder: Path, browser: Any, socket_enabled: None) -> Iterator[Desk]:  # noqa: ARG001 - the plugin's switch
    """Serve that desk so that the public sees what is released to everybody."""
    yield from _served(folder, browser, public=True)


def _served(folder: Path, browser: Any, *, public: bool) -> Iterator[Desk]:
    with served(folder, public=public) as address, ExitStack() as open_browsers:
        made = Desk(address=address, folder=folder, browser=browser, open_browsers=open_browsers)
        yield made
        open_browsers.close()
        assert made.wrong == []
