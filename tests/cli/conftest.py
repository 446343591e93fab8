"""Runs of the command line: in this process, and in a copy of it that may be killed."""

import contextlib
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.cli import _run
from detente.documents.document import Document
from detente.pipeline.reader import default_reader

if TYPE_CHECKING:
    from cli.runs import Ended, Run, Start

sys.path.insert(0, str(Path(__file__).parents[1]))

from gather.conftest import clock, web  # noqa: F401 - fixtures, found from the line above on

NOWHERE = Path(os.devnull)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> "Run":
    """Run the command line here, as `main` would, with `stdin` on standard input, so many `columns` wide."""
    from cli.runs import Ended as Made

    def work(*arguments: object, stdin: bytes = b"", columns: int = 200) -> "Ended":
        monkeypatch.setattr(sys, "argv", ["detente", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        monkeypatch.setenv("COLUMNS", str(columns))
        status = _run()
        out, err = capsysbinary.readouterr()
        return Made(status=int(status), out=out, err=err.decode())

    return work


@pytest.fixture
def start() -> "Iterator[Start]":
    """Start the command line in a copy of this process, the reader made already; return the copy's id.

    `out` and `err` are files or descriptors for its standard output and error, `before` is done first in it.
    """
    default_reader().read(_any_document())
    begun: list[int] = []

    def work(
        *arguments: object,
        out: int | Path = NOWHERE,
        err: Path = NOWHERE,
        before: Callable[[], object] = bool,
    ) -> int:
        child = os.fork()
        if child:
            begun.append(child)
            return child
        status = 99
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            sys.argv = ["detente", *map(str, arguments)]
            sys.stdout = open(out, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - a descriptor, or for this process's life
            sys.stderr = err.open("w", encoding="utf-8")
            before()
            status = int(_run())
            sys.stderr.close()
            sys.stdout.close()
        finally:
            os._exit(status)

    yield work
    for child in begun:
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(child, os.WNOHANG) == (0, 0):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _any_document() -> Document:
    return Document(id="d", text="Any text at all.")
