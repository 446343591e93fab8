"""A desk that has worked for some time, over the real server, in the browsers of those who work at it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

from browser.filling import fill  # noqa: E402 - the folder of tests is on the path from here on
from browser.serving import Desk, served  # noqa: E402 - as above
from example_line.building import build_line, made_once  # noqa: E402 - as above

Enter = Callable[..., Any]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a filled desk, built once in a run; it is only read."""
    line = made_once(tmp_path_factory, "line", build_line)
    return made_once(tmp_path_factory, "filled", lambda folder: fill(line.record, folder))


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """Return the folder of a desk of this test's own, to be written to."""
    return Path(shutil.copytree(filled, tmp_path / "desk"))


@pytest.fixture
def desk(folder: Path, browser: Any, socket_enabled: None) -> Iterator[Desk]:  # noqa: ARG001 - the plugin's switch
    """Serve that desk; whatever a browser complains of, or asks of another host, fails the test."""
    yield from _served(folder, browser, public=False)


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
