"""What tests of the command line say of runs and their files."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TEXT = "Turkey's minister said on Monday that police had arrested {n} soldiers of Azerbaijan in Baku."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended, and what it printed."""

    status: int
    out: bytes
    err: str

    def items(self) -> list[Any]:
        """Return the lines printed, each as the JSON it is."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ended]
Start = Callable[..., int]


def line_of(identifier: object, text: object) -> bytes:
    return json.dumps({"id": identifier, "text": text}).encode() + b"\n"


def write_reports(path: Path, count: int, *, first: int = 0) -> Path:
    path.write_bytes(b"".join(line_of(f"d{n}", TEXT.format(n=n + 2)) for n in range(first, first + count)))
    return path


def status_of(child: int) -> int:
    """Wait for a started run and return its status, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def whole_lines(path: Path) -> list[Any]:
    """Return the readings in a file, every one of which is whole."""
    data = path.read_bytes()
    assert not data or data.endswith(b"\n")
    return [json.loads(line) for line in data.splitlines()]
